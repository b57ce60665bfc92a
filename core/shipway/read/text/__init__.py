"""The parser that stands in a script's text: made again from that, where the script does not come to its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shipway.environment import Environment
from shipway.errors import Unreadable
from shipway.read.libraries import CLICKS
from shipway.read.live import meant, remade
from shipway.read.source import Source
from shipway.read.targets import entry_of
from shipway.read.text.argparsers import steps_of
from shipway.read.text.clicks import commands_of
from shipway.spec import Raws


def in_text(
    source: Source, entry: Source, environment: Environment, args: Sequence[str] | None = None
) -> dict[str, Any] | None:
    """Give what is told of the parser that stands in a script's text, in the live one's words; None where none does.

    With `args` it is what the parser takes from that command line; raises BadInput when it refuses the line.
    """
    of = commands_of if entry.parsers & CLICKS else steps_of
    try:
        recipe = of(source, entry, environment.path)
    except Exception:  # noqa: BLE001 - a script may be odder than the walk knows; its command line stays as one field
        recipe = None
    return None if recipe is None else remade(source.path, environment, recipe, args)


def filled_in_text(
    script: Path, environment: Environment, args: Sequence[str]
) -> tuple[str, tuple[str, ...], Raws] | None:
    """Let the parser of a script's text read a command line; None where there is no such parser."""
    try:
        source = Source.of(script)
    except Unreadable:
        return None
    entry = source if source.parsers else entry_of(source, environment) or source
    message = in_text(source, entry, environment, args)
    return None if message is None else meant(message)
