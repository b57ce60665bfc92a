"""While packages are being prepared, page and window say so, stay in use, and show the tools once they are there."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shipway.environment import soon
from shipway.read import read
from shipway.spec import Reading
from shipway_gui.shelf import News, Shelf
from shipway_web.app import create_app
from shipway_web.settings import LOOPBACK, Settings
from test_environment_made import script
from web_site import FROM_HERE, TOKEN, words
from wheels import shop, wheel

__all__ = ["shop"]

BODY = "import tinyone\ndef greet(name: str) -> str:\n    return tinyone.VERSION + name\n"
SAID = "Preparing the packages of script.py: tinyone."


@pytest.fixture
def needy(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a script whose packages are not there yet, and no patience to wait for them."""
    monkeypatch.setattr("shipway.environment.named.PATIENCE", 0.0)
    wheel(shop, "tinyone")
    return script(tmp_path, "tinyone", body=BODY)


def visitor(tmp_path: Path, *scripts: Path) -> FlaskClient:
    """Be the author at a site of these scripts."""
    app = create_app(Settings(scripts, tmp_path / "state", "a secret of the tests", author=TOKEN, hosts=LOOPBACK))
    client = app.test_client()
    client.get(f"/author/{TOKEN}")
    return client


def until(holds: object) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + 60
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_page_says_what_is_being_prepared_and_looks_again(needy: Path, tmp_path: Path) -> None:
    client = visitor(tmp_path, needy)
    answer = client.get("/t/script/greet")
    assert (answer.status_code, answer.headers["Refresh"], answer.headers["Retry-After"]) == (503, "2", "2")
    assert SAID in words(answer)
    until(lambda: client.get("/t/script/greet").status_code == 200)
    assert "1.0Ann" in words(client.post("/t/script/greet", data={"name": "Ann"}, headers=FROM_HERE))


def test_the_list_of_tools_says_it_and_looks_again(needy: Path, tmp_path: Path) -> None:
    client = visitor(tmp_path, needy)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Refresh"]) == (200, "2")
    assert SAID in words(answer)
    until(lambda: "Refresh" not in client.get("/").headers)
    assert "Greet" in words(client.get("/"))


def test_a_program_is_told_when_to_ask_again(needy: Path, tmp_path: Path) -> None:
    client = visitor(tmp_path, needy).application.test_client()
    answer = client.post("/api/script/greet", json={"name": "Ann"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert SAID in answer.get_json()["error"]
    until(lambda: client.post("/api/script/greet", json={"name": "Ann"}).status_code == 200)


def test_a_script_that_its_author_opens_is_on_the_list_at_once(needy: Path, tmp_path: Path) -> None:
    client = visitor(tmp_path)
    answer = client.post("/open", data={"path": str(needy)}, headers=FROM_HERE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/#script")
    until(lambda: client.get("/t/script/greet").status_code == 200)


def test_the_window_reads_the_others_meanwhile(needy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shipway_gui.shelf.AGAIN", 0.05)
    other = tmp_path / "other/other.py"
    other.parent.mkdir()
    other.write_text("def twice(n: int) -> int:\n    return 2 * n\n")
    heard: list[News] = []

    def read_prepared(path: Path, python: Path | None) -> Reading:
        soon(path, python)
        return read(path, python)

    shelf = Shelf(read_prepared, None, heard.append)
    first, second = shelf.add(needy), shelf.add(other)
    until(lambda: any(news.reading and news.path == needy for news in heard))
    assert heard[0].wait.startswith(SAID)
    order = [news.path for news in heard if news.reading]
    assert order == [other, needy]
    changed = [shelf.take(news) for news in heard]
    # The same sentence again is no news.
    assert [entry for entry in changed if entry] == [first, second, first]
    assert first.wait == ""
    assert [spec.tool for spec in first.specs] == ["greet"]
    assert shelf.idle
