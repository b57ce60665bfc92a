"""What a function gets: each hint's own Python type, each parameter in its own place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core_fixtures import go, pythons, write
from shipway.errors import BadInput
from shipway.spec import FileRef, Raw

HEAD = """
from __future__ import annotations
import dataclasses, datetime, decimal, enum, fractions, io, os, pathlib, typing, uuid
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from pathlib import Path
from typing import *
if typing.TYPE_CHECKING:
    from nowhere import Nothing

class Colour(Enum):
    RED = "red"
    BLUE = "blue"

class Swapped(Enum):
    A = "B"
    B = "A"

class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2

class Point(NamedTuple):
    x: int
    y: int = 0

@dataclass
class Box:
    width: int = 1
    colour: Colour = Colour.RED
    note: Optional[str] = None

def shown(value):
    return type(value).__name__ + " " + repr(value)

"""


def called(folder: Path, arguments: str, raws: Mapping[str, Raw], python: Path | None = None, tell: str = "") -> str:
    """Call `def f(…)` with these raws; give what it says of its arguments."""
    names = tell or "p"
    script = write(folder, f"{HEAD}def f({arguments}):\n    return shown({names})\n")
    told = go(script, raws, tool="f", python=python)
    assert told.ended.state == "done", told.stderr
    return str(told.result.value)


CALLS: list[tuple[str, Raw, str]] = [
    ("p: str", " x ", "str ' x '"),
    ("p: int", "1_000", "int 1000"),
    ("p: int", "9" * 400, "int " + "9" * 400),
    ("p: float", "2", "float 2.0"),
    ("p: bool", "no", "bool False"),
    ("p: date", "2026-11-22", "date datetime.date(2026, 11, 22)"),
    ("p: time", "14:30", "time datetime.time(14, 30)"),
    ("p: datetime.datetime", "2026-11-22T14:30Z",
     "datetime datetime.datetime(2026, 11, 22, 14, 30, tzinfo=datetime.timezone.utc)"),
    ("p: timedelta", "-90 s", "timedelta datetime.timedelta(days=-1, seconds=86310)"),
    ("p: decimal.Decimal", "1.50", "Decimal Decimal('1.50')"),
    ("p: fractions.Fraction", "3/4", "Fraction Fraction(3, 4)"),
    ("p: complex", "1+2j", "complex (1+2j)"),
    ("p: uuid.UUID", "12345678-1234-5678-1234-567812345678",
     "UUID UUID('12345678-1234-5678-1234-567812345678')"),
    ("p: Colour", "blue", "Colour <Colour.BLUE: 'blue'>"),
    ("p: Swapped", "A", "Swapped <Swapped.B: 'A'>"),
    ("p: Level", "HIGH", "Level <Level.HIGH: 2>"),
    ("p: Literal[1, 2]", "2", "int 2"),
    ("p: Literal['1', '2']", "2", "str '2'"),
    ("p: Optional[int]", "5", "int 5"),
    ("p: Optional[Colour]", "red", "Colour <Colour.RED: 'red'>"),
    ("p: Annotated[int, 'help']", "5", "int 5"),
    ("p: list[int]", "1\n2", "list [1, 2]"),
    ("p: List[Colour]", ("red", "blue"), "list [<Colour.RED: 'red'>, <Colour.BLUE: 'blue'>]"),
    ("p: set[int]", ("1", "1"), "set {1}"),
    ("p: FrozenSet[str]", ("a",), "frozenset frozenset({'a'})"),
    ("p: tuple[int, ...]", ("1", "2"), "tuple (1, 2)"),
    ("p: Tuple[float, float]", ("1", "2"), "tuple (1.0, 2.0)"),
    ("p: Sequence[decimal.Decimal]", ("1.0",), "list [Decimal('1.0')]"),
    ("p: dict", '{"a": [1, 2.5, null]}', "dict {'a': [1, 2.5, None]}"),
    ("p: list[dict]", "a,b\n1,2\n", "list [{'a': '1', 'b': '2'}]"),
    ("p: Any", "5", "int 5"),
    ("p=5", "7", "int 7"),
    ("p=0.5", "7", "float 7.0"),
    ("p=Path('x')", FileRef("/held/x", "x"), "str '/held/x'"),
    ("p", "7", "str '7'"),
    # A hint beside it that cannot be resolved does no harm.
    ("p: Colour, q: Nothing = None", "blue", "Colour <Colour.BLUE: 'blue'>"),
]  # fmt: skip


@pytest.mark.parametrize(("argument", "raw", "expected"), CALLS, ids=[f"{one} {raw!r:.20}" for one, raw, _ in CALLS])
def test_a_function_gets_the_type_of_its_hint(tmp_path: Path, argument: str, raw: Raw, expected: str) -> None:
    assert called(tmp_path, argument, {"p": raw}) == expected


FILES = [
    ("p: Path", "p", "PosixPath PosixPath('{file}')"),
    ("p: str", "p", "str 'я\\n'"),
    ("p: bytes", "p", "bytes b'\\xd1\\x8f\\n'"),
    ("p: TextIO", "p.read()", "str 'я\\n'"),
    ("p: BinaryIO", "p.read()", "bytes b'\\xd1\\x8f\\n'"),
    ("p: IO[str]", "p.read()", "str 'я\\n'"),
    ("p: IO[bytes]", "p.read()", "bytes b'\\xd1\\x8f\\n'"),
    ("p: os.PathLike", "p", "PosixPath PosixPath('{file}')"),
    ("p: str | Path", "os.fspath(p)", "str '{file}'"),
    ("p: list[Path]", "p", "list [PosixPath('{file}')]"),
]


@pytest.mark.parametrize(("argument", "tell", "expected"), FILES, ids=[argument for argument, _, _ in FILES])
def test_a_file_comes_in_the_way_that_the_hint_wants(tmp_path: Path, argument: str, tell: str, expected: str) -> None:
    file = tmp_path / "held"
    file.write_text("я\n", encoding="utf-8")
    raw: Raw = FileRef(str(file), "a.txt")
    assert called(tmp_path, argument, {"p": (raw,) if "list" in argument else raw}, tell=tell) == expected.format(
        file=file
    )


PLACES: list[tuple[str, str, dict[str, Raw], str]] = [
    ("a: int, b: int = 2, /", "(a, b)", {"a": "1"}, "(1, 2)"),
    ("a: int = 1, b: int = 2, /", "(a, b)", {"b": "9"}, "(1, 9)"),
    ("a: int = 1, *, b: int = 2", "(a, b)", {"b": "9"}, "(1, 9)"),
    ("a: int = 1, *rest: int", "(a, rest)", {"rest": ("5", "6")}, "(1, (5, 6))"),
    ("a: int = 1, b: int = 2, *rest: str", "(a, b, rest)", {"b": "9", "rest": ("x",)}, "(1, 9, ('x',))"),
    ("a: int, *rest: int, c: int = 3", "(a, rest, c)", {"a": "1", "c": "4"}, "(1, (), 4)"),
    ("a: int = 1, **more: Any", "(a, more)", {"more": '{"x": 1}'}, "(1, {'x': 1})"),
    ("a: Optional[int]", "(a,)", {}, "(None,)"),
    ("a: Optional[int], /, b: int = 2", "(a, b)", {}, "(None, 2)"),
    ("a: Optional[int] = 7", "(a,)", {}, "(7,)"),
    ("box: Box", "(box,)", {}, "(Box(width=1, colour=<Colour.RED: 'red'>, note=None),)"),
    ("box: Box", "(box,)", {"box.width": "3", "box.colour": "blue", "box.note": "n"},
     "(Box(width=3, colour=<Colour.BLUE: 'blue'>, note='n'),)"),
    ("box: Box = Box(7, Colour.BLUE)", "(box,)", {"box.note": "n"},
     "(Box(width=7, colour=<Colour.BLUE: 'blue'>, note='n'),)"),
    ("box: Optional[Box] = None", "(box,)", {}, "(None,)"),
    ("p: Point", "(p,)", {"p.x": "1"}, "(Point(x=1, y=0),)"),
    ("p: Point = Point(5, 6)", "(p,)", {"p.y": "1"}, "(Point(x=5, y=1),)"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "tell", "raws", "expected"), PLACES, ids=[one for one, *_ in PLACES])
def test_each_value_arrives_in_its_own_parameter(
    tmp_path: Path, arguments: str, tell: str, raws: dict[str, Raw], expected: str
) -> None:
    assert called(tmp_path, arguments, raws, tell=tell) == f"tuple {expected}"


def test_a_data_frame_has_numbers_where_all_cells_are(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    text = "import pandas as pd\ndef f(p: pd.DataFrame):\n    return str(p['n'].sum()) + ' ' + p['name'].str.cat()\n"
    told = go(write(tmp_path, text), {"p": "n,name\n1,a\n2.5,b\n"}, tool="f")
    assert told.result.value == "3.5 ab"


def test_a_decorated_function_keeps_its_hints(tmp_path: Path) -> None:
    text = f"{HEAD}import functools\ndef twice(f):\n    @functools.wraps(f)\n    def g(*a, **k):\n"
    text += "        return f(*a, **k)\n    return g\n\n@twice\ndef f(p: Colour):\n    return shown(p)\n"
    assert go(write(tmp_path, text), {"p": "red"}, tool="f").result.value == "Colour <Colour.RED: 'red'>"


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "3.12", "3.13"])
def test_other_interpreters_get_the_same(tmp_path: Path, version: str) -> None:
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    arguments = (
        "a: Colour, b: 'Optional[int]', c: Tuple[int, ...], d: Dict[str, Any], e: datetime.datetime, f: timedelta"
    )
    raws: dict[str, Any] = {"a": "red", "b": "5", "c": ("1", "2"), "d": '{"x": "я"}', "e": "2026-11-22 14:30:00.5Z"}
    raws["f"] = "0.5 s"
    tell = "(a is Colour.RED, b, c, d['x'], e.isoformat(), f.total_seconds())"
    expected = "tuple (True, 5, (1, 2), 'я', '2026-11-22T14:30:00.500000+00:00', 0.5)"
    assert called(tmp_path, arguments, raws, found[0], tell) == expected


MODELS = """
from pydantic import BaseModel, Field, field_validator
import attrs

