"""click and typer: the commands that were caught in a child become specs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from shipway.read.command_line import STDIN
from shipway.read.source import LIMIT, Source, headed, humanize
from shipway.spec import Param, Spec, Stdin, spec_from_json

_ASKS: Final = re.compile(
    r"\b(click|typer)\.(prompt|confirm|pause|getchar|edit)\(|\b(Prompt|Confirm)\.ask\(|\b(input|getpass)\("
    r"|from (click|typer) import .*\b(prompt|confirm)\b"
)
_READS: Final = re.compile(r"get_(text|binary)_stream\(\W*stdin|sys\.stdin|fileinput|open\(0\b")
_MODULES: Final = 60
"""Modules of a package that are searched for questions; larger ones are programs that ask for nothing in passing."""


def clicks(source: Source, entry: Source, told: dict[str, Any]) -> tuple[Spec, ...]:
    """Give the specs of the tools that were caught; `entry` is where the script's work is written."""
    tools = told["tools"]
    several = len({tool["entry"] for tool in tools}) > 1
    texts = [source.text, entry.text] if entry is source else [source.text, *_package(entry)]
    asks = source.may_ask or any(_ASKS.search(text) for text in texts)
    reads = bool(_READS.search(source.text) or _READS.search(entry.text))
    return tuple(_spec(source, tool, several, _stdin(tool, asks, reads)) for tool in tools)


def _package(entry: Source) -> list[str]:
    files = sorted(entry.path.parent.glob("*.py"))[:_MODULES]
    return [_text(file) for file in files]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace") if file.stat().st_size < LIMIT else ""


def _stdin(tool: dict[str, Any], asks: bool, reads: bool) -> Stdin:
    if tool["reads"] or (reads and not asks and not tool["asks"]):
        return "text"
    return "asks" if asks or tool["asks"] else "none"


def _spec(source: Source, tool: dict[str, Any], several: bool, stdin: Stdin) -> Spec:
    command = tuple(tool["command"])
    called = " ".join([tool["entry"], *command] if several else command)
    first, _, rest = tool["description"].strip().partition("\n\n")
    title, summary, text = headed("", "", called) if called else source.heading
    summary, text = (" ".join(first.split()), rest) if first else (summary, text)
    also = f"Also called {', '.join(tool['also'])}." if tool["also"] else ""
    found = spec_from_json({"tool": "", "dialect": "click", "params": tool["params"]})
    params = tuple(_param(param) for param in found.params)
    return Spec(
        tool=called or source.path.stem,
        dialect="click",
        title=title,
        summary=summary,
        help="\n\n".join(part for part in (text.strip(), tool["epilog"].strip(), also) if part),
        params=(*params, STDIN) if stdin == "text" else params,
        stdin=stdin,
        command=command,
        unmapped=tuple(tool["unmapped"]),
        entry=tool["entry"],
    )


def _param(param: Param) -> Param:
    return replace(param, label=humanize(param.label))
