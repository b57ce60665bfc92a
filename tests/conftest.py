"""What every test may ask for: programs of the machine, and a state folder that goes away.

A test that cannot run without a program says so, and is skipped with the reason where the program is missing; with
SHIPWAY_REQUIRE=all (or a list such as "chromium,screen") it fails instead, as in CI:

    @pytest.mark.needs("chromium")          for a test
    def browser(need): need("chromium")     for a fixture
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(__file__).resolve().parent / "scripts"

# name -> (programs, Debian packages); a program that begins with "import " is a Python module.
NEEDS = {
    "chromium": (("chromium", "chromedriver"), "chromium chromium-driver"),
    "screen": (("Xvfb", "openbox", "xdotool", "import tkinter"), "xvfb openbox xdotool python3-tk"),
    "imagemagick": (("import", "convert"), "imagemagick"),
    "make": (("make",), "make"),
    "git": (("git",), "git"),
    # These two may be missing in CI as well; .ci/run names them.
    "gcloud": (("gcloud",), ""),
    "bubblewrap": (("bwrap",), "bubblewrap"),
}
MAY_SKIP = {"gcloud", "bubblewrap"}


def missing(name: str) -> str:
    """Say what is missing for a need and how to get it, or nothing when all is there."""
    programs, packages = NEEDS[name]
    absent = [program for program in programs if not _is_there(program)]
    if not absent:
        return ""
    how = f": sudo apt-get install {packages}" if packages else ""
    return f"there is no {' and no '.join(absent)} here{how}"


def require(name: str) -> None:
    """Skip the test when something is missing; fail it when SHIPWAY_REQUIRE asks for that."""
    if not (reason := missing(name)):
        return
    asked = os.environ.get("SHIPWAY_REQUIRE", "").split(",")
    if name in asked or ("all" in asked and name not in MAY_SKIP):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _is_there(program: str) -> bool:
    if program.startswith("import "):
        return importlib.util.find_spec(program.removeprefix("import ")) is not None
    return shutil.which(program) is not None


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"needs(name): skip where it is missing; one of {', '.join(NEEDS)}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            require(name)


@pytest.fixture(scope="session")
def need() -> Callable[[str], None]:
    """Give `require` to fixtures: `need("chromium")`."""
    return require


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests make out of the person's own folders for state and cache, here and in every child."""
    patch = pytest.MonkeyPatch()
    patch.setenv("SHIPWAY_STATE", str(tmp_path_factory.mktemp("state")))
    patch.setenv("SHIPWAY_CACHE", str(tmp_path_factory.mktemp("cache")))
    # Pictures of tests need no display, and scripts that are run write no caches beside themselves.
    patch.setenv("MPLBACKEND", "agg")
    patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    patch.setattr(sys, "dont_write_bytecode", True)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def script() -> Callable[[str], Path]:
    """Give the path of a sample script by its name: `script("raises")`."""

    def find(name: str) -> Path:
        path = SCRIPTS / f"{name}.py"
        assert path.is_file(), f"there is no sample script {name}"
        return path

    return find
