"""What the author should know before sharing the script on show: a quiet line below its title that opens the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from shipway.spec import Finding
from shipway.words import before_sharing, points
from shipway_gui.dress import link, show
from shipway_gui.results import fit
from shipway_gui.shelf import Entry
from shipway_gui.theme import Theme

_MOST: Final = 9
"""Lines of the list that are in sight at once: it must leave room for the form."""


class Sharing:
    """The line, and the list below it; nothing of either where nothing was found."""

    def __init__(self, window: Any, theme: Theme) -> None:
        self._line, self._list = window["sharing"], window["findings"]
        self._text = self._list.widget
        self._shown: tuple[object, tuple[Finding, ...]] = (None, ())
        self._open = False
        link(theme, self._line)
        back = theme.colour["ground"]
        self._line.widget.configure(background=back, highlightbackground=back, activebackground=back)
        self._text.configure(wrap="word", background=theme.colour["sheet"])
        # Room between lines is no line, and would not be counted in the height.
        self._text.tag_configure("meaning", foreground=theme.colour["soft"], lmargin1=16, lmargin2=16)
        self._text.tag_raise("sel")
        self._text.bind("<Configure>", lambda _event: self._fit(), add="+")
        self._draw()

    def actions(self) -> dict[str, Callable[[Any, Any], None]]:
        """Say what each event does, by the first word of its key."""
        return {"sharing": lambda _key, _value: self.toggle()}

    def show(self, entry: Entry) -> None:
        """Show the line of a script; the list stays open as long as it is that script's."""
        reading = None if entry.problem else entry.reading
        shown = (entry.path, reading.findings if reading else ())
        if shown != self._shown:
            self._open = self._open and shown[0] == self._shown[0]
            self._shown = shown
            self._draw()

    def toggle(self) -> None:
        """Open the list, or shut it."""
        self._open = not self._open
        self._draw()

    def _draw(self) -> None:
        findings = self._shown[1]
        self._line.update(f"{before_sharing(findings)} {'▴' if self._open else '▾'}")
        show(self._line, bool(findings))
        self._text.configure(state="normal")
        self._text.delete("1.0", "end")
        for point in points(findings):
            for line in point.lines:
                self._text.insert("end", f"{line}\n")
            self._text.insert("end", f"{point.meaning}\n" if point.meaning else "", "meaning")
        # The last line break would be an empty line.
        self._text.delete("end-2c", "end-1c")
        self._text.configure(state="disabled")
        show(self._list, bool(findings) and self._open)
        self._fit()

    def _fit(self) -> None:
        if self._open:
            fit(self._text, _MOST)
