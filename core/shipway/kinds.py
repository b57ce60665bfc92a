"""The table of kinds: one row for each sort of value, with its label, its parser and its formatter.

A stdlib-only leaf that also runs under the script's own interpreter (3.8 and later). `parse` takes the text that a
person gave and raises ValueError with the end of a sentence ("is not a whole number"); `format` gives a text that
`parse` reads back to an equal value.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import re
import shlex
from typing import Any, Callable, Dict, List, NamedTuple


class Kind(NamedTuple):
    """One sort of value. `label` reads well after "is not"; `holds_empty`: an empty text is a value of it."""

    name: str
    label: str
    parse: Callable[[str], Any]
    format: Callable[[Any], str]
    holds_empty: bool = False


def _text(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a NUL character, which no text may")
    try:
        # Bytes of a command line that are no UTF-8 come as U+DC80 to U+DCFF (PEP 383), and go as they came.
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise ValueError("holds half of a character, which no text may") from None
    return text


def _whole(text: str) -> int:
    if not re.fullmatch(r"\s*[+-]?[0-9]+(_[0-9]+)*\s*", text):
        raise ValueError("is not a whole number")
    if len(text) > 4000:
        raise ValueError("has more than 4,000 digits")
    return int(text)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError("is not a number") from None
    if not math.isfinite(number):
        raise ValueError("is not a finite number")
    return number


_YES = {"yes", "true", "on", "1", "y", "t"}
_NO = {"no", "false", "off", "0", "n", "f"}


def _yes_no(text: str) -> bool:
    word = text.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError("is not yes or no")


def _iso(kind: Any, label: str) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        try:
            return kind.fromisoformat(text.strip())
        except ValueError:
            raise ValueError("is not " + label) from None

    return parse


def _moment(text: str) -> dt.datetime:
    stripped = text.strip()
    # Before Python 3.11, fromisoformat knows no final Z.
    if stripped.endswith(("Z", "z")):
        stripped = stripped[:-1] + "+00:00"
    try:
        return dt.datetime.fromisoformat(stripped)
    except ValueError:
        raise ValueError("is not a date and time, like 2026-11-22 14:30") from None


_SPAN = "a duration, like 1:30:00 or 90 s"
_UNITS = {"d": 86400, "h": 3600, "min": 60, "m": 60, "s": 1, "ms": 0.001}
_PART = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(d|h|min|ms|m|s)", re.IGNORECASE)


def _duration(text: str) -> dt.timedelta:
    stripped = text.strip()
    sign = -1 if stripped.startswith("-") else 1
    body = stripped[1:] if stripped.startswith(("+", "-")) else stripped
    clock = re.fullmatch(r"([0-9]{1,11}):([0-5]?[0-9])(?::([0-5]?[0-9](?:\.[0-9]{1,6})?))?", body)
    if clock:
        hours, minutes, seconds = clock.groups()
        try:
            return sign * dt.timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds or 0))
        except OverflowError:
            raise ValueError("is not " + _SPAN) from None
    total, end = 0.0, 0
    for part in _PART.finditer(body):
        if part.start() != end:
            break
        total += float(part[1]) * _UNITS[part[2].lower()]
        end = part.end()
    if not body or body[end:].strip() or total > 1e13:
        raise ValueError("is not " + _SPAN)
    return sign * dt.timedelta(seconds=total)


def _clock(span: dt.timedelta) -> str:
    micro = abs(span) // dt.timedelta(microseconds=1)
    seconds, micro = divmod(micro, 10**6)
    text = "{}:{:02}:{:02}".format(seconds // 3600, seconds // 60 % 60, seconds % 60)
    return ("-" if span < dt.timedelta(0) else "") + text + (".{:06}".format(micro) if micro else "")


def _colour(text: str) -> str:
    word = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", word):
        word = "#" + "".join(2 * digit for digit in word[1:])
    if not re.fullmatch(r"#[0-9a-f]{6}", word):
        raise ValueError("is not a colour, like #0b6b6f")
    return word


def _no_constant(name: str) -> Any:
    raise ValueError("is not JSON: " + name + " is no JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("is not JSON: {} is too large a number".format(digits[:40]))
    return number


def _json_whole(digits: str) -> int:
    if len(digits) > 4000:
        raise ValueError("is not JSON that can be read: a number has more than 4,000 digits")
    return int(digits)


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_finite, parse_int=_json_whole)
    except json.JSONDecodeError as error:
        raise ValueError("is not JSON: {} at line {}, column {}".format(error.msg, error.lineno, error.colno)) from None
    except RecursionError:
        raise ValueError("is not JSON that can be read: it is nested too deeply") from None


def _json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(text: str) -> List[Dict[str, str]]:
    """Read rows from CSV (first line: names) or from a JSON list of objects."""
    if text.lstrip().startswith("["):
        rows = _json(text)
        if not all(isinstance(row, dict) for row in rows):
            raise ValueError("is not a table: every item of the JSON list must be an object")
        return list(rows)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = list(reader)
    except csv.Error as error:
        raise ValueError("is not a table: {}".format(error)) from None
    names = list(reader.fieldnames or ())
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ValueError("is not a table: two columns are named “{}”".format(twice[0]))
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ValueError("is not a table: row {} has more or fewer cells than the first line".format(number))
    return rows


def _lines(text: str) -> List[str]:
    # Not `splitlines`: a form feed or a Unicode separator is a part of an item.
    return [line for line in re.split("\r\n|\r|\n", text) if line]


def _arguments(text: str) -> List[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise ValueError("is not a command line: " + str(error)[:1].lower() + str(error)[1:]) from None


def _join(words: Any) -> str:
    return " ".join(map(shlex.quote, words))


KINDS: Dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("text", "a text", _text, str, True),
        Kind("long_text", "a text", _text, str, True),
        Kind("whole_number", "a whole number", _whole, str),
        Kind("number", "a number", _number, repr),
        Kind("yes_no", "yes or no", _yes_no, lambda value: "yes" if value else "no"),
        Kind("choice", "one of the choices", _text, str, True),
        Kind("choices", "some of the choices", _lines, "\n".join),
        Kind("date", "a date, like 2026-11-22", _iso(dt.date, "a date, like 2026-11-22"), str),
        Kind("time", "a time, like 14:30", _iso(dt.time, "a time, like 14:30"), dt.time.isoformat),
        Kind("datetime", "a date and time, like 2026-11-22 14:30", _moment, str),
        Kind("duration", _SPAN, _duration, _clock),
        Kind("file", "a file", _text, str),
        Kind("files", "several files", _lines, "\n".join),
        Kind("folder", "a folder", _text, str),
        Kind("file_out", "a name for a file", _text, str),
        Kind("secret", "a secret text", _text, str, True),
        Kind("colour", "a colour, like #0b6b6f", _colour, str),
        Kind("list", "a list, one item a line", _lines, "\n".join),
        Kind("table", "a table", _table, _json_text),
        Kind("json", "JSON", _json, _json_text),
        Kind("arguments", "a command line", _arguments, _join),
    )
}

MANY = frozenset({"choices", "files", "list"})
"""Kinds whose raw may be several texts."""

FILES = frozenset({"file", "files", "folder"})
"""Kinds whose raw points to what is read from disk."""
