"""A command line as people paste it: prompt, continuations, `python script.py` and all. No shell ever sees it."""

from __future__ import annotations

from pathlib import Path

from shipway.errors import BadInput
from shipway.kinds import FILES
from shipway.read.lines.fill import fill
from shipway.read.lines.own_words import line_of
from shipway.spec import ABSENT, Param, Raw, Raws, Reading, Spec


def fill_pasted(reading: Reading, tool: str, text: str, python: Path | None = None) -> tuple[Spec, Raws]:
    """Give the tool that a pasted line calls, and the raws that it means. Raises BadInput with one sentence."""
    line = line_of(reading, text)
    spec, raws = fill(reading, line.tool or tool, line.args, python)
    told: dict[str, Raw] = {**raws, **{name: one[0] if len(one) == 1 else one for name, one in line.sets.items()}}
    if strange := [name for name in told if spec.param(name) is None]:
        raise BadInput({"": f"{strange[0]} is not a parameter of {spec.tool}"})
    return spec, told | (_fed(spec, line.fed) if line.fed is not None else {})


def pasted_by_visitor(
    reading: Reading, tool: str, text: str, python: Path | None = None
) -> tuple[Spec, Raws, tuple[Param, ...]]:
    """Do so for somebody elsewhere: give also the parameters whose file they must choose, for a path is none of theirs.

    Raises BadInput.
    """
    # A parser with `fromfile_prefix_chars` would read a file of this machine; one that was not caught may have them.
    marks = tuple({"@", *(mark for spec in reading.specs for mark in spec.from_file)})
    named = next((word for word in line_of(reading, text).args if word.startswith(marks)), None)
    if named is not None:
        raise BadInput({"": f"“{named}” may name a file, which is read from no pasted line: put what it holds"})
    spec, raws = fill_pasted(reading, tool, text, python)
    named_files = [param for param in spec.params if param.kind in FILES and raws.get(param.name, ABSENT) is not ABSENT]
    names = {param.name for param in named_files}
    return spec, {name: raw for name, raw in raws.items() if name not in names}, tuple(named_files)


def _fed(spec: Spec, text: str) -> dict[str, Raw]:
    """Give what stands on the standard input to the questions, or to the field of the standard input."""
    asks = [param for param in spec.params if param.place == "answer"]
    if asks:
        return {param.name: answer for param, answer in zip(asks, text.split("\n"), strict=False) if answer}
    stdin = next((param for param in spec.params if param.place == "stdin"), None)
    if stdin is None:
        raise BadInput({"": f"{spec.tool} reads nothing from its standard input"})
    return {stdin.name: text}
