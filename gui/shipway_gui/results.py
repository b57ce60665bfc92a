"""SHOW: result shape -> what appears in the window."""

from __future__ import annotations

import heapq
import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from shipway import words
from shipway.events import Made, Result
from shipway_gui.dress import link
from shipway_gui.pieces import Rows
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg

LONGEST: Final = 100_000
"""Characters of a text that are shown; the whole of it can be copied."""

COLUMNS: Final = 40
"""Columns of a table that are shown."""

CELL: Final = 300
"""Characters of a cell that are shown."""

_PIXELS: Final = 24_000_000
"""Pixels that an image may take while it is scaled without Pillow."""


@dataclass(frozen=True)
class Sight:
    """What showing needs: the theme, the room, where files lie, and the key of a file's button."""

    theme: Theme
    width: int
    artifact: Callable[[str], tuple[Path, Made]]
    key: Callable[[str], object]


def _number(sight: Sight, result: Result) -> Rows:
    value = str(result.value)
    if len(value) > 24:
        return _text(sight, result)
    box = sg.Input(value, readonly=True, expand_x=True, size=(10, 1), font=sight.theme.title)
    box.metadata = lambda element: _plain(sight, element)
    return [[box]]


def _text(sight: Sight, result: Result) -> Rows:
    text = str(result.value)
    return [[reader(sight.theme, text[:LONGEST], sight.theme.text, "word")], *_rest(sight, text)]


def _json(sight: Sight, result: Result) -> Rows:
    text = str(result.value)
    return [[reader(sight.theme, text[:LONGEST], sight.theme.output, "char")], *_rest(sight, text)]


def _rest(sight: Sight, text: str) -> Rows:
    """Say how much of a text is not shown, and let it be copied."""
    if len(text) <= LONGEST:
        return []
    copy = sg.Button("Copy all", pad=((12, 0), 0))

    def finish(element: Any) -> None:
        link(sight.theme, element)
        element.widget.configure(command=lambda: _copy(element.widget, text))

    copy.metadata = finish
    said = f"first {LONGEST:,} of {len(text):,} characters"
    return [[sg.Text(said, font=sight.theme.help, text_color=sight.theme.colour["soft"], pad=(0, (4, 0))), copy]]


def _copy(widget: Any, text: str) -> None:
    widget.clipboard_clear()
    widget.clipboard_append(text)


def _markdown(sight: Sight, result: Result) -> Rows:
    whole = str(result.value)
    box = reader(sight.theme, "", sight.theme.text, "word")
    before = box.metadata

    def finish(element: Any) -> None:
        before(element)
        widget = element.widget
        widget.tag_configure("heading", font=sight.theme.bold, spacing1=8, spacing3=4)
        widget.tag_configure("bold", font=sight.theme.bold)
        widget.tag_configure("code", font=sight.theme.output, background=sight.theme.colour["ground"])
        widget.configure(state="normal")
        for text, tag in marked(whole[:LONGEST]):
            widget.insert("end", text, tag)
        widget.configure(state="disabled")

    box.metadata = finish
    return [[box], *_rest(sight, whole)]


def marked(text: str) -> list[tuple[str, str]]:
    """Split Markdown into texts and the tag of each: "", "heading", "bold", "code"."""
    pieces: list[tuple[str, str]] = []
    fenced = False
    for line in text.strip("\n").split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            pieces.append((line + "\n", "code"))
        elif heading := re.match(r"#{1,6}\s+(.*)", line):
            pieces.append((heading[1] + "\n", "heading"))
        else:
            line = re.sub(r"^(\s*)[-*+]\s+", r"\1• ", line)
            for part in re.split(r"(\*\*.+?\*\*|`[^`]+`)", line):
                tag = "bold" if part.startswith("**") and len(part) > 4 else "code" if part[:1] == "`" else ""
                pieces.append((part.strip("*") if tag == "bold" else part.strip("`") if tag else part, tag))
            pieces.append(("\n", ""))
    if pieces:
        pieces[-1] = (pieces[-1][0].rstrip("\n"), pieces[-1][1])
    return [piece for piece in pieces if piece[0]]


def _table(sight: Sight, result: Result) -> Rows:
    table = result.value
    columns = [name[:CELL] for name in table["columns"][:COLUMNS]]
    numeric = list(table["numeric"][:COLUMNS])
    rows = [[cell[:CELL].replace("\n", " ") for cell in row[:COLUMNS]] for row in table["rows"][: words.ROWS]]
    total, wide = int(table["total"]), len(table["columns"])
    grid = sg.Table(
        rows or [[""] * len(columns)],
        headings=[name or " " for name in columns],
        cols_justification=["r" if is_number else "l" for is_number in numeric],
        num_rows=max(1, min(len(rows), 12)),
        auto_size_columns=False,
        expand_x=True,
        vertical_scroll_only=False,
        select_mode="browse",
    )
    grid.metadata = lambda element: _columns(sight, element, columns, rows, numeric)
    said = f"{len(rows):,} of {total:,} rows" if total > len(rows) else f"{total:,} row{'s' * (total != 1)}"
    if wide > len(columns):
        said += f", {len(columns):,} of {wide:,} columns"
    note = sg.Text(said, font=sight.theme.help, text_color=sight.theme.colour["soft"], pad=(0, (4, 0)))
    return [[grid], [note]]


