"""Events folded into what a person sees of a run: the same for window, page and command line."""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from shipway.events import Answered, Ask, Ended, Event, Made, Output, Progress, Result, Started
from shipway.screen import LINES, WIDTH, Line, Screen

__all__ = ["LINES", "WIDTH", "Line", "Transcript"]

# Control sequences of ECMA-48 (CSI, OSC, those with intermediate bytes, the two-character ones), and control characters
# but tab and newlines.
_CONTROL: Final = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]+[0-~]|.)|[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]"
)


# A control sequence that has begun and not ended: what follows it belongs to it.
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[ -/]+)?\Z")
_LONGEST: Final = 4096
"""Characters of a control sequence that are waited for; a longer one is none."""


@dataclass
class Transcript:
    """What is to be seen of a run so far. Feed it events in their order."""

    lines: deque[Line] = field(default_factory=lambda: deque(maxlen=LINES))
    cut: int = 0
    progress: Progress | None = None
    question: Ask | None = None
    results: list[Result] = field(default_factory=list)
    artifacts: dict[str, Made] = field(default_factory=dict)
    started: Started | None = None
    ended: Ended | None = None

    def __post_init__(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")
        self._decoders = {stream: decoder("replace") for stream in ("stdout", "stderr")}
        self._open: dict[str, Line] = {}
        self._held = {"stdout": "", "stderr": ""}
        self._spoke = "stdout"
        self._screen: Screen | None = None

    def feed(self, events: Iterable[Event]) -> Transcript:
        """Take further events in, and give back itself."""
        for event in events:
            self._take(event)
        return self

    def text(self, *streams: str) -> str:
        """Give the lines of these streams (of all, when none is named), joined."""
        return "\n".join(line.text for line in self.lines if not streams or line.stream in streams)

    def files(self) -> list[Made]:
        """List the artifacts that a person would save: all but those that are shown as a result already."""
        shown = {result.value for result in self.results if result.shape in ("image", "figure")}
        return [made for made in self.artifacts.values() if made.id not in shown]

    def _take(self, event: Event) -> None:
        match event:
            case Output(stream, data):
                self._write(stream, self._decoders[stream].decode(data))
            case Ask():
                self.question = event
            case Answered(_, text):
                self.question = None
                self._echo(text)
            case Progress():
                self.progress = event
            case Made():
                self.artifacts[event.id] = event
            case Result():
                self.results.append(event)
            case Started():
                self.started = event
                if event.terminal:
                    self._screen = Screen()
                    self.lines = self._screen.lines
            case Ended():
                for name, decoder in self._decoders.items():
                    self._write(name, decoder.decode(b"", final=True))
                self.question = None
                self.ended = event
                while self._screen is not None and self.lines and not self.lines[-1].text.strip():
                    # Where a menu was drawn.
                    self.lines.pop()

    def _write(self, stream: str, text: str) -> None:
        if self._screen is not None:
            self._screen.write(stream, text)
            self.cut = self._screen.cut
            return
        text = self._held[stream] + text
        unfinished = _UNFINISHED.search(text, max(0, len(text) - _LONGEST))
        rest = unfinished[0] if unfinished else ""
        shown = _CONTROL.sub("", text[: len(text) - len(rest)])
        # A final "\r" waits too: "\r\n" ends a line, and any other text goes over it.
        bare = shown.rstrip("\r")
        self._held[stream] = shown[len(bare) :][:1] + rest
        for piece in re.split(r"(\r*\n)", bare):
            if piece.endswith("\n"):
                self._line(stream)
                del self._open[stream]
            elif piece:
                self._extend(stream, piece)

    def _line(self, stream: str) -> Line:
        if stream not in self._open:
            if len(self.lines) == LINES:
                self.cut += 1
                # A line that is gone from the screen cannot be continued.
                self._open = {name: line for name, line in self._open.items() if line is not self.lines[0]}
            self._open[stream] = Line(stream, "")
            self.lines.append(self._open[stream])
        return self._open[stream]

    def _extend(self, stream: str, piece: str) -> None:
        line = self._line(stream)
        self._spoke = stream
        # A progress bar goes back to the start of its line and writes over it.
        line.text = piece.rsplit("\r", 1)[1] if "\r" in piece else line.text + piece
        if len(line.text) > WIDTH:
            line.text = line.text[: WIDTH - 1] + "…"

    def _echo(self, text: str | None) -> None:
        """Show the answer after its prompt and end the line, as a terminal does; a terminal has done so itself."""
        if self._screen is not None:
            return
        # The question may stand on either stream: on the one that spoke last.
        stream = self._spoke if self._spoke in self._open else "stdout"
        if text is not None:
            self._line(stream).text += text
        self._open.pop(stream, None)
