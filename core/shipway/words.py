"""The sentences that plain data makes, the same in window and page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shipway.events import Ask, Ended, Progress, Started
from shipway.profile import LEVELS
from shipway.prose import plain
from shipway.spec import Finding, Param, Reading, Spec

ROWS: Final = 200
"""Rows of a table that page and window show; the API gives them all, up to the limit of a result."""

EXAMPLES: Final = {
    "date": "Like 2026-11-22.",
    "time": "Like 14:30.",
    "datetime": "Like 2026-11-22 14:30.",
    "duration": "Like 1:30:00 or 90 s.",
    "colour": "Like #0b6b6f.",
    "list": "One item a line.",
    "table": "CSV with the names of the columns in its first line, or a file.",
    "json": "JSON.",
    "arguments": "As on a command line.",
}


def title(spec: Spec) -> str:
    """Name a tool."""
    return plain(spec.title) or spec.tool


def label(param: Param) -> str:
    """Name a parameter."""
    return param.label or param.name


def summary(spec: Spec, reading: Reading) -> str:
    """Say what a tool is for, where that is more than its name."""
    text = sentence(spec.summary or ("" if len(reading.specs) > 1 else reading.summary))
    return "" if plain(text).rstrip(".").lower() == title(spec).lower() else text


def hint(param: Param) -> str:
    """Say in words what may stand in a field: its help, bounds, unit, and whether it is required."""
    parts = [sentence(param.help), _bounds(param), EXAMPLES.get(param.kind, "")]
    if param.multiple_of:
        parts.append(f"A multiple of {param.multiple_of:g}.")
    if param.pattern:
        parts.append(f"Must match {param.pattern}.")
    if param.unit:
        parts.append(f"In {param.unit}.")
    if param.required and param.kind != "yes_no":
        parts.append("Required.")
    return " ".join(part for part in parts if part)


def sentence(text: str) -> str:
    """Begin a text with a capital and end it with a full stop, unless it ends in a mark of its own."""
    text = text.strip()
    if not text:
        return ""
    # A name of a file keeps its letters.
    first = text.split()[0]
    begun = text if "." in first.rstrip(".") else text[0].upper() + text[1:]
    return begun + ("" if text[-1] in ".!?:…)" else ".")


def _bounds(param: Param) -> str:
    what = {"list": " items", "choices": " of them", "files": " files"}.get(param.kind, " characters")
    low = _bound((param.minimum, "at least {:g}"), (param.above, "more than {:g}"))
    high = _bound((param.maximum, "at most {:g}"), (param.below, "less than {:g}"))
    if param.minimum is not None and param.maximum is not None:
        low, high = f"{param.minimum:g} to {param.maximum:g}", ""
    short = _bound((param.min_length, "at least {:g}" + what))
    long = _bound((param.max_length, "at most {:g}" + what))
    pairs = (" and ".join(part for part in pair if part) for pair in ((low, high), (short, long)))
    return " ".join(sentence(pair) for pair in pairs if pair)


def _bound(*bounds: tuple[float | None, str]) -> str:
    return next((words.format(bound) for bound, words in bounds if bound is not None), "")


def size(count: int) -> str:
    """Write a number of bytes: "214 kB"."""
    if count < 1000:
        return f"{count} bytes"
    amount = float(count)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 999.5 or unit == "GB":
            break
    return f"{amount:.0f} {unit}" if amount >= 9.95 else f"{amount:.1f} {unit}"


def span(seconds: float) -> str:
    """Write a span of time: "0.4 s", "3 min 20 s", "2 h 5 min"."""
    if seconds < 9.95:
        return f"{seconds:.1f} s" if seconds >= 0.095 else f"{max(seconds, 0.01):.2f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def how_far(progress: Progress) -> str:
    """Say how far a run is: "Resizing: 26 of 42"."""
    of = f"{progress.done:g}" + (f" of {progress.total:g}" if progress.total is not None else "")
    return f"{progress.text}: {of}" if progress.text else of


def how_long(progress: Progress) -> str:
    """Say how long a run will still take, or nothing where that is not known."""
    left = progress.seconds_left
    return (
        "" if left is None or left < 0.5 else f"about {span(max(10, left)) if left >= 9.5 else f'{round(left)} s'} left"
    )


@dataclass(frozen=True)
class Point:
    """What a script's author should know before sharing it: lines that mean the same, and what they mean."""

    lines: tuple[str, ...]
    meaning: str


def points(findings: Sequence[Finding]) -> tuple[Point, ...]:
    """Put what was found in a script in order, what means the same together: "Line 3: asks its user (input)"."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in findings:
        text = f"Line {one.line}: {one.text}" if one.line else sentence(one.text)
        together.setdefault((one.code, one.meaning), []).append(text)
    return tuple(Point(tuple(lines), meaning) for (_, meaning), lines in together.items())


def before_sharing(findings: Sequence[Finding]) -> str:
    """Say how much there is to know of a script before it is shared: "Before you share it: 3 things to know"."""
    count = len(findings)
    return f"Before you share it: {count} thing{'s' * (count != 1)} to know"


NO_MORE: Final = "No more answers"
"""What ends a script's input."""


@dataclass(frozen=True)
class Key:
    """A key to press where keys are read one by one: its name, what stands on it, and what a terminal types for it."""

    name: str
    label: str
    types: str


KEYS: Final = (
    Key("Up", "↑", "\x1b[A"),
    Key("Down", "↓", "\x1b[B"),
    Key("Left", "←", "\x1b[D"),
    Key("Right", "→", "\x1b[C"),
    Key("Enter", "Enter", "\r"),
    Key("Space", "Space", " "),
    Key("Tab", "Tab", "\t"),
    Key("Escape", "Esc", "\x1b"),
)


def question(ask: Ask) -> str:
    """Say what a script asks, or that it waits."""
    return ask.prompt.strip() or f"The script waits for a {'key' if ask.keys else 'line'}"


def ended(end: Ended) -> str:
    """Say how a run ended: "Done in 0.4 s", "Failed: exit code 3"."""
    match end.state:
        case "done":
            return f"Done in {span(end.seconds)}"
        case "failed":
            # A reason that names the code already is not told it twice.
            code = f"exit code {end.code}" if end.code is not None and str(end.code) not in end.reason else ""
            return "Failed: " + (", ".join(part for part in (end.reason, code) if part) or f"after {span(end.seconds)}")
        case "cancelled":
            return f"Stopped after {span(end.seconds)}"
        case state:
            said = state.capitalize() + (f" after {span(end.seconds)}" if end.seconds else "")
            return f"{said}: {end.reason}" if end.reason else said


def contained(started: Started | None) -> str:
    """Say how far a run is contained: "Sealed off from this machine."; "" before it is there."""
    level = LEVELS.get(started.level) if started else None
    return sentence(level.short) if level else ""


def moment(stamp: float) -> str:
    """Write a point in time by this machine's clock: "2026-11-22 14:30:05"."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(stamp))
