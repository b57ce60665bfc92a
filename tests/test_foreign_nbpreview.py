"""nbpreview (typer 0.19), unmodified, in an environment of its own: it needs an older Pillow than ours.

The environment is one that Shipway itself makes, of what a script's block names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from shipway.bind import bind
from shipway.environment import Environment, environment
from shipway.errors import Missing
from shipway.events import Ended, Output
from shipway.profile import MINE
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.run import start
from shipway.spec import Reading

pytestmark = pytest.mark.long
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Ships\n", "A **list** of them."]},
        {
            "cell_type": "code",
            "execution_count": 1,
            "id": "b",
            "metadata": {},
            "outputs": [{"name": "stdout", "output_type": "stream", "text": ["3\n"]}],
            "source": ["print(1 + 2)"],
        },
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
LINES = (
    ("--plain", "-w", "60", "ships.ipynb"),
    ("--decorated", "--color-system", "none", "--no-images", "--width=50", "--", "ships.ipynb"),
    ("-m", "--line-numbers", "-e", "--theme", "monokai", "-w", "70", "ships.ipynb", "ships.ipynb"),
    pytest.param(
        ("none.ipynb",),
        marks=pytest.mark.xfail(reason="its traceback shows where objects lie in memory", strict=True),
    ),
)


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Environment]:
    """Give nbpreview's console script and its interpreter; an environment is made, or the test is skipped."""
    folder = tmp_path_factory.mktemp("nbpreview")
    block = '# /// script\n# dependencies = ["nbpreview==0.10.0"]\n# ///\nprint("here")\n'
    (folder / "wants.py").write_text(block)
    try:
        where = environment(folder / "wants.py")
    except Missing as problem:
        if "cannot be reached" not in str(problem) or "all" in os.environ.get("SHIPWAY_REQUIRE", ""):
            raise
        pytest.skip(str(problem))
    script = Path(where.command[0]).parent / "nbpreview"
    return script, environment(script, Path(where.command[0]))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a notebook; a home folder of its own holds what a program keeps."""
    (tmp_path / "ships.ipynb").write_text(json.dumps(NOTEBOOK))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def _read(program: tuple[Path, Environment]) -> Reading:
    reading = read(program[0], Path(program[1].command[0]))
    assert reading.live, reading.problem
    return reading


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("args", LINES, ids=str)
def test_a_filled_form_does_what_the_command_line_does(
    args: tuple[str, ...], program: tuple[Path, Environment], here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    script, where = program
    bare = subprocess.run([*where.command, script, *args], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    files = _files(here)
    spec, raws = fill(_read(program), None, args, Path(where.command[0]))
    streams = {"stdout": b"", "stderr": b""}
    folder = tmp_path_factory.mktemp("run")
    values = bind(spec, raws, MINE)
    for event in start(str(script), spec, values, environment=where, profile=MINE, folder=folder):
        if isinstance(event, Output):
            streams[event.stream] += event.data
        if isinstance(event, Ended):
            code = event.code
    assert (streams["stdout"], streams["stderr"], code) == (bare.stdout, bare.stderr, bare.returncode)
    assert _files(here) == files


def test_the_form_has_every_option_that_the_help_lists(program: tuple[Path, Environment]) -> None:
    script, where = program
    wide = {**os.environ, "COLUMNS": "300", "NO_COLOR": "1", "TERM": "dumb"}
    line = [*where.command, script, "--help"]
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=wide)
    rows = [row for row in done.stdout.splitlines() if re.match(r"[\s│]{1,8}\*?\s*-", row)]
    # The words behind two spaces and no dash are its help.
    listed = {flag for row in rows for flag in re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", row[:60])}
    [spec] = _read(program).specs
    shown = {flag for param in spec.params if param.argv for flag in param.argv.flags}
    said = {flag for note in spec.unmapped for flag in re.split(r"[ /]", note)}
    assert len(listed) > 20
    assert listed - shown - said <= {"-h", "--help"}
    assert all(param.label and param.kind for param in spec.params)
