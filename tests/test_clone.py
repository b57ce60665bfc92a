"""A fresh copy of the repository: each command alone brings what it needs, and works."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from conftest import ROOT

pytestmark = [pytest.mark.long, pytest.mark.needs("git", "make")]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Copy what git knows or would add, into a folder with a difficult name."""
    folder = tmp_path_factory.mktemp("clone") / "a fresh клон"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def environment() -> dict[str, str]:
    """Give the environment of a person who has never heard of our .venv."""
    ours = str(ROOT / ".venv")
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if not part.startswith(ours))
    # What was said to the `make` that runs these tests is not said to theirs.
    ours_alone = {"VIRTUAL_ENV", "ARGS", "SCRIPT", "PORT", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS"}
    return {key: value for key, value in os.environ.items() if key not in ours_alone} | {"PATH": path}


def start(clone: Path, environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["make", *words],
        cwd=clone,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=30)


def test_make_web_alone_serves_the_examples(clone: Path, environment: dict[str, str]) -> None:
    process = start(clone, environment, "web", "PORT=0")
    assert process.stdout is not None
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                break
        else:
            pytest.fail("no address was printed:\n" + "".join(said))
        with urlopen(found[0], timeout=60) as answer:
            page = answer.read().decode()
        assert "Celsius to Fahrenheit" in page
    finally:
        stop(process)


def test_make_web_takes_a_script_with_a_difficult_name(clone: Path, environment: dict[str, str]) -> None:
    process = start(clone, environment, "web", "PORT=0", "SCRIPT=tests/scripts/имя с пробелами.py")
    assert process.stdout is not None
    try:
        address = next(found for line in process.stdout if (found := re.search(r"http://\S+/", line)))[0]
        with urlopen(address, timeout=60) as answer:
            assert "Поздороваться" in answer.read().decode()
    finally:
        stop(process)


@pytest.mark.needs("screen")
def test_make_gui_alone_opens_the_window(clone: Path, environment: dict[str, str]) -> None:
    numbers = (number for number in range(90, 200) if not Path(f"/tmp/.X11-unix/X{number}").exists())
    display = f":{next(numbers)}"
    screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1280x900x24"], stderr=subprocess.DEVNULL)
    process = start(clone, environment | {"DISPLAY": display}, "gui")
    try:
        deadline = time.monotonic() + 600
        found = ""
        while not found and process.poll() is None and time.monotonic() < deadline:
            time.sleep(1)
            search = ["xdotool", "search", "--onlyvisible", "--name", "Shipway|Celsius"]
            found = subprocess.run(
                search, env=environment | {"DISPLAY": display}, capture_output=True, text=True, timeout=30
            ).stdout
        assert found, process.communicate(timeout=5)[0] if process.poll() is not None else "no window came"
    finally:
        if process.poll() is None:
            stop(process)
        screen.terminate()
        screen.wait()


def test_a_second_make_setup_does_nothing(clone: Path, environment: dict[str, str]) -> None:
    subprocess.run(["make", "setup"], cwd=clone, env=environment, check=True, capture_output=True)
    began = time.perf_counter()
    again = subprocess.run(["make", "setup"], cwd=clone, env=environment, check=True, capture_output=True, text=True)
    assert time.perf_counter() - began < 1
    assert "Nothing to be done" in again.stdout
    (clone / "pyproject.toml").touch()
    asked = ["make", "-n", "setup"]
    assert "pip install" in subprocess.run(asked, cwd=clone, env=environment, capture_output=True, text=True).stdout


def test_make_clean_leaves_what_git_knows(clone: Path, environment: dict[str, str]) -> None:
    subprocess.run(["make", "clean"], cwd=clone, env=environment, check=True, capture_output=True)
    left = {path.name for path in clone.iterdir()} - {path.name for path in ROOT.iterdir()}
    assert left == set()
    assert not (clone / ".venv").exists()
    assert not list(clone.rglob("__pycache__"))


@pytest.mark.parametrize(
    ("target", "python", "says"),
    [
        ("web", "a-python-that-is-not-there", "needs Python 3.10 or later"),
        ("gui", "false", "name another one by PYTHON="),
    ],
)
def test_a_missing_python_is_told_in_one_sentence(
    target: str, python: str, says: str, clone: Path, environment: dict[str, str]
) -> None:
    done = subprocess.run(
        ["make", target, f"PYTHON={python}"], cwd=clone, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if not line.startswith("make")]) == 1
