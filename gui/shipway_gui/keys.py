"""The keyboard: Enter runs, Esc stops, Ctrl+O opens; and what Tk would do with these keys otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def listen(window: Any) -> None:
    """Bind the window's keys."""
    root = window.TKroot

    def enter(event: Any) -> None:
        kind = event.widget.winfo_class() if hasattr(event.widget, "winfo_class") else ""
        if kind in ("Button", "TButton"):
            event.widget.invoke()
        elif event.widget is window["answer"].widget:
            window.write_event_value("reply", None)
        elif kind != "Text":
            window.write_event_value("run", None)

    def post(key: str) -> Callable[[Any], str]:
        def act(_event: Any) -> str:
            window.write_event_value(key, None)
            return "break"

        return act

    # On X11, Tk ticks a box by Enter as well; here Enter runs, and must not change what is run.
    for sequence in ("<Return>", "<KP_Enter>"):
        root.unbind_class("Checkbutton", sequence)
        root.bind(sequence, enter)
    root.bind("<Control-Return>", post("run"))
    root.bind("<Escape>", post("stop"))
    root.bind("<Control-o>", post("open"))
    # Tk gives these keys to its text fields as Emacs does: a new line, and the beginning of the line.
    for kind in ("Text", "Entry", "TCombobox"):
        root.bind_class(kind, "<Control-o>", post("open"))
    root.bind_class("Text", "<Control-Return>", post("run"))
    root.bind_class("Text", "<Control-a>", _all_of_text)
    for kind in ("Entry", "TEntry", "TCombobox"):
        root.bind_class(kind, "<Control-a>", _all_of_line)


def _all_of_text(event: Any) -> str:
    event.widget.tag_add("sel", "1.0", "end-1c")
    return "break"


def _all_of_line(event: Any) -> str:
    event.widget.selection_range(0, "end")
    event.widget.icursor("end")
    return "break"
