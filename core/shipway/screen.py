"""What a terminal of 80 by 24 would show: text and control sequences -> lines (ECMA-48, and xterm's own few).

Colours are left out, and a long line is not broken: whoever shows the lines does that by their own width.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

COLUMNS: Final = 80
ROWS: Final = 24
LINES: Final = 2000
"""Lines that are kept; all that was written stays in the run's log."""
WIDTH: Final = 4000
"""Characters of one line that are kept."""

_PIECE: Final = re.compile(
    r"[^\x00-\x1f\x7f]+|\x1b\[([<-?]?)([0-9;:]*)[ -/]*([@-~])|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?"
    r"|\x1b[ -/]+[0-~]|\x1b.|\r+\n|[\x00-\x1f\x7f]",
    re.DOTALL,
)
_COLOUR: Final = re.compile(r"\x1b\[[0-9;:]*m")
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|[ -/]+)?\Z")
_LONGEST: Final = 4096
"""Characters of a control sequence that are waited for; a longer one is none."""
# The line-drawing characters of the VT100, which "\x1b(0" turns on.
_DRAWN: Final = str.maketrans("`afgjklmnopqrstuvwxyz{|}~", "◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·")


@dataclass
class Line:
    """One line on the screen, of one stream: "stdout", "stderr" or "answer"."""

    stream: str
    text: str


