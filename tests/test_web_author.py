"""The author's view of the page: what to know before sharing a script, for nobody else, and on this machine alone."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from served import command
from shipway.read.findings.codes import MEANINGS
from shipway_web.app import create_app
from shipway_web.settings import LOOPBACK, Settings, from_environment
from web_site import FROM_HERE, TOKEN, send, words

SCRIPT = '''"""Tidy"""
import os


def tidy(name: str) -> str:
    """Say what is to go.

    Args:
        name: What is to go.
    """
    if os.environ.get("MY_TOKEN"):
        os.remove(name)
    os.unlink("<left>.txt")
    return name
'''
TIDY = "/t/tidy/tidy"
SECRET = "a secret of the tests"
MARKS = ("Before you share", "findings", "deletes a file", MEANINGS["edits"], MEANINGS["fixed_path"])


def site(folder: Path, settings: Settings | None = None, **more: object) -> Flask:
    """Make a site of one script that has findings."""
    script = folder / "tidy.py"
    script.write_text(SCRIPT)
    return create_app(settings or Settings((script,), folder / "state", SECRET, **more))  # type: ignore[arg-type]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = site(tmp_path, author=TOKEN, hosts=LOOPBACK)
    yield app
    app.extensions["shipway"].supervisor.close()


def author_of(app: Flask) -> FlaskClient:
    """Be the author."""
    author = app.test_client()
    assert author.get(f"/author/{TOKEN}").status_code == 303
    return author


def tells(body: str) -> list[str]:
    """List what of the findings stands in an answer."""
    return [mark for mark in MARKS if mark in body.replace("&#39;", "'")]


def test_the_author_sees_each_finding_with_its_line_and_what_it_means(app: Flask) -> None:
    author = author_of(app)
    page = author.get(TIDY)
    body = page.text
    assert "<details" in body
    assert re.search(r"<summary>Before you share it: \d things to know</summary>", body)
    text = words(page)
    assert "Only you see this." in text
    for line in ("Line 12: deletes a file (os.remove)", "Line 13: "):
        assert line in text
    assert MEANINGS["edits"] in text
    assert "<left>" not in body, "what a script holds is text"
    assert "Before you share it" in send(author, TIDY, name="").text, "and beside a problem or a run too"


def test_a_visitor_sees_nothing_of_it_on_any_page_and_in_no_answer(app: Flask) -> None:
    author, visitor = author_of(app), app.test_client()
    assert tells(author.get(TIDY).text), "drawn for the author first, and kept"
    for url in ("/", TIDY, f"{TIDY}?name=x", "/runs", "/about", "/api/tidy/tidy"):
        answer = visitor.get(url)
        assert answer.status_code == 200, url
        assert tells(answer.text) == [], url
    for url in (TIDY, "/elsewhere/tidy/tidy", "/fill/tidy/tidy"):
        assert tells(send(visitor, url, name="").text) == [], url
    ran = visitor.post("/api/tidy/tidy", json={"name": "x"}, headers=FROM_HERE)
    assert tells(ran.text) == []
    assert tells(visitor.get(f"/api/runs/{json.loads(ran.text)['run']}").text) == []


def test_a_script_without_findings_shows_its_author_nothing(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "tidy.py").write_text('def tidy(name: str) -> str:\n    """Tidy."""\n    return name\n')
    assert tells(author_of(app).get(TIDY).text) == []


def test_the_problem_of_a_reading_is_shown_to_all(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "tidy.py").write_text(
        "import argparse\nimport none_of_that_name\n"
        "p = argparse.ArgumentParser()\np.add_argument('name')\np.parse_args()\n"
    )
    for client in (author_of(app), app.test_client()):
        assert "none_of_that_name" in client.get(TIDY).text.partition('class="notice"')[2].partition("</div>")[0]


def test_the_link_works_once_and_its_cookie_goes_to_no_other_site(app: Flask) -> None:
    author, visitor = app.test_client(), app.test_client()
    for wrong in ("wrong", TOKEN[:-1], TOKEN + "x", "é", "%ff"):
        assert visitor.get(f"/author/{wrong}").status_code == 404, wrong
    entered = author.get(f"/author/{TOKEN}")
    cookie = entered.headers["Set-Cookie"]
    assert "SameSite=Strict" in cookie
    assert "HttpOnly" in cookie
    assert TOKEN not in cookie
    assert entered.headers["Location"] == "/"
    assert visitor.get(f"/author/{TOKEN}").status_code == 404
    assert tells(visitor.get(TIDY).text) == []
    assert "SameSite=Lax" in send(visitor, TIDY, name="x").headers["Set-Cookie"]


def test_the_key_of_the_link_stands_in_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    app = site(tmp_path, author=TOKEN, hosts=LOOPBACK)
    (tmp_path / "state/author-used").mkdir()
    (tmp_path / "state").rename(tmp_path / "gone")
    with caplog.at_level(logging.DEBUG):
        assert app.test_client().get(f"/author/{TOKEN}").status_code == 500
        assert app.test_client().get("/author/wrong-key").status_code == 404
    assert "incident" in caplog.text
    for told in (caplog.text, *capfd.readouterr()):
        assert TOKEN not in told
        assert "wrong-key" not in told


def test_a_site_that_is_not_this_machines_alone_has_no_such_route(tmp_path: Path) -> None:
    environ = {"SHIPWAY_STATE": str(tmp_path / "hosted"), "SHIPWAY_SECRET": SECRET, "SHIPWAY_AUTHOR": TOKEN}
    script = tmp_path / "tidy.py"
    hosted = site(tmp_path, from_environment(environ | {"SHIPWAY_SCRIPTS": json.dumps([str(script)])}))
    open_to_all = site(tmp_path)
    for app in (hosted, open_to_all):
        rules = {rule.rule for rule in app.url_map.iter_rules()}
        assert not [rule for rule in rules if "author" in rule or "open" in rule], rules
        client = app.test_client()
        assert client.get(f"/author/{TOKEN}").status_code == 404
        assert client.get("/author/None").status_code == 404
        # Even an author's cookie, which the same secret has signed elsewhere, is worth nothing here.
        with client.session_transaction() as session:
            session["author"] = True
        assert client.get(TIDY).status_code == 200
        assert tells(client.get(TIDY).text) == []


def test_served_to_the_network_it_prints_no_link_and_has_no_author(tmp_path: Path) -> None:
    script = tmp_path / "tidy.py"
    script.write_text(SCRIPT)
    with subprocess.Popen(
        command("--host", "0.0.0.0", "--port", 0, script),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            port = re.search(r":(\d+)/", process.stdout.readline())
            assert port
            with urllib.request.urlopen(f"http://127.0.0.1:{port[1]}{TIDY}") as answer:
                assert tells(answer.read().decode()) == []
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"http://127.0.0.1:{port[1]}/open")
        finally:
            process.terminate()
        assert process.stdout.read() == "", "no second address"
