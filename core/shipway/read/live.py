"""A script met alive: run in a child up to its parser, held still, for what it tells of itself."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from shipway.environment import Environment
from shipway.events import Ended
from shipway.profile import Profile
from shipway.read.limited import unlimited
from shipway.run import spawn
from shipway.run.job import reading_job

READING: Final = Profile("reading", paths=False, own_folder=True, clean=False, screen=False, seconds=10.0, output=2**20)


def ask(script: Path, environment: Environment, args: Sequence[str] | None) -> dict[str, Any]:
    """Run the script up to its parser, held still; give what the far side tells, or why it told nothing."""
    with unlimited(), tempfile.TemporaryDirectory(prefix="shipway-read-") as folder:
        job = reading_job(str(script), Path(folder) / "work", args)
        run = spawn(job, environment=environment, profile=READING, folder=Path(folder))
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
