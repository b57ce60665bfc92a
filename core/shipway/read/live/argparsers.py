"""argparse: the live parser is caught in a child, and its description becomes specs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from shipway.errors import Unreadable
from shipway.read.command_line import STDIN
from shipway.read.source import Source, headed, humanize
from shipway.spec import Param, Spec, spec_from_json


def argparsers(source: Source, entry: Source, told: dict[str, Any]) -> tuple[Spec, ...]:
    """Give the specs of the tools that were caught; `entry` is where the script's work is written."""
    # What reads the standard input may be written where the parser is, and not in the script.
    homes = [home for file in told["homes"] if (home := _home(file)) is not None]
    reads = bool(told["stdin"]) or any(home.uses_stdin for home in homes)
    return tuple(_spec(source, entry, tool, reads=reads) for tool in told["tools"])


def _home(file: str) -> Source | None:
    try:
        return Source.of(Path(file))
    except Unreadable:
        return None


def _spec(source: Source, entry: Source, tool: dict[str, Any], *, reads: bool) -> Spec:
    command = tuple(tool["command"])
    first, _, rest = tool["description"].strip().partition("\n\n")
    title, summary, text = headed("", "", " ".join(command)) if command else source.heading
    summary, text = (" ".join(first.split()), rest) if first else (summary, text)
    plain = {key: tool[key] for key in ("params", "exclusive", "groups", "marks", "from_file", "unmapped")}
    told = spec_from_json({"tool": "", "dialect": "argparse", **plain})
    params = tuple(_param(param) for param in told.params)
    asks = entry.may_ask
    # A script may ask its user, or be given all that it reads, as it is called.
    reads = reads or entry.uses_stdin if not asks else entry.reads_stdin_whole
    return replace(
        told,
        tool=" ".join(command) or source.name,
        title=title,
        summary=summary,
        help="\n\n".join(part for part in (text.strip(), tool["epilog"].strip()) if part),
        params=(*params, STDIN) if reads else params,
        stdin="asks" if asks else "text" if reads else "none",
        command=command,
    )


def _param(param: Param) -> Param:
    return replace(param, label=humanize(param.label))
