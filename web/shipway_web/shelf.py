"""The scripts that a site offers: those it was started with, and those that its author opened since."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from shipway.environment import Environment, check, soon
from shipway.errors import NoSuchTool, Preparing, Unreadable
from shipway.read import read
from shipway.snippets.given import slug as slug_of
from shipway.spec import Reading, Spec
from shipway_web.reply import plain

GLANCE: Final = 2.0
"""Seconds for which a script's interpreter and its project are taken to be where they were. The script itself, and its
own modules, are looked at for every page."""


@dataclass(frozen=True)
class Known:
    """What was read of a script, what its files looked like then, and until when that need not be asked again."""

    mark: tuple[int, ...]
    until: float
    reading: Reading
    environment: Environment


@dataclass(frozen=True)
class Offer:
    """One script on the shelf; `slug` is its name in addresses."""

    slug: str
    script: Path


class Shelf:
    """List the scripts. Those that were opened stand in a file, one JSON text a line, which all workers share."""

    def __init__(self, scripts: Iterable[Path], opened: Path, python: Path | None) -> None:
        self._scripts = tuple(scripts)
        self._opened = opened
        self.python = python
        self._known: dict[Path, Known] = {}
        self._seen: tuple[int, dict[str, Offer]] = (-1, {})

    def offers(self) -> dict[str, Offer]:
        """Give slug -> script, in the order of the shelf."""
        try:
            size = self._opened.stat().st_size
        except FileNotFoundError:
            size = 0
        if self._seen[0] != size:
            self._seen = (size, _slugged([*self._scripts, *self._later()]))
        return self._seen[1]

    def open(self, path: str) -> Offer:
        """Put a script on the shelf, if it can be read; one that is there already is not added again."""
        try:
            script = Path(path).expanduser().absolute()
            check(script, self.python)
        except RuntimeError:
            raise Unreadable(f"{path} is not there: its “~” names nobody of this machine") from None
        except OSError as error:
            raise Unreadable(f"{path} cannot be opened: {error.strerror}") from None
        with contextlib.suppress(Preparing):
            self.read(script)
        if (known := self.of(script)) is None:
            line = json.dumps(str(script)) + "\n"
            # One write at the end of a file is never mixed with another worker's.
            with os.fdopen(os.open(self._opened, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as file:
                file.write(line)
            known = self.of(script)
        assert known is not None
        return known

    def of(self, script: Path) -> Offer | None:
        """Give the offer of a script, None when it is not on the shelf."""
        return next((offer for offer in self.offers().values() if offer.script == script), None)

    def read(self, script: Path) -> Reading:
        """Read a script for its interpreter; it is read again only when it has changed.

        Raises Preparing while the packages that it names are being made ready.
        """
        return self._look(script).reading

    def environment(self, script: Path) -> Environment:
        """Give the interpreter that a script runs with."""
        return self._look(script).environment

    def _look(self, script: Path) -> Known:
        known, now = self._known.get(script), time.monotonic()
        if known is None or known.until < now or known.mark != _mark(script, known.reading.near):
            chosen = soon(script, self.python)
            # The mark is taken before the reading, so that what is saved meanwhile is read again.
            mark = _mark(script, ())
            reading = read(script, self.python)
            known = Known(mark + _mark(None, reading.near), now + GLANCE, reading, chosen)
            self._known[script] = known
        return known

    def tool(self, slug: str, tool: str) -> tuple[Offer, Reading, Spec]:
        """Find a tool by its address; raises NoSuchTool, or Unreadable when its script cannot be read now."""
        offer = self.offers().get(slug)
        if offer is None:
            raise NoSuchTool("there is no such script here")
        reading = self.read(offer.script)
        for spec in reading.specs:
            if plain(spec.tool) == plain(tool):
                return offer, reading, spec
        raise NoSuchTool(f"there is no such tool in {offer.script.name}")

    def _later(self) -> list[Path]:
        if not self._opened.exists():
            return []
        return [Path(json.loads(line)) for line in self._opened.read_text().splitlines()]


def _mark(script: Path | None, near: Iterable[str]) -> tuple[int, ...]:
    found: list[int] = []
    for file in (*([script] if script else ()), *near):
        try:
            facts = os.stat(file)  # noqa: PTH116 - for each page; a Path of each name would take longer than the look
        except OSError:
            found.append(-1)
        else:
            found += (facts.st_mtime_ns, facts.st_size)
    return tuple(found)


def _slugged(scripts: Iterable[Path]) -> dict[str, Offer]:
    offers: dict[str, Offer] = {}
    for script in dict.fromkeys(scripts):
        slug = stem = slug_of(script.name)
        number = 1
        while slug in offers:
            number += 1
            slug = f"{stem}-{number}"
        offers[slug] = Offer(slug, script)
    return offers
