"""Rows E05 to E07 of the matrix: a run that is ended is ended whole, and has one end that is true."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core_fixtures import Told, Watched, begin, eventually, go, mark, processes, way, write
from shipway.events import Made
from shipway.profile import VISITORS
from test_run_ends import TREES, tree

__all__ = ["mark", "way"]

PATIENT = replace(VISITORS, seconds=60)
BRIEF = replace(VISITORS, seconds=4)
Runs = dict[str, tuple[str, Watched]]
SOON = 3.0
"""Seconds within which a whole tree must have ended."""
SPARE = 1.0
"""Seconds more that a machine with other things to do may take to notice."""

DEAF = "import signal\nfor n in (1, 2, 13, 14, 15):\n    signal.signal(n, signal.SIG_IGN)\n"
LOOPS = {
    "loop": "while True:\n    pass",
    "sleep": "time.sleep(600)",
    "catches all": "while True:\n    try:\n        time.sleep(600)\n    except BaseException:\n        pass",
    "raises in the handler": "def f(*_):\n    raise RuntimeError\nsignal.signal(15, f)\n"
    "while True:\n    try:\n        time.sleep(600)\n    except RuntimeError:\n        pass",
    "deaf": DEAF + "while True:\n    time.sleep(600)",
    "deaf and busy": DEAF + "while True:\n    pass",
    "busy in C": "sum(range(10 ** 14))",
    "busy in C, all blocked": "signal.pthread_sigmask(0, range(1, 65))\nsum(range(10 ** 14))",
    "pattern": "import re\nre.match('(a+)+$', 'a' * 60 + 'b')",
    "thread": "import threading\nthreading.Thread(target=time.sleep, args=[600]).start()",
    "lock": "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()",
    "pipe": "r, w = os.pipe()\nos.read(r, 1)",
    "exit handler": "import atexit\natexit.register(time.sleep, 600)",
}
HEAD = "import os, signal, subprocess, sys, time\nsubprocess.Popen(['sleep', '{mark}'], start_new_session=True)\n"


def endless(folder: Path, how: str, mark: str) -> Path:
    return write(folder, HEAD.format(mark=mark) + "print('on', flush=True)\n" + LOOPS[how] + "\n")


def together(
    folder: Path, written: Callable[[Path, str, str], Path], hows: Iterable[str], mark: str, **how: Any
) -> Runs:
    """Start a run of each kind, all at once; each has a mark of its own."""
    marks = {one: f"{mark}{number:02}" for number, one in enumerate(hows)}
    runs = {}
    for one, own in marks.items():
        place = folder / own
        place.mkdir()
        runs[one] = own, Watched(*begin(written(place, one, own), **how))
    for _, watched in runs.values():
        watched.until("on", 30)
    return runs


def are_stopped(runs: Runs) -> None:
    """Stop them, one after the other, and check that each ends in time, with all that is below it."""
    for how, (own, watched) in runs.items():
        eventually(lambda own=own: processes(own), 10)
        began = time.monotonic()
        watched.run.stop()
        assert watched.end().state == "cancelled", how
        assert time.monotonic() - began < SOON + SPARE, how
        assert processes(own) == [], how


def test_e05_whatever_it_does_a_run_ends_with_its_time(tmp_path: Path, mark: str, way: str) -> None:
    for how, (own, watched) in together(tmp_path, endless, LOOPS, mark, profile=BRIEF).items():
        ended = watched.end(30)
        assert (ended.state, ended.reason) == ("timed out", "it took longer than 4 s"), how
        assert ended.seconds < 4 + SOON + SPARE, how
        assert processes(own) == [], how


def test_e05_whatever_it_does_a_stop_ends_it(tmp_path: Path, mark: str, way: str) -> None:
    are_stopped(together(tmp_path, endless, LOOPS, mark, profile=PATIENT))


def test_e05_control_without_a_limit_of_time_nothing_ends_it(tmp_path: Path, mark: str) -> None:
    watched = Watched(*begin(endless(tmp_path, "sleep", mark), profile=replace(BRIEF, seconds=None)))
    watched.until("on")
    with pytest.raises(AssertionError, match="goes on and on"):
        watched.end(2.5)
    assert processes(mark)
    watched.run.stop()
    watched.end()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_e05_a_closed_terminal_ends_all_that_it_began(tmp_path: Path, mark: str, number: int) -> None:
    script = endless(tmp_path, "deaf", mark)
    command = [sys.executable, "-m", "shipway", "run", script]
    # One that is killed leaves its own temporary folder.
    env = {**os.environ, "PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tmp_path, env=env) as line:
        assert line.stdout is not None
        assert line.stdout.readline() == b"on\n"
        assert len(processes(mark)) == 1
        line.send_signal(number)
        eventually(lambda: not processes(mark), SOON + SPARE)
        line.wait(10)
    assert not processes(str(script))


SHORT = HEAD + (
    "print('begin', flush=True)\n"
    "for n in range(3):\n    open(f'{{n}}.txt', 'w').write('x' * 1000)\n    time.sleep(0.02)\n"
    "print('end', flush=True)\n"
)


def stopped_at(script: Path, delay: float, mark: str) -> tuple[str, bool]:
    """Stop a run at a moment; give how it ended, and whether it had ended before."""
    watched = Watched(*begin(script, profile=PATIENT))
    time.sleep(delay)
    before = not watched.alive
    watched.run.stop()
    began = time.monotonic()
    ended = watched.end()
    assert time.monotonic() - began < SOON + SPARE
    assert processes(mark) == []
    if before:
        assert ended.state == "done"
    if ended.state == "done":
        assert watched.told.stdout == "begin\nend\n"
        assert sorted(watched.told.made) == ["0.txt", "1.txt", "2.txt"]
    else:
        assert (ended.state, ended.code) == ("cancelled", None)
    whole(watched.told)
    return ended.state, before


def whole(told: Told) -> None:
    """Check that each file that is told is there, and as long as is told."""
    for made in (event for event in told.events if isinstance(event, Made)):
        assert (told.folder / "artifacts" / made.id).stat().st_size == made.size


def stopped_at_random(folder: Path, mark: str, times: int, seed: int) -> None:
    chance, states = random.Random(seed), Counter[str]()
    script = write(folder, SHORT.format(mark=mark))
    for _ in range(2):
        # The first one has a launcher start.
        began = time.monotonic()
        assert go(script, profile=PATIENT).ended.state == "done"
        whole_time = time.monotonic() - began
    for _ in range(times):
        state, _ = stopped_at(script, chance.uniform(0, 1.3 * whole_time), mark)
        states[state] += 1
    print(f"stopped at {times} moments of {whole_time * 1000:.0f} ms: {dict(states)}")
    assert states["cancelled"] > 0


def test_e06_a_stop_at_any_moment_gives_one_true_end(tmp_path: Path, mark: str, way: str) -> None:
    stopped_at_random(tmp_path, mark, 20, 6)


@pytest.mark.long
def test_e06_a_stop_at_any_of_many_moments_gives_one_true_end(tmp_path: Path, mark: str, way: str) -> None:
    stopped_at_random(tmp_path, mark, 200, 66)


def test_e06_a_stop_after_the_end_changes_nothing(tmp_path: Path, mark: str, way: str) -> None:
    script = write(tmp_path, SHORT.format(mark=mark))
    assert stopped_at(script, 0, mark)[0] == "cancelled"
    run, folder = begin(script, profile=PATIENT)
    watched = Watched(run, folder)
    assert watched.end().state == "done"
    said = list(watched.told.events)
    for _ in range(3):
        run.stop()
    assert watched.told.events == said


MORE = {
    "nohup": "subprocess.Popen(['nohup', *sleep], stdout=-3, stderr=-3, stdin=-3)",
    "shell in the background": "subprocess.Popen(['sh', '-c', ' '.join(sleep) + ' & ' + ' '.join(sleep) + ' & :'])",
    "threads": "import threading\nfor _ in range(3):\n    threading.Thread(target=subprocess.run, args=[sleep], "
    "daemon=True).start()",
    "pool": "import multiprocessing\npool = multiprocessing.get_context('fork').Pool(2)\n"
    "pool.map_async(subprocess.run, [sleep, sleep])",
    "executor": "import concurrent.futures as c, multiprocessing as m\nif __name__ == '__main__':\n"
    "    pool = c.ProcessPoolExecutor(2, m.get_context('fork'))\n"
    "    for _ in range(2): pool.submit(subprocess.run, sleep)\n",
    "many": "for _ in range(40):\n    subprocess.Popen(sleep, start_new_session=True)",
    "chain": "for _ in range(6):\n    if os.fork():\n        break\n    os.setsid()\n"
    "else:\n    os.execvp('sleep', sleep)\nif os.getpid() != own:\n    time.sleep(600)",
}
ALL = {**TREES, **MORE}


def forest(folder: Path, how: str, mark: str, then: str) -> Path:
    if how in TREES:
        return tree(folder, how, mark, then)
    head = f"import os, signal, subprocess, sys, time\nown = os.getpid()\nsleep = ['sleep', '{mark}']\n{MORE[how]}\n"
    return write(folder, head + f"time.sleep(0.5)\nprint('on', flush=True)\n{then}\n")


def test_e07_nothing_outlives_a_run_that_is_stopped(tmp_path: Path, mark: str, way: str) -> None:
    def going_on(folder: Path, how: str, own: str) -> Path:
        return forest(folder, how, own, "time.sleep(600)")

    are_stopped(together(tmp_path, going_on, ALL, mark, profile=PATIENT))


def test_e07_nothing_outlives_a_run_that_ends_by_itself(tmp_path: Path, mark: str, way: str) -> None:
    def ending(folder: Path, how: str, own: str) -> Path:
        return forest(folder, how, own, "os._exit(0)" if how == "threads" else "sys.exit()")

    # Those that have a pool wait for it at their end, as on the command line.
    for how, (own, watched) in together(tmp_path, ending, set(ALL) - {"pool", "executor"}, mark).items():
        assert watched.end().state == "done", how
        assert processes(own) == [], how


def test_e07_control_a_signal_to_its_group_leaves_a_daemon(tmp_path: Path, mark: str) -> None:
    script = forest(tmp_path, "double fork", mark, "time.sleep(600)")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"on")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
    time.sleep(0.2)
    assert processes(mark)
