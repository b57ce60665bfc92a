"""Spec and values -> what a child is told to do, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shipway.errors import BadInput
from shipway.kinds import MANY
from shipway.profile import Profile
from shipway.run.argv import words
from shipway.script_types import written
from shipway.spec import FileRef, Param, Spec, Values

Job = dict[str, Any]


def job_of(script: str, spec: Spec, values: Values, profile: Profile, folder: Path) -> Job:
    """Describe a run to its child."""
    job: Job = {
        "do": "function" if spec.dialect == "function" else "script",
        "script": script,
        "function": spec.tool,
        "parser": spec.dialect,
        "entry": spec.entry,
        "argv": words(spec, values),
        "inputs": [_input(param, values[param.name]) for param in spec.params if _called(param, values)],
        "answers": [str(values[param.name]) for param in spec.params if _answered(spec, param, values)],
        "asks": [param.asks for param in spec.params if _answered(spec, param, values)],
        # Who gives the whole of its input ahead is asked nothing.
        "stdin": spec.stdin if stdin_of(spec, values) is None else "text",
    }
    return {**job, **_surroundings(profile, folder)}


def stdin_of(spec: Spec, values: Values) -> object:
    """Give what the script's standard input holds: a text, a FileRef, or None for nothing."""
    return next((values[param.name] for param in spec.params if param.place == "stdin" and param.name in values), None)


def reading_job(script: str, folder: Path, fill: Sequence[str] | None = None, entry: str = "") -> Job:
    """Describe to a child that a script's parser is to be caught; with `fill`, that it is to read a command line.

    `entry` is the command that reads it, where the script only defines some.
    """
    job: Job = {"do": "catch", "script": script, "argv": ["--help"] if fill is None else list(fill), "stdin": "none"}
    return {**job, "fill": None if fill is None else list(fill), "folder": str(folder), "entry": entry}


def _surroundings(profile: Profile, folder: Path) -> Job:
    return {
        "made": str(folder / "made"),
        "folder": str(folder),
        "screen": profile.screen,
        "all": profile.output is None,
    }


def _called(param: Param, values: Values) -> bool:
    return param.place == "call" and param.name in values


def _answered(spec: Spec, param: Param, values: Values) -> bool:
    """Tell whether a prompt was answered ahead; once one is left out, all after it are asked live."""
    before = [one for one in spec.params if one.place == "answer"]
    if param not in before:
        return False
    return all(one.name in values for one in before[: before.index(param) + 1])


def _input(param: Param, value: object) -> dict[str, Any]:
    told = {"name": param.name, "kind": param.kind, "item": param.item, "type": param.type, "pattern": param.pattern}
    if isinstance(value, FileRef):
        return {**told, "text": value.path, "file": value.name}
    text: str | list[str]
    if param.kind in MANY and isinstance(value, (tuple, list)):
        item = param.item if param.kind == "list" else "text"
        text = [written(item, param.type if param.kind == "list" else "", one) for one in value]
    else:
        text = written(param.kind, param.type, value)
    if isinstance(text, str) and "\0" in text:
        raise BadInput({param.name: "holds a NUL character, which no text may"})
    return {**told, "text": text}
