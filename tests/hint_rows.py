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
LISTS = (
    _row("p: list", ("1", "a"), "[1, 'a']", kind=L, **ANY),
    _row("p: List[int]", ("1", "2"), "[1, 2]", kind=L, item=W),
    _row("p: list[Decimal]", ("1.0",), "[Decimal('1.0')]", kind=L, item=N, type="Decimal"),
    _row("p: Sequence[float]", ("1", "2"), "[1.0, 2.0]", kind=L, item=N),
    _row("p: Iterable[str]", ("1",), "['1']", kind=L),
    _row("p: Set[int]", ("1", "1"), "{1}", kind=L, item=W),
    _row("p: frozenset[str]", ("a",), "frozenset({'a'})", kind=L),
    _row("p: AbstractSet[int]", ("1",), "{1}", kind=L, item=W),
    _row("p: deque[int]", ("1", "2"), "deque([1, 2])", kind=L, item=W),
    _row("p: Deque[int]", ("1", "2"), "deque([1, 2])", kind=L, item=W),
    _row("p: tuple[int, ...]", ("1", "2"), "(1, 2)", kind=L, item=W),
    _row("p: Tuple[float, float]", ("1", "2"), "(1.0, 2.0)", kind=L, item=N, min_length=2, max_length=2),
    _row("p: tuple[int, str]", ("1", "2"), "(1, '2')", kind=L, min_length=2, max_length=2),
    _row(
        "p: tuple[str, date, bool]",
        ("a", "2026-11-22", "yes"),
        "('a', datetime.date(2026, 11, 22), True)",
        kind=L,
        min_length=3,
        max_length=3,
    ),
    _row("p: list[Colour]", ("red",), "[<Colour.RED: 'red'>]", kind="choices", choices=("red", "deep blue")),
    _row("p: set[Literal['a', 'b']]", ("a",), "{'a'}", kind="choices", choices=("a", "b")),
    _row("p: list[int | str]", ("1", "a"), "[1, 'a']", kind=L),
    _row("p: list[Any]", ("1", "a", "[2]"), "[1, 'a', [2]]", kind=L, **ANY),
    _row("p: list[List[int]]", "[[1, 2], [3]]", "[[1, 2], [3]]", kind=J),
    _row("p: Names", ("a",), "['a']", kind=L),
    _row("p: List[Annotated[int, Ge(1)]]", ("1",), "[1]", kind=L, item=W, minimum=1),
    _row(
        "p: List[Annotated[str, Len(1, 3)]]",
        ("abc",),
        "['abc']",
        kind=L,
        help="Each item has at least 1 and at most 3 characters.",
    ),
    _row("p: Annotated[List[int], Len(1, 3)]", ("1",), "[1]", kind=L, item=W, min_length=1, max_length=3),
    _row("p: list[Point]", "x,y\n1,2\n3,\n", "[Point(x=1, y=2), Point(x=3, y=7)]", kind="table"),
    _row("p: list[Server]", '[{"host": "h", "port": 1}]', "[Server(host='h', port=1, tags=[], secure=False)]", kind=J),
    _row("p: list[Trip]", "days,mood\n3,bad\n", "[Trip(days=3, mood=<Mood.BAD: 'bad'>)]", kind="table"),
    _row("p: list[dict]", "a,b\n1,2\n", "[{'a': '1', 'b': '2'}]", kind="table"),
    _row("p: list[Dict[str, int]]", "a,b\n1,2\n", "[{'a': 1, 'b': 2}]", kind="table"),
    _row("p: list[Movie]", "title,year\nUp,2009\n", "[{'title': 'Up', 'year': 2009}]", kind="table"),
)
MAPPINGS = (
    _row("p: dict", '{"a": [1, 2.5, null]}', "{'a': [1, 2.5, None]}", kind=J),
    _row("p: Dict[str, Decimal]", '{"a": 1.5}', "{'a': Decimal('1.5')}", kind=J),
    _row("p: dict[int, date]", '{"1": "2026-11-22"}', "{1: datetime.date(2026, 11, 22)}", kind=J),
    _row("p: Mapping[str, float]", '{"a": 1}', "{'a': 1.0}", kind=J),
    _row("p: Dict[Colour, int]", '{"red": 1}', "{<Colour.RED: 'red'>: 1}", kind=J),
    _row("p: Dict[str, List[int]]", '{"a": ["1", 2]}', "{'a': [1, 2]}", kind=J),
    _row("p: Dict[str, Point]", '{"a": {"x": 1}}', "{'a': Point(x=1, y=7)}", kind=J),
    _row("p: Dict[str, Tuple[int, int]]", '{"a": [1, 2]}', "{'a': (1, 2)}", kind=J),
)
BOUNDED = (
    _row("p: Annotated[int, Ge(1), Lt(5)]", "4", "4", kind=W, minimum=1, below=5),
    _row("p: Annotated[float, Interval(gt=-1, le=1.5)]", "1", "1.0", kind=N, above=-1, maximum=1.5),
    _row(
        "p: Annotated[int, Field(ge=0, multiple_of=5, description='By fives')]",
        "10",
        "10",
        kind=W,
        minimum=0,
        multiple_of=5,
        help="By fives",
    ),
    _row("p: Annotated[str, Field(pattern='^a', max_length=3)]", "abc", "'abc'", pattern="^a", max_length=3),
    _row("p: Annotated[str, Field(examples=['a', 'b'])]", "x", "'x'", help="For example: a, b."),
    _row("p: Annotated[int, Positive]", "1", "1", kind=W, above=0),
    _row("p: Annotated[str, 'Its help']", "x", "'x'", help="Its help"),
    _row("p: Annotated[str, Doc('Its help')]", "x", "'x'", help="Its help"),
    _row("p: Annotated[float, Unit('km')]", "1", "1.0", kind=N, unit="km"),
)
DEFAULTS = (
    _row("p: int = PORT", {}, "8000", kind=W, default="8000", required=False),
    _row("p: int = LIMIT * 2", "5", "5", kind=W, default="24", required=False),
    _row("p: int = 60 * 60", "5", "5", kind=W, default="3600", required=False),
    _row("p: float = -1e3", "5", "5.0", kind=N, default="-1000.0", required=False),
    _row(
        "p: Colour = Colour.DEEP",
        {},
        "<Colour.DEEP: 'deep blue'>",
        choices=("red", "deep blue"),
        default="deep blue",
        required=False,
        **CHOICE,
    ),
    _row(
        "p: Tuple[int, int] = LIMITS",
        {},
        "(1, 2)",
        kind=L,
        item=W,
        default=("1", "2"),
        min_length=2,
        max_length=2,
        required=False,
    ),
    _row(
        "p: List[Colour] = [Colour.RED]",
        {},
        "[<Colour.RED: 'red'>]",
        kind="choices",
        choices=("red", "deep blue"),
        default=("red",),
        required=False,
    ),
    _row("p: Decimal = Decimal('1.5')", {}, "Decimal('1.5')", kind=N, type="Decimal", default="1.5", required=False),
    _row(
        "p: timedelta = timedelta(hours=1)",
        {},
        "datetime.timedelta(seconds=3600)",
        kind="duration",
        default="1:00:00",
        required=False,
    ),
    _row("p: str = os.sep * 2", {}, "'//'", help="Left empty: os.sep * 2.", required=False),
    _row("p: float = float('inf')", {}, "inf", kind=N, help="Left empty: float('inf').", required=False),
    _row("p: dict = {'a': 1}", '{"b": 2}', "{'b': 2}", kind=J, default='{"a": 1}', required=False),
    _row("p=5", "7", "7", kind=W, default="5", required=False),
    _row("p=0.5", "7", "7.0", kind=N, default="0.5", required=False),
    _row("p=PORT", "7", "7", kind=W, default="8000", required=False),
    _row(
        "p=Colour.RED",
        "deep blue",
        "'deep blue'",
        choices=("red", "deep blue"),
        default="red",
        required=False,
        **CHOICE,
    ),
    _row("p=(1, 2.5)", ("3",), "[3.0]", kind=L, item=N, default=("1", "2.5"), required=False),
    _row("p=None", "7", "'7'", required=False),
    _row("*p: int", ("1", "2"), "(1, 2)", kind=L, item=W, required=False),
    _row(
        "*p: Colour", ("red",), "(<Colour.RED: 'red'>,)", kind="choices", choices=("red", "deep blue"), required=False
    ),
    _row("*p", ("1", "a"), "(1, 'a')", kind=L, required=False, **ANY),
    _row("**p: int", '{"a": "1"}', "{'a': 1}", kind=J, required=False, help="Names and values, as a JSON object."),
)
GROUPS = (
    _row("p: Server", {"p.host": "h", "p.tags": ("a",)}, "Server(host='h', port=8000, tags=['a'], secure=False)",
         host="text", port=W, tags=L, secure="yes_no"),
    _row("p: Server = Server('h', secure=True)", {"p.port": "1"}, "Server(host='h', port=1, tags=[], secure=True)",
         host="text", port=W, tags=L, secure="yes_no"),
    _row("p: Optional[Server] = None", {}, "None", host="text", port=W, tags=L, secure="yes_no"),
    _row("p: Optional[Server] = None", {"p.host": "h"}, "Server(host='h', port=8000, tags=[], secure=False)",
         host="text", port=W, tags=L, secure="yes_no"),
    _row("p: Config", {"p.name": "n", "p.server.host": "h", "p.limit": "3"},
         "Config(name='n', server=Server(host='h', port=8000, tags=[], secure=False), level=<Level.HIGH: 2>, limit=3, "
         "made=3)",
         **{"name": "text", "server.host": "text", "server.port": W, "server.tags": L, "server.secure": "yes_no",
            "level": "choice", "limit": W, "seed": W}),
    _row("p: Point", {"p.x": "1"}, "Point(x=1, y=7)", x=W, y=W),
    _row("p: Pair", {"p.a": "1", "p.b": "x"}, "Pair(a='1', b='x')", a="text", b="text"),
    _row("p: Old", {"p.when": "2026-11-22", "p.n": "1"}, "Old(when=datetime.date(2026, 11, 22), n=1)",
         when="date", n=W),
    _row("p: Movie", {"p.title": "Up", "p.year": "2009"}, "{'title': 'Up', 'year': 2009}", title="text", year=W),
    _row("p: Extra", {"p.title": "Up", "p.year": "2009"}, "{'title': 'Up', 'year': 2009}",
         title="text", year=W, stars=N),
    _row("p: Extra", {"p.title": "Up", "p.year": "1", "p.stars": "2"}, "{'title': 'Up', 'year': 1, 'stars': 2.0}",
         title="text", year=W, stars=N),
    _row("p: Trip", {"p.days": "3", "p.mood": "bad"}, "Trip(days=3, mood=<Mood.BAD: 'bad'>)", days=W, mood="choice"),
    _row("p: Account", {"p.owner": "Ann", "p.kind": "fast"}, "Account('Ann', 0.0, FAST)",
         owner="text", balance=N, kind="choice"),
    _row("p: Node", {"p.value": "1"}, "Node(value=1, next=None)", value=W, next=J),
    _row("p: Node", {"p.value": "1", "p.next": '{"value": 2}'}, "Node(value=1, next=Node(value=2, next=None))",
         value=W, next=J),
)  # fmt: skip
STANDARD = (*SCALARS, *CHOICES, *UNIONS, *LISTS, *MAPPINGS, *BOUNDED, *DEFAULTS, *GROUPS)
