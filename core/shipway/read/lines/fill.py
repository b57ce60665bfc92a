"""A command line -> the form's raws: by the script's own parser where it has one, by ours for a function."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from shipway.environment import Environment, environment
from shipway.errors import BadInput, NoSuchTool, Unreadable
from shipway.kinds import KINDS, MANY
from shipway.read import tool_of
from shipway.read.live import filled
from shipway.spec import Raw, Raws, Reading, Spec


def fill(reading: Reading, tool: str | None, args: Sequence[str], python: Path | None = None) -> tuple[Spec, Raws]:
    """Give the tool that a command line calls, and the raws that it means. Raises BadInput when it is refused."""
    first = reading.specs[0] if tool is None else tool_of(reading, tool)
    if first.dialect in ("argparse", "click"):
        where = environment(Path(reading.target or reading.script), python)
        entry, command, raws = _filled(Path(reading.script), where, args, first.entry)
        # What ends the script, such as --version, may stand before any subcommand.
        called = [spec for spec in reading.specs if spec.entry == entry and spec.command[: len(command)] == command]
        exact = [spec for spec in called if spec.command == command]
        ends = [spec for spec in called if spec.ends(raws)]
        spec = next(iter(exact or ends), None)
        if spec is not None and any(spec.param(name) is None for name in raws):
            raise BadInput({"": "the script ended before its last parser read the line: it may lack a file"})
        if spec is None:
            raise NoSuchTool(f"the command line calls {' '.join(command)}, which is not among the tools")
        return spec, raws
    spec = tool_of(reading, tool)
    if spec.dialect == "function":
        return spec, own_line(spec, args)
    if spec.dialect in ("command line", "prompts"):
        return spec, _at_places(spec, list(args))
    if (param := spec.param("arguments")) is not None:
        return spec, {param.name: KINDS["arguments"].format(args)} if args else {}
    if args:
        raise BadInput({"": f"{spec.tool} takes no command line"})
    return spec, {}


def _at_places(spec: Spec, args: list[str]) -> Raws:
    """Give the words of a plain command line to its places, and the rest to the field of the rest."""
    raws: dict[str, Raw] = {}
    for param in (one for one in spec.params if one.place == "argv"):
        if not args:
            break
        if param.kind == "arguments":
            raws[param.name], args = KINDS["arguments"].format(args), []
        elif param.kind in MANY:
            raws[param.name], args = tuple(args), []
        else:
            raws[param.name] = args.pop(0)
    if args:
        raise BadInput({"": f"{spec.tool} takes no {'more' if raws else 'command line'}, but got {args[0]!r}"})
    return raws


def _filled(script: Path, where: Environment, args: Sequence[str], entry: str) -> tuple[str, tuple[str, ...], Raws]:
    try:
        return filled(script, where, args, entry)
    except Unreadable:
        # It does not come to its own parser: what its form was read from reads the line, too.
        from shipway.read.text import filled_in_text  # 50 ms, for the few scripts whose parser is only in their text

        if (found := filled_in_text(script, where, args)) is None:
            raise
        return found


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput({"": message})


def own_line(spec: Spec, args: Sequence[str]) -> Raws:
    """Read the command line that Shipway gives to a function: `--name value`, or values in the parameters' order."""
    # Parameters may be called `color` and `no_color`: then the second one's own flag goes before the first one's "no".
    parser = _Parser(
        prog=spec.tool,
        add_help=False,
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
        conflict_handler="resolve",
    )
    rest = []
    for param in spec.params:
        flag = f"--{param.name.replace('_', '-')}"
        flags = [flag] if flag == f"--{param.name}" else [flag, f"--{param.name}"]
        if param.kind == "yes_no":
            parser.add_argument(*flags, dest=param.name, nargs="?", const="yes")
            parser.add_argument(f"--no-{flag[2:]}", dest=param.name, action="store_const", const="no")
        else:
            parser.add_argument(*flags, dest=param.name, action="append" if param.kind in MANY else "store")
            rest.append(param)
    named, words = parser.parse_known_args(list(args))
    unknown = [word for word in words if word.startswith("--") and word != "--"]
    if unknown:
        raise BadInput({"": f"{unknown[0]} is not a parameter of {spec.tool}"})
    raws: dict[str, Raw] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in vars(named).items()
    }
    free = [param for param in rest if param.name not in raws]
    for param in free:
        if not words:
            break
        if param.kind in MANY:
            raws[param.name], words = tuple(words), []
        else:
            raws[param.name] = words.pop(0)
    if words:
        raise BadInput({"": f"{spec.tool} takes nothing more, but got {words[0]!r}"})
    return raws
