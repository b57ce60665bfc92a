"""Environments that Shipway made: a folder for each set of packages and interpreter, kept as long as it is used."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import platform
import shutil
import sysconfig
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from shipway.environment.interpreters import Interpreter
from shipway.environment.requirements import Wanted
from shipway.places import cache_folder

UNUSED: Final = 30 * 86400.0
"""Seconds after which an environment that nobody used is removed."""
MOST: Final = 50
"""Environments that are kept; those unused for longest go first."""
AGAIN: Final = 60.0
"""Seconds for which a making that failed is not tried again."""
_GLANCE: Final = 3600.0
"""Seconds within which the mark of use is not written again."""
_FORMAT: Final = 1


@dataclass(frozen=True)
class Place:
    """Where one environment lies. `key` is made of all that its content rests on."""

    key: str

    @property
    def folder(self) -> Path:
        """Give its folder; it cannot be moved, so it is made where it stays."""
        return shelf() / self.key

    @property
    def mark(self) -> Path:
        """Give the file that is written last: with it, the environment is whole."""
        return self.folder / "shipway.json"

    @property
    def failure(self) -> Path:
        """Give the file that says why the last making failed."""
        return shelf() / f"{self.key}.failed"


def place_of(wanted: Wanted, base: Interpreter) -> Place:
    """Name the environment of these packages under this interpreter."""
    rests_on = [_FORMAT, wanted.text, os.path.realpath(base.executable), base.version, sysconfig.get_platform()]
    digest = hashlib.sha256(json.dumps([*rests_on, platform.machine()]).encode()).hexdigest()
    return Place(digest[:24])


def shelf() -> Path:
    """Give the folder of all environments."""
    folder = cache_folder() / "environments"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def whole(place: Place) -> Interpreter | None:
    """Give the interpreter of an environment that was made and is still whole; None when it must be made."""
    try:
        told = json.loads(place.mark.read_bytes())
        found = Interpreter(told["executable"], told["version"], tuple(told["path"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # The folder may have been moved, or the interpreter that it leads to removed.
    if not Path(found.executable).is_relative_to(place.folder) or not Path(found.executable).exists():
        return None
    with contextlib.suppress(OSError):
        if time.time() - place.mark.stat().st_mtime > _GLANCE:
            os.utime(place.mark)
    return found


def finish(place: Place, wanted: Wanted, found: Interpreter) -> None:
    """Write the mark that an environment is whole."""
    told = {"shipway": _FORMAT, **found._asdict(), "wanted": asdict(wanted)}
    fresh = place.mark.with_suffix(".fresh")
    fresh.write_text(json.dumps(told, indent=1))
    fresh.replace(place.mark)
    place.failure.unlink(missing_ok=True)


def failed(place: Place) -> str:
    """Give why the last making failed, if that was a moment ago; else ""."""
    try:
        if 0 <= time.time() - place.failure.stat().st_mtime < AGAIN:
            return place.failure.read_text()
    except OSError:
        pass
    return ""


@contextlib.contextmanager
def alone(key: str, *, wait: bool = True) -> Iterator[int | None]:
    """Hold the lock of an environment, so that one process makes or removes it.

    It is None when another holds it and that is not waited for. The descriptor is for the programs that work on the
    environment: it stays locked as long as one of them lives.
    """
    lock = os.open(shelf() / f"{key}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield lock
    finally:
        os.close(lock)


def tidy(unused: float = UNUSED, most: int = MOST) -> int:
    """Remove environments that nobody used for so long, those above the number, and what was left half made."""
    aged = sorted(((_used(folder), folder) for folder in kept()), reverse=True)
    now = time.time()
    gone = 0
    for number, (used, folder) in enumerate(aged):
        if used and now - used < unused and number < most:
            continue
        with alone(folder.name, wait=False) as lock:
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
    for file in shelf().glob("*.failed"):
        with contextlib.suppress(OSError):
            if now - file.stat().st_mtime > AGAIN:
                file.unlink()
    return gone


def kept() -> list[Path]:
    """List the folders of the environments, half-made ones among them."""
    return [folder for folder in shelf().iterdir() if folder.is_dir()]


def _used(folder: Path) -> float:
    """Give when it was used last; 0 for one that is not whole."""
    try:
        return Place(folder.name).mark.stat().st_mtime
    except OSError:
        return 0.0
