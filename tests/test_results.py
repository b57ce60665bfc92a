"""What a function gives back is shown as what it is: text, number, table, picture, file, JSON."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from core_fixtures import Told, go, way, write
from shipway.events import Output

__all__ = ["way"]
pytestmark = pytest.mark.usefixtures("way")

HEAD = """
import asyncio, collections, dataclasses, datetime, decimal, enum, fractions, io, math, os, pathlib, typing
from pathlib import Path

Row = collections.namedtuple("Row", "a b")

@dataclasses.dataclass
class Item:
    name: str
    price: float
    day: datetime.date = datetime.date(2026, 11, 22)

class Colour(enum.Enum):
    RED = 1

class Rude:
    def __str__(self):
        raise RuntimeError("no")
    __repr__ = __str__

class Loud:
    def __str__(self):
        return "x" * 3_000_000

class Note:
    def _repr_markdown_(self):
        return "# Hi"

"""


def told(folder: Path, body: str, head: str = "") -> Told:
    """Run a function whose body this is."""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    return go(write(folder, f"{head}\n{HEAD}\ndef f(x: int = 0):\n{lines}\n"), {}, tool="f")


def table(*rows: list[str], columns: list[str], numeric: list[bool], total: int | None = None) -> dict[str, Any]:
    return {"columns": columns, "rows": list(rows), "numeric": numeric, "total": len(rows) if total is None else total}


PLAIN = [
    ("'hi\\nthere'", "text", "hi\nthere"),
    ("''", "text", ""),
    ("5", "number", "5"),
    ("0.1 + 0.2", "number", "0.30000000000000004"),
    ("math.nan", "number", "nan"),
    ("decimal.Decimal('1.50')", "number", "1.50"),
    ("fractions.Fraction(3, 4)", "number", "3/4"),
    ("True", "text", "True"),
    ("1 + 2j", "text", "(1+2j)"),
    ("datetime.date(2026, 11, 22)", "text", "2026-11-22"),
    ("Colour.RED", "text", "Colour.RED"),
    ("Note()", "markdown", "# Hi"),
    ("'\\ud83d'", "text", "\\ud83d"),
    ("Path('not-there')", "text", "not-there"),
    ("{'a': [1, None], 'я': True}", "json", {"a": [1, None], "я": True}),
    ("{('a', 'b'): {datetime.date(2026, 11, 22): 1}}", "json", {"('a', 'b')": {"2026-11-22": 1}}),
    ("[1, 2, 3]", "json", [1, 2, 3]),
    ("['b', 'a']", "json", ["b", "a"]),
    ("[]", "json", []),
    ("{3, 1, 2}", "json", [1, 2, 3]),
    ("(1, 'two')", "json", [1, "two"]),
    ("Item('pen', 1.5)", "json", {"name": "pen", "price": 1.5, "day": "2026-11-22"}),
    ("collections.Counter('aab')", "json", {"a": 2, "b": 1}),
    ("{'x': Colour.RED}", "json", {"x": "Colour.RED"}),
]


@pytest.mark.parametrize(("expression", "shape", "value"), PLAIN, ids=[expression for expression, _, _ in PLAIN])
def test_a_value_is_shown_as_what_it_is(tmp_path: Path, expression: str, shape: str, value: object) -> None:
    result = told(tmp_path, f"return {expression}").result
    assert result.shape == shape
    assert (json.loads(result.value) if shape == "json" else result.value) == value


TABLES = [
    ("[{'a': 1, 'b': 'x'}, {'a': 2.5}]", table(["1", "x"], ["2.5", ""], columns=["a", "b"], numeric=[True, False])),
    ("[{'a': math.nan}, {'a': None}, {'a': 1}]", table([""], [""], ["1"], columns=["a"], numeric=[True])),
    ("[('x', 1), ('y', 2)]", table(["x", "1"], ["y", "2"], columns=["1", "2"], numeric=[False, True])),
    ("[['name', 'n'], ['x', 1]]", table(["x", "1"], columns=["name", "n"], numeric=[False, True])),
    ("[['a', 'b'], ['c', 'd']]", table(["a", "b"], ["c", "d"], columns=["1", "2"], numeric=[False, False])),
    ("[Row(1, 'x'), Row(2, 'y')]", table(["1", "x"], ["2", "y"], columns=["a", "b"], numeric=[True, False])),
    ("[Item('pen', 1.5)]",
     table(["pen", "1.5", "2026-11-22"], columns=["name", "price", "day"], numeric=[False, True, False])),
    ("[{'a': True}]", table(["True"], columns=["a"], numeric=[False])),
    ("[{'a': Rude()}, {'a': 1}]", table(["<Rude>"], ["1"], columns=["a"], numeric=[False])),
    ("[{'a': decimal.Decimal('1.10')}]", table(["1.10"], columns=["a"], numeric=[True])),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "value"), TABLES, ids=[expression for expression, _ in TABLES])
def test_rows_are_shown_as_a_table(tmp_path: Path, expression: str, value: dict[str, Any]) -> None:
    result = told(tmp_path, f"return {expression}").result
    assert (result.shape, result.value) == ("table", value)


FRAMES = [
    ("pd.DataFrame({'n': [1, 2], 'name': ['x', None]})",
     table(["1", "x"], ["2", ""], columns=["n", "name"], numeric=[True, False])),
    ("pd.DataFrame({'n': [1.5, float('nan')], 'd': [pd.Timestamp('2026-11-22'), pd.NaT]})",
     table(["1.5", "2026-11-22 00:00:00"], ["", ""], columns=["n", "d"], numeric=[True, False])),
    ("pd.DataFrame({'n': pd.array([1, None], dtype='Int64')})",
     table(["1"], [""], columns=["n"], numeric=[True])),
    ("pd.DataFrame({'n': [1]}, index=['row'])", table(["row", "1"], columns=["index", "n"], numeric=[False, True])),
    ("pd.DataFrame({'g': ['a', 'b'], 'n': [1, 2]}).groupby('g').agg({'n': ['sum', 'max']})",
     table(["a", "1", "1"], ["b", "2", "2"], columns=["g", "n / sum", "n / max"], numeric=[False, True, True])),
    ("pd.Series([1, 2], name='n')", table(["1"], ["2"], columns=["n"], numeric=[True])),
    ("pd.DataFrame({'a': []})", table(columns=["a"], numeric=[False])),
    ("pd.DataFrame({'n': [1, 2]}).to_numpy()", table(["1"], ["2"], columns=["1"], numeric=[True])),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "value"), FRAMES, ids=[expression[:50] for expression, _ in FRAMES])
def test_what_pandas_gives_is_shown_as_a_table(tmp_path: Path, expression: str, value: dict[str, Any]) -> None:
    pytest.importorskip("pandas")
    result = told(tmp_path, f"return {expression}", "import pandas as pd").result
    assert (result.shape, result.value) == ("table", value)


@pytest.mark.parametrize(
    ("expression", "text"), [("np.float64(1.5)", "1.5"), ("np.int64(7)", "7"), ("np.bool_(True)", "True")]
)
def test_a_number_of_numpy_is_a_number(tmp_path: Path, expression: str, text: str) -> None:
    pytest.importorskip("numpy")
    assert told(tmp_path, f"return {expression}", "import numpy as np").result.value == text


def test_a_long_table_is_cut_and_saved_whole(tmp_path: Path) -> None:
    run = told(tmp_path, "return [{'n': n, 'text': 'я, ' + str(n)} for n in range(5000)]")
    assert len(run.result.value["rows"]) == 1000
    assert run.result.value["total"] == 5000
    lines = run.made["table.csv"].decode().splitlines()
    assert (len(lines), lines[0], lines[-1]) == (5001, "n,text", '4999,"я, 4999"')


def test_a_long_text_is_cut_and_kept_whole_as_a_file(tmp_path: Path) -> None:
    run = told(tmp_path, "return Loud()")
    assert run.result.value.endswith("… the whole is in result.txt")
    assert len(run.result.value) < 2**20 + 100
    assert len(run.made["result.txt"]) == 3_000_000


def test_a_value_that_cannot_be_shown_says_so_and_the_run_is_done(tmp_path: Path) -> None:
    assert told(tmp_path, "return Rude()").result.value == "<Rude: it cannot be shown: RuntimeError>"
    assert told(tmp_path, "return {'a': Rude()}").result.value == "<dict: it cannot be shown: RuntimeError>"
    endless = "a = []\na.append(a)\nreturn a"
    assert told(tmp_path, endless).result.value.startswith("<list: it cannot be shown: ")


def test_none_is_no_result(tmp_path: Path) -> None:
    run = told(tmp_path, "print('hi')")
    assert (run.ended.state, run.results, run.stdout) == ("done", [], "hi\n")


def picture(data: bytes) -> tuple[int, int]:
    """Give width and height of a PNG."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    return width, height


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1", "P", "CMYK", "F"])
def test_a_pil_image_of_any_mode_is_a_picture(tmp_path: Path, mode: str) -> None:
    pytest.importorskip("PIL")
    run = told(tmp_path, f"return Image.new({mode!r}, (7, 5))", "from PIL import Image")
    assert run.result.shape == "image"
    assert picture(run.content(run.result.value)) == (7, 5)
    assert list(run.made) == ["image.png"]


