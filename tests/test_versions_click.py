"""The same scripts are read alike under every version of click and typer that is in use; fetched, hence long."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import SCRIPTS
from shipway.read import read
from shipway.spec import to_json

CLICKS = ("8.1.8", "8.2.1", "8.3.3", "8.4.2", "8.5.1")
TYPERS = ("0.26.8", "0.27.3", "0.28.0", "0.29.2")
SCRIPT_OF = {
    "click": ("click_greet", "click_todo", "click_switches", "click_pipeline", "click_resize", "click_wrapper"),
    "typer": ("typer_single", "typer_app", "typer_defined", "typer_files"),
}


def _fetched(folder: Path, requirement: str) -> Path:
    """Fetch one package alone; what else it needs is there."""
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder), requirement]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        if "all" in os.environ.get("SHIPWAY_REQUIRE", "").split(","):
            pytest.fail(done.stderr, pytrace=False)
        pytest.skip(f"{requirement} cannot be fetched here")
    return folder


def _tools(script: str, folder: Path) -> Any:
    """Read a copy of its own: what is kept of one version's reading must not answer for another's."""
    folder.mkdir(exist_ok=True)
    reading = read(Path(shutil.copy(SCRIPTS / f"{script}.py", folder)))
    assert reading.live, reading.problem
    return to_json(reading)["specs"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("library", "version"), [("click", one) for one in CLICKS] + [("typer", one) for one in TYPERS]
)
def test_a_script_is_read_alike_under_each_version(
    library: str, version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {script: _tools(script, tmp_path / "here") for script in SCRIPT_OF[library]}
    fetched = _fetched(tmp_path / "fetched", f"{library}=={version}")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(fetched), os.environ.get("PYTHONPATH", "")]))
    assert {script: _tools(script, tmp_path / "there") for script in SCRIPT_OF[library]} == expected
