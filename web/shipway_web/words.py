"""What a run says, in the words that the page shows."""

from __future__ import annotations

import time

from shipway.events import Ended, Progress

ROWS = 200
"""Rows of a table that are shown; all of them are in the files and in the API's answer."""


def sentence(text: str) -> str:
    """Give a sentence its capital and its full stop."""
    return text[:1].upper() + text[1:] + ("" if not text or text[-1] in ".!?" else ".")


def size(count: int) -> str:
    """Give a number of bytes as a person says it."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000 or unit == "MB":
            break
        amount /= 1000
    return f"{count} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"


def span(seconds: float) -> str:
    """Give a time span as a person says it."""
    if seconds < 0.95:
        return f"{max(seconds, 0.01):.2g} s"
    if seconds < 99.5:
        return f"{seconds:.3g} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def how_far(progress: Progress) -> str:
    """Tell how far a run is."""
    done = f"{progress.done:g}"
    of = f"{done} of {progress.total:g}" if progress.total else done
    return f"{progress.text.rstrip(': ')}: {of}" if progress.text else of


def how_long(progress: Progress) -> str:
    """Tell how long a run still takes; empty when that is not known."""
    left = progress.seconds_left
    return "" if left is None or left < 0.5 else f"about {span(max(round(left), 1))} left"


def end(ended: Ended) -> str:
    """Tell in one line how a run ended."""
    match ended.state:
        case "done":
            return f"Done in {span(ended.seconds)}"
        case "failed":
            code = "" if ended.code is None else f"exit code {ended.code}"
            # A reason that names the code already is not told it twice.
            parts = [ended.reason] if code and code in ended.reason else [part for part in (code, ended.reason) if part]
            return "Failed: " + " – ".join(parts) if parts else "Failed"
        case "cancelled":
            return f"Stopped after {span(ended.seconds)}"
        case state:
            return f"{state.capitalize()}: {ended.reason}" if ended.reason else state.capitalize()


def moment(stamp: float) -> str:
    """Give a point in time by this machine's clock."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(stamp))