class Inner(BaseModel):
    port: int = Field(alias="Port", ge=1)
    word: str = "x"

    @field_validator("word")
    @classmethod
    def short(cls, value):
        if len(value) > 3:
            raise ValueError("is too long")
        return value

class Outer(BaseModel):
    inner: Inner
    name: str = "n"

@attrs.define
class Size:
    width: int = attrs.field(validator=attrs.validators.ge(1))
    note: str = ""

"""
REFUSED: list[tuple[str, dict[str, Raw], dict[str, str]]] = [
    ("p: Outer", {"p.inner.port": "1", "p.inner.word": "long one"}, {"p.inner.word": "is too long"}),
    ("p: List[Inner]", {"p": "Port,word\n1,ab\n2,abcd\n"}, {"p": "item 2: word: is too long"}),
    ("p: Size", {"p.width": "0", "p.note": "x"}, {"p.width": "must be at least 1, not 0"}),
    ("p: Checked", {"p.a": "1", "p.b": "0"}, {"p.b": "'b' must be more than a"}),
    ("p: Dict[str, int]", {"p": '{"a": "x"}'}, {"p": "a: “x” is not a whole number"}),
    ("p: Tuple[int, Colour]", {"p": ("1", "green")}, {"p": "item 2: “green” is no Colour"}),
    ("p: Union[int, float, None]", {"p": "x"}, {"p": "“x” is not a number"}),
    ("p: int | date", {"p": "x"}, {"p": "“x” is not a whole number or a date, like 2026-11-22"}),
]


@pytest.mark.parametrize(("argument", "raws", "problems"), REFUSED, ids=[argument for argument, _, _ in REFUSED])
def test_what_a_type_refuses_is_an_error_at_its_field(
    tmp_path: Path, argument: str, raws: dict[str, Raw], problems: dict[str, str]
) -> None:
    pytest.importorskip("pydantic")
    checked = "@dataclass\nclass Checked:\n    a: int\n    b: int\n    def __post_init__(self):\n"
    checked += "        if self.b <= self.a:\n            raise ValueError(\"'b' must be more than a\")\n\n"
    script = write(tmp_path, f"{HEAD}{MODELS}{checked}def f({argument}):\n    return shown(p)\n")
    try:
        told = go(script, raws, tool="f")
    except BadInput as bad:
        seen = dict(bad.problems)
    else:
        assert (told.ended.state, told.ended.code, told.stderr) == ("failed", 2, "")
        seen = dict(told.ended.problems)
    assert seen == problems


def test_an_error_of_the_function_itself_keeps_its_traceback(tmp_path: Path) -> None:
    told = go(write(tmp_path, "def f(p: int):\n    raise ValueError('no')\n"), {"p": "1"}, tool="f")
    assert (told.ended.code, dict(told.ended.problems), told.ended.reason) == (1, {}, "ValueError: no")
    assert "line 2, in f" in told.stderr


def test_a_file_of_a_table_is_read_by_the_scripts_own_library(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    import numpy as np

    text = """
    import numpy as np, pandas as pd
    from PIL import Image
    def table(p: pd.DataFrame): return str(p['n'].sum())
    def array(p: np.ndarray): return str(p.sum())
    def image(p: Image.Image): return str(p.size)
    """
    script = write(tmp_path, text)
    (tmp_path / "t.tsv").write_text("n\tm\n1\t2\n3\t4\n")
    (tmp_path / "t.json").write_text('[{"n": 5}]')
    (tmp_path / "a.csv").write_text("1,2\n3,4\n")
    np.save(tmp_path / "a.npy", np.array([1, 2, 4]))
    for tool, name, expected in (
        ("table", "t.tsv", "4"), ("table", "t.json", "5"), ("array", "a.csv", "10"), ("array", "a.npy", "7"),
    ):  # fmt: skip
        told = go(script, {"p": FileRef(str(tmp_path / name), name)}, tool=tool)
        assert told.result.value == expected
    told = go(script, {"p": FileRef(str(tmp_path / "a.csv"), "a.png")}, tool="image")
    assert told.ended.code == 2
    assert told.ended.problems["p"].startswith("cannot identify image file")


METHODS = """
from dataclasses import dataclass

