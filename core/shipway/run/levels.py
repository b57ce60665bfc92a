"""Why runs are contained less than they could be, in words, and what would mend it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

from shipway.errors import Missing
from shipway.profile import is_below
from shipway.run.launcher import Ready

SYSTEM: Final = Path("/proc/sys")

_SWITCHES: Final = (
    ("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=15000"),
    ("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"),
)
"""Settings of the system that forbid namespaces when they hold this text, and the command that allows them."""
_CONTAINERS: Final = ("/.dockerenv", "/run/.containerenv")
_OLDEST: Final = (5, 12)
"""The first Linux that makes mounts read-only with all below them, as a sealed run needs it."""


def mend(why: str, system: Path = SYSTEM) -> str:
    """Say what would let runs be sealed off here; `why` is what was told when it was tried."""
    if sys.platform != "linux":
        return "seal runs off on Linux, which alone can"
    if "ctypes" in why:
        return "take an interpreter that has the module ctypes"
    release = tuple(map(int, re.findall(r"\d+", os.uname().release)[:2]))
    if release < _OLDEST:
        return f"take a Linux of {'.'.join(map(str, _OLDEST))} or later"
    for name, forbids, command in _SWITCHES:
        if _holds(system / name, forbids):
            return f"allow it, as root: {command}"
    if any(Path(mark).exists() for mark in _CONTAINERS):
        return "start the container with --security-opt seccomp=unconfined --security-opt systempaths=unconfined"
    return "let the user of Shipway make namespaces (user_namespaces(7))"


def shortfall(least: str, level: str, why: str) -> str:
    """Say in one sentence that runs are held by less than was demanded, what the machine lacks, and what mends it."""
    told = f": {said(why)}" if why else ""
    return f"runs must be held by “{least}” at least, and here they are held by “{level}”{told}; {mend(why)}"


def refuse_below(least: str, ready: Ready | None, without: str, why: str) -> None:
    """Raise Missing, and let the child go, when a run by it would be held by less than was demanded.

    `without` is the level of a run that has no such child.
    """
    level = without if ready is None else ready.level
    if is_below(level, least):
        if ready is not None:
            ready.drop()
        raise Missing(shortfall(least, level, why))


def said(why: str) -> str:
    """Give what the system said without its number."""
    return re.sub(r"^\[Errno \d+\] ", "", why)


def _holds(file: Path, text: str) -> bool:
    try:
        return file.read_text(encoding="ascii").strip() == text
    except (OSError, UnicodeDecodeError):
        return False
