"""The interpreter that a script runs with: the one asked for, else its project's, else ours."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core_fixtures import pythons, write
from shipway.environment import environment, own
from shipway.errors import Missing

BASE = Path(sys.prefix, "bin/python")


def venv(folder: Path, python: Path = BASE) -> Path:
    """Make something that looks like an environment: a `.venv` whose interpreter is another one's."""
    place = folder / ".venv/bin/python"
    place.parent.mkdir(parents=True)
    place.write_text(f'#!/bin/sh\nexec {python} "$@"\n', encoding="utf-8")
    place.chmod(0o755)
    return place


def interpreter(folder: Path, says: str) -> Path:
    """Write a program that answers like an interpreter would, or not at all."""
    return_code = f"#!/bin/sh\n{says}\n"
    path = folder / "python"
    path.write_text(return_code, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_script_of_no_project_runs_with_our_interpreter(tmp_path: Path) -> None:
    found = environment(write(tmp_path, ""))
    assert found == own()
    assert found.command == (sys.executable,)
    assert found.version == ".".join(map(str, sys.version_info[:3]))
    assert found.reason == "the one that runs Shipway"


def test_the_interpreter_that_was_asked_for_comes_first(tmp_path: Path) -> None:
    venv(tmp_path)
    found = environment(write(tmp_path, ""), Path(sys.executable))
    assert found.command == (sys.executable,)
    assert found.reason == "--python"


def test_the_environment_beside_the_script_is_its_own(tmp_path: Path) -> None:
    venv(tmp_path)
    assert environment(write(tmp_path, "")).reason == f"{tmp_path.name}/.venv"


@pytest.mark.parametrize("mark", ["pyproject.toml", "setup.py", "setup.cfg", ".git"])
def test_the_environment_at_the_root_of_the_project_is_found_from_below(tmp_path: Path, mark: str) -> None:
    venv(tmp_path)
    (tmp_path / mark).touch()
    script = write(tmp_path / "src/tools", "")
    assert environment(script).reason == f"{tmp_path.name}/.venv"


def test_the_search_ends_at_the_root_of_the_project(tmp_path: Path) -> None:
    venv(tmp_path)
    (tmp_path / "project").mkdir()
    (tmp_path / "project/pyproject.toml").touch()
    assert environment(write(tmp_path / "project/src", "")) == own()


def test_without_a_project_only_the_scripts_own_folder_counts(tmp_path: Path) -> None:
    venv(tmp_path)
    assert environment(write(tmp_path / "below", "")) == own()


def test_the_nearest_environment_wins(tmp_path: Path) -> None:
    venv(tmp_path)
    venv(tmp_path / "part")
    (tmp_path / "pyproject.toml").touch()
    assert environment(write(tmp_path / "part", "")).reason == "part/.venv"


def test_our_own_environment_is_not_started_again(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(sys.prefix)
    assert environment(write(tmp_path, "")) == own()


def test_packages_are_looked_for_where_the_interpreter_looks(tmp_path: Path) -> None:
    found = environment(write(tmp_path, ""), Path(sys.executable))
    assert any(folder.endswith("site-packages") for folder in found.path)


def test_an_interpreter_that_is_not_there_is_named(tmp_path: Path) -> None:
    gone = tmp_path / "python9"
    with pytest.raises(Missing, match=f"the interpreter {gone} cannot be used: No such file or directory"):
        environment(write(tmp_path, ""), gone)


@pytest.mark.parametrize(
    ("says", "message"),
    [
        ("exit 3", "does not start: it is no Python interpreter"),
        ("exit 0", "is not a Python interpreter"),
        ("echo hello", "is not a Python interpreter"),
        ("echo '[\"/x\"]'", "is not a Python interpreter"),
        ('echo \'["/x", "3.6.15", []]\'', "is Python 3.6.15; Shipway runs scripts on 3.8 and later"),
        ('echo \'["/x", "2.7.18", []]\'', "is Python 2.7.18; Shipway runs scripts on 3.8 and later"),
    ],
)
def test_what_is_no_interpreter_of_use_says_why(tmp_path: Path, says: str, message: str) -> None:
    with pytest.raises(Missing, match=message):
        environment(write(tmp_path, ""), interpreter(tmp_path, says))


def test_a_folder_is_no_interpreter(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="does not start"):
        environment(write(tmp_path, ""), tmp_path)


def test_words_that_an_interpreter_prints_when_it_starts_do_no_harm(tmp_path: Path) -> None:
    path = interpreter(tmp_path, f'echo welcome; exec {sys.executable} "$@"')
    assert environment(write(tmp_path, ""), path).command == (sys.executable,)


def test_a_shim_is_asked_once_and_the_real_interpreter_is_started(tmp_path: Path) -> None:
    count = tmp_path / "count"
    path = interpreter(tmp_path, f'echo x >> {count}; exec {sys.executable} "$@"')
    for _ in range(3):
        assert environment(write(tmp_path, ""), path).command == (sys.executable,)
    assert count.read_text() == "x\n"


@pytest.mark.parametrize("version", ["2.7", "3.6", "3.7"])
def test_a_real_interpreter_that_is_too_old_is_refused(tmp_path: Path, version: str) -> None:
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    with pytest.raises(Missing, match=f"is Python {version}"):
        environment(write(tmp_path, ""), found[0])


@pytest.mark.parametrize("version", ["3.8", "3.13"])
def test_a_real_interpreter_that_is_new_enough_is_taken(tmp_path: Path, version: str) -> None:
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    assert environment(write(tmp_path, ""), found[0]).version.startswith(version)
