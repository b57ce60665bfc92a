"""What a run gave back, in the result's sheet: its results as they come, and its files at the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from shipway.errors import ShipwayError
from shipway.events import Made, Result
from shipway.transcript import Transcript
from shipway_gui.dress import link, show
from shipway_gui.pieces import Piece, Rows
from shipway_gui.results import SHOW, Sight, file_row
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg

MOST: Final = 100
"""Results that are shown of one run, and files."""

_BUDGET: Final = 0.05
"""Seconds that one call of `grow` takes for itself; a single result may take it a little over."""


class Returned:
    """Grow with the run: what is shown stays, and only what is new is added, a little at a time."""

    def __init__(self, window: Any, theme: Theme) -> None:
        self._window = window
        self._theme = theme
        self._results = 0
        self._files = -1
        self._pieces: list[Piece] = []

    def clear(self) -> None:
        """Take everything out of the window."""
        for piece in self._pieces:
            piece.remove()
        self._pieces, self._results, self._files = [], 0, -1
        show(self._window["more"], False)

    @property
    def empty(self) -> bool:
        """Whether nothing is shown."""
        return not self._pieces

    def grow(self, transcript: Transcript, width: int, artifact: Callable[[str], tuple[Path, Made]]) -> bool:
        """Show what is not shown yet, as far as the time goes; False when some of it has to wait for the next call."""
        sight = Sight(self._theme, width, artifact, lambda name: ("save", name))
        until = time.monotonic() + _BUDGET
        while self._results < min(len(transcript.results), MOST):
            if time.monotonic() > until:
                return False
            result = transcript.results[self._results]
            self._results += 1
            self._add("results", [[sg.Column(_rows(sight, result), pad=(0, (16, 0)), expand_x=True)]])
        self._count(len(transcript.results))
        return transcript.ended is None or self._grow_files(sight, _files(transcript), until)

    def _grow_files(self, sight: Sight, files: list[Made], until: float) -> bool:
        while self._files < min(len(files), MOST) and files:
            if time.monotonic() > until:
                return False
            self._files += 1
            row = self._heading(len(files)) if self._files == 0 else file_row(sight, files[self._files - 1])
            top = 20 if self._files == 0 else 0
            self._add("files", [[sg.Column([row], pad=(0, (top, 0)), expand_x=True)]])
            if self._files == MOST < len(files):
                text = f"and {len(files) - MOST:,} more: Save all… takes them too"
                self._add("files", [[sg.Text(text, font=self._theme.help)]])
        return True

    def _heading(self, count: int) -> list[Any]:
        every = sg.Button("Save all…", key=("save all",), visible=count > 1)
        every.metadata = lambda element: link(self._theme, element)
        return [sg.Text("Files", font=self._theme.bold), sg.Push(), every]

    def _count(self, count: int) -> None:
        """Say how many results are not shown."""
        if count > MOST:
            self._window["more"].update(f"first {MOST} of {count:,} results")
        show(self._window["more"], count > MOST)

    def _add(self, place: str, rows: Rows) -> None:
        self._pieces.append(Piece(self._window, self._window[place], self._theme, rows))


def _rows(sight: Sight, result: Result) -> Rows:
    try:
        return SHOW[result.shape](sight, result)
    except (OSError, ShipwayError) as error:
        # A file that was there is there no longer.
        return [[sg.Text(f"This result cannot be shown: {error}", text_color=sight.theme.colour["flag"])]]


def _files(transcript: Transcript) -> list[Made]:
    """List what a person would save: every file but those that stand among the results with a button of their own."""
    shown = {result.value for result in transcript.results[:MOST] if result.shape in ("file", "image", "figure")}
    return [made for made in transcript.artifacts.values() if made.id not in shown]