class Account:
    def __init__(self, owner: str, balance: float = 0.0):
        if balance < 0:
            raise ValueError("must not be below nothing")
        self.owner, self.balance = owner, balance
    def grown(self, rate: float) -> str:
        return f"{self.owner} {self.balance * rate}"
    @classmethod
    def named(cls, owner: str) -> str:
        return cls.__name__ + owner
    @staticmethod
    def valid(number: int) -> str:
        return repr(number)
    def __call__(self, *parts: int) -> str:
        return repr((self.owner, parts))

@dataclass
class Point:
    x: int
    y: int = 2
    def norm(self, by: float = 1) -> str:
        return repr((self.x + self.y) * by)
"""


@pytest.mark.parametrize(
    ("tool", "raws", "value"),
    [
        ("Account.grown", {"self.owner": "Ann", "self.balance": "2", "rate": "3"}, "Ann 6.0"),
        ("Account.named", {"owner": "Ann"}, "AccountAnn"),
        ("Account.valid", {"number": "5"}, "5"),
        ("Account", {"self.owner": "Ann", "parts": ("1", "2")}, "('Ann', (1, 2))"),
        ("Point.norm", {"self.x": "1", "by": "2"}, "6.0"),
    ],
)
def test_a_method_is_called_on_an_instance_that_is_made_first(
    tmp_path: Path, tool: str, raws: dict[str, Raw], value: str
) -> None:
    assert go(write(tmp_path, METHODS), raws, tool=tool).result.value == value


def test_what_a_constructor_refuses_is_an_error_of_the_form(tmp_path: Path) -> None:
    told = go(write(tmp_path, METHODS), {"self.owner": "Ann", "self.balance": "-1", "rate": "1"}, tool="Account.grown")
    assert (told.ended.code, dict(told.ended.problems)) == (2, {"": "must not be below nothing"})
