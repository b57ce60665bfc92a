"""Rows E12 and E18 of the matrix: however a script ends, and whatever it waits for, there is an end with a reason."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core_fixtures import Told, Watched, begin, go, write
from shipway.profile import VISITORS, Profile

BRIEF = replace(VISITORS, seconds=1.5)
PATIENT = replace(VISITORS, seconds=30)

ENDS = {
    "segfault": ("import ctypes\nctypes.string_at(0)", "failed", 139, "ended by SIGSEGV"),
    "abort": ("import os\nos.abort()", "failed", 134, "ended by SIGABRT"),
    "killed": ("import os\nos.kill(os.getpid(), 9)", "failed", 137, "ended by SIGKILL"),
    "terminated": ("import os\nos.kill(os.getpid(), 15)", "failed", 143, "ended by SIGTERM"),
    "exit text": ("import sys\nsys.exit('x')", "failed", 1, "exit code 1"),
    "exit 3 at once": ("import os\nos._exit(3)", "failed", 3, "exit code 3"),
    # The system keeps eight bits of it, and the shell sees 0; the script said that it failed.
    "exit 256": ("raise SystemExit(256)", "failed", 256, "exit code 256"),
    "exit 512 in a function": ("def f():\n    raise SystemExit(512)\nf()", "failed", 512, "exit code 512"),
    "exit 0": ("raise SystemExit(0)", "done", 0, ""),
    "exit False": ("raise SystemExit(False)", "done", 0, ""),
}


@pytest.mark.parametrize("how", ENDS)
def test_e12_each_end_of_a_script_is_told_with_its_reason(tmp_path: Path, how: str) -> None:
    text, state, code, reason = ENDS[how]
    ended = go(write(tmp_path, f"{text}\n"), profile=PATIENT).ended
    assert (ended.state, ended.code, ended.reason) == (state, code, reason)


@pytest.mark.parametrize("how", ENDS)
def test_e12_the_command_line_ends_as_the_script_does_by_hand(tmp_path: Path, how: str) -> None:
    script = write(tmp_path, f"{ENDS[how][0]}\n")
    by_hand = subprocess.run([sys.executable, script], capture_output=True, timeout=60, check=False).returncode
    command = [sys.executable, "-m", "shipway", "run", script]
    ours = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False).returncode
    assert ours == (by_hand if by_hand >= 0 else 128 - by_hand)


NO_RESULT = "it ended without giving a result"
CALLS = {
    "at once": ("os._exit(0)", "failed", NO_RESULT),
    "in a thread": ("import threading\nthreading.Thread(target=os._exit, args=[0]).start()\nwhile True: pass",
                    "failed", NO_RESULT),
    "after an item": ("yield 1\nos._exit(0)", "failed", NO_RESULT),
    "with a code": ("os._exit(4)", "failed", "exit code 4"),
    "exit 256": ("raise SystemExit(256)", "failed", "exit code 256"),
    "by itself": ("pass", "done", ""),
    "exit 0": ("raise SystemExit", "done", ""),
    "when it has given it": ("import atexit\natexit.register(os._exit, 0)\nreturn 1", "done", ""),
}  # fmt: skip


@pytest.mark.parametrize("how", CALLS)
def test_e12_a_function_that_gives_nothing_back_has_not_done_its_work(tmp_path: Path, how: str) -> None:
    body, state, reason = CALLS[how]
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    told = go(write(tmp_path, f"import os\n\ndef f(x: int):\n{lines}\n"), {"x": "1"}, tool="f", profile=PATIENT)
    assert (told.ended.state, told.ended.reason) == (state, reason)


def test_e12_a_script_that_ends_where_it_is_imported_has_called_nothing(tmp_path: Path) -> None:
    text = "import os\nos._exit(0)\ndef f(x: int):\n    return x\n"
    ended = go(write(tmp_path, text), {"x": "1"}, tool="f").ended
    assert (ended.state, ended.reason) == ("failed", NO_RESULT)
    ended = go(write(tmp_path, text.replace("os._exit(0)", "raise SystemExit")), {"x": "1"}, tool="f").ended
    assert (ended.state, ended.reason) == ("failed", "the script ends itself while it is imported (exit code 0)")


@pytest.mark.parametrize("end", ["sys.exit(0)", "sys.exit(256)", "pass"])
def test_e12_a_script_that_closes_all_that_is_open_keeps_its_files_to_itself(tmp_path: Path, end: str) -> None:
    # As those do that become a daemon: what it opens then has the numbers of what was ours.
    text = f"import os, sys\nos.closerange(3, 256)\nkept = [open(f'{{n}}.txt', 'w') for n in range(9)]\n{end}\n"
    told = go(write(tmp_path, text), profile=PATIENT)
    assert (told.ended.state, told.stderr) == ("done", "")
    assert set(told.made.values()) == {b""}


STOPPED = "import os\nprint('on', flush=True)\nos.kill(os.getpid(), 19)\n"


def ends_in_time(folder: Path, profile: Profile) -> None:
    """Check that a script which stops itself is ended by the limit of time."""
    watched = Watched(*begin(write(folder, STOPPED), profile=profile))
    try:
        watched.until("on")
        ended = watched.end(6)
        assert (ended.state, ended.reason) == ("timed out", "it took longer than 1.5 s")
    finally:
        watched.run.stop()
        watched.end(10)


def test_e12_a_script_that_stops_itself_is_ended_by_the_limit_of_time(tmp_path: Path) -> None:
    ends_in_time(tmp_path, BRIEF)


def test_e12_control_without_a_limit_of_time_it_would_stand_still(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="goes on and on"):
        ends_in_time(tmp_path, replace(VISITORS, seconds=None))


WAITS = {
    "input": ("print(input('Name: '))", [], "EOFError"),
    "input, answered": ("print(input('Name: '))", ["Ann"], ""),
    "getpass": ("import getpass\nprint(len(getpass.getpass()))", [], "EOFError"),
    "getpass, answered": ("import getpass\nprint(len(getpass.getpass()))", ["secret"], ""),
    "pdb": ("import pdb\npdb.set_trace()\nprint('on')", [], "BdbQuit"),
    "breakpoint, answered": ("breakpoint()\nprint('on')", ["p 1 + 1", "c"], ""),
    "post mortem": ("import pdb\ntry:\n    1 / 0\nexcept Exception:\n    pdb.post_mortem()\nprint('on')", [], ""),
    "startfile": ("import os\nos.startfile('a.txt')", [], "AttributeError: module 'os' has no attribute 'startfile'"),
    "Tk": ("import tkinter\ntkinter.Tk().mainloop()", [], "TclError: no display name"),
    "Tk dialog": ("from tkinter import messagebox\nmessagebox.showinfo('a', 'b')", [], "TclError: no display name"),
    "help": ("help(len)", [], ""),
    "code": ("import code\ncode.interact()", [], ""),
}


@pytest.mark.parametrize("how", WAITS)
def test_e18_what_waits_for_a_person_is_asked_or_fails_in_words(tmp_path: Path, how: str) -> None:
    text, answers, reason = WAITS[how]
    if "Tk" in how:
        pytest.importorskip("tkinter")
    ended = go(write(tmp_path, f"{text}\n"), {}, answers=answers, profile=PATIENT, tool="script").ended
    assert ended.state == ("failed" if reason else "done")
    assert ended.reason.startswith(reason)


def shown(folder: Path, backend: str) -> Told:
    text = f"import matplotlib\n{backend}\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint('on')\n"
    return go(write(folder, text), profile=PATIENT)


def test_e18_a_figure_that_a_script_shows_is_a_result(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    told = shown(tmp_path, "")
    assert (told.ended.state, told.stdout, told.stderr) == ("done", "on\n", "")
    assert [result.shape for result in told.results] == ["figure"]


def test_e18_a_figure_in_a_window_of_its_own_fails_in_words(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    told = shown(tmp_path, "matplotlib.use('TkAgg')")
    assert told.ended.state == "failed"
    assert told.ended.reason.startswith("ImportError: Cannot load backend 'TkAgg'")


@pytest.mark.parametrize("on", ["a pipe", "a terminal"])
def test_e18_no_browser_of_the_server_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: str) -> None:
    # One that shows its page in the terminal waits for keys, and webbrowser waits for it.
    for browser in ("lynx", "w3m", "www-browser", "firefox", "xdg-open"):
        text = f"#!/bin/sh\ntouch {tmp_path}/opened\nexec sleep 600\n"
        write(tmp_path / "bin", text, browser).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":77")
    keys = "import sys, tty\ntty.setcbreak(sys.stdin)\n" if on == "a terminal" else ""
    text = f"{keys}import webbrowser\nwebbrowser.open('https://example.org/?a=b&c=$(id)')\nprint('on')\n"
    told = go(write(tmp_path, text), profile=replace(VISITORS, seconds=10))
    assert (told.ended.state, told.stdout.strip()) == ("done", "on")
    assert told.stderr.strip() == "no browser can be opened here, for https://example.org/?a=b&c=$(id)"
    assert not (tmp_path / "opened").exists()
