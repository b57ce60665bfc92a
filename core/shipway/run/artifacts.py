"""Files that a run made: found, kept under opaque ids, and told."""

from __future__ import annotations

import contextlib
import mimetypes
import os
import secrets
import shutil
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from shipway.events import Made
from shipway.profile import Profile

LARGE: Final = 64 * 2**20
"""Bytes from which on a file of the author's own folder is not copied."""

MOST: Final = 1000
"""Files that one run may give."""


class Artifacts:
    """What a run makes. New regular files of its folder are taken; links, pipes and devices never are."""

    def __init__(
        self, folder: Path, place: Path, work: Path | None, profile: Profile, wanted: Sequence[str] = ()
    ) -> None:
        self._made = place / "made"
        self._kept = folder / "artifacts"
        self._work = work or _here()
        self._wanted = wanted
        self._own = profile.own_folder
        self._before = {} if self._own else {path: mark for path, _, mark in _files(self._work, deep=False)}
        self._taken: set[tuple[str, int]] = set()
        self._inodes: set[tuple[int, int]] = set()
        self._names: Counter[tuple[int, int]] | None = None

    def made(self, name: str) -> Made | None:
        """Keep a file that the far side says it made for a result; None when there is no such regular file."""
        leaf = Path(name).name
        return self._keep(self._made / os.fsdecode(leaf.encode("utf-8", "surrogateescape")), leaf)

    def collect(self) -> Iterator[Made]:
        """Keep every new or changed file of the working folder, and what else was made. The run is over by then."""
        self._names = self._counted() if self._own else None
        for path, name, _ in list(_files(self._made, deep=False)):
            if made := self._keep(path, name):
                yield made
        count = 0
        for path, name, mark in sorted(_files(self._work, deep=self._own)):
            new = self._before.get(path) != mark and self._is_wanted(name)
            if new and count < MOST and (made := self._keep(path, name)):
                count += 1
                yield made

    def _is_wanted(self, name: str) -> bool:
        return not self._wanted or any(fnmatch(name, pattern) for pattern in self._wanted)

    def _keep(self, path: Path, name: str) -> Made | None:
        try:
            facts = path.lstat()
        except (OSError, ValueError):
            # Gone, or a name that no file can have.
            return None
        if not stat.S_ISREG(facts.st_mode) or (name, facts.st_size) in self._taken or self._is_shared(facts):
            return None
        if (facts.st_dev, facts.st_ino) in self._inodes:
            # A result that was given back: it has another name in the working folder.
            return None
        self._taken.add((name, facts.st_size))
        if path.parent == self._made:
            self._inodes.add((facts.st_dev, facts.st_ino))
        made = Made(
            secrets.token_hex(8), name, facts.st_size, mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        self._kept.mkdir(exist_ok=True)
        target = self._kept / made.id
        try:
            if self._own or path.parent == self._made:
                path.rename(target)
            else:
                # The author's own folder keeps its file; a large one is pointed to, not copied.
                if facts.st_size > LARGE:
                    target.symlink_to(path.absolute())
                else:
                    shutil.copyfile(path, target, follow_symlinks=False)
        except OSError:
            # Gone meanwhile, or not to be read: the run itself has ended well.
            return None
        return made

    def _is_shared(self, facts: os.stat_result) -> bool:
        """Tell whether a visitor's file has a name outside its run's folders as well: then it is not the run's own."""
        if not self._own or facts.st_nlink == 1:
            return False
        names = self._counted() if self._names is None else self._names
        return names[facts.st_dev, facts.st_ino] < facts.st_nlink

    def _counted(self) -> Counter[tuple[int, int]]:
        """Count the names that files have inside the run's folders."""
        found: Counter[tuple[int, int]] = Counter()
        for folder in (self._work, self._made, self._kept):
            for path, _ in _walk(folder, deep=True):
                with contextlib.suppress(OSError):
                    facts = path.lstat()
                    found[facts.st_dev, facts.st_ino] += 1
        return found


def _here() -> Path:
    """Give the caller's own folder; where that has gone, nothing can be made in it."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path()


def _files(folder: Path, *, deep: bool) -> Iterator[tuple[Path, str, tuple[int, int]]]:
    """List regular files with their name below the folder and a mark that changes when they do. No link is followed."""
    for path, shown in _walk(folder, deep=deep):
        try:
            facts = path.lstat()
        except OSError:
            continue
        if stat.S_ISREG(facts.st_mode):
            # Names are UTF-8 to whoever looks, also where this process has a locale that knows of ASCII alone.
            name = os.fsencode(shown).decode("utf-8", "surrogateescape")
            yield path, name, (facts.st_mtime_ns, facts.st_size)


def _walk(folder: Path, *, deep: bool) -> Iterator[tuple[Path, str]]:
    """List what is no folder, with its name below this one.

    `os.walk` calls itself for each folder within another (until Python 3.12), and a script makes as many as it likes.
    """
    left = [""]
    while left:
        below = left.pop()
        try:
            with os.scandir(os.path.join(folder, below)) as entries:  # noqa: PTH118 - a Path costs more than the look
                found = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError:
            # Gone, closed to us, or deeper than a path can say.
            continue
        for entry in reversed(found):
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path), below + entry.name
        if deep:
            left += [f"{below}{entry.name}/" for entry in found if entry.is_dir(follow_symlinks=False)]
