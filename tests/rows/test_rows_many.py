"""Rows E16, E17, E20, E23 and E24 of the matrix: many runs, one after the other and at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from census import Census, census
from core_fixtures import Told, Watched, begin, go, mark, open_way, way, write
from shipway.profile import VISITORS, Profile
from shipway.run import Run
from shipway.run.clearing import clear_away
from shipway.run.guarded import Forked, Started

__all__ = ["mark", "open_way", "way"]

PATIENT = replace(VISITORS, seconds=60)
LITTERS = """
import subprocess, sys, tempfile
tempfile.mkstemp(prefix="litter-{mark}")
tempfile.mkdtemp(prefix="litter-{mark}")
subprocess.Popen(["true"], start_new_session=True)
open("kept.txt", "w").write("x")
print("on")
"""
WARM = 20
"""Runs after which everything that is there once is there."""


def one_after_the_other(folder: Path, mark: str, count: int) -> tuple[Census, Census]:
    """Make so many runs, taking each one's folder away; give what was held after the first ones, and at the end."""
    script, places = write(folder, LITTERS.format(mark=mark)), folder / "launchers" / "places"
    before = census(places, mark)
    for number in range(count + WARM):
        if number == WARM:
            before = census(places, mark)
        told = go(script, profile=PATIENT)
        assert (told.ended.state, told.made) == ("done", {"kept.txt": b"x"})
        clear_away(told.folder)
        assert not told.folder.exists()
    after = census(places, mark)
    print(f"{count} runs: {before} -> {after}")
    return before, after


def are_flat(before: Census, after: Census, slack: int) -> None:
    """Check that no run left anything behind; `slack` is how many KiB the memory may have grown."""
    assert after.zombies == 0
    assert abs(after.descriptors - before.descriptors) <= 3
    assert abs(after.threads - before.threads) <= 1
    assert after.temporary == before.temporary
    assert after.memory - before.memory < slack


def test_e16_and_e17_sixty_runs_leave_nothing(tmp_path: Path, mark: str, way: str) -> None:
    are_flat(*one_after_the_other(tmp_path, mark, 60), slack=2048)


@pytest.mark.long
def test_e16_and_e17_a_thousand_runs_leave_nothing(tmp_path: Path, mark: str, way: str) -> None:
    are_flat(*one_after_the_other(tmp_path, mark, 1000), slack=1024)


def test_e16_control_a_run_that_is_not_taken_away_is_seen(tmp_path: Path, mark: str) -> None:
    before = census(mark=mark)
    # The author's own profile has the author's own folder for temporary files.
    text = f"import tempfile\ntempfile.mkstemp(prefix='litter-{mark}')\n"
    go(write(tmp_path, text), profile=replace(PATIENT, clean=False))
    litter = list(Path(os.environ.get("TMPDIR", "/tmp")).glob(f"litter-{mark}*"))
    after = census(mark=mark)
    for path in litter:
        path.unlink()
    with pytest.raises(AssertionError):
        are_flat(before, after, slack=100_000)


def test_e17_control_what_is_left_is_counted(mark: str) -> None:
    before = census()
    with subprocess.Popen(["true"]), Path("/dev/null").open() as a, Path("/dev/null").open() as b:
        held = [os.dup(a.fileno()), os.dup(b.fileno())]
        with pytest.raises(AssertionError):
            are_flat(before, census(patience=0.3), slack=100_000)
        for one in held:
            os.close(one)


SAME = """
import os, time

state = []

def f(n: int):
    state.append(n)
    os.makedirs("inner", exist_ok=True)
    os.chdir("inner")
    with open("../out.txt", "w") as file:
        file.write(str(n))
    time.sleep(0.3)
    with open("out.txt", "w") as file:
        file.write(open("../out.txt").read() * 2)
    print(n, os.listdir(".."))
    return state
"""


def are_apart(folder: Path, profile: Profile, most: int = 20) -> None:
    """Check that runs of one script at the same time each have their own globals, folder, files and results."""
    script = write(folder, SAME)
    runs = {number: Watched(*begin(script, {"n": str(number)}, profile=profile)) for number in range(most)}
    for number, watched in runs.items():
        assert watched.end(60).state == "done", watched.told.stderr
        told: Told = watched.told
        assert told.made == {"out.txt": f"{number}".encode(), "inner/out.txt": f"{number}{number}".encode()}
        assert told.stdout.startswith(f"{number} ")
        assert [result.value for result in told.results] == [f"[\n  {number}\n]"]


