"""A run says what the command line would: the same bytes, the same exit code, the same world around the script."""

from __future__ import annotations

import calendar
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core_fixtures import Watched, begin, go, pythons, way, write
from shipway.events import Ended, Output, Started
from shipway.profile import MINE, VISITORS
from shipway.spec import Raw

__all__ = ["way"]
pytestmark = pytest.mark.usefixtures("way")


def by_hand(script: Path, *args: str, given: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a script as its author would."""
    return subprocess.run(
        [sys.executable, str(script), *args],
        input=given.encode(),
        capture_output=True,
        cwd=script.parent,
        env={**os.environ, **env},
        timeout=60,
        check=False,
    )


def test_stdout_and_stderr_stay_apart(tmp_path: Path) -> None:
    told = go(write(tmp_path, "import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.stdout.write('end')\n"))
    assert (told.stdout, told.stderr) == ("out\nend", "err\n")
    assert isinstance(told.events[0], Started)
    assert told.ended == Ended("done", 0, seconds=told.ended.seconds)


def test_the_first_line_arrives_while_the_script_goes_on(tmp_path: Path) -> None:
    script = write(tmp_path, "import time\nprint('first')\ntime.sleep(1.5)\nprint('second')\n")
    watched = Watched(*begin(script))
    watched.end()
    told = zip(watched.told.events, watched.at[1:], strict=True)
    came = {event.data: at for event, at in told if isinstance(event, Output)}
    assert came[b"second\n"] - came[b"first\n"] > 1


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("print(1)", 0, ""),
        ("raise SystemExit", 0, ""),
        ("import sys; sys.exit(3)", 3, "exit code 3"),
        ("import sys; sys.exit('it is broken')", 1, "exit code 1"),
        ("import os; os._exit(7)", 7, "exit code 7"),
        ("1 / 0", 1, "ZeroDivisionError: division by zero"),
        ("raise ValueError", 1, "ValueError"),
        ("raise KeyboardInterrupt", 130, "ended by SIGINT"),
        ("import os; os.kill(os.getpid(), 9)", 137, "ended by SIGKILL"),
        ("import os; os.abort()", 134, "ended by SIGABRT"),
        ("import os; os.kill(os.getpid(), 40)", 168, "ended by signal 40"),
    ],
)
def test_each_end_has_its_exit_code_and_reason(tmp_path: Path, text: str, code: int, reason: str) -> None:
    ended = go(write(tmp_path, text)).ended
    assert (ended.state, ended.code, ended.reason) == ("done" if code == 0 else "failed", code, reason)


PARSER = """import argparse

def small(text):
    return 1 / 0

parser = argparse.ArgumentParser()
parser.add_argument("--size", type=small, default="5")
parser.parse_args()
"""
FAULTS = {
    "under a parser": PARSER,
    "plain": "def f():\n    1 / 0\n\nf()\n",
    "exit text": "import sys\nprint('a')\nsys.exit('it is broken — так')\n",
    "chain": "try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('b') from error\n",
    "context": "try:\n    {}['a']\nexcept KeyError:\n    int('x')\n",
    "in a module": "import broken_neighbour\n",
    "syntax in a module": "import bad_neighbour\n",
    "missing import": "import no_such_package_here\n",
    "group": "raise ExceptionGroup('g', [ValueError(1), TypeError(2)])\n",
    "warning": "import warnings\nwarnings.warn('careful')\nwarnings.warn('old', DeprecationWarning)\n",
    "invalid escape": "x = '\\d'\nprint(x)\n",
    "own excepthook": "import sys\nsys.excepthook = lambda *a: print('mine', a[1], file=sys.stderr)\n1 / 0\n",
    "in a thread": "import threading\nt = threading.Thread(target=lambda: 1 / 0, name='t')\nt.start()\nt.join()\n",
    "at exit": "import atexit\natexit.register(lambda: 1 / 0)\n",
    "in a finaliser": "class A:\n    def __del__(self):\n        print('gone')\n\na = A()\n1 / 0\n",
    "hostile text": "class E(Exception):\n    def __str__(self):\n        raise RuntimeError\n\nraise E\n",
    "half a character": "raise ValueError('\\ud83d')\n",
    "deep": "def f(n):\n    return f(n + 1)\n\nf(0)\n",
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_goes_wrong_is_told_byte_for_byte_as_by_hand(tmp_path: Path, name: str) -> None:
    write(tmp_path, "def f():\n    raise OSError(2, 'no')\n\nf()\n", "broken_neighbour.py")
    write(tmp_path, "x = (\n", "bad_neighbour.py")
    script = write(tmp_path, FAULTS[name])
    # The line that says how often a deep recursion was repeated counts our few frames too.
    skip = b"[Previous line repeated"
    told, hand = go(script, tool="script"), by_hand(script, PYTHONUTF8="1")
    texts = [re.sub(rb" at 0x\w+", b"", text) for text in (told.of("stderr"), hand.stderr)]
    lines = [[one for one in text.split(b"\n") if skip not in one] for text in texts]
    assert lines[0] == lines[1]
    assert told.of("stdout") == hand.stdout
    assert told.ended.code == hand.returncode


def test_bytes_that_are_no_utf_8_arrive_as_they_are(tmp_path: Path) -> None:
    text = "import sys\nsys.stdout.buffer.write(bytes(range(256)))\nsys.stderr.buffer.write(b'\\xff')\n"
    told = go(write(tmp_path, text))
    assert (told.of("stdout"), told.of("stderr")) == (bytes(range(256)), b"\xff")


@pytest.mark.parametrize(
    "text", ["import sys\nsys.stdout.close()\n", "import os\nos.close(1)\nos.close(2)\n", "import os\nos.dup2(2, 1)\n"]
)
def test_a_stream_that_is_closed_early_ends_nothing(tmp_path: Path, text: str) -> None:
    told = go(write(tmp_path, f"{text}import time\ntime.sleep(0.2)\nopen('after', 'w').write('x')\n"))
    assert told.made == {"after": b"x"}
    assert told.ended.code == 0


def test_output_past_the_limit_ends_the_run(tmp_path: Path) -> None:
    script = write(tmp_path, "while True:\n    print('x' * 1000)\n")
    told = go(script, profile=replace(VISITORS, output=2**20))
    assert (told.ended.state, told.ended.reason) == ("failed", "it wrote more than 1 MiB of output")
    assert len(told.of("stdout")) == 2**20


def test_ten_megabytes_go_in_and_out(tmp_path: Path) -> None:
    script = write(tmp_path, "import sys\ndata = sys.stdin.read()\nsys.stdout.write(data)\n")
    text = "я" * (5 * 2**20)
    assert go(script, {"standard_input": text}).stdout == text
    function = write(tmp_path, "def f(text: str):\n    print(len(text))\n", "function.py")
    assert go(function, {"text": text}, tool="f").stdout == f"{len(text)}\n"


NAMES = """
import sys
print(__name__, __file__, sys.argv, sys.path[0], __doc__, __spec__, __cached__ if "__cached__" in dir() else None)
print(sorted(name for name in globals() if name != "__annotations__"))
print(type(__loader__).__name__, sys.modules["__main__"].__dict__ is globals(), sys.getrecursionlimit())
"""


def test_a_script_sees_the_names_that_it_would_by_hand(tmp_path: Path) -> None:
    script = write(tmp_path, f'"""Doc."""\n{NAMES}')
    told = go(script, {"arguments": "a 'b c'"}, profile=MINE)
    assert told.of("stdout").decode() == by_hand(script, "a", "b c").stdout.decode()


def test_a_link_to_a_script_finds_the_neighbours_of_the_file_itself(tmp_path: Path) -> None:
    write(tmp_path / "real", "print('neighbour')\n", "beside.py")
    write(tmp_path / "real", "import beside\n", "tool.py")
    (tmp_path / "tool.py").symlink_to(tmp_path / "real/tool.py")
    assert by_hand(tmp_path / "tool.py").stdout == b"neighbour\n"
    assert go(tmp_path / "tool.py").stdout == "neighbour\n"


SHADOWS = ["core", "json", "inspect", "typing", "shutil", "random", "signal", "csv", "kinds", "work", "asyncio"]


@pytest.mark.parametrize("name", SHADOWS)
@pytest.mark.parametrize("whole", [True, False], ids=["script", "function"])
def test_a_neighbour_with_the_name_of_any_module_is_the_scripts_own(tmp_path: Path, name: str, whole: bool) -> None:
    write(tmp_path, f"print('own {name}')\nVALUE = 7\n", f"{name}.py")
    text = f"import {name}\nprint({name}.VALUE)\ndef f(x: int):\n    return [{{'n': {name}.VALUE}}]\n"
    script = write(tmp_path, text)
    told = go(script, {} if whole else {"x": "1"}, tool="script" if whole else "f")
    assert told.stderr == ""
    assert told.stdout == f"own {name}\n7\n" == by_hand(script).stdout.decode()
    assert whole or told.result.value["rows"] == [["7"]]


@pytest.mark.parametrize("name", ["collections", "argparse", "runpy", "os"])
@pytest.mark.parametrize("beside", ["{}/notes.txt", "{}.txt", "{}/__init__.py", "{}.py"])
def test_what_stands_beside_a_script_hides_a_module_where_python_says_so(
    tmp_path: Path, name: str, beside: str
) -> None:
    own = tmp_path / beside.format(name)
    write(own.parent, "print('own')\n", own.name)
    script = write(tmp_path, f"import {name}\nprint(getattr({name}, '__file__', None))\nprint(len(dir({name})) > 9)\n")
    hand = by_hand(script)
    told = go(script)
    assert told.of("stdout") == hand.stdout
    assert told.ended.code == hand.returncode


def test_a_script_of_the_standard_library_has_it_for_its_neighbours() -> None:
    script = Path(calendar.__file__)
    assert go(script, {"year": "2026", "month": "11"}).of("stdout") == by_hand(script, "2026", "11").stdout


@pytest.mark.parametrize("name", ["plain.py", "имя с пробелами.py", "a'b\"c.py", "-x.py", "json.py", "test.tool.py"])
def test_a_script_may_have_any_name(tmp_path: Path, name: str) -> None:
    script = write(tmp_path / "папка с пробелом", "import sys\nprint(__file__)\ndef f(x: int):\n    return x\n", name)
    assert go(script, tool=script.stem).stdout == f"{script}\n"
    assert go(script, {"x": "5"}, tool="f").result.value == "5"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("print('at import')\n", ""),
        ("raise SystemExit(4)\n", "the script ends itself while it is imported (exit code 4)"),
        ("import no_such_package_here\n", "it imports no_such_package_here, which is not"),
        ("1 / 0\n", "ZeroDivisionError: division by zero"),
    ],
)
def test_what_a_script_does_when_imported_is_told(tmp_path: Path, text: str, reason: str) -> None:
    told = go(write(tmp_path, f"{text}def f(x: int):\n    return x\n"), {"x": "5"}, tool="f")
    assert told.ended.reason.startswith(reason)
    assert told.ended.state == ("failed" if reason else "done")


POOL = """
import multiprocessing, sys

def double(x):
    return 2 * x

if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(2) as pool:
        print(pool.map(double, [1, 2, 3]))
"""


@pytest.mark.parametrize("how", ["fork", "spawn", "forkserver"])
def test_a_script_may_use_several_processes(tmp_path: Path, how: str) -> None:
    told = go(write(tmp_path, POOL), {"word_1": how}, tool="script")
    assert (told.stdout, told.stderr) == ("[2, 4, 6]\n", "")


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13"])
def test_every_interpreter_from_3_8_on_runs_scripts(tmp_path: Path, version: str) -> None:
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    text = "import sys\nprint(input('Name: '), sys.version_info[:2])\nopen('a', 'w').close()\nsys.exit(5)\n"
    told = go(write(tmp_path, text), answers=("Ann",), python=found[0])
    major, minor = version.split(".")
    assert told.stdout == f"Name: Ann ({major}, {minor})\n"
    assert (told.ended.code, list(told.made)) == (5, ["a"])
    function = write(tmp_path, "def f(x: int):\n    yield x + 1\n    yield [{'a': x}]\n", "function.py")
    assert [one.shape for one in go(function, {"x": "1"}, python=found[0]).results] == ["number", "table"]


def test_the_parsers_complaint_comes_to_the_field_that_it_is_about(tmp_path: Path) -> None:
    text = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--count', type=int)\n"
    script = write(tmp_path, f"{text}p.add_argument('x', type=float)\np.parse_args()\n")
    cases: list[tuple[dict[str, Raw], dict[str, str]]] = [
        ({"count": "abc", "x": "1"}, {"count": "invalid int value: 'abc'"}),
        ({"x": "abc"}, {"x": "invalid float value: 'abc'"}),
    ]
    for raws, problems in cases:
        ended = go(script, raws).ended
        assert (ended.state, ended.code, ended.problems) == ("failed", 2, problems)


def test_control_c_reaches_the_script(tmp_path: Path) -> None:
    text = "import time\nprint('on')\ntry:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('caught')\n"
    watched = Watched(*begin(write(tmp_path, text)))
    watched.until("on")
    watched.run.interrupt()
    ended = watched.end(5)
    assert (ended.state, watched.told.stdout) == ("done", "on\ncaught\n")
