"""The questions of a run: when one is open, what it asks, and how its answer goes in."""

from __future__ import annotations

import codecs
from collections.abc import Generator, Iterator, Sequence
from typing import Final, Literal

from shipway.events import Answered, Ask, Event
from shipway.run.feed import Feed
from shipway.run.messages import is_asked
from shipway.run.terminal import Terminal
from shipway.run.waiting import Vigil
from shipway.screen import Line, Screen
from shipway.words import KEYS

_TAIL: Final = 2000
"""Bytes of what was written last, among which a question's words are looked for."""

_LABELS: Final = {key.types: key.label for key in KEYS}

_ARROWS: Final = ("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F")


class Asking:
    """At most one question is open at a time; `ahead` are answers, each with the literal parts of its question.

    `answered` is the number of the last question that had its answer ahead.
    """

    def __init__(self, feed: Feed | None, guard: int, ahead: list[tuple[str, Sequence[str]]]) -> None:
        self.answered = 0
        self.asked: Ask | None = None
        self._feed = feed
        self._vigil = Vigil(guard, feed) if feed is not None else None
        self._ahead = ahead
        self._asks = 0
        self._tails: dict[str, bytes] = {"stdout": b"", "stderr": b""}
        self._shown = Shown() if isinstance(feed, Terminal) else None
        self._enter: tuple[Line, str] | None = None

    @property
    def due(self) -> float | None:
        """When it is worth a look whether the script waits; None while that is known, and cannot change."""
        return self._vigil.at if self._vigil is not None and (self.asked is None or self._shown) else None

    def heard(self, stream: Literal["stdout", "stderr"], data: bytes) -> None:
        """Take note of what was written: a question's words may be among it."""
        if self._vigil is not None:
            self._vigil.stir()
        if self._shown is not None and self._feed is not None:
            if reply := self._shown.see(stream, data):
                self._feed.press(reply)
            return
        tail = (self._tails.pop(stream) + data)[-_TAIL:]
        # The stream that spoke last stands last.
        self._tails[stream] = tail

    def look(self, now: float) -> bool:
        """Tell whether the script waits for an answer, though nobody said so."""
        if self._vigil is None or not self._vigil.look(now):
            return False
        return self._is_another() if self.asked is not None else not self._press_enter()

    def _is_another(self) -> bool:
        """Tell whether the script went on by itself, and now waits for something of another kind: a secret."""
        assert self._feed is not None
        assert self.asked is not None
        return self._feed.reads(self._words()) != (self.asked.secret, self.asked.keys)

    def _press_enter(self) -> bool:
        """End a line that was typed where keys are read, unless what was typed was enough: a "y", for instance."""
        before, self._enter = self._enter, None
        if before is None or self._shown is None or self._feed is None or self._vigil is None:
            return False
        (line, had), (here, has) = before, self._shown.screen.spot()
        if here is not line or has == had or not has.startswith(had.rstrip()):
            return False
        self._feed.press("\r")
        self._vigil.stir()
        return True

    def ask(self, prompt: object = None, secret: bool = False) -> Generator[Event, None, str]:
        """Ask; where the answer is there already, give it. Returns why an answer could not be taken, or nothing."""
        if not isinstance(prompt, str) or not prompt.strip():
            prompt = self._words()
        hidden, keys = self._feed.reads(prompt) if self._feed is not None else (False, False)
        self._asks += 1
        self.asked = Ask(self._asks, prompt, secret or hidden, keys)
        # Another question may come between, or the same one again: whoever watches answers it.
        known = self._ahead.pop(0) if self._ahead and is_asked(prompt, self._ahead[0][1]) else None
        self.answered = self._asks if known else self.answered
        yield self.asked
        return (yield from self.answer(known[0])) if known else ""

    def answer(self, text: str | None) -> Generator[Event, None, str]:
        """Give the answer to the question that is open; None ends the input."""
        if self.asked is None or self._feed is None or self._vigil is None:
            return ""
        asked, self.asked = self.asked, None
        self._vigil.stir()
        # The answer ends the line, also where no echo shows it: what comes next is another question.
        self._tails = {stream: tail + b"\n" for stream, tail in self._tails.items()}
        secret = asked.secret or self._feed.reads(asked.prompt)[0]
        problem = ""
        if text is None:
            self._feed.end()
        elif asked.keys and text:
            self._type(text)
        else:
            problem = self._feed.answer(text)
        if not problem:
            yield Answered(asked.id, "•" * 8 if secret and text is not None else text)
        return problem

    def press(self, keys: str) -> Iterator[Event]:
        """Press keys for the question that is open; what they bring about is asked anew."""
        if self.asked is None or self._feed is None or self._vigil is None or not self.asked.keys:
            return
        asked, self.asked = self.asked, None
        self._vigil.stir()
        self._enter = None
        arrow = self._shown is not None and self._shown.screen.calls_arrows and keys in _ARROWS
        self._feed.press(keys.replace("[", "O") if arrow else keys)
        yield Answered(asked.id, "•" * 8 if asked.secret else _LABELS.get(keys, keys))

    def _type(self, text: str) -> None:
        assert self._feed is not None
        self._enter = self._shown.screen.spot() if self._shown is not None else None
        self._feed.press(text)

    def _words(self) -> str:
        """Give the text that stands before the cursor, or else the last line above it."""
        if self._shown is not None and self._feed is not None:
            # Where keys are read, what stands above the cursor may be the last line of a menu.
            lone = self._feed.reads("")[1] and not self._shown.screen.spot()[1].strip()
            return "" if lone else self._shown.screen.prompt()
        for tail in reversed(self._tails.values()):
            lines = [line for line in tail.decode("utf-8", "replace").splitlines() if line.strip()]
            if lines:
                return lines[-1].strip()
        return ""


class Shown:
    """What stands on a terminal's screen."""

    def __init__(self) -> None:
        self.screen = Screen()
        decoder = codecs.getincrementaldecoder("utf-8")
        self._decoders = {stream: decoder("replace") for stream in ("stdout", "stderr")}

    def see(self, stream: str, data: bytes) -> str:
        """Take in what was written; gives what the terminal types by itself in reply."""
        self.screen.write(stream, self._decoders[stream].decode(data))
        reply, self.screen.replies = self.screen.replies, b""
        return reply.decode()
