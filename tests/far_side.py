"""The far side's argparse in this very process, for tests that ask it hundreds of times."""

from __future__ import annotations

import argparse
import contextlib
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import shipway
from shipway.errors import BadInput
from shipway.spec import Raws, Spec, spec_from_json

CORE = Path(shipway.__file__).parent
Make = Callable[[], argparse.ArgumentParser]


def load() -> Any:
    """Make the far side importable, as its child does."""
    package = types.ModuleType("_shipway")
    package.__dict__["at_start"] = frozenset(sys.modules)
    package.__path__ = [str(CORE / "run" / "far"), str(CORE)]
    sys.modules.setdefault("_shipway", package)
    from _shipway import say
    from _shipway.argparsers import lines, parsers

    return types.SimpleNamespace(lines=lines, parsers=parsers, say=say)


FAR = load()


def specs(make: Make) -> list[Spec]:
    """Describe a parser, and make specs of it."""
    names = FAR.parsers.Names()
    told = FAR.parsers.tools([make()], names)
    return [_spec(tool) for tool in told]


def _spec(tool: dict[str, Any]) -> Spec:
    plain = {key: tool[key] for key in ("params", "command", "exclusive", "groups", "marks", "from_file", "unmapped")}
    return spec_from_json({"tool": " ".join(tool["command"]), "dialect": "argparse", **plain})


def filled(make: Make, line: Sequence[str], channel: int) -> tuple[tuple[str, ...], Raws]:
    """Let a parser read a line; `channel` takes its complaints. Raises BadInput where no form can say it."""
    parser, names, seen = make(), FAR.parsers.Names(), FAR.lines.Line()
    FAR.say.open_channel(channel)

    class Settled(Exception):
        pass

    def settle() -> None:
        raise Settled

    with _untouched(), contextlib.suppress(Settled):
        seen.watch(settle)
        seen.take(parser, argparse.ArgumentParser.parse_args, list(line), None)
    message = seen.message(FAR.parsers.tools([parser], names), names)
    if message["say"] == "refused":
        raise BadInput({"": message["text"]})
    raws = {name: tuple(raw) if isinstance(raw, list) else raw for name, raw in message["raws"].items()}
    return tuple(message["command"]), raws


@contextlib.contextmanager
def _untouched() -> Iterator[None]:
    """Put everything back that the far side changes in argparse, for this process lives on."""
    kinds = (argparse.ArgumentParser, argparse.ArgumentError, argparse._VersionAction, argparse._HelpAction)
    switch, opener = argparse.BooleanOptionalAction, argparse.FileType
    kept = [(kind, dict(vars(kind))) for kind in (*kinds, switch, opener)]
    try:
        yield
    finally:
        for kind, before in kept:
            for name, value in vars(kind).copy().items():
                if name not in before:
                    delattr(kind, name)
                elif value is not before[name]:
                    setattr(kind, name, before[name])
