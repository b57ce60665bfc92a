"""Hints that allow more than one type."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union


def when(day: Union[int, date], show: Any = None) -> str:
    """Take a day of this month, or a whole date."""
    return f"{type(day).__name__} {day} {show!r}"


def width(size: Literal["auto"] | int | None = None) -> str:
    """Take a size in pixels, or "auto"."""
    return repr(size)


def amount(value: int | float | Decimal, tags: str | list[str] = "none") -> str:
    """Take any number."""
    return f"{value!r} {tags!r}"
