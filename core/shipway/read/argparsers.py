"""argparse: the live parser is caught in a child, and its description becomes specs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    specs = tuple(_spec(source, entry, tool) for tool in message["tools"])
    absent = message.get("absent")
    return specs, tuple(message["near"]), without(absent, environment.version) if absent else ""


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


def _spec(source: Source, entry: Source, tool: dict[str, Any]) -> Spec:
    command = tuple(tool["command"])
    first, _, rest = tool["description"].strip().partition("\n\n")
    title, summary, text = headed("", "", " ".join(command)) if command else source.heading
    summary, text = (" ".join(first.split()), rest) if first else (summary, text)
    params = tuple(
        _param(param) for param in spec_from_json({"tool": "", "dialect": "argparse", "params": tool["params"]}).params
    )
    asks = entry.may_ask
    reads = entry.uses_stdin and not asks
    return Spec(
        tool=" ".join(command) or source.path.stem,
        dialect="argparse",
        title=title,
        summary=summary,
        help="\n\n".join(part for part in (text.strip(), tool["epilog"].strip()) if part),
        params=(*params, STDIN) if reads else params,
        stdin="asks" if asks else "text" if reads else "none",
        command=command,
        unmapped=tuple(tool["unmapped"]),
    )


def _param(param: Param) -> Param:
    return replace(param, label=humanize(param.label))
