"""Celsius to Fahrenheit."""

import math


def convert(celsius: float) -> float:
    """Convert a temperature.

    Args:
        celsius: Temperature in degrees Celsius.
    """
    if not math.isfinite(celsius):
        raise ValueError("Celsius must be a finite number")
    return round(celsius * 9 / 5 + 32, 2)