def _columns(sight: Sight, element: Any, columns: list[str], rows: list[list[str]], numeric: list[bool]) -> None:
    """Give each column the width of what it holds, headings aligned as their numbers are."""
    widget = element.widget
    widget.configure(style="Rows.Treeview")
    measure = sg.tk.font.Font(widget, font=sight.theme.help).measure
    for index, (name, is_number) in enumerate(zip(columns, numeric, strict=True)):
        # Measuring is slow, and the longest texts are nearly always the widest.
        texts = [name, *heapq.nlargest(5, (row[index] for row in rows), key=len)]
        width = min(max(map(measure, texts)) + 28, 320)
        identity = widget["columns"][index]
        widget.column(identity, width=width, minwidth=width, stretch=True)
        widget.heading(identity, anchor="e" if is_number else "w")


def _image(sight: Sight, result: Result) -> Rows:
    path, made = sight.artifact(str(result.value))
    save = sg.Button("Save as…", key=sight.key(made.id), pad=(0, (4, 0)))
    save.metadata = lambda element: link(sight.theme, element)
    picture = sg.Text("")
    picture.metadata = lambda element: _picture(sight, element, path, made)
    return [[picture], [save]]


def _picture(sight: Sight, element: Any, path: Path, made: Made) -> None:
    image = scaled(element.widget, path, sight.width)
    if image is None:
        element.update(f"{made.name} ({words.size(made.size)}) is not a picture that the window can show.")
        return
    element.widget.configure(image=image)
    # Tk keeps no hold on an image: without ours it would vanish.
    element.widget.shipway_images = [image]


def scaled(master: Any, path: Path, width: int) -> Any:
    """Read a picture no wider than `width`; None when Tk cannot read it."""
    try:
        # Pillow scales better; it is there where the author's scripts use it, and never required.
        pillow = importlib.import_module("PIL.Image")
        picture = pillow.open(path)
        picture.thumbnail((width, 4 * width))
        return importlib.import_module("PIL.ImageTk").PhotoImage(picture, master=master)
    except (ImportError, OSError, ValueError):
        pass
    try:
        image = sg.tk.PhotoImage(master=master, file=str(path))
    except sg.tk.TclError:
        return None
    whole = image.width()
    if whole <= width:
        return image
    ways = [(up / down, up, down) for up in (1, 2, 3, 4) for down in range(up + 1, 64) if up / down <= width / whole]
    ways = [way for way in ways if whole * image.height() * way[1] ** 2 <= _PIXELS] or [
        way for way in ways if way[1] == 1
    ]
    _, up, down = max(ways, default=(0, 1, 64))
    return (image.zoom(up) if up > 1 else image).subsample(down)


def _file(sight: Sight, result: Result) -> Rows:
    return [file_row(sight, sight.artifact(str(result.value))[1])]


def file_row(sight: Sight, made: Made) -> list[Any]:
    """Show one file that a run made, with its button."""
    save = sg.Button("Save as…", key=sight.key(made.id), pad=((12, 0), 0))
    save.metadata = lambda element: link(sight.theme, element)
    size = sg.Text(
        words.size(made.size), text_color=sight.theme.colour["soft"], font=sight.theme.help, pad=((12, 0), 0)
    )
    name = sg.Text(made.name if len(made.name) < 60 else made.name[:28] + "…" + made.name[-28:])
    return [name, size, sg.Push(), save]


def reader(theme: Theme, text: str, font: Any, breaks: str) -> Any:
    """Make a text that can be read, selected and copied, as tall as it is, up to 24 lines."""
    box = sg.Multiline(text, disabled=True, write_only=True, size=(10, 1), expand_x=True, font=font, no_scrollbar=True)

    def finish(element: Any) -> None:
        widget = element.widget
        widget.configure(background=theme.colour["sheet"], highlightbackground=theme.colour["sheet"], wrap=breaks)
        widget.configure(padx=0, pady=0)
        widget.bind("<Configure>", lambda _event: fit(widget, 24))

    box.metadata = finish
    return box


def fit(widget: Any, most: int) -> None:
    """Make a text widget as tall as its lines, up to `most`."""
    lines = int(str(widget.index("end-1c")).partition(".")[0])
    if lines < most:
        # Lines that break count as several; where there are enough without, that is not looked at, for it is slow.
        lines = int(widget.tk.call(widget, "count", "-update", "-displaylines", "1.0", "end") or 1)
    if int(widget.cget("height")) != (height := max(1, min(lines, most))):
        widget.configure(height=height)


def _plain(sight: Sight, element: Any) -> None:
    sheet = sight.theme.colour["sheet"]
    element.widget.configure(readonlybackground=sheet, highlightbackground=sheet, borderwidth=0)


SHOW: Final[dict[str, Callable[[Sight, Result], Rows]]] = {
    "text": _text,
    "number": _number,
    "table": _table,
    "image": _image,
    "figure": _image,
    "file": _file,
    "json": _json,
    "markdown": _markdown,
}
"""Every shape of `shipway.events`, which a test compares."""