def test_e20_twenty_runs_at_once_keep_apart(tmp_path: Path, way: str) -> None:
    are_apart(tmp_path, PATIENT)


def test_e20_control_in_one_folder_they_would_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError):
        are_apart(tmp_path, replace(PATIENT, own_folder=False), most=4)


def test_e23_a_run_outlives_the_thread_that_started_it(tmp_path: Path, way: str) -> None:
    script = write(tmp_path, "import time\nprint('on', flush=True)\ntime.sleep(0.6)\nprint('end')\n")
    started: list[tuple[Run, Path]] = []
    for _ in range(5):
        thread = threading.Thread(target=lambda: started.append(begin(script, profile=PATIENT)))
        thread.start()
        thread.join()
    time.sleep(0.3)
    for watched in [Watched(*one) for one in started]:
        assert (watched.end().state, watched.told.stdout) == ("done", "on\nend\n")


TRAP = """
import ctypes, time
ctypes.CDLL(None).prctl(1, 9)
print("on", flush=True)
time.sleep(0.6)
"""


def test_e23_control_a_process_that_dies_with_its_parent_dies_with_a_thread(tmp_path: Path) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        started.append(subprocess.Popen([sys.executable, write(tmp_path, TRAP)], stdout=subprocess.PIPE))
        assert started[0].stdout is not None
        started[0].stdout.readline()

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    with started[0]:
        assert started[0].wait(10) == -signal.SIGKILL


class Reused:
    """A stranger that was given the number of a process that has ended."""

    def __init__(self, number: int) -> None:
        for _ in range(200):
            try:
                # The next process gets the number after this one (proc_sys_kernel(5)).
                Path("/proc/sys/kernel/ns_last_pid").write_text(str(number - 1))
            except OSError:
                break
            self.process = subprocess.Popen(["sleep", "100"], start_new_session=True)
            if self.process.pid == number:
                return
            self.end()
        pytest.skip("the number of a process cannot be chosen here")

    @property
    def lives(self) -> bool:
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(0.3)
        return self.process.returncode is None

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def ended() -> Iterator[tuple[subprocess.Popen[bytes], Forked]]:
    """Give a process that is over and reaped, and a hold on it from before."""
    process = subprocess.Popen(["true"], start_new_session=True)
    hold = Forked(os.pidfd_open(process.pid))
    process.wait()
    yield process, hold
    hold.close()


def test_e24_a_hold_on_a_process_never_means_a_stranger(ended: tuple[subprocess.Popen[bytes], Forked]) -> None:
    process, hold = ended
    stranger = Reused(process.pid)
    try:
        hold.kill()
        assert stranger.lives
        assert hold.let_go(1)
        hold.kill()
        assert stranger.lives
    finally:
        stranger.end()


def test_e24_control_its_number_does(ended: tuple[subprocess.Popen[bytes], Forked]) -> None:
    stranger = Reused(ended[0].pid)
    try:
        os.kill(ended[0].pid, signal.SIGKILL)
        assert not stranger.lives
    finally:
        stranger.end()


def test_e24_a_process_that_was_waited_for_is_not_killed_by_its_number() -> None:
    process = subprocess.Popen(["true"], start_new_session=True)
    guard = Started(process)
    assert guard.let_go(5)
    stranger = Reused(process.pid)
    try:
        guard.kill()
        assert stranger.lives
    finally:
        stranger.end()


def test_e24_orders_after_the_end_signal_nobody(tmp_path: Path, open_way: str) -> None:
    run, folder = begin(write(tmp_path, "import os\nprint(os.getpid(), os.getppid())\n"), profile=PATIENT)
    watched = Watched(run, folder)
    assert watched.end().state == "done"
    for number in map(int, watched.told.stdout.split()):
        stranger = Reused(number)
        try:
            run.stop()
            run.interrupt()
            assert stranger.lives
        finally:
            stranger.end()
