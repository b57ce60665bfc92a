"""Reading a text executes nothing, ends in time, and takes no more memory than it may."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core_fixtures import processes, write
from shipway.environment import Environment, own
from shipway.errors import NoSuchScript, Unreadable
from shipway.read import read, read_here
from shipway.read.limited import SECONDS, read_limited
from shipway.spec import Reading

PATIENT = 15 * SECONDS
"""Seconds of the clock for what may take SECONDS of the processor: other tests may run beside this one."""


@pytest.fixture(params=["split", "started"])
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let a reader be split off, or, as in a process with threads, be started."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    if request.param == "started":
        thread.start()
    yield request.param
    over.set()
    if request.param == "started":
        thread.join()


def spin(_script: Path, _where: Environment) -> Reading:
    while True:
        pass


def devour(_script: Path, _where: Environment) -> Reading:
    held = bytearray(4 * 2**30)
    return Reading(str(len(held)), "too much")


def crash(_script: Path, _where: Environment) -> Reading:
    os.abort()


def blunder(_script: Path, _where: Environment) -> Reading:
    raise AssertionError("a mistake of ours")


def test_both_ways_read_alike(way: str, tmp_path: Path) -> None:
    script = write(tmp_path, "def double(number: int) -> int:\n    return 2 * number\n")
    assert read_limited(script, own(), read_here) == read_here(script, own())


def test_both_ways_tell_what_is_wrong(way: str, tmp_path: Path) -> None:
    with pytest.raises(NoSuchScript, match="there is no file"):
        read_limited(tmp_path / "none.py", own(), read_here)
    with pytest.raises(Unreadable, match=r"bad\.py, line 1"):
        read_limited(write(tmp_path, "def (:\n", "bad.py"), own(), read_here)


def test_a_variable_that_was_set_meanwhile_is_seen(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "import argparse, os\np = argparse.ArgumentParser()\np.add_argument('--to', default=os.environ.get('TO_IT'))\n"
    )
    script = write(tmp_path, text + "p.parse_args()\n")
    for value in ("here", "there"):
        monkeypatch.setenv("TO_IT", value)
        assert read_limited(script, own(), read_here).specs[0].params[0].default == value


def alone(work: str, script: Path) -> str:
    """Let this work be done on a script by a process that has no threads; give how that failed."""
    code = f"""
import sys
from pathlib import Path
from shipway.environment import own
from shipway.read.limited import read_limited
from test_read_limited import {work}
try:
    read_limited(Path(sys.argv[1]), own(), {work})
except Exception as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(script)], cwd=Path(__file__).parent, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_work_without_end_is_ended(tmp_path: Path) -> None:
    began = time.monotonic()
    assert "takes more than 2 s" in alone("spin", tmp_path / "x.py")
    assert time.monotonic() - began < PATIENT


def test_memory_has_an_end(tmp_path: Path) -> None:
    refused = "Unreadable x.py cannot be read: it is nested too deeply, or too large"
    assert refused in alone("devour", tmp_path / "x.py")


def test_a_reader_that_dies_takes_nobody_with_it(tmp_path: Path) -> None:
    assert "Unreadable x.py cannot be read" in alone("crash", tmp_path / "x.py")


def test_a_mistake_of_ours_keeps_its_traceback(tmp_path: Path) -> None:
    told = alone("blunder", tmp_path / "x.py")
    assert told.startswith("RuntimeError Traceback")
    assert "in blunder" in told
    assert "AssertionError: a mistake of ours" in told


def test_a_reader_that_waits_reads_the_next_script_too(tmp_path: Path) -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        read_limited(write(tmp_path, "def one(a: int): ...\n", "one.py"), own(), read_here)
        before = processes("shipway.read")
        assert len(before) == 1
        read_limited(write(tmp_path, "def two(a: int): ...\n", "two.py"), own(), read_here)
        assert processes("shipway.read") == before
        os.kill(before[0], 9)
        reading = read_limited(write(tmp_path, "def three(a: int): ...\n", "three.py"), own(), read_here)
        assert reading.specs[0].tool == "three"
    finally:
        over.set()
        thread.join()


