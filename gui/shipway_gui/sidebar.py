"""The list of tools at the left, grouped by script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shipway import words
from shipway_gui.shelf import Entry
from shipway_gui.theme import Theme


class Sidebar:
    """Show the tools; a script with one tool is one line, one with several is a heading over them."""

    def __init__(self, window: Any, theme: Theme) -> None:
        self._tree = window["tools"].widget
        # PySimpleGUI's own event knows only lines that it made itself.
        self._tree.bind("<<TreeviewSelect>>", lambda _event: window.write_event_value("tools", None))
        self._places: dict[str, tuple[Path, str]] = {}
        self._shown: tuple[object, ...] = ()
        self._tree.tag_configure("script", foreground=theme.colour["soft"], font=theme.heading)
        self._tree.tag_configure("problem", foreground=theme.colour["flag"])

    def fill(self, entries: Sequence[Entry], place: tuple[Path, str] | None) -> None:
        """Show these scripts, with this tool selected."""
        lines = tuple(line for entry in entries for line in _lines(entry))
        if lines != self._shown:
            self._shown = lines
            self._tree.delete(*self._tree.get_children())
            self._places = {}
            for path, tool, text, tag in lines:
                identity = self._tree.insert("", "end", text=text, tags=(tag,))
                self._places[identity] = (path, tool)
        if place is not None:
            self._select(place)

    def place(self) -> tuple[Path, str] | None:
        """Give the tool of the line that is selected."""
        selected = self._tree.selection()
        return self._places.get(selected[0]) if selected else None

    def texts(self) -> list[str]:
        """List the lines as they are shown."""
        return [self._tree.item(identity, "text") for identity in self._tree.get_children()]

    def _select(self, place: tuple[Path, str]) -> None:
        wanted = [identity for identity, each in self._places.items() if each == place]
        wanted = wanted or [identity for identity, each in self._places.items() if each[0] == place[0]]
        # A heading stands for its first tool, and stands before it.
        best = wanted[-1:] if len(wanted) == 2 and self._tree.item(wanted[0], "tags")[0] == "script" else wanted[:1]
        if best and self._tree.selection() != tuple(best):
            self._tree.selection_set(*best)
            self._tree.focus(best[0])
            self._tree.see(best[0])


def _lines(entry: Entry) -> list[tuple[Path, str, str, str]]:
    if len(entry.specs) < 2:
        tool = entry.specs[0].tool if entry.specs else ""
        text = words.title(entry.specs[0]) if entry.specs else entry.title
        return [(entry.path, tool, text, "problem" if entry.problem else "tool")]
    heading = (entry.path, entry.specs[0].tool, entry.title, "script")
    return [heading, *((entry.path, spec.tool, f"  {words.title(spec)}", "tool") for spec in entry.specs)]
