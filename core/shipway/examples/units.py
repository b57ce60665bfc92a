"""Unit conversion

Lengths, weights, temperatures, fuel use, dates and shared bills.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal
from enum import Enum
from typing import Literal


class Weight(Enum):
    """Units of weight; the value is how many kilograms one of them is."""

    GRAM = 0.001
    KILOGRAM = 1.0
    TONNE = 1000.0
    OUNCE = 0.028349523125
    POUND = 0.45359237
    STONE = 6.35029318


METRES = {
    "millimetre": 0.001,
    "centimetre": 0.01,
    "metre": 1.0,
    "kilometre": 1000.0,
    "inch": 0.0254,
    "foot": 0.3048,
    "yard": 0.9144,
    "mile": 1609.344,
    "nautical mile": 1852.0,
}

Length = Literal["millimetre", "centimetre", "metre", "kilometre", "inch", "foot", "yard", "mile", "nautical mile"]


@dataclass
class Trip:
    """A drive: how far, and how much fuel it took."""

    kilometres: float
    litres: float


def celsius_to_fahrenheit(celsius: float) -> float:
    """Celsius to Fahrenheit.

    Args:
        celsius: Temperature in degrees Celsius.
    """
    return round(celsius * 9 / 5 + 32, 2)


def length(value: float, unit: Length = "mile", into: Length = "kilometre") -> float:
    """Convert a length.

    Args:
        value: How long it is.
        unit: The unit that it is given in.
        into: The unit that you want.
    """
    return round(value * METRES[unit] / METRES[into], 6)


def weight(value: float, unit: Weight = Weight.POUND, into: Weight = Weight.KILOGRAM) -> float:
    """Convert a weight.

    Args:
        value: How heavy it is.
        unit: The unit that it is given in.
        into: The unit that you want.
    """
    return round(value * unit.value / into.value, 6)


def fuel(trip: Trip) -> dict[str, float]:
    """Fuel use of a trip.

    Args:
        trip: The distance and the fuel that it took.

    Returns:
        The same use in the three ways that people say it.
    """
    if trip.kilometres <= 0 or trip.litres <= 0:
        raise ValueError("the distance and the fuel must be more than nothing")
    return {
        "litres per 100 km": round(100 * trip.litres / trip.kilometres, 2),
        "miles per US gallon": round(trip.kilometres / 1.609344 / (trip.litres / 3.785411784), 2),
        "miles per imperial gallon": round(trip.kilometres / 1.609344 / (trip.litres / 4.54609), 2),
    }


def days_later(start: date, days: int = 30, working_days_only: bool = False) -> date:
    """Find the date some days later.

    Args:
        start: The day to count from.
        days: How many days to go on; a minus sign counts back.
        working_days_only: Leave out Saturdays and Sundays.
    """
    if not working_days_only:
        return start + timedelta(days=days)
    step = timedelta(days=1 if days >= 0 else -1)
    left, day = abs(days), start
    while left:
        day += step
        left -= day.weekday() < 5
    return day


def split_bill(total: Decimal, people: int = 2, tip: Decimal = Decimal("10")) -> Decimal:
    """Split a bill.

    Args:
        total: The sum on the bill.
        people: How many share it.
        tip: The tip, in percent.

    Returns:
        What each pays, rounded up to a cent.
    """
    if people < 1:
        raise ValueError("at least one person has to pay")
    each = total * (100 + tip) / 100 / people
    return each.quantize(Decimal("0.01"), ROUND_UP)
