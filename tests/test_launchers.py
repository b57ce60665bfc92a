"""Launchers are warm with what a script imports, and no run is another one for that."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core_fixtures import Told, _launchers, eventually, go, write
from shipway.environment import environment
from shipway.profile import MINE, VISITORS
from shipway.read import read
from shipway.run.launchers import MOST, Launchers


@pytest.fixture
def launchers(tmp_path: Path) -> Iterator[Launchers]:
    ours = Launchers(tmp_path / "launchers")
    _launchers.append(ours)
    yield ours
    _launchers.remove(ours)
    ours.close()


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder whose modules count as installed."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "library"))
    return tmp_path / "library"


def by_hand(script: Path) -> tuple[bytes, bytes, int]:
    done = subprocess.run([sys.executable, script], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return done.stdout, done.stderr, done.returncode


def as_by_hand(told: Told) -> tuple[bytes, bytes, int | None]:
    return told.of("stdout"), told.of("stderr"), told.ended.code


MODULES = {
    "writes": "import sys\nprint('hello from it')\nprint('and here', file=sys.stderr)\n",
    "reads the command line": "import sys\ndef line(argv=sys.argv[1:]):\n    print(argv)\n",
    "keeps the command line": "from sys import argv\ndef line():\n    print(len(argv), argv[0][-9:])\n",
    "keeps a stream": "import sys\nout = sys.stdout\ndef line():\n    out.write('kept\\n')\n    print('after')\n",
    "starts a thread": (
        "import threading, time\nt = threading.Thread(target=time.sleep, args=(0.2,))\nt.start()\n"
        "def line():\n    print(threading.active_count())\n"
    ),
    "starts a process": (
        "import subprocess\np = subprocess.Popen(['sleep', '0.1'])\ndef line():\n    print(p.wait())\n"
    ),
    "fails": "raise ValueError('not today')\n",
    "ends the script": "raise SystemExit(5)\n",
    "asks for the end": "import atexit\natexit.register(print, 'the end')\n",
    "warns": "import warnings\nwarnings.warn('old', UserWarning)\n",
    "holds a file": "import os, sys\nf = open(os.devnull, 'w')\ndef line():\n    f.write('x')\n",
}


@pytest.mark.parametrize("what", MODULES)
def test_what_a_module_does_when_it_is_imported_is_done_in_each_run(
    launchers: Launchers, library: Path, tmp_path: Path, what: str
) -> None:
    write(library, MODULES[what], "odd_one.py")
    script = write(tmp_path / "s", "import json\nimport odd_one\ngetattr(odd_one, 'line', print)()\nprint('done')\n")
    for _ in range(2):
        told = go(script, profile=MINE)
        assert as_by_hand(told) == by_hand(script), what
        assert not launchers.why_unsealed(environment(script))


def test_a_module_beside_the_script_comes_before_an_installed_one(
    launchers: Launchers, library: Path, tmp_path: Path
) -> None:
    write(library, "import its_part\nname = 'installed, with ' + its_part.name\n", "the_whole.py")
    write(library, "name = 'its own'\n", "its_part.py")
    script = write(tmp_path / "s", "import the_whole\nprint(the_whole.name)\n")
    write(tmp_path / "s", "name = 'the one beside'\n", "its_part.py")
    assert as_by_hand(go(script, profile=MINE)) == by_hand(script)


@pytest.mark.parametrize("draw", ["random.random()", "numpy.random.rand()", "numpy.random.default_rng().random()"])
def test_what_is_drawn_without_a_seed_differs_from_run_to_run(launchers: Launchers, tmp_path: Path, draw: str) -> None:
    script = write(tmp_path, f"import random, numpy\nprint({draw})\n")
    drawn = {go(script).stdout for _ in range(4)}
    assert len(drawn) == 4


def test_what_is_left_open_is_written_at_the_end(launchers: Launchers, tmp_path: Path) -> None:
    text = (
        "import sys, atexit\nclass Last:\n    def __del__(self):\n        print('let go')\nlast = Last()\n"
        "atexit.register(print, 'at exit')\nfile = open('left.txt', 'w')\nfile.write('all of it')\n"
        "sys.stdout.write('x')\n"
    )
    told = go(write(tmp_path, text))
    assert told.stdout == "xat exit\nlet go\n"
    assert told.made == {"left.txt": b"all of it"}


@pytest.mark.parametrize(("end", "code"), [("sys.exit('sorry')", 1), ("sys.exit(7)", 7), ("1 / 0", 1), ("pass", 0)])
def test_a_script_ends_as_by_hand(launchers: Launchers, tmp_path: Path, end: str, code: int) -> None:
    script = write(tmp_path, f"import sys\nprint('x', end='')\n{end}\n")
    told = go(script, profile=MINE)
    assert as_by_hand(told) == by_hand(script)
    assert told.ended.code == code


def test_another_launcher_is_started_when_the_packages_change(
    launchers: Launchers, library: Path, tmp_path: Path
) -> None:
    script = write(tmp_path / "s", "print(1)\n")
    reading, where = read(script), environment(script)
    here = tmp_path / "site-packages"
    here.mkdir()
    where = type(where)(**{**vars(where), "path": (*where.path, str(here))})
    first, second = (launchers.take(reading, where, MINE) for _ in range(2))
    os.utime(here, (1, 1))
    third = launchers.take(reading, where, MINE)
    assert first is not None
    assert second is not None
    assert third is not None
    parents = [_parent(one.slot.guard().pid) for one in (first, second, third)]
    assert parents[0] == parents[1] != parents[2]
    for one in (first, second, third):
        one.drop()


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_there_are_only_so_many_launchers(launchers: Launchers, tmp_path: Path) -> None:
    scripts = [write(tmp_path, f"print({number})\n", f"s{number}.py") for number in range(MOST + 2)]
    for number, script in enumerate(scripts):
        assert go(script).stdout == f"{number}\n"
    eventually(lambda: len(list((tmp_path / "launchers/launchers").iterdir())) <= MOST)


def test_a_slot_that_is_killed_costs_no_more_than_its_run(launchers: Launchers, tmp_path: Path) -> None:
    script = write(tmp_path, "print(1)\n")
    assert go(script).stdout == "1\n"
    ready = launchers.take(read(script), environment(script), VISITORS)
    assert ready is not None
    ready.slot.guard().kill()
    eventually(lambda: ready.slot.guard().ended())
    ready.drop()
    told = [go(script) for _ in range(4)]
    assert [one.stdout for one in told] == ["1\n"] * 4
    assert {one.level for one in told} == {ready.level}
