"""The one table of what every front end must agree on: script, tool, raws, answers, and what is to be seen.

`shown`: texts that must all stand in what a person (or a program) sees of the run. `refused`: parameter -> part of the
sentence at it; such a try must not run at all, or be refused by the script's own parser. `keys`: typed with real keys
in the window.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
SCRIPTS: Final = HERE / "scripts"
EXAMPLES: Final = HERE.parent / "core" / "shipway" / "examples"


@dataclass(frozen=True)
class File:
    """A file that a visitor uploads, and an author names."""

    name: str
    content: bytes


Given = str | tuple[str, ...] | File | tuple[File, ...]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    script: Path
    tool: str
    raws: dict[str, Given] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    state: str = "done"
    code: int | None = 0
    keys: bool = False

    @property
    def id(self) -> str:
        """Name the row in a test's report."""
        raws = ",".join(f"{name}={_short(raw)}" for name, raw in self.raws.items())
        return f"{self.script.stem}:{self.tool}({raws})"


def _short(raw: Given) -> str:
    text = raw.name if isinstance(raw, File) else str(raw)
    return text if len(text) < 24 else f"{len(text)} characters"


UNITS, KINDS, MANY = EXAMPLES / "units.py", SCRIPTS / "all_kinds.py", SCRIPTS / "argparse_many.py"
LENGTHS, TEXT, BOUNDS = SCRIPTS / "lengths.py", EXAMPLES / "text_tool.py", SCRIPTS / "bounds.py"
CELSIUS = "celsius_to_fahrenheit"
TEN_MB = "ten bytes\n" * 1_000_000
POEM = File("poem.txt", b"the sea\nthe way\nthe ship\n")


def _bad(text: str, why: str, *, keys: bool = False) -> Row:
    return Row(UNITS, CELSIUS, {"celsius": text}, refused={"celsius": why}, keys=keys)


