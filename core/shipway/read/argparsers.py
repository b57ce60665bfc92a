"""argparse: the live parser is caught in a child, and its description becomes specs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from shipway.environment import Environment
from shipway.errors import BadInput, Unreadable
from shipway.read.command_line import STDIN
from shipway.read.live import ask
from shipway.read.source import Source, headed, humanize
from shipway.run.messages import without
from shipway.spec import Param, Raws, Spec, spec_from_json


class NoParser(Unreadable):
    """The script came to its end, and well, without asking its parser."""


def argparsers(
    source: Source, entry: Source, environment: Environment
) -> tuple[tuple[Spec, ...], tuple[str, ...], str]:
    """Catch the parser; give the specs of its tools, the script's own modules that were imported on the way, and "".

    The last is a problem, in a sentence, where the script came to its parser only with stand-ins for its imports.
    `entry` is where the script's work is written, which tells how it uses its standard input.
    Raises Unreadable with one sentence when the script did not come to its parser.
    """
    message = ask(source.path, environment, None)
    if message.get("say") != "caught":
        raise (NoParser if message["say"] == "uncaught" else Unreadable)(str(message["text"]))
    # What reads the standard input may be written where the parser is, and not in the script.
    homes = [home for file in message["homes"] if (home := _home(file)) is not None]
    reads = bool(message["stdin"]) or any(home.uses_stdin for home in homes)
    specs = tuple(_spec(source, entry, tool, reads=reads) for tool in message["tools"])
    absent = message.get("absent")
    return specs, tuple(message["near"]), without(absent, environment.version) if absent else ""


def _home(file: str) -> Source | None:
    try:
        return Source.of(Path(file))
    except Unreadable:
        return None


def filled(source: Source, environment: Environment, args: Sequence[str]) -> tuple[tuple[str, ...], Raws]:
    """Let the script's own parser read a command line; give its subcommands, and the raws that it means.

    Raises BadInput with the parser's own words when it refuses the line.
    """
    message = ask(source.path, environment, args)
    if message.get("say") == "refused":
        raise BadInput({"": str(message["text"])})
    if message.get("say") != "filled":
        raise Unreadable(str(message["text"]))
    raws = {name: tuple(raw) if isinstance(raw, list) else raw for name, raw in message["raws"].items()}
    return tuple(message["command"]), raws


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
        tool=" ".join(command) or source.path.stem,
        title=title,
        summary=summary,
        help="\n\n".join(part for part in (text.strip(), tool["epilog"].strip()) if part),
        params=(*params, STDIN) if reads else params,
        stdin="asks" if asks else "text" if reads else "none",
        command=command,
    )


def _param(param: Param) -> Param:
    return replace(param, label=humanize(param.label))