def test_a_png_in_bytes_is_a_picture_and_other_bytes_are_a_file(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    png = "b = io.BytesIO()\nImage.new('RGB', (3, 2)).save(b, 'PNG')\nreturn b.getvalue()"
    run = told(tmp_path, png, "from PIL import Image")
    assert (run.result.shape, picture(run.content(run.result.value))) == ("image", (3, 2))
    run = told(tmp_path, "return b'\\xff\\0'")
    assert (run.result.shape, run.content(run.result.value)) == ("file", b"\xff\0")


@pytest.mark.slow
def test_matplotlib_figures_are_shown_given_back_or_left_open(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    head = "import matplotlib.pyplot as plt"
    run = told(tmp_path, "fig, ax = plt.subplots()\nax.plot([1, 2])\nreturn fig", head)
    assert [result.shape for result in run.results] == ["figure"]
    assert picture(run.content(run.results[0].value))[0] > 100
    assert [one.shape for one in told(tmp_path, "return plt.subplots()[1]", head).results] == ["figure"]
    run = told(tmp_path, "plt.figure()\nplt.plot([1])\nplt.figure()\nplt.show()", head)
    assert [result.shape for result in run.results] == ["figure", "figure"]
    assert sorted(run.made) == ["figure-2.png", "figure.png"]


def test_a_path_is_the_file_that_it_names(tmp_path: Path) -> None:
    run = told(tmp_path, "p = Path('отчёт.csv')\np.write_text('a\\n')\nreturn p")
    assert (run.result.shape, run.content(run.result.value)) == ("file", b"a\n")
    assert list(run.made) == ["отчёт.csv"]


def test_a_file_from_elsewhere_is_copied_and_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    run = told(tmp_path, f"return Path({str(tmp_path / 'mine.txt')!r})")
    assert run.made == {"mine.txt": b"x"}
    assert (tmp_path / "mine.txt").exists()


def test_each_thing_of_a_tuple_is_shown(tmp_path: Path) -> None:
    body = "p = Path('a.txt')\np.write_text('hi')\nreturn 'done', [{'a': 1}], p, {'k': 1}, 5"
    shapes = [result.shape for result in told(tmp_path, body).results]
    assert shapes == ["text", "table", "file", "json", "number"]


def test_a_generator_gives_its_items_as_they_come(tmp_path: Path) -> None:
    run = told(tmp_path, "print('one')\nyield 1\nprint('two')\nyield 'two'\nyield None\nyield [{'a': 1}]")
    assert [result.shape for result in run.results] == ["number", "text", "table"]
    assert run.events.index(run.results[0]) < run.events.index(run.results[1])
    first = next(event for event in run.events if isinstance(event, Output))
    assert first.data.startswith(b"one\n")
    assert run.events.index(first) < run.events.index(run.results[0])


def test_what_a_generator_gave_before_it_failed_stays(tmp_path: Path) -> None:
    run = told(tmp_path, "yield 1\nraise ValueError('then')")
    assert [result.value for result in run.results] == ["1"]
    assert (run.ended.state, run.ended.reason) == ("failed", "ValueError: then")


def test_an_async_function_is_awaited(tmp_path: Path) -> None:
    text = f"{HEAD}\nasync def f(x: int):\n    await asyncio.sleep(0.01)\n    return x + 1\n"
    assert go(write(tmp_path, text), {"x": "4"}, tool="f").result.value == "5"


def test_no_library_is_imported_to_show_a_result(tmp_path: Path) -> None:
    body = "import sys, atexit\natexit.register(lambda: print([m for m in ('pandas', 'PIL', 'matplotlib', 'numpy')"
    assert told(tmp_path, f"{body} if m in sys.modules]))\nreturn [{{'a': 1}}]").stdout == "[]\n"
