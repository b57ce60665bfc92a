"""The far side's click in this very process, for tests that ask it hundreds of times."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from far_side import load
from shipway.errors import BadInput
from shipway.spec import Raws, Spec, spec_from_json

Make = Callable[[], click.Command]
load()

from _shipway.clicks import commands, lines  # type: ignore[import-not-found]  # noqa: E402 - load() makes it importable


def _context(make: Make) -> Any:
    command = make()
    # typer brings a click of its own.
    return command.context_class(command, info_name="prog")


def specs(make: Make) -> list[Spec]:
    """Describe a command, and make specs of it."""
    return [_spec(tool) for tool in commands.tools(_context(make))]


def _spec(tool: dict[str, Any]) -> Spec:
    plain = {key: tool[key] for key in ("params", "command", "unmapped")}
    return spec_from_json({"tool": " ".join(tool["command"]) or "prog", "dialect": "click", **plain})


def filled(make: Make, line: Sequence[str]) -> tuple[tuple[str, ...], Raws]:
    """Let a command read a line. Raises BadInput where no form can say it."""
    context = _context(make)
    with _untouched(sys.modules[type(context).__module__]):
        message = lines.fill(context, list(line))
    if message["say"] == "refused":
        raise BadInput({"": message["text"]})
    raws = {name: tuple(raw) if isinstance(raw, list) else raw for name, raw in message["raws"].items()}
    return tuple(message["command"]), raws


@contextlib.contextmanager
def _untouched(core: Any) -> Iterator[None]:
    """Put back what the far side changes in click, for this process lives on."""
    make, handle = core.Command.make_parser, core.Parameter.handle_parse_result
    try:
        yield
    finally:
        core.Command.make_parser, core.Parameter.handle_parse_result = make, handle
