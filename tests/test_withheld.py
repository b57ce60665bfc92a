"""Secrets of the author's environment never stand in a form."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import go, reading_of, write
from shipway.profile import MINE
from shipway.spec import to_json

SCRIPT = """
    import argparse, os
    parser = argparse.ArgumentParser()
    parser.add_argument("--token", default=os.environ.get("MY_TOKEN"), help="the token (default: %(default)s)")
    parser.add_argument("--pin-password", default=os.environ.get("SHORT"))
    parser.add_argument("--base", default=os.environ.get("BASE_URL"), help="default: %(default)s")
    parser.add_argument("--region", default=os.environ.get("REGION"))
    parser.add_argument("--password", default="changeit")
    args = parser.parse_args()
    print(args.token, args.region)
"""


@pytest.fixture(autouse=True)
def environ(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put what an author has in the environment."""
    monkeypatch.setenv("MY_TOKEN", "tok-0815-abc")
    monkeypatch.setenv("SHORT", "q7")
    monkeypatch.setenv("BASE_URL", "postgres://me:hunter22@db.example/x")
    monkeypatch.setenv("REGION", "eu-west")


def test_a_default_from_a_secret_of_the_environment_stands_nowhere_in_a_reading(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, SCRIPT)
    assert reading.live
    told = str(to_json(reading))
    assert not [secret for secret in ("tok-0815", "q7", "hunter22") if secret in told]
    assert "--token: its default comes from a secret of the environment" in reading.specs[0].unmapped


def test_what_is_no_secret_stays_a_default(tmp_path: Path) -> None:
    (spec,) = reading_of(tmp_path, SCRIPT).specs
    defaults = {param.name: param.default for param in spec.params}
    assert defaults["region"] == "eu-west"
    assert defaults["password"] == "changeit"


def test_a_secret_that_is_not_shown_is_still_the_scripts_own_default(tmp_path: Path) -> None:
    told = go(write(tmp_path, SCRIPT), {}, profile=MINE)
    assert told.stdout == "tok-0815-abc eu-west\n"
