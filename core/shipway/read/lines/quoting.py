"""A shell's quoting, understood and never carried out: a text -> the words of its commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from shipway.errors import BadInput

_PROMPT: Final = re.compile(r"^\s*(?:[\w.@~/:-]*[$%❯➜]|>>>|PS[^>]*>|[A-Za-z]:\\[^>]*>)\s+")
_CONTINUED: Final = re.compile(r"[ \t][`^][ \t]*\n|[ \t]\\\n>[ \t]")
"""How PowerShell and cmd go on in the next line; and what a shell shows at its beginning."""
_ANSI: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "v": "\v"}
_CODED: Final = re.compile(r"x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}")
_REFUSED: Final = {
    "&": "the line holds “&”, by which a shell starts more than one command: quote it, or leave it out",
    ";": "the line holds “;”, by which a shell starts more than one command: quote it, or leave it out",
    "<": "the line reads a file by “<”: paste it without, and give the file in the form",
    ">": "the line writes to a file by “>”: leave that out, and save the output of the run",
    "`": "the line holds “`”, by which a shell runs a command of its own: write what it gives",
}


def words_of(text: str) -> list[list[str]]:
    """Give the words of each command of a pipe. Raises BadInput with one sentence where a shell would do more."""
    lines = text.replace("\r\n", "\n").strip()
    lines = _CONTINUED.sub(" ", _PROMPT.sub("", lines))
    return _Scan(lines).commands()


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._word: str | None = None
        self._commands: list[list[str]] = [[]]

    def commands(self) -> list[list[str]]:
        plain: dict[str, Callable[[], None]] = {
            "'": self._single,
            '"': self._double,
            "\\": self._escape,
            "$": self._dollar,
        }
        while self._at < len(self._text):
            mark = self._text[self._at]
            self._at += 1
            if mark in plain:
                plain[mark]()
            elif mark.isspace():
                self._close()
                if mark == "\n":
                    self._only_comments()
            elif mark == "#" and self._word is None:
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end + (not self._commands[-1])
            elif mark == "|" and self._next() not in "|&":
                self._close()
                self._commands.append([])
            elif mark in _REFUSED or mark == "|":
                raise BadInput({"": _REFUSED.get(mark, _REFUSED["&"].replace("&", "||"))})
            else:
                self._add(mark)
        self._close()
        return self._commands

    def _next(self) -> str:
        return self._text[self._at : self._at + 1] or " "

    def _add(self, text: str) -> None:
        self._word = (self._word or "") + text

    def _close(self) -> None:
        if self._word is not None:
            self._commands[-1].append(self._word)
        self._word = None

    def _only_comments(self) -> None:
        rest = [line.strip() for line in self._text[self._at :].split("\n")]
        if self._commands[-1] and any(line and not line.startswith("#") for line in rest):
            raise BadInput({"": "these are several lines: paste one command (a long one goes on behind “\\”)"})

    def _upto(self, mark: str) -> str:
        end = self._text.find(mark, self._at)
        if end < 0:
            raise BadInput({"": f"a quotation mark {mark} is not closed"})
        part, self._at = self._text[self._at : end], end + 1
        return part

    def _single(self) -> None:
        self._add(self._upto("'"))

    def _escape(self) -> None:
        mark, self._at = self._text[self._at : self._at + 1], self._at + 1
        if mark != "\n":
            self._add(mark or "\\")

    def _double(self) -> None:
        self._add("")
        while (mark := self._text[self._at : self._at + 1]) != '"':
            self._at += 1
            if not mark:
                raise BadInput({"": 'a quotation mark " is not closed'})
            if mark == "\\" and self._next() in '"\\$`\n':
                self._escape()
            elif mark == "$":
                self._variable()
                self._add(mark)
            elif mark == "`":
                raise BadInput({"": _REFUSED[mark]})
            else:
                self._add(mark)
        self._at += 1

    def _dollar(self) -> None:
        if self._next() == "'":
            self._at += 1
            return self._ansi()
        self._variable()
        return self._add("$")

    def _variable(self) -> None:
        if found := re.match(r"[A-Za-z_][A-Za-z0-9_]*|[({]", self._text[self._at :]):
            shown = "$" + found[0] + {"(": "…)", "{": "…}"}.get(found[0], "")
            raise BadInput({"": f"the line holds “{shown}”, which a shell would fill in: write what it stands for"})

    def _ansi(self) -> None:
        """Read `$'…'`, whose escapes stand for bytes."""
        data = b""
        while (mark := self._text[self._at : self._at + 1]) != "'":
            self._at += 1
            if not mark:
                raise BadInput({"": "a quotation mark ' is not closed"})
            if mark != "\\":
                data += mark.encode("utf-8", "surrogateescape")
                continue
            coded = _CODED.match(self._text, self._at)
            if coded is None:
                named = self._next()
                data += _ANSI.get(named, named).encode()
                self._at += 1
                continue
            self._at = coded.end()
            digits = coded[0]
            if digits[0] in "uU":
                data += chr(min(int(digits[1:], 16), 0x10FFFF)).encode("utf-8", "surrogatepass")
            else:
                data += bytes([(int(digits[1:], 16) if digits[0] == "x" else int(digits, 8)) & 255])
        self._at += 1
        self._add(data.decode("utf-8", "surrogateescape"))
