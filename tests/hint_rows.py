"""Rows of hints: what a person gives for each, which field it becomes, and what the function receives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from shipway.spec import Raw

HEAD = """
from __future__ import annotations
import collections, dataclasses, datetime, decimal, enum, fractions, io, ipaddress, os, pathlib, re, typing, uuid
import datetime as dt
from collections import OrderedDict, deque, namedtuple
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, auto
from fractions import Fraction
from pathlib import Path, PurePath
from typing import *
from neighbour import Mood, Trip, LIMIT
import neighbour
try:
    from typing import Annotated, Literal, TypedDict
except ImportError:
    class Annotated:
        def __class_getitem__(cls, inner):
            return inner[0]

class Colour(Enum):
    RED = "red"
    DEEP = "deep blue"

class Level(IntEnum):
    LOW = 1
    HIGH = auto()

class Mode(str, Enum):
    FAST = "fast"
    SAFE = "safe"

class Perm(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4
    def __repr__(self):
        return "Perm %d" % self.value

Suit = Enum("Suit", "CLUBS SPADES")
UserId = NewType("UserId", int)
Deeper = NewType("Deeper", UserId)
T = TypeVar("T", bound=float)
N = TypeVar("N", int, str)
Names = List[str]
MaybeInt = Optional[int]
PORT = 8000
LIMITS = (1, 2)
Ge = Le = Gt = Lt = Interval = Len = MultipleOf = Field = Doc = Unit = lambda *a, **k: (a, k)
Positive = Gt(0)

class Name(str):
    pass

class Point(NamedTuple):
    x: int
    y: int = 7

Pair = namedtuple("Pair", "a b")
Old = NamedTuple("Old", [("when", date), ("n", int)])

class Movie(TypedDict):
    title: str
    year: int

class Extra(Movie, total=False):
    stars: float

@dataclass
class Server:
    host: str
    port: int = PORT
    tags: List[str] = field(default_factory=list)
    secure: bool = False

@dataclass
class Base:
    name: str

@dataclass
class Config(Base):
    server: Server
    level: Level = Level.HIGH
    limit: Optional[int] = None
    made: int = field(init=False, default=3)
    registry: ClassVar[dict] = {}
    seed: dataclasses.InitVar[int] = 5

    def __post_init__(self, seed):
        self.seeded = seed

@dataclass
class Node:
    value: int
    next: Optional["Node"] = None

class Account:
    def __init__(self, owner: str, balance: float = 0.0, *, kind: Mode = Mode.SAFE):
        self.owner, self.balance, self.kind = owner, balance, kind
    def __repr__(self):
        return "Account(%r, %r, %s)" % (self.owner, self.balance, self.kind.name)

"""
NEIGHBOUR = """
from dataclasses import dataclass
from enum import Enum

LIMIT = 12

class Mood(Enum):
    GOOD = "good"
    BAD = "bad"

@dataclass
class Trip:
    days: int
    mood: Mood = Mood.GOOD
"""


class Row(NamedTuple):
    """One parameter `p`: how it stands in the script, its raws, what is read of it, and the repr that arrives.

    `read` holds what differs from a required text; for a group, the fields' names and kinds.
    """

    argument: str
    raws: Mapping[str, Raw] | Raw
    read: dict[str, Any]
    arrives: str


def _row(argument: str, raw: Mapping[str, Raw] | Raw, arrives: str, **read: Any) -> Row:
    return Row(argument, raw, read, arrives)


W, N, L, J = "whole_number", "number", "list", "json"
REAL = {"kind": N, "type": "int or float"}
EITHER = {"nullable": True, "required": False}
ANY = {"type": "anything"}
CHOICE = {"kind": "choice"}

SCALARS = (
    _row("p: str", " x ", "' x '"),
    _row("p: int", "1_000", "1000", kind=W),
    _row("p: float", "2", "2.0", kind=N),
    _row("p: bool", "no", "False", kind="yes_no"),
    _row("p: complex", "1+2j", "(1+2j)", type="complex"),
    _row("p: Decimal", "1.50", "Decimal('1.50')", kind=N, type="Decimal"),
    _row("p: Fraction", "3/4", "Fraction(3, 4)", type="Fraction"),
    _row(
        "p: uuid.UUID", "12345678123456781234567812345678", "UUID('12345678-1234-5678-1234-567812345678')", type="UUID"
    ),
    _row("p: date", "2026-11-22", "datetime.date(2026, 11, 22)", kind="date"),
    _row("p: dt.time", "14:30", "datetime.time(14, 30)", kind="time"),
    _row("p: datetime.datetime", "2026-11-22 14:30", "datetime.datetime(2026, 11, 22, 14, 30)", kind="datetime"),
    _row("p: timedelta", "1:30:00", "datetime.timedelta(seconds=5400)", kind="duration"),
    _row("p: ipaddress.IPv4Address", "192.0.2.1", "IPv4Address('192.0.2.1')", type="IP address"),
    _row("p: ipaddress.IPv6Network", "2001:db8::/32", "IPv6Network('2001:db8::/32')", type="IP address"),
    _row("p: re.Pattern", "a+", "re.compile('a+')", type="Pattern"),
    _row("p: typing.Pattern[str]", "a+", "re.compile('a+')", type="Pattern"),
    _row("p: range", "1:10:2", "range(1, 10, 2)", type="range"),
    _row("p: Any", "5", "5", **ANY),
    _row("p: Any", "hello", "'hello'", **ANY),
    _row("p: object", '{"a": [1]}', "{'a': [1]}", **ANY),
    _row("p: Name", "Ann", "'Ann'"),
    _row("p: SupportsFloat", "5", "5", **REAL),
    _row("p: AnyStr", "x", "'x'"),
    _row("p: 'int'", "5", "5", kind=W),
    _row("p: typing.Optional['int']", "5", "5", kind=W, **EITHER),
    _row("p: UserId", "5", "5", kind=W),
    _row("p: Deeper", "5", "5", kind=W),
    _row("p: T", "5", "5.0", kind=N),
    _row("p: N", "x", "'x'"),
    _row("p: MaybeInt", "5", "5", kind=W, **EITHER),
    _row("p: Final[int]", "5", "5", kind=W),
)
CHOICES = (
    _row("p: Colour", "deep blue", "<Colour.DEEP: 'deep blue'>", choices=("red", "deep blue"), **CHOICE),
    _row("p: Level", "HIGH", "<Level.HIGH: 2>", choices=("LOW", "HIGH"), **CHOICE),
    _row("p: Mode", "fast", "<Mode.FAST: 'fast'>", choices=("fast", "safe"), **CHOICE),
    _row("p: Suit", "SPADES", "<Suit.SPADES: 2>", choices=("CLUBS", "SPADES"), **CHOICE),
    _row("p: Mood", "bad", "<Mood.BAD: 'bad'>", choices=("good", "bad"), **CHOICE),
    _row("p: neighbour.Mood", "bad", "<Mood.BAD: 'bad'>", choices=("good", "bad"), **CHOICE),
    _row("p: Perm", ("READ", "RUN"), "Perm 5", kind="choices", choices=("READ", "WRITE", "RUN")),
    _row("p: Literal['a', 'b']", "b", "'b'", choices=("a", "b"), **CHOICE),
    _row("p: Literal[1, 'a', True]", "1", "1", choices=("1", "a", "True"), **CHOICE),
    _row("p: Literal[-1, 1]", "-1", "-1", choices=("-1", "1"), **CHOICE),
    _row("p: Literal[1, None]", "1", "1", choices=("1",), **CHOICE, **EITHER),
    _row("p: Literal[Colour.RED]", "red", "<Colour.RED: 'red'>", choices=("red",), **CHOICE),
    _row("p: Literal['a'] | Literal['b']", "b", "'b'", choices=("a", "b"), **CHOICE),
    _row("p: Optional[Colour]", "red", "<Colour.RED: 'red'>", choices=("red", "deep blue"), **CHOICE, **EITHER),
    _row("p: Colour | None = None", "red", "<Colour.RED: 'red'>", choices=("red", "deep blue"), **CHOICE, **EITHER),
)
UNIONS = (
    _row("p: int | str", "5", "5"),
    _row("p: int | str", "x5", "'x5'"),
    _row("p: str | int", "5", "'5'"),
    _row("p: Union[int, float]", "5", "5", **REAL),
    _row("p: Union[int, float]", "5.5", "5.5", **REAL),
    _row("p: float | int", "5", "5.0", **REAL),
    _row("p: int | date", "2026-11-22", "datetime.date(2026, 11, 22)"),
    _row("p: bool | str", "true", "True"),
    _row("p: bool | str", "yes", "'yes'"),
    _row("p: Literal['auto'] | int", "auto", "'auto'"),
    _row("p: Literal['auto'] | int", "5", "5"),
    _row("p: str | List[str]", ("a", "b"), "['a', 'b']", kind=L),
    _row("p: Union[int, List[int]]", ("1", "2"), "[1, 2]", kind=L, item=W),
    _row("p: dict | str", "x", "'x'", **ANY),
    _row("p: dict | str", '{"a": 1}', "{'a': 1}", **ANY),
    _row("p: Callable | str", "x", "'x'"),
    _row("p: int | Unknown", "5", "5", kind=W),
    _row("p: Optional[Union[int, str]]", "5", "5", **EITHER),
)
