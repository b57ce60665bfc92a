"""WIDGETS: kind -> the elements of a field, and how what stands in them is read back and put there."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from shipway import words
from shipway.bind import typed
from shipway.kinds import KINDS
from shipway.spec import ABSENT, FileRef, Param, Raw
from shipway_gui.dialogs import Dialogs
from shipway_gui.pieces import Rows
from shipway_gui.toolkit import sg

FEW: Final = 12
"""Choices that are taken in at a glance; a longer list is searched by typing."""


@dataclass
class Field:
    """One parameter on the form: its elements, and the file that was chosen in place of a text."""

    param: Param
    prefix: tuple[Any, ...]
    parts: dict[str, Any] = field(default_factory=dict)
    file: FileRef | None = None

    def part(self, name: str, element: Any) -> Any:
        """Keep an element under a name, and give it its key."""
        element.Key = (*self.prefix, self.param.name, name)
        self.parts[name] = element
        return element

    @property
    def main(self) -> Any:
        """Give the element that takes the focus."""
        return self.parts["main"]

    @property
    def text(self) -> str:
        """Give what stands in the main element, to the last character."""
        widget = self.main.widget
        return str(widget.get("1.0", "end-1c") if widget.winfo_class() == "Text" else widget.get())

    @text.setter
    def text(self, text: str) -> None:
        widget = self.main.widget
        widget.configure(state="normal")
        if widget.winfo_class() == "Text":
            widget.delete("1.0", "end")
            widget.insert("1.0", text)
        else:
            widget.delete(0, "end")
            widget.insert(0, text)


class Widget(NamedTuple):
    """How one kind appears. `choose` answers the button beside it; `own_label`: the elements name themselves."""

    rows: Callable[[Field], Rows]
    read: Callable[[Field], Raw]
    write: Callable[[Field, Raw], None]
    choose: Callable[[Field, Dialogs, Any], None] | None = None
    own_label: bool = False


def _line(field: Field) -> Rows:
    return [[field.part("main", sg.Input(expand_x=True, size=(10, 1)))]]


def _short_line(field: Field) -> Rows:
    unit = sg.Text(field.param.unit, pad=((8, 0), 0))
    return [[field.part("main", sg.Input(size=(18, 1))), unit]]


def _secret(field: Field) -> Rows:
    return [[field.part("main", sg.Input(expand_x=True, size=(10, 1), password_char="•"))]]  # noqa: S106 - a bullet


def _line_and(text: str, size: int | None = None) -> Callable[[Field], Rows]:
    def rows(field: Field) -> Rows:
        entry = sg.Input(expand_x=size is None, size=(size or 10, 1))
        return [[field.part("main", entry), field.part("choose", sg.Button(text, pad=((8, 0), 0)))]]

    return rows


def _lines(height: int) -> Callable[[Field], Rows]:
    def rows(field: Field) -> Rows:
        return [[field.part("main", sg.Multiline(size=(10, height), expand_x=True, rstrip=False))]]

    return rows


def _lines_and(text: str, height: int) -> Callable[[Field], Rows]:
    def rows(field: Field) -> Rows:
        chosen = field.part("chosen", sg.Text("", expand_x=True, pad=((8, 0), 0)))
        below = [field.part("choose", sg.Button(text, pad=(0, (8, 0)))), chosen]
        return [*_lines(height)(field), below]

    return rows


def _tick(field: Field) -> Rows:
    return [[field.part("main", sg.Checkbox(words.label(field.param)))]]


def _colour(field: Field) -> Rows:
    swatch = sg.Text("", size=(4, 1), pad=((8, 0), 0), expand_y=True)
    choose = sg.Button("Choose…", pad=((8, 0), 0))
    return [[field.part("main", sg.Input(size=(12, 1))), field.part("swatch", swatch), field.part("choose", choose)]]


def _choice(field: Field) -> Rows:
    offered = list(field.param.choices)
    if not field.param.required and field.param.default is None and "" not in offered:
        offered.insert(0, "")
    few = len(offered) <= FEW and bool(field.param.choices)
    return [[field.part("main", sg.Combo(offered, readonly=few, expand_x=True, size=(10, min(len(offered), FEW))))]]


def _choices(field: Field) -> Rows:
    if not field.param.choices:
        return _lines(4)(field)
    height = max(2, min(len(field.param.choices), 8))
    box = sg.Listbox(list(field.param.choices), select_mode="multiple", size=(10, height), expand_x=True)
    if len(field.param.choices) <= height:
        box.NoScrollbar = True
    if len(field.param.choices) <= FEW:
        return [[field.part("main", box)]]
    search = field.part("search", sg.Input(expand_x=True, size=(10, 1), pad=(0, (0, 4))))
    return [[sg.Text("Search", pad=((0, 8), 0)), search], [field.part("main", box)]]


def _typed(field: Field) -> Raw:
    return typed(field.param, field.text)


def _typed_or_file(field: Field) -> Raw:
    return field.file or _typed(field)


def _paths(field: Field) -> Raw:
    return tuple(line for line in field.text.split("\n") if line) or ABSENT


def _ticked(field: Field) -> Raw:
    return "yes" if field.main.get() else "no"


def _selected(field: Field) -> Raw:
    if not field.param.choices:
        return _typed(field)
    return tuple(field.main.widget.get(index) for index in field.main.widget.curselection())


def _put_text(field: Field, raw: Raw) -> None:
    if isinstance(raw, tuple):
        raw = "\n".join(_plain(item) for item in raw)
    field.text = "" if raw is ABSENT else _plain(raw)


def _put_text_or_file(field: Field, raw: Raw) -> None:
    field.file = raw if isinstance(raw, FileRef) else None
    _put_text(field, ABSENT if field.file else raw)
    field.parts["chosen"].update(f"{field.file.name} is taken." if field.file else "")
    field.parts["choose"].update("Remove the file" if field.file else "Choose a file…")
    if field.file:
        field.main.widget.configure(state="disabled")


def _put_tick(field: Field, raw: Raw) -> None:
    try:
        field.main.update(value=isinstance(raw, str) and KINDS["yes_no"].parse(raw))
    except ValueError:
        field.main.update(value=False)


def _put_choice(field: Field, raw: Raw) -> None:
    text = "" if raw is ABSENT else _plain(raw)
    field.main.widget.set(text)


def _put_choices(field: Field, raw: Raw) -> None:
    if not field.param.choices:
        return _put_text(field, raw)
    wanted = {_plain(item) for item in (raw if isinstance(raw, tuple) else (raw,)) if item is not ABSENT}
    if "search" in field.parts:
        field.parts["search"].widget.delete(0, "end")
    offer(field, field.param.choices, wanted)
    return None


def offer(field: Field, choices: Sequence[str], wanted: Container[object]) -> None:
    """Show these choices in a list, with the wanted ones selected."""
    box = field.main.widget
    box.delete(0, "end")
    box.insert("end", *choices)
    for index, choice in enumerate(choices):
        if choice in wanted:
            box.selection_set(index)


def _plain(item: object) -> str:
    return item.path if isinstance(item, FileRef) else str(item)


def _ask_file(field: Field, dialogs: Dialogs, parent: Any) -> None:
    if path := dialogs.file(parent, words.label(field.param)):
        field.text = path


def _ask_table(field: Field, dialogs: Dialogs, parent: Any) -> None:
    if field.file:
        _put_text_or_file(field, ABSENT)
    elif path := dialogs.file(parent, words.label(field.param)):
        _put_text_or_file(field, FileRef(path, Path(path).name))


def _ask_files(field: Field, dialogs: Dialogs, parent: Any) -> None:
    if paths := dialogs.files(parent, words.label(field.param)):
        field.text = "\n".join(paths)


def _ask_folder(field: Field, dialogs: Dialogs, parent: Any) -> None:
    if path := dialogs.folder(parent, words.label(field.param)):
        field.text = path


def _ask_place(field: Field, dialogs: Dialogs, parent: Any) -> None:
    if path := dialogs.save(parent, words.label(field.param), field.text):
        field.text = path


def _ask_colour(field: Field, dialogs: Dialogs, parent: Any) -> None:
    if colour := dialogs.colour(parent, words.label(field.param), field.text):
        field.text = colour


def _ask_date(field: Field, dialogs: Dialogs, parent: Any) -> None:
    if day := dialogs.date(parent, words.label(field.param), field.text):
        field.text = day


_TEXT: Final = Widget(_line, _typed, _put_text)
_SHORT: Final = Widget(_short_line, _typed, _put_text)

WIDGETS: Final[dict[str, Widget]] = {
    "text": _TEXT,
    "long_text": Widget(_lines(6), _typed, _put_text),
    "whole_number": _SHORT,
    "number": _SHORT,
    "yes_no": Widget(_tick, _ticked, _put_tick, own_label=True),
    "choice": Widget(_choice, _typed, _put_choice),
    "choices": Widget(_choices, _selected, _put_choices),
    "date": Widget(_line_and("Calendar…", 18), _typed, _put_text, _ask_date),
    "time": _SHORT,
    "datetime": Widget(lambda field: [[field.part("main", sg.Input(size=(26, 1)))]], _typed, _put_text),
    "duration": _SHORT,
    "file": Widget(_line_and("Choose…"), _typed, _put_text, _ask_file),
    "files": Widget(_lines_and("Choose…", 3), _paths, _put_text, _ask_files),
    "folder": Widget(_line_and("Choose…"), _typed, _put_text, _ask_folder),
    "file_out": Widget(_line_and("Save as…"), _typed, _put_text, _ask_place),
    "secret": Widget(_secret, _typed, _put_text),
    "colour": Widget(_colour, _typed, _put_text, _ask_colour),
    "list": Widget(_lines(4), _typed, _put_text),
    "table": Widget(_lines_and("Choose a file…", 6), _typed_or_file, _put_text_or_file, _ask_table),
    "json": Widget(_lines(6), _typed, _put_text),
    "arguments": _TEXT,
}
"""Every kind of `shipway.kinds`, which a test compares."""


def widget(param: Param) -> Widget:
    """Give the widget of a parameter: a script's standard input is a text or a file, whatever its kind."""
    return WIDGETS["table" if param.place == "stdin" else param.kind]
