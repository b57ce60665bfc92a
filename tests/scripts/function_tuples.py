"""Tuples with a fixed length, and items with bounds."""

from collections import deque
from typing import Annotated

from annotated_types import Ge, Le, Len


def distance(start: tuple[float, float], end: tuple[float, float] = (0.0, 0.0)) -> float:
    """Measure between two points."""
    return ((start[0] - end[0]) ** 2 + (start[1] - end[1]) ** 2) ** 0.5


def row(cells: tuple[int, str, bool]) -> str:
    """Show one row of three different cells."""
    return repr(cells)


def grades(marks: list[Annotated[int, Ge(1), Le(6)]], words: Annotated[list[str], Len(0, 2)] = []) -> str:
    """Take marks from 1 to 6."""
    return f"{sum(marks) / len(marks):.2f} {words}"


def last(items: deque[int], keep: int = 2) -> list[int]:
    """Keep the last few."""
    while len(items) > keep:
        items.popleft()
    return list(items)
