"""Scripts that talk to a terminal: they get one, it is known when they wait, and keys reach them."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from core_fixtures import Told, Watched, begin, eventually, mark, processes, way, write
from shipway.events import Answered, Ask, Started
from shipway.read import read
from shipway.run.waiting import Mark, Vigil
from shipway.transcript import Transcript

if TYPE_CHECKING:
    from shipway.run.feed import Feed

__all__ = ["mark", "way"]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals to give"),
    pytest.mark.usefixtures("way"),
]

DOWN, ENTER = "\x1b[B", "\r"
KEY = "import sys, termios, tty\n"
GETCH = KEY + (
    "def key():\n    old = termios.tcgetattr(0)\n    tty.setraw(0)\n    try:\n        return sys.stdin.read(1)\n"
    "    finally:\n        termios.tcsetattr(0, termios.TCSADRAIN, old)\n"
)


class Keys(str):
    """What is pressed as it is, not answered as a line."""


def drive(script: Path, *acts: str | None, **how: Any) -> Told:
    """Run a tool to its end; each question gets the next line, the next keys, or the end of the input."""
    under_way, folder = begin(script, **how)
    told, left = Told(folder), iter(acts)
    for event in under_way:
        told.events.append(event)
        if isinstance(event, Ask):
            act = next(left, None)
            under_way.press(act) if isinstance(act, Keys) else under_way.answer(act)
    return told


def shown(told: Told) -> list[str]:
    return [line.text.rstrip() for line in Transcript().feed(told.events).lines]


def test_a_script_that_reads_keys_has_a_terminal_of_a_known_size(tmp_path: Path) -> None:
    text = (
        "import termios, os\nprint([os.isatty(fd) for fd in (0, 1, 2)], tuple(os.get_terminal_size()),"
        " os.fstat(0).st_rdev != os.fstat(2).st_rdev, os.environ['TERM'], os.tcgetpgrp(0) == os.getpgrp())\n"
        "open('/dev/tty', 'w').write('tty\\n')\n"
    )
    told = drive(write(tmp_path, text))
    assert shown(told) == ["[True, True, True] (80, 24) True xterm-256color True", "tty"]
    assert isinstance(told.events[0], Started)
    assert told.events[0].terminal


def test_stdout_and_stderr_stay_apart(tmp_path: Path) -> None:
    told = drive(write(tmp_path, "import termios, sys\nprint('out')\nprint('err', file=sys.stderr)\n"))
    assert (told.of("stdout"), told.of("stderr")) == (b"out\r\n", b"err\r\n")


def test_a_line_is_asked_for_when_it_is_waited_for_and_is_shown_once(tmp_path: Path) -> None:
    text = "import termios, time\nname = input('Name: ')\ntime.sleep(0.8)\nage = input('Age: ')\nprint(name, age)\n"
    told = drive(write(tmp_path, text), "Ann", "41")
    assert [(ask.prompt, ask.secret, ask.keys) for ask in told.asks] == [
        ("Name:", False, False),
        ("Age:", False, False),
    ]
    assert shown(told) == ["Name: Ann", "Age: 41", "Ann 41"]


def test_a_script_that_is_busy_or_sleeps_is_not_taken_to_wait(tmp_path: Path) -> None:
    text = (
        "import termios, time\ntime.sleep(1)\nend = time.monotonic() + 0.7\nwhile time.monotonic() < end:\n    pass\n"
    )
    assert drive(write(tmp_path, text)).asks == []


def test_a_secret_is_known_by_the_echo_that_is_off(tmp_path: Path) -> None:
    text = "import termios, getpass\np = getpass.getpass('PIN: ')\nq = input('Name: ')\nprint(len(p), q)\n"
    told = drive(write(tmp_path, text), "s3cret", "Ann")
    assert [(ask.prompt, ask.secret) for ask in told.asks] == [("PIN:", True), ("Name:", False)]
    assert Answered(1, "••••••••") in told.events
    assert "s3cret" not in str(told.events)
    assert shown(told) == ["PIN:", "Name: Ann", "6 Ann"]


def test_single_keys_reach_a_script_that_reads_them(tmp_path: Path) -> None:
    text = GETCH + "print('Continue? [y/n] ', end='', flush=True)\nprint(repr(key()))\nprint(repr(key()))\n"
    told = drive(write(tmp_path, text), "y", Keys(DOWN))
    assert [(ask.prompt, ask.keys) for ask in told.asks] == [
        ("Continue? [y/n]", True),
        ("", True),
    ]
    assert shown(told) == ["Continue? [y/n] 'y'", "'\\x1b'"], "no Enter follows the key that was enough"
    assert [event.text for event in told.events if isinstance(event, Answered)] == ["y", "↓"]


def test_a_line_typed_where_keys_are_read_is_ended_by_enter(tmp_path: Path) -> None:
    text = "import tty, readline\nprint('got', input('Name: '))\nprint('got', input('Age: '))\n"
    told = drive(write(tmp_path, text), "Ann", "41")
    assert [line for line in shown(told) if line.startswith(("Name", "Age", "got"))] == [
        "Name: Ann", "got Ann", "Age: 41", "got 41",
    ]  # fmt: skip


def test_a_menu_that_draws_on_the_whole_terminal_is_operated_by_its_keys(tmp_path: Path) -> None:
    text = (
        "import curses\ndef menu(w):\n    at = 0\n    while True:\n        w.erase()\n        w.box()\n"
        "        for n, t in enumerate(['tea', 'coffee', 'milk']):\n            w.addstr(n + 1, 2, '> '[n != at] + t)\n"
        "        key = w.getch()\n        if key == curses.KEY_DOWN:\n            at += 1\n        elif key == 10:\n"
        "            return at\nprint('chose', curses.wrapper(menu))\n"
    )
    script = write(tmp_path, text)
    spec = next(spec for spec in read(script).specs if spec.stdin == "terminal")
    assert "python script.py" in spec.unmapped[0]
    under_way, _ = begin(script, tool=spec.tool)
    transcript, acts = Transcript(), iter([DOWN, DOWN, ENTER])
    seen = []
    for event in under_way:
        transcript.feed([event])
        if isinstance(event, Ask):
            seen.append(next(line.text.strip("│ ") for line in transcript.lines if ">" in line.text))
            under_way.press(next(acts))
    assert seen == [">tea", ">coffee", ">milk"]
    assert [line.text for line in transcript.lines] == ["chose 2"], "what was drawn is gone, as on a terminal"


def test_the_end_of_input_is_ctrl_d(tmp_path: Path) -> None:
    told = drive(write(tmp_path, "import termios\ninput('Name: ')\n"), None)
    assert (told.ended.code, told.ended.reason.partition(":")[0]) == (1, "EOFError")
    assert Answered(1, None) in told.events


def test_ctrl_c_is_typed_and_interrupts(tmp_path: Path) -> None:
    text = (
        "import termios, time\nprint('go')\ntry:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('stopped')\n"
    )
    watched = Watched(*begin(write(tmp_path, text)))
    watched.until("go")
    watched.run.interrupt()
    assert watched.end().code == 0
    assert shown(watched.told) == ["go", "^Cstopped"]


def test_a_control_character_in_an_answer_arrives_and_presses_nothing(tmp_path: Path) -> None:
    told = drive(write(tmp_path, "import termios\nprint(ascii(input('> ')))\n"), "a\x03b\x04\x1a\x15\x7f\tc")
    assert (told.ended.state, shown(told)[-1]) == ("done", "'a\\x03b\\x04\\x1a\\x15\\x7f\\tc'")


def test_an_answer_that_no_line_of_a_terminal_can_hold_ends_the_run_with_a_sentence(tmp_path: Path) -> None:
    script = write(tmp_path, "import termios\nprint(len(input('> ')))\n")
    assert shown(drive(script, "x" * 4000))[-1] == "4000"
    assert "4 KiB" in drive(script, "x" * 5000).ended.reason


def test_stop_ends_the_whole_tree_that_has_the_terminal(tmp_path: Path, mark: str) -> None:
    text = f"import termios, subprocess\nsubprocess.Popen(['sleep', '{mark}'], start_new_session=True)\ninput('> ')\n"
    watched = Watched(*begin(write(tmp_path, text)))
    eventually(lambda: bool(watched.told.asks) and bool(processes(mark)))
    watched.run.stop()
    assert watched.end().state == "cancelled"
    eventually(lambda: not processes(mark))


def test_everything_that_was_written_arrives_when_the_script_ends_at_once(tmp_path: Path) -> None:
    script = write(
        tmp_path, "import termios, os, sys\nsys.stdout.write('x' * 200_000 + 'END')\nsys.stdout.flush()\nos._exit(3)\n"
    )
    for _ in range(3):
        told = drive(script)
        assert (len(told.of("stdout")), told.of("stdout")[-3:], told.ended.code) == (200_003, b"END", 3)


def test_many_runs_leave_no_descriptor(tmp_path: Path) -> None:
    script = write(tmp_path, "import termios\nprint(input('> '))\n")
    for _ in range(3):
        # The first ones make slots of a launcher, which stay.
        drive(script, "warm")
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0
    for number in range(8):
        assert drive(script, str(number)).ended.code == 0
    assert (len(os.listdir("/proc/self/fd")) if before else 0) == before


@pytest.mark.skipif(platform.machine() not in ("x86_64", "aarch64"), reason="only these tell in which call one waits")
@pytest.mark.parametrize(
    "wait",
    [
        "os.read(0, 9)",
        "open('/dev/tty').readline()",
        "select.select([sys.stdin], [], [])",
        "select.select([0], [], [], 9)",
        "p = select.poll(); p.register(0, select.POLLIN); p.poll()",
        "s = selectors.DefaultSelector(); s.register(0, selectors.EVENT_READ); s.select()",
        "t = threading.Thread(target=input); t.start(); t.join()",
        "subprocess.run([sys.executable, '-c', 'input()'])",
    ],
)
def test_every_way_to_wait_for_the_terminal_is_seen(tmp_path: Path, wait: str) -> None:
    modules = "import termios, os, select, selectors, subprocess, sys, threading\n"
    told = drive(write(tmp_path, f"{modules}print('Say: ', end='', flush=True)\n{wait}\nprint('ok')\n"), "x")
    assert [ask.prompt for ask in told.asks] == ["Say:"]
    assert told.ended.code == 0


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("import curses\ncurses.wrapper(print)\n", "terminal"),
        ("import questionary\nquestionary.text('x').ask()\n", "terminal"),
        ("import click\nprint(1 if click.getchar() else 0)\n", "terminal"),
        ("import sys\nif not sys.stdin.isatty():\n    sys.exit('no')\ninput('> ')\n", "terminal"),
        ("import os\nprint('-' * os.get_terminal_size().columns)\n", "terminal"),
        ("import os\ntry:\n    w = os.get_terminal_size()[0]\nexcept OSError:\n    w = 80\nprint(w)\n", "none"),
        ("import os, sys\nif sys.stdout.isatty():\n    print(os.get_terminal_size())\n", "none"),
        ("import shutil\nprint(shutil.get_terminal_size())\n", "none"),
        ("from IPython.display import display\ndisplay(1)\n", "none"),
        ("import IPython\nIPython.embed()\n", "terminal"),
        ("from pick import best\nprint(best())\n", "none"),
        ("from menus import choose\nprint(choose())\n", "terminal"),
        ("import sys\nif not sys.stdin.isatty():\n    print(sys.stdin.read())\n", "text"),
        ("import cmd\ncmd.Cmd().cmdloop()\n", "asks"),
        ("print(input('> '))\n", "asks"),
    ],
)
def test_a_terminal_is_for_scripts_that_cannot_do_without(tmp_path: Path, text: str, mode: str) -> None:
    write(tmp_path, "def best():\n    return 1\n", "pick.py")
    write(tmp_path, "import curses\ndef choose():\n    return curses.wrapper(print)\n", "menus.py")
    reading = read(write(tmp_path, text))
    assert reading.specs[-1].stdin == mode


def test_a_person_at_a_terminal_keeps_it(tmp_path: Path) -> None:
    script = write(tmp_path, GETCH + "import os\nprint('go')\nprint('key:', key(), os.ttyname(0))\n")
    code = (
        "import os, pty, sys, time\npid, near = pty.fork()\nif not pid:\n"
        "    os.execv(sys.executable, [sys.executable, '-m', 'shipway', 'run', sys.argv[1]])\nsaid = b''\n"
        "try:\n    while True:\n"
        "        said += os.read(near, 999)\n        if said == b'go\\r\\n':\n            time.sleep(0.5)\n"
        "            os.write(near, b'k')\nexcept OSError:\n    pass\nprint(said, os.waitpid(pid, 0)[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(script)], capture_output=True, text=True, timeout=60)
    assert "key: k /dev/pts/" in done.stdout
    assert done.stdout.rstrip().endswith("0"), done.stdout


def test_a_script_that_goes_on_by_itself_to_a_secret_asks_anew(tmp_path: Path) -> None:
    text = (
        "import getpass, select, sys, termios\nprint('Name? ', end='', flush=True)\n"
        "select.select([sys.stdin], [], [], 1)\nprint(len(getpass.getpass('Key: ')))\n"
    )
    watched = Watched(*begin(write(tmp_path, text)))
    eventually(lambda: len(watched.told.asks) == 2)
    assert [(ask.prompt, ask.secret) for ask in watched.told.asks] == [("Name?", False), ("Name? Key:", True)]
    watched.run.answer("abc")
    assert watched.end().code == 0


class Silent:
    """A terminal that nobody has typed on."""

    every, mark = 0.05, Mark(1, 0)

    def unread(self) -> bool:
        return False


def test_where_the_system_does_not_tell_silence_stands_for_waiting() -> None:
    vigil = Vigil(os.getpid(), cast("Feed", Silent()), machine="unknown")
    now = time.monotonic()
    assert not vigil.look(now + 0.1)
    assert not vigil.look(now + 0.2)
    assert not vigil.look(now + 0.31), "seen once"
    assert vigil.look(now + 0.4)
    vigil.stir()
    assert not vigil.look(time.monotonic() + 0.1)


def test_a_sleeping_script_is_looked_at_ever_more_seldom(tmp_path: Path) -> None:
    vigil = Vigil(os.getpid(), cast("Feed", Silent()))
    looks, now, end = 0, vigil.at, vigil.at + 10
    while now < end:
        assert not vigil.look(now)
        looks, now = looks + 1, vigil.at
    assert looks < 60
