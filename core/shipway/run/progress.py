"""Progress of a run: told by its far side, or else seen in the bars that it draws. Both are the script's words.

tqdm writes `\\r 45%|####  | 27/60 [00:02<00:03, 9.9it/s]` to stderr (tqdm 4, `tqdm.std.tqdm.format_meter`).
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

from shipway.events import Progress
from shipway.run.far.pace import Pace

_NUMBER: Final = rb"\d{1,20}(?:\.\d{1,20})?[kMGT]?"
_TIME: Final = rb"\d{1,9}(?::\d\d){0,3}"
_BAR: Final = re.compile(
    # Each repetition ends soon, so that no output, however odd, keeps the search busy for more than a moment.
    rb"(?:^|\r|\n|\[A)(?P<text>[^\r\n|]{0,200}?:)?\s{0,9}(?P<percent>\d{1,3})%\|[^|\r\n]*\|\s{0,9}"
    rb"(?P<done>"
    + _NUMBER
    + rb")/(?P<total>"
    + _NUMBER
    + rb")(?![\d.])[^\r\n\[]*\["
    + _TIME
    + rb"<(?P<left>"
    + _TIME
    + rb"|\?)"
)
_SCALE: Final = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
_COLOUR: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_LONGEST: Final = 200


class Bars:
    """Takes in what a run says of its progress, and gives at most four a second, and the last at its end."""

    def __init__(self) -> None:
        self._pace = Pace(1.0)
        self._is_told = False
        self._given: Progress | None = None
        self._held: Progress | None = None

    def see(self, data: bytes) -> Progress | None:
        """Give the progress that the newest bar in this piece of output shows, if it is time to."""
        # Who tells need not be watched: it would be the same bar again.
        if b"%|" not in data or self._is_told:
            return None
        bars = list(_BAR.finditer(data))
        if not bars:
            return None
        bar = bars[-1].groupdict()
        text = (bar["text"] or b"").decode("utf-8", "replace").strip().rstrip(":")
        return self._paced(_progress(_amount(bar["done"]), _amount(bar["total"]), text, _seconds(bar["left"])))

    def told(self, message: Mapping[str, Any]) -> Progress | None:
        """Give the progress that the far side tells, if it is time to."""
        self._is_told = True
        return self._paced(_progress(message.get("done"), message.get("total"), message.get("text")))

    def rest(self) -> Iterator[Progress]:
        """Give what came last, where it came too soon after another one."""
        if self._held is not None:
            yield self._held

    def _paced(self, progress: Progress | None) -> Progress | None:
        if progress is None:
            return None
        self._held = None
        if progress == self._given:
            return None
        if not self._pace.allows(time.monotonic(), progress.done == progress.total):
            self._held = progress
            return None
        self._given = progress
        return progress


def _progress(done: object, total: object, text: object, seconds_left: float | None = None) -> Progress | None:
    """Make progress of what may be anything; None where it does not say how far."""
    number, whole = _number(done), _number(total)
    if number is None:
        return None
    if whole is None or whole <= 0:
        return Progress(max(0.0, number), None, _line(text), seconds_left)
    return Progress(min(max(0.0, number), whole), whole, _line(text), seconds_left)


def _number(value: object) -> float | None:
    try:
        number = float(value) if isinstance(value, (int, float)) else math.nan
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _line(text: object) -> str:
    """Give a text as one line that a person can read, whatever it holds."""
    if not isinstance(text, str):
        return ""
    words = "".join(one if one.isprintable() else " " for one in _COLOUR.sub("", text)).split()
    line = " ".join(words)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _amount(text: bytes) -> float | None:
    word = text.decode()
    try:
        return float(word.rstrip("kMGT")) * _SCALE.get(word[-1], 1)
    except ValueError:
        # Dots, and no number: a bar that is none.
        return None


def _seconds(text: bytes) -> float | None:
    if b"?" in text:
        return None
    seconds = 0
    for part in text.decode().split(":"):
        seconds = seconds * 60 + int(part or 0)
    return float(seconds)