# Without a quote of the one sort, so that it can stand inside the other.
CANARY = (
    "import os, socket; os.close(os.open({path!r}, os.O_CREAT)); "
    "socket.create_connection(('127.0.0.1', {port})).close()"
)
HOSTILE = {
    "decorator": "import os\n@exec({code!r})\ndef f(a: int): ...\n",
    "default": "def f(a=exec({code!r})): ...\n",
    "hint": "def f(a: exec({code!r})): ...\n",
    "quoted hint": "def f(a: '''exec({code!r})'''): ...\n",
    "hint in Annotated": "from typing import Annotated\ndef f(a: Annotated[int, exec({code!r})]): ...\n",
    "metaclass": (
        "class M(type):\n    def __new__(*a):\n        exec({code!r})\n"
        "class C(metaclass=M):\n    pass\ndef f(a: C): ...\n"
    ),
    "enum": "import enum\nclass E(enum.Enum):\n    A = exec({code!r})\ndef f(a: E = E.A): ...\n",
    "dataclass": (
        "from dataclasses import dataclass, field\n@dataclass\nclass D:\n    a: int = exec({code!r})\n"
        "    b: list = field(default_factory=lambda: exec({code!r}))\ndef f(d: D): ...\n"
    ),
    "top level": "exec({code!r})\ndef f(a: int): ...\n",
    "docstring": 'def f(a):\n    """Do.\n\n    >>> f(exec({code!r}))\n\n    :type a: exec({code!r})\n    """\n',
    "prompt": "name = input(exec({code!r}))\nn = int(input(f'''{{exec({code!r})}}'''))\n",
    "optparse": "import optparse\np = optparse.OptionParser(usage=exec({code!r}))\n",
    "alias": "import typing\nX = exec({code!r})\ndef f(a: X): ...\n",
    "unguarded import": "import canary_module\ndef f(a: canary_module.Type): ...\n",
    "star import": "from canary_module import *\ndef f(a: Thing): ...\n",
    "encoding": "# -*- coding: raw_unicode_escape -*-\nexec({code!r})\ndef f(a: int): ...\n",
    "inline metadata": (
        '# /// script\n# dependencies = []\n# [tool.shipway]\n# title = "x"\n# ///\n'
        "exec({code!r})\ndef f(a: int): ...\n"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_a_text_executes_none_of_it(name: str, tmp_path: Path) -> None:
    canary = tmp_path / "executed"
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0)
        code = CANARY.format(path=str(canary), port=listening.getsockname()[1])
        write(tmp_path, f"exec({code!r})\n", "canary_module.py")
        read(write(tmp_path, HOSTILE[name].format(code=code)))
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert not canary.exists()


def test_the_canary_would_be_heard(tmp_path: Path) -> None:
    canary = tmp_path / "executed"
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        exec(CANARY.format(path=str(canary), port=listening.getsockname()[1]), {})
        listening.accept()[0].close()
    assert canary.exists()


ODD = {
    "brackets": "x = " + "(" * 50_000 + ")" * 50_000,
    "a long sum": "x = " + "+".join(["1"] * 200_000),
    "signs": "x = " + "-" * 200_000 + "1",
    "attributes": "x = a" + ".b" * 100_000,
    "calls": "x = f" + "()" * 100_000,
    "nots": "x = " + "not " * 100_000 + "1",
    "ifs": "\n".join(" " * n + "if x:" for n in range(99)) + "\n" + " " * 99 + "pass",
    "elifs": "if x: pass\n" + "elif x: pass\n" * 30_000,
    "lambdas": "x = " + "lambda: " * 20_000 + "1",
    "a hint": "def f(a: " + "list[" * 90 + "int" + "]" * 90 + "): ...",
    "a quoted hint": "def f(a: '" + "list[" * 5_000 + "int" + "]" * 5_000 + "'): ...",
    "a union": "def f(a: " + "|".join(["int"] * 20_000) + "): ...",
    "small statements": "a=1\n" * 130_000,
    "functions": "def f(a: int = 1): ...\n" * 20_000,
    "f-strings": "x = f'" + "{a}" * 50_000 + "'",
    "parameters": "def f(" + ", ".join(f"a{n}: int" for n in range(20_000)) + "): ...",
    "prompts": "a = int(input('how many'))\n" * 15_000,
    "spaces in a docstring": "def f(a):\n    '''" + " " * 400_000 + ":'''\n",
    "a docstring of colons": "def f(a):\n    '''" + ":param " * 60_000 + "'''\n",
    "a docstring of doctests": "def f(a):\n    '''\n" + "    >>> f(1)\n" * 30_000 + "    '''\n",
    "recursive aliases": "A = B\nB = A\ndef f(a: A): ...\n",
    "recursive classes": "from dataclasses import dataclass\n@dataclass\nclass N:\n    n: 'N'\ndef f(a: N): ...\n",
    "functions that ask in a circle": "def a(): b()\ndef b(): a(); input()\na()\n",
    "wide circles": "".join(f"def f{n}(): " + "; ".join(f"f{m}()" for m in range(60)) + "\n" for n in range(60))
    + "f0()\ninput()\n",
    "NUL": "a = 1\0\n",
    "an unknown encoding": "# -*- coding: klingon -*-\n",
    "a coding that is no text": "# -*- coding: rot13 -*-\nqrs s(n): cnff\n",
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_is_read_or_refused_in_time(name: str, tmp_path: Path) -> None:
    script = write(tmp_path, ODD[name])
    began = time.monotonic()
    with contextlib.suppress(Unreadable):
        read(script)
    assert time.monotonic() - began < PATIENT


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(Unreadable):
        read(tmp_path / "pipe.py")


def test_a_script_of_more_than_512_kb_is_not_parsed(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="at most 512 kB"):
        read(write(tmp_path, "#" * (512 * 1024 + 1)))
