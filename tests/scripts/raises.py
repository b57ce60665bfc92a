"""Divide two numbers."""


def divide(dividend: float, divisor: float) -> float:
    """Divide two numbers."""
    return dividend / divisor
