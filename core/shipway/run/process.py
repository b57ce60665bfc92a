"""The near side of a run: listens to the child's streams and channel, and says what happened."""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import socket
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final, Literal

from shipway.events import Ended, Event, Output, Result, Started, State
from shipway.profile import Profile
from shipway.run.artifacts import Artifacts
from shipway.run.asking import Asking
from shipway.run.ends import ended
from shipway.run.feed import Feed
from shipway.run.guarded import Guarded
from shipway.run.launcher import Ready
from shipway.run.messages import complaint_of, explained, message_of
from shipway.run.orders import give, orders
from shipway.run.progress import Bars
from shipway.run.room import Room
from shipway.spec import Spec

_PIECE: Final = 65536
_DRAIN: Final = 0.5
"""Seconds that a stream may stay open after the tree has ended: only a stranger can hold it then."""
_PATIENCE: Final = 3.0
"""Seconds within which the guard must have ended the tree; after that it is killed itself."""


class Run:
    """One run under way. Iterate it once, to its end, in one thread; orders may be given from any other."""

    def __init__(
        self,
        guard: Guarded,
        channel: socket.socket,
        streams: Mapping[str, IO[bytes]],
        feed: Feed | None,
        started: Started,
        artifacts: Artifacts,
        profile: Profile,
        spec: Spec | None,
        answers: list[tuple[str, Sequence[str]]],
        folder: Path,
    ) -> None:
        self.messages: list[dict[str, Any]] = []
        self.ready: Ready | None = None
        self._guard, self._channel, self._streams, self._feed = guard, channel, streams, feed
        self._started, self._artifacts, self._profile, self._spec = started, artifacts, profile, spec
        self._asking = Asking(feed, guard.pid if feed is not None else 0, answers)
        self._folder = folder
        self._orders = orders(folder)
        self._bars = Bars()
        self._written = 0
        self._heard = 0
        self._half: list[bytes] = []
        self._status: int | None = None
        self._rests = self._alone = False
        self._cause: tuple[State, str] | None = None
        self._reason = ""
        self._problems: dict[str, str] = {}
        self._kill_at: float | None = None

    @property
    def answered(self) -> int:
        """Give the number of the last question that had its answer already."""
        return self._asking.answered

    def answer(self, text: str | None) -> None:
        """Answer the question that is open; None ends the script's input."""
        give(self._folder, {"do": "answer", "ask": None, "text": text})

    def press(self, keys: str) -> None:
        """Press keys for the question that is open, where keys are read one by one."""
        give(self._folder, {"do": "keys", "ask": None, "text": keys})

    def stop(self) -> None:
        """End the run's whole process tree."""
        give(self._folder, {"do": "stop"})

    def interrupt(self) -> None:
        """Send the script what Ctrl-C sends."""
        give(self._folder, {"do": "interrupt"})

    def __iter__(self) -> Iterator[Event]:
        began = time.monotonic()
        room = Room(self._profile, self._folder, self.ready.place if self.ready is not None else None)
        if self.ready is not None and not self._profile.reuse:
            self.ready.leave()
        yield self._started
        with selectors.DefaultSelector() as selector:
            self._register(selector)
            try:
                yield from self._listen(selector, began, room)
            finally:
                self._close()
        # What it made since the last look counts as well.
        self._refuse(room.look())
        yield from self._bars.rest()
        yield from self._artifacts.collect()
        rests = self.ready is not None and self._rests and self._cause is None
        if self.ready is not None and rests:
            # Before the end is told: whoever calls again finds it there.
            self.ready.rest()
        seconds = round(time.monotonic() - began, 3)
        if self._cause is not None:
            yield Ended(self._cause[0], None, self._cause[1], self._problems, seconds)
        else:
            state, code, reason = ended(self._status, self._reason, self._spec, self.messages, self._profile)
            yield Ended(state, code, reason, {} if state == "done" else self._problems, seconds)
        if self.ready is not None and not rests:
            self._channel.close()
            self.ready.come_back()

    def _register(self, selector: selectors.BaseSelector) -> None:
        for name, stream in self._streams.items():
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, selectors.EVENT_READ, name)
        self._channel.setblocking(False)
        selector.register(self._channel, selectors.EVENT_READ, "channel")
        selector.register(self._orders, selectors.EVENT_READ, "orders")

    def _listen(self, selector: selectors.BaseSelector, began: float, room: Room) -> Iterator[Event]:
        limit = began + self._profile.seconds if self._profile.seconds else None
        channel_open, drain_until = True, None
        while channel_open or len(selector.get_map()) > 1:
            deadlines = [at for at in (limit, self._kill_at, drain_until, self._asking.due, room.due) if at is not None]
            ready = selector.select(max(0.0, min(deadlines) - time.monotonic()) if deadlines else None)
            # The script's words come before what its child tells about them.
            for key, _ in sorted(ready, key=lambda pair: ("stdout", "stderr", "orders", "channel").index(pair[0].data)):
                if key.data == "orders":
                    yield from self._take_orders()
                elif key.data == "channel":
                    channel_open = yield from self._hear(selector)
                else:
                    yield from self._read(selector, key)
            now = time.monotonic()
            if not channel_open and drain_until is None:
                drain_until, limit, self._kill_at = now + _DRAIN, None, None
                if self._feed is not None:
                    self._feed.hang_up()
            if drain_until is not None and now >= drain_until:
                return
            if limit is not None and now >= limit:
                limit = None
                self._stop("timed out", f"it took longer than {self._profile.seconds:g} s")
            if room.due is not None and now >= room.due:
                self._refuse(room.look())
            if self._kill_at is not None and now >= self._kill_at:
                self._kill_at = None
                # The guard did not do its duty.
                self._guard.kill()
            if channel_open and self._asking.due is not None and now >= self._asking.due and self._asking.look(now):
                yield from self._drain(selector)
                self._refuse((yield from self._asking.ask()))

    def _read(self, selector: selectors.BaseSelector, key: selectors.SelectorKey) -> Iterator[Event]:
        name: Literal["stdout", "stderr"] = key.data
        try:
            data = os.read(key.fd, _PIECE)
        except BlockingIOError:
            return
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            # So ends a terminal that nobody writes to any more.
            data = b""
        if not data:
            selector.unregister(key.fileobj)
            return
        before, self._written = self._written, self._written + len(data)
        if self._profile.output is not None and self._written > self._profile.output:
            data = data[: max(0, self._profile.output - before)]
            self._stop("failed", f"it wrote more than {self._profile.output // 2**20} MiB of output")
        if not data:
            return
        self._asking.heard(name, data)
        yield Output(name, data)
        if progress := self._bars.see(data):
            yield progress

    def _hear(self, selector: selectors.BaseSelector) -> Generator[Event, None, bool]:
        """Take messages of the far side; gives (by `return`) whether the channel is still open."""
        try:
            data = self._channel.recv(_PIECE)
        except BlockingIOError:
            return True
        except ConnectionResetError:
            data = b""
        if not data:
            selector.unregister(self._channel)
            return False
        self._heard += len(data)
        if self._profile.output is not None and self._heard > self._profile.output:
            self._stop("failed", f"it gave back more than {self._profile.output // 2**20} MiB")
            return True
        self._half.append(data)
        if b"\n" not in data:
            return True
        *lines, last = b"".join(self._half).split(b"\n")
        self._half = [last]
        for line in lines:
            message = message_of(line)
            if message.get("say") in ("ask", "result"):
                # What the script wrote before it asked, or gave back, comes first.
                yield from self._drain(selector)
            yield from self._take(message)
        if self._rests:
            selector.unregister(self._channel)
        return not self._rests

    def _drain(self, selector: selectors.BaseSelector) -> Iterator[Event]:
        for key in list(selector.get_map().values()):
            if key.data in ("stdout", "stderr"):
                yield from self._read(selector, key)

    def _take(self, message: dict[str, Any]) -> Iterator[Event]:
        match message.get("say"):
            case "ask":
                self._refuse((yield from self._asking.ask(message.get("prompt"), bool(message.get("secret")))))
            case "result":
                yield from self._give(message["shape"], message.get("value"))
            case "progress":
                if progress := self._bars.told(message):
                    yield progress
            case "raised":
                self._reason = explained(str(message.get("text")), self._profile.limits)
            case "refused":
                self._problems.update(complaint_of(self._spec, message))
            case "alone" if self.ready is None:
                self._alone = True
            case "rests" if self.ready is not None:
                self._rests, self._status = True, 0
            case "ended":
                status = message.get("status")
                self._status = status if isinstance(status, int) else None
            case _:
                self.messages.append(message)

    def _give(self, shape: Any, value: Any) -> Iterator[Event]:
        if shape in ("image", "figure", "file"):
            made = self._artifacts.made(str(value))
            if made is None:
                return
            yield made
            value = made.id
        yield Result(shape, value)

    def _take_orders(self) -> Iterator[Event]:
        for order in self._orders.take():
            match order.get("do"):
                case "answer" if self._is_meant(order):
                    self._refuse((yield from self._asking.answer(order.get("text"))))
                case "keys" if self._is_meant(order):
                    yield from self._asking.press(str(order.get("text")))
                case "stop":
                    self._stop("cancelled", "it was stopped")
                case "interrupt" if self._feed is None or not self._feed.interrupt():
                    self._order(b"interrupt\n")

    def _is_meant(self, order: Mapping[str, Any]) -> bool:
        """Tell whether an order is for the question that is open."""
        asked = self._asking.asked
        return asked is not None and order.get("ask") in (asked.id, None)

    def _refuse(self, problem: str) -> None:
        if problem:
            self._stop("failed", problem)

    def _stop(self, state: State, reason: str) -> None:
        if self._cause is None:
            self._cause = (state, reason)
            self._kill_at = time.monotonic() + (0 if self._alone else _PATIENCE)
            self._order(b"stop\n")

    def _order(self, order: bytes) -> None:
        with contextlib.suppress(OSError):
            self._channel.send(order)

    def _close(self) -> None:
        if not self._rests:
            self._channel.close()
        # A guard that has told the end only has to go itself.
        if not self._guard.let_go(_PATIENCE if self._status is None else 0):
            self._guard.kill()
            self._guard.let_go(_PATIENCE)
        if self._alone:
            self._status = self._guard.status()
        if self._feed is not None:
            self._feed.close()
        for stream in self._streams.values():
            stream.close()
        self._orders.close()
