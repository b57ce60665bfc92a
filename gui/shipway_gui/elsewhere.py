"""The form's values elsewhere: copied as a command line, Python, curl or a link; and a pasted line that fills it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from shipway.errors import BadInput, ShipwayError
from shipway.read.lines.pasted import fill_pasted
from shipway.snippets import SNIPPETS, Place
from shipway.spec import Raws, Reading, Spec
from shipway.words import sentence
from shipway_gui.toolkit import sg

if TYPE_CHECKING:
    from shipway_gui.desk import Desk

COPIES: Final = (
    ("shell", "Copy as a command line"),
    ("python", "Copy as Python"),
    ("curl", "Copy as a call by curl"),
    ("link", "Copy a link to the page"),
)
_PASTE: Final = "Paste a command line…"
_ABOUT: Final = "Such as: python script.py --size 3, or only what stands behind the script's name."
_READ_MS: Final = 8000


@dataclass(frozen=True)
class Filled:
    """What a pasted line came to: a tool with raws, or one sentence why not."""

    reading: Reading
    spec: Spec | None = None
    raws: Raws | None = None
    problem: str = ""


class Elsewhere:
    """The menu below the form, and what its entries do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._menu: Any = None
        self._said: object = None

    def actions(self) -> dict[str, Callable[[Any, Any], None]]:
        """Say what each event does, by the first word of its key."""
        return {
            "elsewhere": lambda _key, _value: self._open(),
            "copy": lambda key, _value: self.copy(key[1]),
            "paste": lambda _key, _value: self.paste(),
            "filled": lambda _key, filled: self._take(filled),
        }

    def _open(self) -> None:
        desk, c = self._desk, self._desk.theme.colour
        button = desk.window["elsewhere"].widget
        menu = sg.tk.Menu(button, tearoff=False, relief="solid", borderwidth=1, activeborderwidth=6)
        menu.configure(background=c["sheet"], foreground=c["ink"], font=desk.theme.text)
        menu.configure(activebackground=c["wash"], activeforeground=c["sea"])
        for name, label in COPIES:
            menu.add_command(label=label, command=lambda name=name: desk.post(("copy", name), None))
        menu.add_separator()
        menu.add_command(label=_PASTE, command=lambda: desk.post("paste", None))
        if self._menu is not None:
            self._menu.destroy()
        self._menu = menu
        menu.tk_popup(button.winfo_rootx(), button.winfo_rooty() + button.winfo_height())

    def copy(self, name: str) -> None:
        """Put the form's values into the clipboard, spelled so."""
        desk = self._desk
        reading = self._reading()
        if desk.form is None or reading is None:
            return
        _, make = SNIPPETS[name]
        desk.form.mark({})
        try:
            text = make(reading, desk.form.spec, desk.form.raws(), Place(reading.script))
        except BadInput as bad:
            desk.refuse(bad)
            return
        root = desk.window.TKroot
        root.clipboard_clear()
        root.clipboard_append(text.encode("utf-8", "replace").decode())
        self._say(f"{dict(COPIES)[name].replace('Copy', 'Copied', 1)}.")

    def paste(self) -> None:
        """Ask for a command line, and have it understood behind the window's back: its parser may take a while."""
        desk, reading = self._desk, self._reading()
        if desk.form is None or reading is None:
            return
        text, tool = desk.dialogs.line(desk.window.TKroot, _PASTE.rstrip("…"), _ABOUT), desk.form.spec.tool
        if text.strip():
            worker = threading.Thread(target=self._fill, args=(reading, tool, text), daemon=True)
            worker.start()

    def _fill(self, reading: Reading, tool: str, text: str) -> None:
        try:
            spec, raws = fill_pasted(reading, tool, text, self._desk.python)
        except BadInput as bad:
            filled = Filled(reading, problem="; ".join(bad.problems.values()))
        except ShipwayError as error:
            filled = Filled(reading, problem=str(error))
        else:
            filled = Filled(reading, spec, raws)
        self._desk.post("filled", filled)

    def _take(self, filled: Filled) -> None:
        desk = self._desk
        if filled.spec is None or filled.raws is None:
            self._say(f"The command line was not taken. {sentence(filled.problem)}", "flag")
            return
        desk.show(Path(filled.reading.script), filled.spec.tool)
        if desk.form is not None and desk.form.spec.tool == filled.spec.tool:
            desk.form.reset()
            desk.form.fill(filled.raws)
            self._say("The form is filled from the command line.")

    def _say(self, text: str, tone: str = "soft") -> None:
        """Show a sentence below the buttons, for as long as it takes to read it."""
        note = self._desk.window["note"]
        note.update(text, text_color=self._desk.theme.colour[tone])
        self._said = token = object()

        def clear() -> None:
            if self._said is token:
                note.update("")

        if tone == "soft":
            note.widget.after(_READ_MS, clear)

    def _reading(self) -> Reading | None:
        entry = self._desk.shelf.entry(self._desk.place[0]) if self._desk.place else None
        return entry.reading if entry else None
