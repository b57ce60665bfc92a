"""Numbers with bounds and texts with lengths, by Annotated."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True)
class Ge:
    ge: float


@dataclass(frozen=True)
class Le:
    le: float


@dataclass(frozen=True)
class Gt:
    gt: float


@dataclass(frozen=True)
class Lt:
    lt: float


@dataclass(frozen=True)
class Len:
    min_length: int
    max_length: int


def percent(value: Annotated[float, Ge(0), Le(100)] = 50) -> float:
    """From 0 to 100."""
    return value


def between(value: Annotated[int, Gt(0), Lt(10)]) -> int:
    """Above 0 and below 10."""
    return value


def name(value: Annotated[str, Len(2, 5)]) -> str:
    """From 2 to 5 characters."""
    return value


def few(value: Annotated[list[int], Len(1, 3)]) -> int:
    """From 1 to 3 numbers."""
    return sum(value)


def described(value: Annotated[int, "how many there are"]) -> int:
    """A text beside the type."""
    return value
