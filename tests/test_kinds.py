"""Every kind: which texts it takes, what it says of the others, and that what it writes reads back equal."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shipway.kinds import FILES, KINDS, MANY
from shipway.script_types import TYPES, parse, written

ACCEPTED = [
    ("text", "", ""),
    ("text", "  two  spaces ", "  two  spaces "),
    ("text", "Привет, 世界 🙂", "Привет, 世界 🙂"),
    ("long_text", "a\r\nb", "a\r\nb"),
    ("whole_number", "42", 42),
    ("whole_number", " -7 ", -7),
    ("whole_number", "1_000", 1000),
    ("whole_number", "9" * 300, int("9" * 300)),
    ("number", "2.5", 2.5),
    ("number", "1e3", 1000.0),
    ("number", " -0.5\n", -0.5),
    ("yes_no", "yes", True),
    ("yes_no", " TRUE ", True),
    ("yes_no", "off", False),
    ("yes_no", "0", False),
    ("choice", "JPEG", "JPEG"),
    ("choices", "red\r\nblue\r\n", ["red", "blue"]),
    ("date", "2026-11-22", dt.date(2026, 11, 22)),
    ("time", "14:30", dt.time(14, 30)),
    ("time", " 14:30:15 ", dt.time(14, 30, 15)),
    ("datetime", "2026-11-22 14:30", dt.datetime(2026, 11, 22, 14, 30)),
    ("datetime", "2026-11-22T14:30", dt.datetime(2026, 11, 22, 14, 30)),
    ("datetime", "2026-11-22T14:30:00Z", dt.datetime(2026, 11, 22, 14, 30, tzinfo=dt.timezone.utc)),
    ("duration", "1:30:00", dt.timedelta(hours=1, minutes=30)),
    ("duration", "1:30", dt.timedelta(hours=1, minutes=30)),
    ("duration", "90 s", dt.timedelta(seconds=90)),
    ("duration", "1 h 30 min", dt.timedelta(hours=1.5)),
    ("duration", "-1 h 30 min", dt.timedelta(hours=-1.5)),
    ("duration", "-0:00:01.500000", dt.timedelta(seconds=-1.5)),
    ("duration", "2d4h", dt.timedelta(days=2, hours=4)),
    ("duration", "250 ms", dt.timedelta(milliseconds=250)),
    ("file", "a b.txt", "a b.txt"),
    ("files", "a.txt\nb.txt", ["a.txt", "b.txt"]),
    ("folder", "/tmp", "/tmp"),
    ("file_out", "report.csv", "report.csv"),
    ("secret", " s3cret ", " s3cret "),
    ("colour", "#0B6B6F", "#0b6b6f"),
    ("colour", " #fff ", "#ffffff"),
    ("list", "1\r\n2\n\n3", ["1", "2", "3"]),
    ("table", 'a,b\r\n1,2\r\n3,"x\r\ny"\r\n', [{"a": "1", "b": "2"}, {"a": "3", "b": "x\r\ny"}]),
    ("table", ",city\n0,Rome\n", [{"": "0", "city": "Rome"}]),
    ("table", "a,b\n", []),
    ("table", ' [{"a": 1}, {"b": null}]', [{"a": 1}, {"b": None}]),
    ("json", '{"a": [1, 2.5, null, true]}', {"a": [1, 2.5, None, True]}),
    ("json", "[]", []),
    ("arguments", "--all 'two words' \"\"", ["--all", "two words", ""]),
    ("arguments", "$(id) `id` ; # |", ["$(id)", "`id`", ";", "#", "|"]),
]

REFUSED = [
    ("text", "a\0b", "holds a NUL character, which no text may"),
    ("text", "half \ud83d", "holds half of a character, which no text may"),
    ("whole_number", "2.5", "is not a whole number"),
    ("whole_number", "", "is not a whole number"),
    ("whole_number", "٣", "is not a whole number"),
    ("whole_number", "1e3", "is not a whole number"),
    ("whole_number", "9" * 5000, "has more than 4,000 digits"),
    ("number", "abc", "is not a number"),
    ("number", "1,5", "is not a number"),
    ("number", "nan", "is not a finite number"),
    ("number", "1e999", "is not a finite number"),
    ("number", "-Infinity", "is not a finite number"),
    ("yes_no", "maybe", "is not yes or no"),
    ("date", "22.11.2026", "is not a date, like 2026-11-22"),
    ("date", "2026-02-30", "is not a date, like 2026-11-22"),
    ("time", "25:00", "is not a time, like 14:30"),
    ("datetime", "yesterday", "is not a date and time, like 2026-11-22 14:30"),
    ("duration", "", "is not a duration, like 1:30:00 or 90 s"),
    ("duration", "-", "is not a duration, like 1:30:00 or 90 s"),
    ("duration", "90", "is not a duration, like 1:30:00 or 90 s"),
    ("duration", "90 s later", "is not a duration, like 1:30:00 or 90 s"),
    ("duration", "+-5 s", "is not a duration, like 1:30:00 or 90 s"),
    ("duration", "1:75", "is not a duration, like 1:30:00 or 90 s"),
    ("duration", "1e999 s", "is not a duration, like 1:30:00 or 90 s"),
    ("duration", "9" * 30 + " d", "is not a duration, like 1:30:00 or 90 s"),
    ("duration", "99999999999:00", "is not a duration, like 1:30:00 or 90 s"),
    ("colour", "red", "is not a colour, like #0b6b6f"),
    ("colour", "#12345", "is not a colour, like #0b6b6f"),
    ("table", "a,b\n1,2,3\n", "is not a table: row 2 has more or fewer cells than the first line"),
    ("table", "a,b\n1,2\n3\n", "is not a table: row 3 has more or fewer cells than the first line"),
    ("table", "a,a\n1,2\n", "is not a table: two columns are named “a”"),
    ("table", "[1, 2]", "is not a table: every item of the JSON list must be an object"),
    ("table", '[{"a": 1}', "is not JSON: Expecting ',' delimiter at line 1, column 10"),
    ("json", "{'a': 1}", "is not JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
    ("json", "NaN", "is not JSON: NaN is no JSON number"),
    ("json", "[1e999]", "is not JSON: 1e999 is too large a number"),
    ("json", "9" * 5000, "is not JSON that can be read: a number has more than 4,000 digits"),
    ("json", "[" * 100_000, "is not JSON that can be read: it is nested too deeply"),
    ("arguments", "'open", "is not a command line: no closing quotation"),
]


@pytest.mark.parametrize(("kind", "text", "value"), ACCEPTED)
def test_a_kind_reads_its_texts(kind: str, text: str, value: object) -> None:
    assert parse(kind, "", text) == value
    assert type(parse(kind, "", text)) is type(value)


@pytest.mark.parametrize(("kind", "text", "message"), REFUSED, ids=lambda text: str(text)[:30])
def test_a_kind_says_why_it_refuses_a_text(kind: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse(kind, "", text)


@pytest.mark.parametrize(
    ("type_name", "text", "value"),
    [
        ("Decimal", " 1.50 ", Decimal("1.50")),
        ("Decimal", "0.1000000000000000055511151231257827", Decimal("0.1000000000000000055511151231257827")),
        ("Fraction", "3/4", Fraction(3, 4)),
        ("Fraction", "0.75", Fraction(3, 4)),
        ("complex", "1 + 2j", 1 + 2j),
        ("UUID", "{12345678-1234-5678-1234-567812345678}", UUID("12345678-1234-5678-1234-567812345678")),
    ],
)
def test_a_type_of_the_script_is_made_of_its_text(type_name: str, text: str, value: object) -> None:
    assert parse("text", type_name, text) == value


@pytest.mark.parametrize(
    ("type_name", "text", "message"),
    [
        ("Decimal", "abc", "is not a number"),
        ("Decimal", "NaN", "is not a finite number"),
        ("Decimal", "Infinity", "is not a finite number"),
        ("Fraction", "1/0", "is not a fraction, like 3/4"),
        ("Fraction", "x", "is not a fraction, like 3/4"),
        # Written out, this number alone would fill the memory of the machine.
        ("Fraction", "1e9999999999", "is not a fraction, like 3/4"),
        ("complex", "i", "is not a complex number, like 1+2j"),
        ("complex", "nan", "is not a finite complex number"),
        ("complex", "1e999j", "is not a finite complex number"),
        ("UUID", "1234", "is not a UUID, like 12345678-1234-5678-1234-567812345678"),
    ],
)
def test_a_type_of_the_script_says_why_it_refuses_a_text(type_name: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse("text", type_name, text)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"), min_size=1)
CELL = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
JSON = st.recursive(CELL, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=8)
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
MOMENT = st.datetimes(timezones=st.none() | st.just(dt.timezone.utc) | st.just(dt.timezone(dt.timedelta(hours=-3.5))))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT,
    "long_text": TEXT,
    "whole_number": st.integers() | st.integers(-(10**3999), 10**3999),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "yes_no": st.booleans(),
    "choice": TEXT,
    "choices": st.lists(LINE),
    "date": st.dates(),
    "time": st.times(),
    "datetime": MOMENT,
    "duration": st.timedeltas(),
    "file": TEXT,
    "files": st.lists(LINE),
    "folder": TEXT,
    "file_out": TEXT,
    "secret": TEXT,
    "colour": COLOUR,
    "list": st.lists(LINE),
    "table": st.lists(st.dictionaries(TEXT, CELL)),
    "json": JSON,
    "arguments": st.lists(TEXT),
}
TYPED: dict[str, st.SearchStrategy[Any]] = {
    "Decimal": st.decimals(allow_nan=False, allow_infinity=False),
    "Fraction": st.fractions(),
    "complex": st.complex_numbers(allow_nan=False, allow_infinity=False),
    "UUID": st.uuids(),
    "int or float": st.integers(-(10**3999), 10**3999) | st.floats(allow_nan=False, allow_infinity=False),
    "anything": JSON,
    "IP address": st.ip_addresses().map(str),
    "Pattern": st.sampled_from(["", "a+", r"\d{2,}", "(?P<x>y)"]),
    "ZoneInfo": st.sampled_from(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"]),
    "range": st.sampled_from(["10", "1:10", "-5:5:2"]),
    "array": st.lists(st.lists(st.integers() | st.floats(allow_nan=False, allow_infinity=False), min_size=2)),
}


def test_every_kind_and_type_is_put_to_the_round_trip() -> None:
    assert set(VALUES) == set(KINDS)
    assert set(TYPED) == set(TYPES)
    assert set(KINDS) > MANY | FILES


@settings(deadline=None)
@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
@example(("duration", dt.timedelta.max))
@example(("duration", dt.timedelta.min))
@example(("number", math.ulp(0.0)))
@example(("list", ["a\x0bb", "\x85", "\u2028"]))
@example(("table", [{"": "0"}]))
def test_what_a_kind_writes_it_reads_back_equal(pair: tuple[str, Any]) -> None:
    kind, value = pair
    assert parse(kind, "", written(kind, "", value)) == value


@settings(deadline=None)
@given(st.sampled_from(sorted(TYPES)).flatmap(lambda name: st.tuples(st.just(name), TYPED[name])))
def test_what_is_written_of_a_type_reads_back_equal(pair: tuple[str, Any]) -> None:
    name, value = pair
    assert parse("text", name, written("text", name, value)) == value


@settings(deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.text())
def test_any_text_is_read_or_refused_and_what_was_read_survives_the_way_to_the_child(kind: str, text: str) -> None:
    try:
        value = parse(kind, "", text)
    except ValueError:
        return
    assert parse(kind, "", written(kind, "", value)) == value


@settings(deadline=None)
@given(st.sampled_from(sorted(TYPES)), st.text("0123456789+-./eEjJ_ ", max_size=12))
def test_any_text_is_read_as_a_type_or_refused(name: str, text: str) -> None:
    try:
        value = parse("text", name, text)
    except ValueError:
        return
    assert parse("text", name, written("text", name, value)) == value
