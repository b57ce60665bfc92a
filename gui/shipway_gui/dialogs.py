"""What the window asks in windows of its own: files, folders, colours, dates. A seam: tests answer by themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from shipway_gui.days import choose_day
from shipway_gui.lines import ask_line
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg


class Dialogs:
    """Ask the person at the screen. Each answer is empty when they changed their mind."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def file(self, parent: Any, title: str, kinds: tuple[tuple[str, str], ...] = (("All files", "*"),)) -> str:
        """Ask for a file that is there."""
        return str(sg.tk.filedialog.askopenfilename(parent=parent, title=title, filetypes=kinds) or "")

    def files(self, parent: Any, title: str) -> tuple[str, ...]:
        """Ask for several files that are there."""
        return tuple(sg.tk.filedialog.askopenfilenames(parent=parent, title=title) or ())

    def folder(self, parent: Any, title: str) -> str:
        """Ask for a folder."""
        return str(sg.tk.filedialog.askdirectory(parent=parent, title=title) or "")

    def save(self, parent: Any, title: str, name: str = "") -> str:
        """Ask for a place to write a file."""
        chosen = sg.tk.filedialog.asksaveasfilename(
            parent=parent, title=title, initialfile=Path(name).name, defaultextension=Path(name).suffix
        )
        return str(chosen or "")

    def colour(self, parent: Any, title: str, start: str) -> str:
        """Ask for a colour."""
        try:
            return str(sg.tk.colorchooser.askcolor(start or None, parent=parent, title=title)[1] or "")
        except sg.tk.TclError:
            # What stands in the field is no colour to start from.
            return str(sg.tk.colorchooser.askcolor(parent=parent, title=title)[1] or "")

    def date(self, parent: Any, title: str, start: str) -> str:
        """Ask for a day."""
        return choose_day(self._theme, parent, title, start)

    def line(self, parent: Any, title: str, about: str) -> str:
        """Ask for a pasted text of a few lines."""
        return ask_line(self._theme, parent, title, about)

    def tell(self, parent: Any, sentence: str) -> None:
        """Say something that went wrong, and wait until it was seen."""
        sg.tk.messagebox.showerror("Shipway", sentence, parent=parent)
