"""Progress bars, seen as the script draws them: no edit of the script, no library patched.

tqdm writes `\\r 45%|####  | 27/60 [00:02<00:03, 9.9it/s]` to stderr (tqdm 4, `tqdm.std.tqdm.format_meter`).
"""

from __future__ import annotations

import re
import time
from typing import Final

from shipway.events import Progress

_NUMBER: Final = rb"\d{1,20}(?:\.\d{1,20})?[kMGT]?"
_TIME: Final = rb"\d{1,9}(?::\d\d){0,3}"
_BAR: Final = re.compile(
    # Each repetition ends soon, so that no output, however odd, keeps the search busy for more than a moment.
    rb"(?:^|\r|\n|\[A)(?P<text>[^\r\n|]{0,200}?:)?\s{0,9}(?P<percent>\d{1,3})%\|[^|\r\n]*\|\s{0,9}"
    rb"(?P<done>" + _NUMBER + rb")/(?P<total>" + _NUMBER + rb")[^\r\n\[]*\[" + _TIME + rb"<(?P<left>" + _TIME + rb"|\?)"
)
_EVERY: Final = 0.25
"""Seconds between two Progress events of one run, at least."""
_SCALE: Final = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}


class Bars:
    """Finds bars in what a run writes, and tells at most four a second."""

    def __init__(self) -> None:
        self._last = 0.0

    def see(self, data: bytes) -> Progress | None:
        """Give the progress that the newest bar in this piece of output shows, if it is time to tell."""
        if b"%|" not in data:
            return None
        bars = list(_BAR.finditer(data))
        if not bars:
            return None
        bar = bars[-1].groupdict()
        done, total = _amount(bar["done"]), _amount(bar["total"])
        now = time.monotonic()
        if now - self._last < _EVERY and done < total:
            return None
        self._last = now
        text = (bar["text"] or b"").decode("utf-8", "replace").strip().rstrip(":")
        return Progress(min(done, total), total, text, _seconds(bar["left"]))


def _amount(text: bytes) -> float:
    word = text.decode()
    return float(word.rstrip("kMGT")) * _SCALE.get(word[-1], 1)


def _seconds(text: bytes) -> float | None:
    if b"?" in text:
        return None
    seconds = 0
    for part in text.decode().split(":"):
        seconds = seconds * 60 + int(part)
    return float(seconds)
