"""The result's sheet: what the run of the tool on show says, as it says it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from shipway import words
from shipway.transcript import Transcript
from shipway_gui.dress import show
from shipway_gui.pieces import Scroller
from shipway_gui.results import fit
from shipway_gui.returned import Returned
from shipway_gui.runs import Watch
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg

_EMPTY = "Fill in the form and press Run. What the script gives back appears here."


class Panel:
    """Show one run at a time, or what to do next where there is none."""

    def __init__(self, window: Any, theme: Theme) -> None:
        self._window = window
        self._theme = theme
        self._scroller = Scroller(window["result"], theme)
        self._watch: Watch | None = None
        self._returned = Returned(window, theme)
        self._lines: list[tuple[str, str]] = []
        self._cut = 0
        self._asked: int | None = None
        self._ended = False
        self._behind = False
        self._output = window["output"].widget
        self._output.bind("<Configure>", lambda _event: self._fit(), add="+")
        self._scroller.canvas.bind("<Configure>", lambda _event: self._fit(), add="+")
        self.show(None)

    def show(self, watch: Watch | None) -> None:
        """Show a run from its beginning, or that there is none yet."""
        self._watch = watch
        self._clear()
        if watch is None:
            self.say(_EMPTY, "soft")
        else:
            self.refresh()

    def say(self, text: str, tone: str) -> None:
        """Show one sentence in place of a run."""
        self._clear()
        self._window["empty"].update(text, text_color=self._theme.colour[tone])
        show(self._window["empty"], True)

    def refresh(self) -> None:
        """Bring what is shown to what the run has said by now."""
        if self._watch is None:
            return
        show(self._window["empty"], False)
        with self._watch.lock:
            transcript = self._watch.transcript
            self._show_state(transcript)
            self._show_progress(transcript)
            self._show_output(transcript)
            self._show_question(transcript)
            self._show_results(transcript)
            self._ended = transcript.ended is not None and not self._behind

    def reply(self) -> None:
        """Hand in the answer that stands in its field."""
        self._answer(self._window["answer"].widget.get())

    def end_input(self) -> None:
        """End the script's input."""
        self._answer(None)

    def _answer(self, text: str | None) -> None:
        if self._watch is not None and self._asked is not None:
            self._watch.answer(self._asked, text)
            self._window["answer"].update("")
            # Not before the script has taken it: the next question may be there at once.
            self._window["reply"].update(disabled=True)

    def press(self, keys: str) -> None:
        """Press keys for the question."""
        if self._watch is not None and self._asked is not None:
            self._watch.press(self._asked, keys)

    @property
    def behind(self) -> bool:
        """Whether the run has given back more than is on show yet; `refresh` shows a little more each time."""
        return self._behind

    @property
    def ended(self) -> bool:
        """Whether the end of the run is on show."""
        return self._ended

    def save(self, artifact: str, target: str) -> None:
        """Copy a file of the run to where the person wants it."""
        if self._watch is not None and target:
            shutil.copyfile(self._watch.artifact(artifact)[0], target)

    def save_all(self, folder: str) -> None:
        """Copy every file of the run into a folder, none over another."""
        if self._watch is None or not folder:
            return
        for made in self._watch.transcript.artifacts.values():
            shutil.copyfile(self._watch.artifact(made.id)[0], _free(Path(folder) / Path(made.name).name))

    def name(self, artifact: str) -> str:
        """Give the name of a file of the run."""
        return self._watch.artifact(artifact)[1].name if self._watch else ""

    def _clear(self) -> None:
        self._returned.clear()
        self._lines, self._cut, self._asked, self._ended, self._behind = [], 0, None, False, False
        self._write(0, [])
        for key in ("empty", "state", "progress", "output", "question"):
            show(self._window[key], False)
        self._scroller.to_top()

    def _show_state(self, transcript: Transcript) -> None:
        window = self._window
        show(window["state"], True)
        if (ended := transcript.ended) is None:
            text, tone = ("Waiting for your answer" if transcript.question else "Running…"), "ink"
        else:
            text, tone = words.ended(ended), "good" if ended.state == "done" else "flag"
        if (window["status"].get(), str(window["status"].widget.cget("fg"))) != (text, self._theme.colour[tone]):
            window["status"].update(text, text_color=self._theme.colour[tone])
        stoppable = ended is None
        if stoppable != bool(window["stop"].widget.winfo_manager()):
            if stoppable:
                window["stop"].widget.pack(side="left", padx=(12, 0))
            else:
                window["stop"].widget.pack_forget()

    def _show_progress(self, transcript: Transcript) -> None:
        progress = transcript.progress
        show(self._window["progress"], progress is not None)
        if progress is None:
            return
        bar = self._window["bar"].widget
        share = progress.done / progress.total if progress.total else 0.0
        bar.configure(maximum=1000, value=max(0, min(1000, round(share * 1000))))
        self._window["far"].update(words.how_far(progress))
        self._window["left"].update("" if transcript.ended else words.how_long(progress))

    def _show_output(self, transcript: Transcript) -> None:
        lines = [(line.text, line.stream) for line in transcript.lines]
        show(self._window["output"], bool(lines))
        # What fell off the beginning goes from the widget too; then all from the first line that changed.
        fallen = min(transcript.cut - self._cut, len(self._lines))
        self._cut = transcript.cut
        if fallen > 0:
            self._change(lambda: self._output.delete("1.0", f"{fallen + 1}.0"))
            del self._lines[:fallen]
        same = next(
            (at for at, (old, new) in enumerate(zip(self._lines, lines, strict=False)) if old != new),
            min(len(self._lines), len(lines)),
        )
        if same < len(self._lines) or same < len(lines):
            self._write(same, lines[same:])
            self._lines = lines
            self._fit()

    def _write(self, start: int, lines: list[tuple[str, str]]) -> None:
        """Replace everything from one line on, and follow the end if it was in sight."""
        follows = self._output.yview()[1] >= 0.999

        def change() -> None:
            self._output.delete(f"{start + 1}.0" if start == 0 else f"{start}.end", "end")
            pieces: list[str] = []
            for number, (text, stream) in enumerate(lines, start):
                pieces += [("\n" if number else "") + text, stream]
            if pieces:
                self._output.insert("end", *pieces)

        self._change(change)
        if follows:
            self._output.see("end")

    def _change(self, change: Any) -> None:
        self._output.configure(state="normal")
        change()
        self._output.configure(state="disabled")

    def _fit(self) -> None:
        """Give the output the height of its lines, as far as there is room."""
        line = max(1, sg.tk.font.Font(self._output, font=self._theme.output).metrics("linespace"))
        room = self._scroller.canvas.winfo_height() - 96
        fit(self._output, max(6, (room if self._returned.empty else room // 2) // line))

    def _show_question(self, transcript: Transcript) -> None:
        window, question = self._window, transcript.question
        if question is None:
            if self._asked is not None:
                self._asked = None
                show(window["question"], False)
                window["run"].widget.focus_set()
            return
        if question.id == self._asked:
            return
        self._asked = question.id
        window["prompt"].update(words.question(question))
        window["answer"].update("")
        window["answer"].widget.configure(show="•" if question.secret else "")
        window["reply"].update(disabled=False)
        show(window["keys"], question.keys)
        show(window["question"], True)
        window["answer"].widget.focus_set()
        self._scroller.reveal(window["question"].widget)

    def _show_results(self, transcript: Transcript) -> None:
        assert self._watch is not None
        width = max(self._scroller.canvas.winfo_width() - 16, 200)
        before = self._returned.empty
        self._behind = not self._returned.grow(transcript, width, self._watch.artifact)
        if before and not self._returned.empty:
            # Output and results share the room.
            self._fit()


def _free(path: Path) -> Path:
    """Give this path, or one with a number where it is taken."""
    number = 2
    wanted = path
    while path.exists():
        path = wanted.with_stem(f"{wanted.stem} {number}")
        number += 1
    return path
