"""Results of classes, several at once."""

from dataclasses import dataclass
from typing import NamedTuple

from pydantic import BaseModel


class City(BaseModel):
    name: str
    people: int


@dataclass
class Stop:
    place: str
    minutes: float


class Pair(NamedTuple):
    low: int
    high: int


def cities(count: int = 2) -> list[City]:
    """Give models as a table."""
    return [City(name=f"City {number}", people=number * 1000) for number in range(1, count + 1)]


def route(start: str) -> tuple[list[Stop], str]:
    """Give a table and a text."""
    return [Stop(start, 0), Stop("end", 12.5)], "two stops"


def bounds(values: list[int]) -> Pair:
    """Give a named tuple."""
    return Pair(min(values), max(values))
