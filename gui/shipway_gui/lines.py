"""A small window of its own to paste a few lines into."""

from __future__ import annotations

from typing import Any

from shipway_gui.dress import fill
from shipway_gui.pieces import finish
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg


def ask_line(theme: Theme, parent: Any, title: str, about: str) -> str:
    """Ask for a text of a few lines; empty when the person changed their mind."""
    place = (parent.winfo_rootx() + parent.winfo_width() // 4, parent.winfo_rooty() + parent.winfo_height() // 4)
    layout = [
        [sg.Text(title, font=theme.bold, pad=(0, (0, 4)))],
        [sg.Multiline(size=(72, 5), font=theme.output, key="text", rstrip=False)],
        [sg.Text(about, font=theme.help, text_color=theme.colour["soft"], pad=(0, (4, 20)))],
        [sg.Button("Fill the form", key="fill"), sg.Button("Cancel", key="leave", pad=((8, 0), 0))],
    ]
    window = sg.Window(title, layout, modal=True, finalize=True, location=place, margins=(24, 24))
    finish(theme, window.AllKeysDict.values())
    window["text"].widget.configure(font=theme.output)
    fill(theme, window["fill"])
    window.bind("<Escape>", "leave")
    window.bind("<Control-Return>", "fill")
    window["text"].widget.focus_force()
    try:
        event, _ = window.read()
        return str(window["text"].widget.get("1.0", "end-1c")) if event == "fill" else ""
    finally:
        window.close()
