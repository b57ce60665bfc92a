"""A script met alive: run in a child up to its parser, held still, for what it tells of itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from shipway.environment import Environment
from shipway.errors import BadInput, Unreadable
from shipway.events import Ended
from shipway.profile import Profile
from shipway.read.limited import unlimited
from shipway.run import spawn
from shipway.run.job import reading_job
from shipway.spec import Raws

READING: Final = Profile("reading", paths=False, own_folder=True, clean=False, screen=False, seconds=10.0, output=2**20)


class NoParser(Unreadable):
    """The script came to its end, and well, without asking its parser."""


def caught(script: Path, environment: Environment, meanwhile: Callable[[], object] = str) -> dict[str, Any]:
    """Catch the parser; give what the far side tells of it. `meanwhile` is done here, beside the child that does so.

    Raises Unreadable with one sentence when the script did not come to its parser.
    """
    message = _ask(script, environment, None, "", meanwhile=meanwhile)
    if message["say"] != "caught":
        raise (NoParser if message["say"] == "uncaught" else Unreadable)(str(message["text"]))
    return message


def filled(
    script: Path, environment: Environment, args: Sequence[str], entry: str = ""
) -> tuple[str, tuple[str, ...], Raws]:
    """Let the script's own parser read a command line; give its entry, its subcommands, and the raws that it means.

    Raises BadInput with the parser's own words when it refuses the line.
    """
    message = _ask(script, environment, args, entry)
    if message["say"] == "refused":
        raise BadInput({"": str(message["text"])})
    if message["say"] != "filled":
        raise Unreadable(str(message["text"]))
    return meant(message)


def meant(message: dict[str, Any]) -> tuple[str, tuple[str, ...], Raws]:
    """Give the entry, the subcommands and the raws of a command line that was understood."""
    raws = {name: tuple(raw) if isinstance(raw, list) else raw for name, raw in message["raws"].items()}
    return str(message.get("entry", "")), tuple(message["command"]), raws


def remade(
    script: Path, environment: Environment, recipe: dict[str, Any], args: Sequence[str] | None = None
) -> dict[str, Any] | None:
    """Have a parser made again by a recipe, and caught, or asked what a command line means; the script is not run.

    None where it could not be made. Raises BadInput with the parser's own words when it refuses the line.
    """
    message = _ask(script, environment, args, "", recipe)
    if message["say"] == "refused":
        raise BadInput({"": str(message["text"])})
    return message if message["say"] in ("caught", "filled") else None


def _ask(
    script: Path,
    environment: Environment,
    args: Sequence[str] | None,
    entry: str,
    recipe: dict[str, Any] | None = None,
    meanwhile: Callable[[], object] = str,
) -> dict[str, Any]:
    """Run the script up to its parser, held still; give what the far side tells, or why it told nothing."""
    with tempfile.TemporaryDirectory(prefix="shipway-read-") as folder:
        job = reading_job(str(script), Path(folder) / "work", args, entry)
        if recipe is not None:
            job.update(do="recreate", recipe=recipe)
        with unlimited():
            run = spawn(job, environment=environment, profile=READING, folder=Path(folder))
        try:
            meanwhile()
        finally:
            with unlimited():
                ended = list(run)[-1]
    assert isinstance(ended, Ended)
    told = [message for message in run.messages if message.get("say") in ("caught", "filled")]
    if told:
        return told[-1]
    if ended.problems:
        return {"say": "refused", "text": "; ".join(ended.problems.values())}
    if own := [message for message in run.messages if message.get("say") == "own list"]:
        return {"say": "nothing", "text": str(own[0]["text"])}
    uncaught = [message for message in run.messages if message.get("say") == "uncaught"]
    return uncaught[0] if uncaught else {"say": "nothing", "text": _why(ended)}


def _why(ended: Ended) -> str:
    if ended.reason.startswith("it imports "):
        return f"{ended.reason}, or name another interpreter with --python"
    if ended.state == "timed out":
        return f"it did not come to its parser within {READING.seconds:g} s"
    if ended.state == "done":
        return "it ended before it came to its parser"
    return f"it failed before it came to its parser: {ended.reason}"
