"""A person at the real window: opens a tool, fills its widgets in, presses Run, and tells what the window shows."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shipway.look import colours
from shipway.read import read
from shipway.spec import ABSENT, FileRef
from shipway.supervisor import Inline

PATIENCE = 60.0


@dataclass
class Outcome:
    """What came of one try. `refused`: the messages at the fields. `said`: the sentence over the result.

    `shown` holds the text of each result as the window's widgets hold it, `output` the lines of the output box;
    the rest is the transcript's.
    """

    refused: dict[str, str] = field(default_factory=dict)
    said: str = ""
    state: str = ""
    code: int | None = None
    stdout: str = ""
    stderr: str = ""
    output: str = ""
    results: list[tuple[str, Any]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


class WindowDriver:
    """One window, used again and again. `display` must be the process's first and only one (see display.py)."""

    def __init__(self, display: str, scheme: str = "light", python: Path | None = None, supervisor: Any = None) -> None:
        # Only here: without a display the import of tkinter is of no use, and may not be there.
        from shipway_gui.desk import Desk

        self.display = display
        self._folder = tempfile.TemporaryDirectory(prefix="shipway-window-")
        self.supervisor = supervisor or Inline(Path(self._folder.name))
        self.colours = colours(scheme)
        self.desk = Desk(self.supervisor, read, scheme=scheme, python=python)
        self.pump(0.3)

    def close(self) -> None:
        """Close the window."""
        self.desk.close()
        self._folder.cleanup()

    def pump(self, seconds: float) -> None:
        """Let the window live for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.desk.step(20):
            pass

    def until(self, holds: Callable[[], Any], seconds: float = PATIENCE) -> None:
        """Let the window live until something holds."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise AssertionError("the window did not get there in time")
            assert self.desk.step(20), "the window is closed"

    def open(self, script: Path, tool: str | None = None) -> str:
        """Show a tool; gives the sentence that stands in its place when the script is unreadable."""
        self.desk.open([script])
        entry = self.desk.shelf.entry(script.absolute())
        assert entry is not None
        self.until(lambda: entry.reading is not None or entry.problem)
        # A script that is open already is read again; what came of it must be in before it is used.
        self.until(lambda: self.desk.shelf.idle)
        self.desk.show(entry.path, tool or "")
        self.pump(0.05)
        return entry.problem

    def run(
        self,
        script: Path,
        tool: str | None,
        raws: Mapping[str, str | tuple[str, ...] | FileRef | None],
        answers: Sequence[str] = (),
        by_keys: bool = False,
    ) -> Outcome:
        """Fill a tool's form in, run it, answer what it asks, and tell what there is to see at the end."""
        if sentence := self.open(script, tool):
            return Outcome(said=sentence, state="unreadable")
        desk, form = self.desk, self.desk.form
        assert form is not None
        assert desk.place is not None
        unknown = set(raws) - set(form.fields)
        assert not unknown, f"no such fields on the form: {sorted(unknown)}"
        form.reset()
        before = desk.watches.get(desk.place)
        if by_keys:
            self.activate()
            for name, raw in raws.items():
                self._type_in(name, raw)
            self._press_run()
        else:
            form.fill({name: ABSENT if raw is None else raw for name, raw in raws.items()})
            desk.window.write_event_value("run", None)
        self.until(lambda: self.problems() or self.told() or desk.watches.get(desk.place) is not before)
        watch = desk.watches.get(desk.place)
        if watch is None or watch is before:
            return Outcome(refused=self.problems(), said=desk.window["empty"].get(), state="refused")
        self._finish(watch, list(answers), by_keys)
        return self._outcome(watch)

    def _finish(self, watch: Any, answers: list[str], by_keys: bool) -> None:
        desk, asked = self.desk, None
        end = time.monotonic() + PATIENCE
        while watch.running or not self.ended():
            assert time.monotonic() < end, "the run did not end in time"
            desk.step(20)
            if (asking := self.asked()) is None or asking == asked:
                continue
            asked = asking
            text = answers.pop(0) if answers else None
            if text is None:
                desk.window["end"].click()
            elif by_keys:
                self.keys("type", text)
                self.keys("key", "Return")
            else:
                desk.window["answer"].update(text)
                desk.window["reply"].click()

    def _outcome(self, watch: Any) -> Outcome:
        transcript, ended = watch.transcript, watch.transcript.ended
        window = self.desk.window
        return Outcome(
            refused=self.problems(),
            said=window["status"].get(),
            state=ended.state,
            code=ended.code,
            stdout=transcript.text("stdout", "answer"),
            stderr=transcript.text("stderr"),
            output=window["output"].widget.get("1.0", "end-1c"),
            results=[(result.shape, result.value) for result in transcript.results],
            shown=self.texts(),
        )

    def problems(self) -> dict[str, str]:
        """Give what the window shows as wrong at each field: the line under it, where that has the flag's colour."""
        notes = {name: note.widget for name, note in self.desk.form.notes.items()}
        return {
            name: note.cget("text")
            for name, note in notes.items()
            if str(note.cget("foreground")) == self.colours["flag"]
        }

    def form_texts(self) -> list[str]:
        """List the texts that stand in the form beside its fields."""
        return [str(each.cget("text")) for each in self._form_labels()]

    def notice(self) -> str:
        """Give what stands over the form, empty where nothing does."""
        wash = self.colours["flag-wash"]
        notices = (str(each.cget("text")) for each in self._form_labels() if str(each.cget("background")) == wash)
        return next(notices, "")

    def _form_labels(self) -> list[Any]:
        return [each for each in _below(self.desk.window["form"].widget) if each.winfo_class() == "Label"]

    def told(self) -> bool:
        """Tell whether a sentence in the flag's colour stands in place of a run."""
        empty = self.desk.window["empty"].widget
        return bool(empty.winfo_manager()) and str(empty.cget("foreground")) == self.colours["flag"]

    def asked(self) -> int | None:
        """Give the number of the question that the window waits at, None when it waits at none."""
        window, watch = self.desk.window, self.desk.watches.get(self.desk.place)
        question = watch.transcript.question if watch else None
        waits = window["question"].widget.winfo_ismapped() and str(window["reply"].widget.cget("state")) == "normal"
        # The run knows its next question before the window does, whose buttons still mean the last one.
        known = question is not None and self.desk.panel._asked == question.id
        return question.id if question and waits and known else None

    def ended(self) -> bool:
        """Tell whether the end of the run is on show, and all that it gave back."""
        return bool(self.desk.panel.ended)

    def returned(self) -> list[Any]:
        """List the widgets of what the run gave back, its files among them."""
        return [each for key in ("results", "files") for each in _below(self.desk.window[key].widget)]

    def texts(self) -> list[str]:
        """Give the text of each result as its widgets hold it; a table's cells with tabs and newlines between."""
        texts = map(_text_of, _below(self.desk.window["results"].widget))
        return [text for text in texts if text is not None]

    def keys(self, command: str, *words: str) -> None:
        """Press real keys with xdotool (`type` or `key`), while the window lives."""
        if command == "type":
            words = ("--delay", "4", "--", *words)
        process = subprocess.Popen(["xdotool", command, "--clearmodifiers", *words])
        self.until(lambda: process.poll() is not None)
        self.pump(0.1)

    def activate(self) -> None:
        """Bring the window to the front, and give it the keyboard."""
        root = self.desk.window.TKroot
        root.lift()
        self.pump(0.1)
        wanted = str(root.winfo_id())
        self.keys_to(wanted)

    def keys_to(self, window: str) -> None:
        """Give a window the keyboard."""
        process = subprocess.Popen(["xdotool", "windowfocus", "--sync", window], stderr=subprocess.DEVNULL)
        self.until(lambda: process.poll() is not None, 5)
        self.pump(0.05)

    def focus(self, widget: Any) -> None:
        """Put the cursor into a widget, and wait until it is there."""
        widget.focus_force()
        self.until(lambda: self.desk.window.TKroot.focus_get() is widget, 5)

    def _press_run(self) -> None:
        widget = self.desk.window.TKroot.focus_get()
        if widget is None or widget.winfo_class() in ("Text", "Button"):
            self.focus(self.desk.window["run"].widget)
        self.keys("key", "Return")

    def _type_in(self, name: str, raw: Any) -> None:
        """Fill one field in as a person does, by its kind of widget."""
        form_field = self.desk.form.fields[name]
        widget = form_field.main.widget
        self.focus(widget)
        kind = widget.winfo_class()
        if kind == "Checkbutton":
            if (raw == "yes") != bool(form_field.main.get()):
                self.keys("key", "space")
        elif kind == "Listbox":
            self.keys("key", "Home")
            for index, choice in enumerate(form_field.param.choices):
                widget.activate(index)
                if (choice in (raw or ())) != (index in widget.curselection()):
                    self.keys("key", "space")
        elif kind == "TCombobox" and "readonly" in str(widget.cget("state")):
            away = list(widget.cget("values")).index(raw or "") - max(widget.current(), 0)
            # The first key opens the list at what is chosen now.
            self.keys("key", "Down")
            for _ in range(abs(away)):
                self.keys("key", "Down" if away > 0 else "Up")
            self.keys("key", "Return")
        else:
            text = "\n".join(raw) if isinstance(raw, tuple) else raw or ""
            self.keys("key", "ctrl+a")
            self.keys("key", "Delete")
            if text:
                self.keys("type", text)


def _below(widget: Any) -> Iterator[Any]:
    for child in widget.winfo_children():
        yield child
        yield from _below(child)


def _text_of(widget: Any) -> str | None:
    match widget.winfo_class():
        case "Text":
            return str(widget.get("1.0", "end-1c"))
        case "Entry":
            return str(widget.get())
        case "Treeview":
            rows = [widget.item(line, "values") for line in widget.get_children()]
            return "\n".join("\t".join(map(str, row)) for row in rows)
        case _:
            return None
