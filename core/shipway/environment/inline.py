"""Metadata that stands in a script itself, as comments: the blocks of PEP 723."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

from shipway.errors import Unreadable

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_OPENS = re.compile("# /// ([a-zA-Z0-9-]+)")
_CLOSES = "# ///"


def metadata(text: str, name: str = "the script") -> Mapping[str, Any]:
    """Give what the `# /// script` block of a script's text holds; nothing when there is none.

    Raises Unreadable when there are two, or when the block is no TOML; `name` is what a message calls the script.
    """
    found = [content for kind, content in blocks(text) if kind == "script"]
    if not found:
        return {}
    if len(found) > 1:
        raise Unreadable(f"{name} has {len(found)} blocks “# /// script”; there may be one")
    try:
        return tomllib.loads(found[0])
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"the block “# /// script” of {name} is no TOML: {error}") from None


def blocks(text: str) -> list[tuple[str, str]]:
    """List the type and the content of each block, as the specification of inline metadata has them.

    A block begins with `# /// TYPE`; its lines are `#` alone or begin with `# `; the last `# ///` of these ends it.
    One that never ends is none.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found, number = [], 0
    while number < len(lines):
        opens = _OPENS.fullmatch(lines[number])
        ends = _end(lines, number) if opens else 0
        if opens and ends:
            found.append((opens[1], "".join(line[2:] + "\n" for line in lines[number + 1 : ends])))
            number = ends
        number += 1
    return found


def _end(lines: list[str], opens: int) -> int:
    """Give the line that ends the block, or 0; a block holds one line at least."""
    ends, number = 0, opens + 1
    while number < len(lines) and (lines[number] == "#" or lines[number].startswith("# ")):
        if lines[number] == _CLOSES and number > opens + 1:
            ends = number
        number += 1
    return ends