class Screen:
    """A cursor over lines. `lines` holds what has scrolled off as well; `cut` counts those that are gone."""

    def __init__(self) -> None:
        self.lines: deque[Line] = deque()
        self.cut = 0
        self.replies = b""
        """What the terminal itself would type: where the cursor is, when a program asks for it."""
        self.calls_arrows = False
        """Whether arrow keys are to be told as "\x1bOA", not "\x1b[A"."""
        self._seen: list[Line] = []
        self._row = self._column = 0
        self._stream = "stdout"
        self._saved = (0, 0)
        self._behind: tuple[list[Line], int, int] | None = None
        self._edges = (0, ROWS - 1)
        self._drawing = False
        self._last = " "
        self._held = {"stdout": "", "stderr": ""}

    def write(self, stream: str, text: str) -> None:
        """Take in what a stream says next; a control sequence may come in parts."""
        text = self._held[stream] + text
        unfinished = _UNFINISHED.search(text, max(0, len(text) - _LONGEST))
        self._held[stream] = unfinished[0] if unfinished else ""
        self._stream = stream
        for piece in _PIECE.finditer(_COLOUR.sub("", text[: len(text) - len(self._held[stream])])):
            said = piece[0]
            if said[0] >= " " and said != "\x7f":
                self._put(said)
            elif said[-1] == "\n":
                self._column = 0 if len(said) > 1 else self._column
                self._down()
            elif piece[3]:
                self._control(piece[1], piece[2], piece[3])
            elif said[0] == "\x1b":
                self._escape(said)
            elif said in _MOVES:
                _MOVES[said](self)

    def prompt(self) -> str:
        """Give the text of the cursor's line, or else of the nearest one above; nothing where all is one drawing."""
        above = self._seen[: self._row + 1] if self._behind is None else []
        return next((line.text.strip() for line in reversed(above) if line.text.strip()), "")

    def spot(self) -> tuple[Line, str]:
        """Give the line that the cursor is on, and what stands there."""
        return self._line(), self._line().text

    def _put(self, text: str) -> None:
        if self._drawing:
            text = text.translate(_DRAWN)
        line, at = self._line(), self._column
        if at + len(text) > WIDTH:
            text = text[: max(0, WIDTH - 1 - at)] + "…"[: max(0, WIDTH - at)]
        if at == len(line.text):
            line.text += text
        else:
            line.text = line.text[:at].ljust(at) + text + line.text[at + len(text) :]
        line.stream = self._stream
        self._column += len(text)
        self._last = text[-1:] or self._last

    def _line(self) -> Line:
        """Give the cursor's line, once there is something to write on it."""
        if self._row < len(self._seen):
            return self._seen[self._row]
        while len(self._seen) <= self._row:
            self._seen.append(Line(self._stream, ""))
            self.lines.append(self._seen[-1])
            if len(self.lines) > LINES:
                self.lines.popleft()
                self.cut += 1
        return self._seen[self._row]

    def _down(self) -> None:
        top, bottom = self._edges
        if self._row != bottom:
            self._row = min(self._row + 1, ROWS - 1)
        elif self._edges == (0, ROWS - 1):
            self._line()
            # It scrolls off, and stays among the lines.
            del self._seen[0]
        else:
            self._shift(top, -1)

    def _up(self) -> None:
        if self._row == self._edges[0]:
            self._shift(self._row, 1)
        else:
            self._row = max(0, self._row - 1)

    def _shift(self, top: int, by: int) -> None:
        """Move the text of the lines from `top` to the lower edge: down, or up where `by` is negative."""
        bottom = self._edges[1]
        row, self._row = self._row, min(bottom, max(len(self._seen) - 1, top) + max(by, 0))
        self._line()
        self._row = row
        part = self._seen[top : bottom + 1]
        texts = [line.text for line in part]
        kept = max(0, len(part) - abs(by))
        blank = [""] * (len(part) - kept)
        texts = [*blank, *texts[:kept]] if by > 0 else [*texts[len(part) - kept :], *blank]
        for line, text in zip(part, texts, strict=True):
            line.text = text

    def _escape(self, code: str) -> None:
        match code[1:]:
            case "7":
                self._saved = (self._row, self._column)
            case "8":
                self._row, self._column = self._saved
            case "D":
                self._down()
            case "E":
                self._column = 0
                self._down()
            case "M":
                self._up()
            case "(0" | "(B":
                self._drawing = code[-1] == "0"
            case "c":
                self._wipe()
                self._row = self._column = 0

    def _control(self, mark: str, numbers: str, code: str) -> None:
        told = [int(one[:5]) if one.isdigit() else 0 for one in numbers.split(";")]
        first, second = told[0], told[1] if len(told) > 1 else 0
        if mark == "?" and code in "hl":
            if {47, 1047, 1049} & set(told):
                self._change_screens(code == "h")
            self.calls_arrows = code == "h" if 1 in told else self.calls_arrows
        elif mark in ("", "?") and code in _CODES:
            _CODES[code](self, first, second)

    def _change_screens(self, other: bool) -> None:
        """Go to the screen that full-screen programs draw on, or back to what was there before."""
        if other and self._behind is None:
            self._behind = (self._seen, self._row, self._column)
            self._seen, self._row, self._column = [], 0, 0
        elif not other and self._behind is not None:
            self._wipe()
            self._seen, self._row, self._column = self._behind
            self._behind = None
        self._edges = (0, ROWS - 1)

    def _wipe(self, row: int = 0) -> None:
        """Drop the lines from this one on."""
        for _ in self._seen[row:]:
            if self.lines:
                self.lines.pop()
        del self._seen[row:]

    def _erase_lines(self, how: int, _: int) -> None:
        if how in (2, 3):
            self._wipe()
        elif how == 1:
            for line in self._seen[: self._row]:
                line.text = ""
            self._erase_line(1, 0)
        else:
            self._wipe(self._row + 1)
            self._erase_line(0, 0)

    def _erase_line(self, how: int, _: int) -> None:
        if self._row < len(self._seen):
            line, at = self._seen[self._row], self._column
            line.text = {0: line.text[:at], 1: " " * (at + 1) + line.text[at + 1 :]}.get(how, "").rstrip(
                " " if how else ""
            )

    def _go(self, row: int, column: int) -> None:
        self._row, self._column = max(0, min(row, ROWS - 1)), max(0, min(column, WIDTH))

    def _move(self, rows: int, columns: int) -> None:
        self._go(self._row + rows, self._column + columns)

    def _change_line(self, cut: int, blanks: int) -> None:
        line, at = self._line(), self._column
        line.text = (line.text[:at].ljust(at) + " " * blanks + line.text[at + cut :])[:WIDTH]

    def _set_edges(self, top: int, bottom: int) -> None:
        top, bottom = max(top, 1) - 1, min(bottom or ROWS, ROWS) - 1
        if top < bottom:
            self._edges = (top, bottom)
            self._go(0, 0)

    def _report(self, what: int, _: int) -> None:
        if what == 6:
            self.replies += b"\x1b[%d;%dR" % (self._row + 1, min(self._column + 1, COLUMNS))
        elif what == 5:
            self.replies += b"\x1b[0n"

    def _back(self) -> None:
        self._column = max(0, self._column - 1)

    def _tab(self) -> None:
        self._column = min(self._column // 8 * 8 + 8, WIDTH)

    def _restore(self, *_: int) -> None:
        self._row, self._column = self._saved

    def _save(self, *_: int) -> None:
        self._saved = (self._row, self._column)

    def _return(self) -> None:
        self._column = 0


_MOVES: Final[dict[str, Callable[[Screen], None]]] = {
    "\r": Screen._return,
    "\x0b": Screen._down,
    "\x0c": Screen._down,
    "\b": Screen._back,
    "\t": Screen._tab,
}
_CODES: Final[dict[str, Callable[[Screen, int, int], None]]] = {
    "A": lambda on, n, _: on._move(-max(n, 1), 0),
    "B": lambda on, n, _: on._move(max(n, 1), 0),
    "C": lambda on, n, _: on._move(0, max(n, 1)),
    "D": lambda on, n, _: on._move(0, -max(n, 1)),
    "E": lambda on, n, _: on._go(on._row + max(n, 1), 0),
    "F": lambda on, n, _: on._go(on._row - max(n, 1), 0),
    "G": lambda on, n, _: on._go(on._row, n - 1),
    "H": lambda on, row, column: on._go(row - 1, column - 1),
    "f": lambda on, row, column: on._go(row - 1, column - 1),
    "d": lambda on, n, _: on._go(n - 1, on._column),
    "J": Screen._erase_lines,
    "K": Screen._erase_line,
    "L": lambda on, n, _: on._shift(on._row, max(n, 1)),
    "M": lambda on, n, _: on._shift(on._row, -max(n, 1)),
    "S": lambda on, n, _: on._shift(on._edges[0], -max(n, 1)),
    "T": lambda on, n, _: on._shift(on._edges[0], max(n, 1)),
    "P": lambda on, n, _: on._change_line(max(n, 1), 0),
    "@": lambda on, n, _: on._change_line(0, min(max(n, 1), WIDTH)),
    "X": lambda on, n, _: on._change_line(max(n, 1), min(max(n, 1), WIDTH)),
    "b": lambda on, n, _: on._put(on._last * min(max(n, 1), WIDTH)),
    "r": Screen._set_edges,
    "n": Screen._report,
    "s": Screen._save,
    "u": Screen._restore,
}
