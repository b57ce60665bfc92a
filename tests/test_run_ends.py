"""Every run ends: stopped, out of time, or with its supervisor, and its whole tree of processes with it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from core_fixtures import Watched, begin, eventually, go, mark, open_way, processes, write
from shipway.profile import VISITORS
from shipway.run.orders import name_of

__all__ = ["mark", "open_way"]
pytestmark = pytest.mark.usefixtures("open_way")

STUBBORN = """
    import signal, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("on")
    while True:
        try:
            time.sleep(60)
        except BaseException:
            print("caught")
"""

TREES = {
    "child": "subprocess.Popen(sleep)",
    "setsid": "subprocess.Popen(sleep, start_new_session=True)",
    "setsid and deaf": "subprocess.Popen(['sh', '-c', 'trap \"\" TERM HUP INT; ' + ' '.join(sleep) + '; :'], "
    "start_new_session=True)",
    "double fork": "\nif not os.fork():\n    os.setsid()\n    os.fork() and os._exit(0)\n"
    "    os.execvp('sleep', sleep)\n",
    "stopped": "p = subprocess.Popen(sleep); os.kill(p.pid, signal.SIGSTOP)",
    "streams held open": "subprocess.Popen(sleep, start_new_session=True, stdin=subprocess.DEVNULL)",
    "streams let go": "subprocess.Popen(sleep, start_new_session=True, stdout=subprocess.DEVNULL, stderr=-3, stdin=-3)",
}


def tree(folder: Path, how: str, mark: str, then: str) -> Path:
    """Write a script that leaves processes behind, says so, and goes on."""
    head = f"import os, signal, subprocess, sys, time\nsleep = ['sleep', '{mark}']\n"
    wait = "time.sleep(0.3)\nprint('on', os.getpid(), os.getppid(), flush=True)\n"
    return write(folder, head + TREES[how] + "\n" + wait + then + "\n")


def gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_script_that_hears_nothing_is_ended_within_three_seconds(tmp_path: Path) -> None:
    watched = Watched(*begin(write(tmp_path, STUBBORN)))
    watched.until("on")
    began = time.monotonic()
    watched.run.stop()
    ended = watched.end(10)
    assert time.monotonic() - began < 3
    assert (ended.state, ended.code, ended.reason) == ("cancelled", None, "it was stopped")


def test_a_script_may_tidy_up_when_it_is_stopped(tmp_path: Path) -> None:
    text = """
        import signal, sys, time
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("tidied"))
        print("on")
        time.sleep(60)
    """
    watched = Watched(*begin(write(tmp_path, text)))
    watched.until("on")
    watched.run.stop()
    assert watched.end(5).state == "cancelled"
    assert watched.told.stderr == "tidied\n"


def test_what_was_said_before_the_stop_is_kept(tmp_path: Path) -> None:
    watched = Watched(*begin(write(tmp_path, "import time\nopen('a', 'w').close()\nprint('on')\ntime.sleep(60)\n")))
    watched.until("on")
    watched.run.stop()
    watched.end(5)
    assert watched.told.stdout == "on\n"
    assert list(watched.told.made) == ["a"]


def test_a_stop_before_the_first_line_is_heeded(tmp_path: Path) -> None:
    run, folder = begin(write(tmp_path, "import time\ntime.sleep(60)\n"))
    run.stop()
    assert Watched(run, folder).end(5).state == "cancelled"


def test_orders_to_a_run_that_has_ended_are_dropped(tmp_path: Path) -> None:
    run, folder = begin(write(tmp_path, "print(1)\n"))
    assert Watched(run, folder).end(5).state == "done"
    run.stop()
    run.answer("x")
    run.interrupt()


def test_a_run_past_its_time_is_ended(tmp_path: Path) -> None:
    told = go(write(tmp_path, STUBBORN), profile=replace(VISITORS, seconds=0.5))
    assert (told.ended.state, told.ended.code, told.ended.reason) == ("timed out", None, "it took longer than 0.5 s")
    assert told.ended.seconds < 3
    assert told.stdout.startswith("on\n")


def test_a_run_that_is_killed_from_outside_says_so(tmp_path: Path) -> None:
    watched = Watched(*begin(write(tmp_path, "import os, time\nprint('on', os.getppid())\ntime.sleep(60)\n")))
    watched.until("on")
    time.sleep(0.1)
    os.kill(int(watched.told.stdout.split()[1]), signal.SIGKILL)
    ended = watched.end(10)
    assert (ended.state, ended.code) == ("interrupted", None)


@pytest.mark.parametrize("how", TREES)
def test_a_stop_ends_every_process_below_the_script(tmp_path: Path, how: str, mark: str, open_way: str) -> None:
    watched = Watched(*begin(tree(tmp_path, how, mark, "time.sleep(60)")))
    watched.until("on")
    assert processes(mark)
    watched.run.stop()
    assert watched.end(5).state == "cancelled"
    assert processes(mark) == []
    script, guard = (int(pid) for pid in watched.told.stdout.split()[1:])
    # A launcher's guard goes on to the next run.
    assert gone([script] if open_way == "launched" else [script, guard])


@pytest.mark.parametrize("how", TREES)
def test_nothing_is_left_when_the_script_ends_by_itself(tmp_path: Path, how: str, mark: str) -> None:
    began = time.monotonic()
    told = go(tree(tmp_path, how, mark, "pass"))
    assert told.ended.state == "done", told.stderr
    assert processes(mark) == []
    assert time.monotonic() - began < 5


DRIVER = """
    import sys
    from pathlib import Path
    from core_fixtures import begin
    run, folder = begin(Path(sys.argv[1]))
    for event in run:
        print(getattr(event, "data", b"").decode(), end="", flush=True)
