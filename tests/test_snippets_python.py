"""Values as a call in Python: run, it gives what the form's run gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from agreement_rows import ROWS, File, Row
from conftest import SCRIPTS
from core_fixtures import go, write
from elsewhere import in_python
from shipway.read import read, tool_of
from shipway.snippets import Place, python
from shipway.spec import Raw

FUNCTIONS = [
    row
    for row in ROWS
    if not row.refused
    and not any(isinstance(raw, File) or len(raw) > 1e5 for raw in row.raws.values())
    and tool_of(read(row.script), row.tool).dialect == "function"
]


@pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.id)
def test_python_gives_what_the_form_gives(row: Row, tmp_path: Path) -> None:
    reading = read(row.script)
    spec = tool_of(reading, row.tool)
    told = go(row.script, row.raws, tool=row.tool)
    text = python(reading, spec, row.raws, Place(row.script.name))
    assert "subprocess" not in text or "pandas" in row.script.read_text(), text
    (tmp_path / row.script.name).write_bytes(row.script.read_bytes())
    done = in_python(text, tmp_path)
    assert done.returncode == 0, (text, done.stderr.decode())
    if told.result.shape in ("text", "number"):
        assert done.stdout.decode().rstrip("\n") == f"{told.stdout}{told.result.value}".rstrip("\n"), text


LITERALS = [
    ("whole_number", {"value": "3"}, "whole_number(value=3)"),
    ("number", {"value": "3"}, "number(value=3.0)"),
    (
        "decimal",
        {"value": "0.10"},
        "from decimal import Decimal\nfrom all_kinds import decimal\n\ndecimal(value=Decimal('0.10'))",
    ),
    (
        "day",
        {"value": "2026-11-22"},
        "import datetime\nfrom all_kinds import day\n\nday(value=datetime.date(2026, 11, 22))",
    ),
    ("choice_of_numbers", {"value": "3"}, "choice_of_numbers(value=3)"),
    (
        "choice_of_enum",
        {"value": "LARGE"},
        "from all_kinds import choice_of_enum, Size\n\nchoice_of_enum(value=Size.LARGE)",
    ),
    ("choices_of_enum", {"value": ("LARGE",)}, "choices_of_enum(value={Size.LARGE})"),
    ("tuple_of_numbers", {"value": ("1",)}, "tuple_of_numbers(value=(1.0,))"),
    (
        "file",
        {"value": "a b.txt"},
        "from pathlib import Path\nfrom all_kinds import file\n\nfile(value=Path('a b.txt'))",
    ),
    ("files", {"value": "a\nb"}, "files(value=[Path('a'), Path('b')])"),
    ("dataclass_of_two", {"value.x": "1"}, "dataclass_of_two(value=Point(x=1.0, y=0.0))"),
    ("only_by_place", {"value": "1"}, "only_by_place(1)"),
    ("only_by_name", {"value": "2"}, "only_by_name(value=2)"),
    ("only_by_name", {"value": "1"}, "only_by_name()"),
    ("secret", {"password": "hunter2"}, "secret(password=...)"),
]


@pytest.mark.parametrize(("tool", "raws", "expected"), LITERALS)
def test_python_spells_each_kind_as_a_person_would(tool: str, raws: dict[str, Raw], expected: str) -> None:
    reading = read(SCRIPTS / "all_kinds.py")
    assert expected in python(reading, tool_of(reading, tool), raws, Place("all_kinds.py"))


def test_stars_and_places_are_kept_in_a_python_call(tmp_path: Path) -> None:
    head = "def f(a: int, /, b: int = 2, *rest: int, c: int = 3, **more: int) -> str:\n"
    script = write(tmp_path, head + "    return repr((a, b, rest, c, more))\n")
    reading = read(script)
    raws = {"a": "1", "b": "5", "rest": ("7", "8"), "c": "4", "more": '{"x": 9}'}
    call = python(reading, reading.specs[0], raws, Place(script.name))
    assert "f(1, 5, *[7, 8], c=4, **{'x': 9})" in call
    assert in_python(call, tmp_path).stdout == b"(1, 5, (7, 8), 4, {'x': 9})\n"


def test_a_script_whose_name_is_no_module_is_called_all_the_same(tmp_path: Path) -> None:
    script = write(tmp_path, "def f(a: int) -> int:\n    return a + 1\n", "two-words.py")
    reading = read(script)
    assert in_python(python(reading, reading.specs[0], {"a": "1"}, Place(script.name)), tmp_path).stdout == b"2\n"


def test_an_async_function_is_run_to_its_end(tmp_path: Path) -> None:
    script = write(tmp_path, "async def f(a: int) -> int:\n    return a + 1\n")
    reading = read(script)
    assert in_python(python(reading, reading.specs[0], {"a": "1"}, Place(script.name)), tmp_path).stdout == b"2\n"


@pytest.mark.parametrize(
    ("name", "tool", "raws"),
    [
        (
            "function_dataclass_nested",
            "price",
            {"parcel.weight": "1", "parcel.size.width": "2", "parcel.size.height": "3"},
        ),
        ("function_class", "Account.interest", {"self.owner": "Ann", "years": "2"}),
        ("function_standard_types", "network", {"address": "10.0.0.1"}),
        ("function_unions", "when", {"day": "5"}),
    ],
)
def test_what_has_no_short_spelling_is_run_by_shipway(name: str, tool: str, raws: dict[str, Raw]) -> None:
    reading = read(SCRIPTS / f"{name}.py")
    text = python(reading, tool_of(reading, tool), raws, Place(f"{name}.py"))
    assert "'-m', 'shipway', 'run'" in text
    compile(text, "snippet", "exec")
