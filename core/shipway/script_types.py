"""Types of the script's own that the child makes of a text: what reads one, and what writes it.

Like `kinds`, a stdlib-only leaf that the far side loads too. `parse` and `written` are how everybody reads and writes a
value: by its type where that has a row here, else by its kind.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, Callable, Dict, List, NamedTuple

# Both sides load this file, each under a package name of its own.
from .kinds import KINDS


class Made(NamedTuple):
    """One type. `parse` raises ValueError with the end of a sentence; it reads what `format` wrote."""

    parse: Callable[[str], Any]
    format: Callable[[Any], str] = str


def _decimal(text: str) -> Any:
    from decimal import Decimal, InvalidOperation  # 4 ms of import, for the few scripts that need it

    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise ValueError("is not a number") from None
    if not number.is_finite():
        raise ValueError("is not a finite number")
    return number


def _fraction(text: str) -> Any:
    from fractions import Fraction  # as above

    # A Fraction writes its number out: "1e9999999999" would fill the memory.
    huge = len(text) > 2000 or re.search("e[+-]?[0-9_]{4}", text.lower())
    try:
        return Fraction("" if huge else text.strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError("is not a fraction, like 3/4") from None


def _complex(text: str) -> complex:
    try:
        number = complex(text.strip().replace(" ", ""))
    except ValueError:
        raise ValueError("is not a complex number, like 1+2j") from None
    if not (math.isfinite(number.real) and math.isfinite(number.imag)):
        raise ValueError("is not a finite complex number")
    return number


def _uuid(text: str) -> Any:
    from uuid import UUID  # as above

    try:
        return UUID(text.strip())
    except ValueError:
        raise ValueError("is not a UUID, like 12345678-1234-5678-1234-567812345678") from None


def _real(text: str) -> Any:
    """Give an int where the text is one, else a float: for a function that takes both."""
    try:
        return KINDS["whole_number"].parse(text)
    except ValueError:
        return KINDS["number"].parse(text)


def _anything(text: str) -> Any:
    """Give what JSON means where the text is JSON, else the text itself."""
    stripped = text.strip()
    if stripped[:1] in tuple('[{"-0123456789') or stripped in ("true", "false", "null"):
        try:
            return KINDS["json"].parse(stripped)
        except ValueError:
            pass
    return KINDS["text"].parse(text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _address(text: str) -> str:
    from ipaddress import ip_interface  # as above

    try:
        ip_interface(text.strip())
    except ValueError:
        raise ValueError("is not an IP address or network, like 192.0.2.1") from None
    return text.strip()


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError("is not a regular expression: {}".format(error)) from None
    return text


def _zone(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*", text.strip()):
        raise ValueError("is not a time zone, like Europe/Berlin")
    return text.strip()


def _range(text: str) -> str:
    body = re.sub(r"^\s*range\((.*)\)\s*$", r"\1", text)
    parts = [part for part in re.split(r"[\s:,]+|\.\.", body) if part]
    if not 1 <= len(parts) <= 3 or not all(re.fullmatch(r"[+-]?[0-9]{1,18}", part) for part in parts):
        raise ValueError("is not a range of whole numbers, like 1:10 or 0:100:5")
    if len(parts) == 3 and int(parts[2]) == 0:
        raise ValueError("is not a range: its step is 0")
    return ":".join(parts)


def _array(text: str) -> List[Any]:
    """Read numbers: as JSON, or a row a line, apart by commas, semicolons or spaces; a line of names may come first."""
    if text.lstrip().startswith("["):
        return list(KINDS["json"].parse(text))
    lines = [re.split(r"[,;\t]\s*|\s+", line.strip(" \t,;\r")) for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and not any(_is_number(cell) for cell in lines[0]):
        del lines[0]
    if len({len(line) for line in lines}) > 1:
        raise ValueError("is not an array: its rows differ in length")
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append([_real(cell) for cell in line])
        except ValueError:
            raise ValueError("is not an array of numbers (row {})".format(number)) from None
    if len(rows) == 1:
        return rows[0]
    return [row[0] for row in rows] if rows and len(rows[0]) == 1 else rows


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


TYPES: Dict[str, Made] = {
    "Decimal": Made(_decimal),
    "Fraction": Made(_fraction),
    "complex": Made(_complex),
    "UUID": Made(_uuid),
    "int or float": Made(_real, repr),
    "anything": Made(_anything, _json),
    "IP address": Made(_address),
    "Pattern": Made(_pattern),
    "ZoneInfo": Made(_zone),
    "range": Made(_range),
    "array": Made(_array, _json),
}
"""Types that are made of the text itself."""

DECODED = frozenset({"DataFrame", "array"})
"""Types whose file is read by the script's own library, in the child."""


def parse(kind: str, type_name: str, text: str) -> Any:
    """Give the value of a text for a kind, or for a script's type where one is named; raises ValueError."""
    made = TYPES.get(type_name)
    return made.parse(text) if made else KINDS[kind].parse(text)


def written(kind: str, type_name: str, value: Any) -> str:
    """Give the text that `parse` reads back to an equal value."""
    made = TYPES.get(type_name)
    return made.format(value) if made else KINDS[kind].format(value)
