"""`shipway doctor`: what a script needs, what of it is missing, and the one command that gets it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core_fixtures import pythons, write
from shipway.environment import environment, own
from shipway.read.imports import Imported, distributions
from shipway.read.source import Source
from shipway.read.well_known import INSTALLED_AS
from test_cli import shipway
from test_environment_made import script
from wheels import shop, wheel

__all__ = ["shop"]


def told(*words: object) -> tuple[int, str]:
    """Give the exit code, and what was printed."""
    done = shipway("doctor", *words)
    return done.returncode, done.stdout.decode()


def imported(path: Path, python: Path | None = None) -> dict[str, Imported]:
    """Give what a script imports, by name."""
    return {one.name: one for one in distributions(Source.of(path), environment(path, python))}


def test_what_is_here_is_named() -> None:
    code, text = told()
    assert code == 0
    assert f"ok       shipway                0.1.0 on Python {sys.version.split()[0]}" in text
    assert "window: a display" in text
    assert "environments" in text


def test_a_script_that_has_all_it_needs_is_well(tmp_path: Path) -> None:
    code, text = told(write(tmp_path, "import docstring_parser\ndef f(x: int) -> int:\n    return x\n"))
    assert code == 0
    assert "script: its imports    all there: docstring_parser 0." in text.replace("-", "_")
    assert "the one that runs Shipway" in text


def test_what_is_missing_comes_with_one_command(tmp_path: Path) -> None:
    text = "import no_such_package_here, serial\nfrom google.cloud import storage\ndef f(x): ...\n"
    code, text = told(write(tmp_path, text))
    assert code == 1
    assert "missing  script: no_such_package_here often under this name" in text
    assert "missing  script: serial         it comes with pyserial" in text
    assert f"{sys.executable} -m pip install google-cloud-storage no_such_package_here pyserial\n" in text


def test_a_script_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert told(write(tmp_path, "x = (\n"))[0] == 1
    assert told(tmp_path / "gone.py")[0] == 1


def test_imports_lead_to_where_they_come_from(tmp_path: Path) -> None:
    write(tmp_path, "", "beside.py")
    write(tmp_path, "", "pack/__init__.py")
    path = write(
        tmp_path,
        """
        import os.path, json as j, beside, pack.deeper, docstring_parser.google, cv2, urllib2, asyncore
        from . import nothing
        from PIL import Image
        if True:
            def inner():
                import tomllib_of_nobody
        """,
    )
    found = imported(path)
    assert {name: one.home for name, one in found.items()} == {
        "os": "standard",
        "json": "standard",
        "beside": "neighbour",
        "pack": "neighbour",
        "docstring_parser": "installed",
        "cv2": "missing",
        "urllib2": "dropped",
        "asyncore": "standard" if sys.version_info < (3, 12) else "dropped",
        "PIL": found["PIL"].home,
        "tomllib_of_nobody": "missing",
    }
    assert found["cv2"].distribution == "opencv-python"
    assert found["PIL"].distribution == "pillow"
    assert found["docstring_parser"].version[0].isdecimal()


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    import nosuch\nexcept ImportError:\n    nosuch = None\n",
        "try:\n    import nosuch\nexcept (ValueError, ModuleNotFoundError):\n    pass\n",
        "try:\n    import json\nexcept ImportError:\n    import nosuch\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import nosuch\n",
    ],
)
def test_what_a_script_goes_on_without_is_not_missing(tmp_path: Path, text: str) -> None:
    assert imported(write(tmp_path, text))["nosuch"].optional
    assert told(write(tmp_path, text))[0] == 0


def test_what_it_imports_elsewhere_too_is_needed(tmp_path: Path) -> None:
    text = "try:\n    import nosuch\nexcept ImportError:\n    pass\ndef f():\n    import nosuch\n"
    assert not imported(write(tmp_path, text))["nosuch"].optional


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.13"])
def test_another_interpreter_answers_for_itself(tmp_path: Path, version: str) -> None:
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    path = write(tmp_path, "import asyncore, json, graphlib, pip, beside\n")
    write(tmp_path, "", "beside.py")
    homes = imported(path, found[0])
    assert homes["json"].home == "standard"
    assert homes["beside"].home == "neighbour"
    assert (homes["pip"].home, homes["pip"].distribution) == ("installed", "pip")
    assert homes["asyncore"].home == ("dropped" if version == "3.13" else "standard")
    assert homes["graphlib"].home == ("missing" if version == "3.8" else "standard")


def test_packages_that_the_script_names_are_told_with_their_place(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone", "2.5")
    code, text = told(script(tmp_path, "tinyone>=2", body="import tinyone, tinytwo\n"))
    assert code == 1
    assert "made for tinyone" in text
    assert "script: names          tinyone>=2 (in its block “# /// script”)" in text
    assert "missing  script: tinytwo" in text
    block = 'add "tinytwo" to the dependencies in the block “# /// script” of script.py'
    assert block in text or f"uv add --script {tmp_path / 'script.py'} tinytwo" in text


def test_a_python_that_the_script_refuses_is_told(tmp_path: Path) -> None:
    code, text = told(script(tmp_path, python=">=3.99"), "--python", sys.executable)
    assert code == 1
    assert f"missing  script: Python         it names Python >=3.99, and runs with {own().version}" in text


def test_environments_can_be_removed(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone")
    made = environment(script(tmp_path, "tinyone"))
    assert "environments           1 kept in" in told()[1]
    assert told("--clean") == (0, f"removed 1 environment from {tmp_path / 'cache/environments'}\n")
    assert not Path(made.command[0]).exists()


def test_the_well_known_names_are_names() -> None:
    assert len(INSTALLED_AS) >= 60
    assert all(name.replace(".", "_").isidentifier() and there for name, there in INSTALLED_AS.items())
