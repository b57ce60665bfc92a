"""A form that is looked at makes the launcher of its runs warm, and whoever looks waits for nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core_fixtures import eventually, write
from shipway.environment import Environment, own
from shipway.errors import Missing
from shipway.profile import MINE, VISITORS
from shipway.read import read
from shipway.run.launchers import can_fork
from shipway.supervisor import Inline
from shipway_web.app import create_app
from shipway_web.settings import Settings
from web_site import FROM_HERE, words
from window_driver import WindowDriver
from window_fixtures import window

__all__ = ["window"]
GREETS = "def f(name: str = 'Ann'):\n    return 'Hello ' + name\n"
pytestmark = pytest.mark.skipif(not can_fork(), reason="there are no launchers on this system")


def launchers(state: Path) -> list[int]:
    """List the processes of the launchers of a state folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line, variables = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue
        if b"launcher.py" in line and str(state).encode() in variables:
            found.append(int(folder.name))
    return found


def started(state: Path) -> int:
    return len(list((state / "launchers").iterdir()))


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Inline]:
    supervisor = Inline(tmp_path / "state")
    yield supervisor
    supervisor.close()
    assert launchers(tmp_path / "state") == []


@pytest.mark.parametrize("address", ["/t/greets/f", "/t/greets/f?name=Ben"])
def test_opening_a_form_of_the_page_warms_what_its_run_takes(tmp_path: Path, address: str) -> None:
    state, script = tmp_path / "state", write(tmp_path, GREETS, "greets.py")
    app = create_app(Settings((script,), state, "a secret of the tests"))
    visitor = app.test_client()
    try:
        assert visitor.get("/").status_code == 200
        assert launchers(state) == [], "a list of many scripts warms none"
        assert visitor.get(address).status_code == 200
        eventually(lambda: launchers(state))
        answer = visitor.post("/t/greets/f", data={"name": "Cem"}, headers=FROM_HERE)
        assert "Hello Cem" in words(answer)
        assert started(state) == 1, "the run had the very launcher"
    finally:
        app.extensions["shipway"].supervisor.close()
    eventually(lambda: not launchers(state))


def test_whoever_opens_a_form_waits_for_nothing(host: Inline, tmp_path: Path) -> None:
    found, gate = read(write(tmp_path, GREETS)), threading.Event()

    def late() -> Environment:
        gate.wait(20)
        return own()

    began = time.monotonic()
    for _ in range(100):
        host.expect(found, late, VISITORS)
    assert time.monotonic() - began < 0.5
    assert launchers(host.folder) == []
    gate.set()
    eventually(lambda: launchers(host.folder))


@pytest.mark.parametrize("error", [Missing("there is no such Python"), OSError(24, "Too many open files")])
def test_what_cannot_be_warmed_is_told_to_nobody(host: Inline, tmp_path: Path, error: Exception) -> None:
    def fails() -> Environment:
        raise error

    found = read(write(tmp_path, GREETS))
    host.expect(found, fails, VISITORS)
    host.expect(found, own, MINE)
    eventually(lambda: started(host.folder))


def test_nothing_is_warmed_once_it_is_closed(tmp_path: Path) -> None:
    host = Inline(tmp_path / "state")
    host.close()
    host.expect(read(write(tmp_path, GREETS)), own, VISITORS)
    time.sleep(0.3)
    assert started(host.folder) == 0


def test_opening_a_form_of_the_window_warms_its_script(window: WindowDriver, tmp_path: Path) -> None:
    before = started(window.supervisor.folder)
    window.open(write(tmp_path, GREETS, "greets.py"))
    eventually(lambda: started(window.supervisor.folder) > before)
