"""Greet by our own core."""

from core import greeting


def greet(name: str = "world") -> str:
    """Greet somebody."""
    return greeting(name)
