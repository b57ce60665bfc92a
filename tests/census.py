"""What this process and its runs hold of the machine: zombies, descriptors, threads, memory, temporary files."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from shipway.run.launcher import LAUNCHER


@dataclass(frozen=True)
class Census:
    """`memory` is in KiB; `temporary` counts the places of runs, and what a mark names among temporary files."""

    zombies: int
    descriptors: int
    threads: int
    memory: int
    temporary: int

    def __str__(self) -> str:
        held = f"zombies {self.zombies}, descriptors {self.descriptors}, threads {self.threads}"
        return f"{held}, memory {self.memory} KiB, temporary files {self.temporary}"


def census(places: Path | None = None, mark: str | None = None, patience: float = 5) -> Census:
    """Count, once what has just ended has had a moment to go."""
    gc.collect()
    deadline = time.monotonic() + patience
    while _zombies() and time.monotonic() < deadline:
        time.sleep(0.02)
    left = len(list(places.iterdir())) if places is not None and places.is_dir() else 0
    if mark is not None:
        left += sum(mark in name for name in os.listdir(tempfile.gettempdir()))
    threads, descriptors = (len(os.listdir(f"/proc/self/{name}")) for name in ("task", "fd"))
    return Census(_zombies(), descriptors, threads, _memory(), left)


def _memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def _zombies() -> int:
    """Count those that wait to be reaped by this process, or by a launcher of this copy of Shipway."""
    dead, ours = [], {os.getpid()}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if os.fsencode(LAUNCHER) in (folder / "cmdline").read_bytes():
                ours.add(int(folder.name))
        except OSError:
            continue
        if state == "Z":
            dead.append(int(parent))
    return sum(parent in ours for parent in dead)
