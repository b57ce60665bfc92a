"""What a function gets: each hint's own Python type, each parameter in its own place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core_fixtures import go, pythons, write
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
