"""The sentences that the window makes of plain data."""

from __future__ import annotations

from shipway.events import Ended, Progress
from shipway.spec import Param, Reading, Spec

_EXAMPLES = {
    "date": "Like 2026-11-22.",
    "time": "Like 14:30.",
    "datetime": "Like 2026-11-22 14:30.",
    "duration": "Like 1:30:00 or 90 s.",
    "colour": "Like #0b6b6f.",
    "list": "One item a line.",
    "files": "One file a line.",
    "table": "CSV with the names of the columns in its first line, or a file.",
    "json": "JSON.",
    "arguments": "As on a command line.",
}


def title(spec: Spec) -> str:
    """Name a tool."""
    return spec.title or spec.tool


def summary(spec: Spec, reading: Reading) -> str:
    """Say what a tool is for, where that is more than its name."""
    text = sentence(spec.summary or reading.summary)
    return "" if text.rstrip(".").lower() == title(spec).lower() else text


def label(param: Param) -> str:
    """Name a parameter."""
    return param.label or param.name


def hint(param: Param) -> str:
    """Say in words what may stand in a field: its help, bounds, unit, and whether it is required."""
    parts = [sentence(param.help), _bounds(param), _EXAMPLES.get(param.kind, "")]
    if param.unit:
        parts.append(f"In {param.unit}.")
    if param.required:
        parts.append("Required.")
    return " ".join(part for part in parts if part)


def sentence(text: str) -> str:
    """End a text with a full stop, unless it ends in a mark of its own."""
    stripped = text.strip()
    return stripped if not stripped or stripped[-1] in ".!?:…)" else stripped + "."


def _bounds(param: Param) -> str:
    what = {"list": " items", "choices": " of them", "files": " files"}.get(param.kind, " characters")
    low = _bound((param.minimum, "At least {:g}"), (param.above, "More than {:g}"))
    high = _bound((param.maximum, "at most {:g}"), (param.below, "less than {:g}"))
    if param.minimum is not None and param.maximum is not None:
        low, high = f"{param.minimum:g} to {param.maximum:g}", ""
    short = _bound((param.min_length, "At least {:g}" + what))
    long = _bound((param.max_length, "at most {:g}" + what))
    pairs = (" and ".join(part for part in pair if part) for pair in ((low, high), (short, long)))
    return " ".join(sentence(pair[0].upper() + pair[1:]) for pair in pairs if pair)


def _bound(*bounds: tuple[float | None, str]) -> str:
    return next((words.format(bound) for bound, words in bounds if bound is not None), "")


def size(count: int) -> str:
    """Write a number of bytes: "214 kB"."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 999.5:
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 9.95 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def seconds(span: float) -> str:
    """Write a span of time: "0.4 s", "3 min 20 s", "2 h 5 min"."""
    if span < 9.95:
        return f"{span:.1f} s" if span >= 0.095 else f"{span:.2f} s"
    whole = round(span)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def how_far(progress: Progress) -> str:
    """Say how far a run is: "26 of 42 pictures"."""
    if progress.total is None:
        return f"{progress.done:g} {progress.text}".strip()
    return f"{progress.done:g} of {progress.total:g} {progress.text}".strip()


def how_long(progress: Progress) -> str:
    """Say how long a run will still take, or nothing where that is not known."""
    if progress.seconds_left is None:
        return ""
    left = progress.seconds_left
    return f"about {seconds(max(1, round(left)) if left < 10 else left).replace('.0', '')} left"


def ended(end: Ended) -> str:
    """Say how a run ended: "Done in 0.4 s", "Failed: exit code 3"."""
    took = seconds(end.seconds)
    match end.state:
        case "done":
            return f"Done in {took}"
        case "failed":
            reason = end.reason
            code = f"exit code {end.code}" if end.code is not None and str(end.code) not in reason else ""
            return "Failed: " + (", ".join(part for part in (reason, code) if part) or f"after {took}")
        case "cancelled":
            return f"Stopped after {took}"
        case "timed out":
            return f"Timed out after {took}" + (f": {end.reason}" if end.reason else "")
        case "interrupted":
            return "Interrupted" + (f": {end.reason}" if end.reason else f" after {took}")
