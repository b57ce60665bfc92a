"""What the README shows works as it is shown."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import shipway
from conftest import ROOT
from shipway.events import Result

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that holds the README's script under the name in its first line."""
    (text,) = (block for block in BLOCKS if block.startswith("# bill.py"))
    (tmp_path / "bill.py").write_text(text, encoding="utf-8")
    return tmp_path


def test_its_script_gives_its_result_on_the_command_line(folder: Path) -> None:
    (line,) = (block for block in BLOCKS if "shipway run" in block)
    program, *arguments = shlex.split(line)
    assert program == ".venv/bin/shipway"
    command = [sys.executable, "-m", "shipway", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("30.80\n", "", 0)


def test_every_command_that_it_names_is_there() -> None:
    named = set(re.findall(r"shipway (read|run|fill|gui|web|doctor|build|deploy|compare)\b", README))
    for command in sorted(named):
        asked = [sys.executable, "-m", "shipway", command, "--help"]
        assert subprocess.run(asked, capture_output=True, timeout=60).returncode == 0, command


def test_it_is_short_and_begins_with_one_sentence() -> None:
    lines = README.splitlines()
    assert len(lines) <= 90
    assert lines[0] == "# Shipway"
    assert re.fullmatch(r"[^.]+\.", lines[2])


def test_the_librarys_own_example_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    example = textwrap.dedent((shipway.__doc__ or "").partition("\n\n    ")[2].join(["    ", ""]))
    said: list[object] = []
    exec(example, {"folder": folder, "print": said.append})
    assert [event.value for event in said if isinstance(event, Result)] == ["30.80"]
