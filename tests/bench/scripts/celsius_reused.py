# /// script
# [tool.shipway]
# reuse = true
# ///
"""Celsius to Fahrenheit, where a call may be answered by the process that answered the last one."""

import math


def convert(celsius: float) -> float:
    """Convert a temperature.

    Args:
        celsius: Temperature in degrees Celsius.
    """
    if not math.isfinite(celsius):
        raise ValueError("Celsius must be a finite number")
    return round(celsius * 9 / 5 + 32, 2)
