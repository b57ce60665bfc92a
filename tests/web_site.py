"""A site for tests: the real application over real runs, and a browser's manners for its test client."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shipway_web.app import create_app
from shipway_web.settings import LOOPBACK, Settings

SCRIPTS = Path(__file__).parent / "scripts"
NAMES = ("web_form", "asks_twice", "getpass_it", "sleeps", "makes_files", "exits_three", "raises", "broken_syntax")
TERMINAL = "terminal_menu"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
TOKEN = "the-author's-token"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Make a site of sample scripts."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(SCRIPTS / "web_form.py", folder)
    scripts = [folder / "web_form.py", *(SCRIPTS / f"{name}.py" for name in (*NAMES[1:], TERMINAL))]
    app = create_app(Settings(tuple(scripts), folder / "state", "a secret of the tests", author=TOKEN, hosts=LOOPBACK))
    yield app
    app.extensions["shipway"].supervisor.close()


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Be a new visitor."""
    return app.test_client()


def send(visitor: FlaskClient, address: str, **form: Any) -> TestResponse:
    """Submit a form as a browser does, from the site's own page."""
    return visitor.post(address, data=form, headers=FROM_HERE)


def follow(visitor: FlaskClient, answer: TestResponse, until: str, seconds: float = 20) -> str:
    """Look at a run's page, again and again, until a text stands there."""
    address = answer.headers["Location"]
    deadline = time.monotonic() + seconds
    while until not in (page := words(visitor.get(address))):
        assert time.monotonic() < deadline, page
        time.sleep(0.05)
    return page


def words(answer: TestResponse) -> str:
    """Give what can be read on a page, without its markup."""
    body = answer.get_data(as_text=True).partition("<main")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def hidden(answer: TestResponse, name: str) -> list[str]:
    """Give the values of the hidden fields of a name."""
    return re.findall(rf'type="hidden" name="{re.escape(name)}" value="([^"]*)"', answer.get_data(as_text=True))