ROWS: Final = (
    # Functions, by hints.
    Row(UNITS, CELSIUS, {"celsius": "37"}, shown=("98.6",), keys=True),
    Row(UNITS, CELSIUS, {"celsius": "-40"}, shown=("-40",), keys=True),
    Row(UNITS, CELSIUS, {"celsius": "1e3"}, shown=("1832",)),
    _bad("abc", "is not a number", keys=True),
    _bad("", "is required", keys=True),
    _bad("1e999", "is not a finite number", keys=True),
    _bad("nan", "is not a finite number"),
    _bad("١٢x", "is not a number"),
    Row(UNITS, "length", {"value": "2", "unit": "kilometre", "into": "metre"}, shown=("2000",)),
    Row(UNITS, "split_bill", {"total": "100.10", "people": "2", "tip": "0"}, shown=("50.05",), keys=True),
    Row(UNITS, "days_later", {"start": "2026-11-22", "days": "9"}, shown=("2026-12-01",)),
    Row(UNITS, "days_later", {"start": "2026-02-30", "days": "9"}, refused={"start": "is not a date"}),
    Row(KINDS, "whole_number", {"value": "2.5"}, refused={"value": "is not a whole number"}, keys=True),
    Row(KINDS, "whole_number", {"value": " 12 "}, shown=("12",)),
    Row(KINDS, "text", {"value": "  two  spaces  "}, shown=("'  two  spaces  '",), keys=True),
    Row(KINDS, "text", {"value": "<b>&amp;\"'$(id)"}, shown=("<b>&amp;",)),
    Row(KINDS, "text", {"value": "Привет, 世界 🚢"}, shown=("'Привет, 世界 🚢'",)),
    Row(KINDS, "decimal", {"value": "0.1"}, shown=("Decimal('0.1')",)),
    Row(KINDS, "uuid", {"value": "not one"}, refused={"value": "is not a UUID"}),
    Row(KINDS, "yes_no", {"value": "yes"}, shown=("True",)),
    Row(KINDS, "yes_no_with_default", {"value": "no"}, shown=("False",), keys=True),
    Row(KINDS, "choice", {"value": "green"}, shown=("'green'",)),
    Row(KINDS, "choice_of_enum", {"value": "LARGE"}, shown=("Size.LARGE",)),
    Row(KINDS, "choices", {"value": ("red", "blue")}, shown=("['red', 'blue']",)),
    Row(KINDS, "time_of_day", {"value": "14:30"}, shown=("datetime.time(14, 30)",)),
    Row(KINDS, "duration", {"value": "90 s"}, shown=("seconds=90",)),
    Row(KINDS, "duration", {"value": "soon"}, refused={"value": "is not a duration"}),
    Row(KINDS, "list_of_numbers", {"value": ("1", "2")}, shown=("[1, 2]",)),
    Row(KINDS, "list_of_numbers", {"value": ("1", "x")}, refused={"value": "item 2"}),
    Row(KINDS, "json", {"value": '{"a": [1, null]}'}, shown=("{'a': [1, None]}",)),
    Row(KINDS, "json", {"value": '{"a": '}, refused={"value": "is not JSON"}),
    Row(KINDS, "dataclass_of_two", {"value.x": "1.5", "value.y": "2"}, shown=("Point(x=1.5, y=2.0)",)),
    Row(BOUNDS, "percent", {"value": "101"}, refused={"value": "must be at most 100"}, keys=True),
    Row(BOUNDS, "name", {"value": "abcdef"}, refused={"value": "may have at most 5 characters"}),
    # Files, tables, long texts.
    Row(LENGTHS, "of_file", {"file": File("ten.txt", TEN_MB.encode())}, shown=("10000000",)),
    Row(LENGTHS, "of_file", {"file": File("latin.txt", b"caf\xe9\n")}, shown=("5",)),
    Row(LENGTHS, "of_file", {}, refused={"file": "is required"}),
    Row(LENGTHS, "of_text", {"text": TEN_MB[:-1]}, shown=("9999999",)),
    Row(LENGTHS, "of_table", {"rows": "name,age\nAda,36\nAlan,41"}, shown=("2",)),
    Row(LENGTHS, "of_table", {"rows": "name,age\nAda"}, refused={"rows": "is not a table"}),
    Row(LENGTHS, "of_table", {"rows": File("latin.csv", b"name\ncaf\xe9\n")}, refused={"rows": "is not UTF-8 text"}),
    # argparse: the script's own parser is the judge, in its own words.
    Row(TEXT, "count", {"files": (POEM,)}, shown=("3", "6", "25", "poem.txt")),
    Row(TEXT, "sort", {"by": "length", "reverse": "yes", "files": (POEM,)}, shown=("the ship\nthe sea\nthe way",)),
    Row(TEXT, "replace", {"old": "the", "new": "-x", "files": (POEM,)}, shown=("-x sea\n-x way\n-x ship",)),
    Row(MANY, "argparse_many", {"source": "s", "level": "9"}, refused={"level": "is not one of the choices"}),
    Row(MANY, "argparse_many", {"source": "s", "size": "huge"}, refused={"size": "is not one of the choices"}),
    Row(
        MANY,
        "argparse_many",
        {"source": "s", "number": "abc"},
        refused={"number": "invalid float value: 'abc'"},
        state="failed",
        code=2,
        keys=True,
    ),
    Row(MANY, "argparse_many", {"number": "1"}, refused={"source": "is required"}),
    Row(
        MANY,
        "argparse_many",
        {"source": "--out=/etc/x", "text": "@file", "tag": ("-a", "b c"), "verbose": "2", "some": ("red", "blue")},
        shown=('"source": "--out=/etc/x"', '"text": "@file"', '"-a"', '"b c"', '"verbose": 2', '"blue"'),
    ),
    Row(MANY, "argparse_many", {"source": "x" * 200_000}, refused={"source": "128 KiB"}),
    # Scripts that ask, and scripts that go wrong.
    Row(EXAMPLES / "celsius.py", "celsius", {"celsius": "100"}, shown=("100 °C is 212 °F", "boils"), keys=True),
    Row(EXAMPLES / "celsius.py", "celsius", {"celsius": "abc"}, refused={"celsius": "is not a number"}),
    Row(EXAMPLES / "celsius.py", "celsius", {}, answers=("0",), shown=("0 °C is 32 °F", "freezes"), keys=True),
    Row(
        EXAMPLES / "celsius.py",
        "celsius",
        {},
        answers=("abc",),
        shown=("could not convert string to float: 'abc'",),
        state="failed",
        code=1,
    ),
    Row(SCRIPTS / "exits_three.py", "exits_three", {"word": "x"}, shown=("nothing like x",), state="failed", code=3),
    Row(SCRIPTS / "not_utf8.py", "not_utf8", {}, shown=("�",)),
)