"""


def test_everything_ends_with_a_supervisor_that_is_killed(tmp_path: Path, mark: str) -> None:
    head = f"import os, signal, subprocess, sys, time\nsleep = ['sleep', '{mark}']\n"
    wait = "\ntime.sleep(0.5)\nprint('on', os.getpid(), os.getppid(), flush=True)\ntime.sleep(60)\n"
    script = write(tmp_path, head + "\n".join(TREES.values()) + wait)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", textwrap.dedent(DRIVER), str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as driver:
        assert driver.stdout is not None
        pids = [int(pid) for pid in driver.stdout.readline().split()[1:]]
        assert len(pids) == 2
        assert len(processes(mark)) >= len(TREES)
        driver.kill()
        driver.wait()
        eventually(lambda: not processes(mark) and gone(pids), 3)


DEAF = """
    import sys, time
    from pathlib import Path
    from core_fixtures import begin
    run, folder = begin(Path(sys.argv[1]), {"n": "1"})
    time.sleep(1)
    print("on", flush=True)
    time.sleep(60)
"""


def test_everything_ends_with_a_supervisor_that_left_messages_unread(tmp_path: Path, mark: str) -> None:
    text = f"""
        import subprocess
        def give(n: int):
            subprocess.Popen(["sleep", "{mark}"], start_new_session=True)
            while True:
                yield "x" * 1000
    """
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", textwrap.dedent(DEAF), str(write(tmp_path, text))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as driver:
        assert driver.stdout is not None
        assert driver.stdout.readline() == "on\n"
        assert processes(mark)
        driver.kill()
        driver.wait()
        eventually(lambda: not processes(mark), 3)


def test_a_script_that_kills_its_guard_gains_nothing(tmp_path: Path) -> None:
    text = "import os, time\nprint('on', os.getpid(), flush=True)\ntime.sleep(0.3)\nos.kill(os.getppid(), 9)\n"
    watched = Watched(*begin(write(tmp_path, f"{text}time.sleep(60)\n")))
    assert watched.end(5).state == "interrupted"
    eventually(lambda: gone([int(watched.told.stdout.split()[1])]), 3)


def test_a_stopped_script_and_its_guard_leave_no_zombies(tmp_path: Path) -> None:
    for _ in range(3):
        go(write(tmp_path, "print(1)\n"))
    states = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == os.getpid():
            states.append(state)
    assert "Z" not in states


def test_a_stop_that_comes_with_an_interrupt_is_heeded(tmp_path: Path, mark: str) -> None:
    watched = Watched(*begin(tree(tmp_path, "setsid", mark, textwrap.dedent(STUBBORN).strip())))
    watched.until("on")
    watched.run.interrupt()
    watched.run.stop()
    began = time.monotonic()
    assert watched.end(10).state == "cancelled"
    assert time.monotonic() - began < 3
    eventually(lambda: not processes(mark), 3)


def test_half_an_order_does_not_swallow_the_next_one(tmp_path: Path) -> None:
    watched = Watched(*begin(write(tmp_path, STUBBORN)))
    watched.until("on")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as orders:
        orders.sendto(b'{"do": "answer", "ask": 1, "text": "' + b"x" * 1000, name_of(watched.told.folder))
    watched.run.stop()
    assert watched.end(10).state == "cancelled"
