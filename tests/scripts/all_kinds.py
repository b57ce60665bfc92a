"""One function for each kind of value that a hint can tell."""

import enum
import getpass
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Dict, List, Literal, Optional, Set, Tuple, Union
from uuid import UUID


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2


@dataclass
class Point:
    x: float
    y: float = 0.0


def text(value: str) -> str:
    """Text."""
    return repr(value)


def text_or_nothing(value: Optional[str] = None) -> str:
    """Text that may be left out."""
    return repr(value)


def whole_number(value: int) -> str:
    """Whole number."""
    return repr(value)


def number(value: float) -> str:
    """Number."""
    return repr(value)


def number_or_nothing(value: "float | None" = None) -> str:
    """Number that may be left out."""
    return repr(value)


def decimal(value: Decimal) -> str:
    """Decimal number."""
    return repr(value)


def fraction(value: Fraction) -> str:
    """Fraction."""
    return repr(value)


def complex_number(value: complex) -> str:
    """Complex number."""
    return repr(value)


def uuid(value: UUID) -> str:
    """UUID."""
    return repr(value)


def yes_no(value: bool) -> str:
    """Yes or no."""
    return repr(value)


def yes_no_with_default(value: bool = True) -> str:
    """Yes or no, ticked at first."""
    return repr(value)


def choice(value: Literal["red", "green", "blue"]) -> str:
    """Choice."""
    return repr(value)


def choice_of_numbers(value: Literal[1, 2, 3] = 2) -> str:
    """Choice of numbers."""
    return repr(value)


def choice_of_enum(value: Size = Size.SMALL) -> str:
    """Choice of an enum."""
    return repr(value)


def choices(value: List[Literal["red", "green", "blue"]]) -> str:
    """Several of a choice."""
    return repr(value)


def choices_of_enum(value: Set[Size]) -> str:
    """Several of an enum."""
    return repr(sorted(size.name for size in value))


def day(value: date) -> str:
    """Date."""
    return repr(value)


def time_of_day(value: time) -> str:
    """Time."""
    return repr(value)


def moment(value: datetime) -> str:
    """Date and time."""
    return repr(value)


def duration(value: timedelta) -> str:
    """Duration."""
    return repr(value)


def file(value: Path) -> str:
    """File."""
    return f"{value.name}: {value.stat().st_size}"


def files(value: List[Path]) -> str:
    """Several files."""
    return ", ".join(f"{path.name}: {path.stat().st_size}" for path in value)


def folder(folder: Path) -> str:
    """Folder."""
    return ", ".join(sorted(path.name for path in folder.iterdir()))


def file_out(out: Path = Path("out.txt")) -> Path:
    """File out."""
    out.write_text("written\n")
    return out


def secret(password: str) -> str:
    """Secret."""
    return f"{len(password)} characters for {getpass.__name__}"


def colour(colour: str = "#0b6b6f") -> str:
    """Colour."""
    return repr(colour)


def long_text(text: str = "first line\nsecond line") -> str:
    """Long text."""
    return repr(text)


def list_of_texts(value: List[str]) -> str:
    """List of texts."""
    return repr(value)


def list_of_numbers(value: "list[int]") -> str:
    """List of whole numbers."""
    return repr(value)


def tuple_of_numbers(value: Tuple[float, ...]) -> str:
    """List of numbers."""
    return repr(value)


def table(value: List[Dict[str, Any]]) -> str:
    """Table."""
    return repr([dict(row) for row in value])


def json(value: Dict[str, Any]) -> str:
    """JSON."""
    return repr(value)


def dataclass_of_two(value: Point) -> str:
    """Dataclass."""
    return repr(value)


def either(value: Union[int, str]) -> str:
    """Whole number or text."""
    return repr(value)


def nothing_at_all() -> str:
    """No parameters."""
    return "done"


def only_by_name(*, value: int = 1) -> str:
    """Keyword-only."""
    return repr(value)


def only_by_place(value: int, /) -> str:
    """Positional-only."""
    return repr(value)
