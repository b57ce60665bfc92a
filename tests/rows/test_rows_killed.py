"""Row E13 of the matrix: a run whose process is killed from outside says so, whenever that was."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from test_rows_trees import HEAD, PATIENT, SOON, whole

from core_fixtures import Watched, begin, eventually, mark, processes, way, write

__all__ = ["mark", "way"]

WORKS = HEAD + (
    "print('begin', flush=True)\n"
    "for n in range(12):\n"
    "    with open(f'{{n}}.txt', 'w') as file:\n"
    "        for _ in range(20):\n            file.write('x' * 1000)\n            time.sleep(0.0005)\n"
    "print('end', flush=True)\n"
)


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def killed_at(script: Path, delay: float, whom: str, mark: str) -> str:
    """Kill the process of a script, or the one that guards it, from outside; give how the run ended."""
    watched = Watched(*begin(script, profile=PATIENT))
    eventually(lambda: processes(mark), 20)
    (sleeper,) = processes(mark)
    own = parent(sleeper)
    time.sleep(delay)
    try:
        os.kill(own if whom == "script" else parent(own), signal.SIGKILL)
        missed = False
    except (ProcessLookupError, FileNotFoundError):
        missed = True
    ended = watched.end()
    expected = {
        "script": ("failed", "ended by SIGKILL"),
        "guard": ("interrupted", "its process was ended from outside"),
    }
    finished = "end\n" in watched.told.stdout
    if not (missed or finished):
        assert (ended.state, ended.reason) == expected[whom]
    assert ended.state != "done" or finished
    whole(watched.told)
    if whom == "script" or watched.told.level == "sealed":
        eventually(lambda: not processes(mark), SOON)
    for left in processes(mark):
        # At the level "tree", a guard that was killed from outside guards nothing more.
        os.kill(left, signal.SIGKILL)
    return ended.state


def killed_at_random(folder: Path, mark: str, times: int, seed: int) -> None:
    chance, states = random.Random(seed), Counter[str]()
    script = write(folder, WORKS.format(mark=mark))
    for number in range(times):
        states[killed_at(script, chance.uniform(0, 0.16), ("script", "guard")[number % 2], mark)] += 1
    print(f"killed at {times} moments: {dict(states)}")
    assert states["failed"] > 0
    assert states["interrupted"] > 0


def test_e13_a_run_whose_process_is_killed_is_never_done(tmp_path: Path, mark: str, way: str) -> None:
    killed_at_random(tmp_path, mark, 12, 13)


@pytest.mark.long
def test_e13_a_run_whose_process_is_killed_at_many_moments_is_never_done(tmp_path: Path, mark: str, way: str) -> None:
    killed_at_random(tmp_path, mark, 50, 131)
