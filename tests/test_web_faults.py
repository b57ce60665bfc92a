"""What goes wrong in the core, or comes strangely out of it, as the site shows it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shipway.errors import BadInput, Busy
from shipway.events import Ask, Ended, Event, Made, Output, Progress, Result, Started
from shipway.spec import Reading, Spec, Values
from shipway.supervisor import Record
from shipway_web.app import create_app
from shipway_web.settings import JSON_LIMIT, TEXT_LIMIT, UPLOAD_LIMIT, Settings
from shipway_web.transcripts import Transcripts
from web_site import FROM_HERE, SCRIPTS, send, words

ECHO = "web-form/echo"
RUN = "a" * 32
HALF = "half \ud800 and \udc80"
INPUTS = {"word": "kept", "times": "1", "mark": "!"}


@dataclass
class Supervisor:
    """Say what a test lets it say, of one run."""

    told: list[Event] = field(default_factory=list)
    refusal: Exception | None = None
    raws: dict[str, Any] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    waits: list[tuple[float, int]] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def submit(self, reading: Reading, spec: Spec, values: Values, **rest: object) -> str:
        if self.refusal:
            raise self.refusal
        return RUN

    def expect(self, *_: object) -> None:
        self.calls.append("expect")

    def run_of(self, owner: str, key: str) -> str:
        return ""

    def wait(self, run_id: str, seconds: float, after: int = 0) -> None:
        self.waits.append((seconds, after))

    def events(self, run_id: str, owner: str | None, after: int = 0) -> tuple[list[Event], int]:
        self.offsets.append(after)
        return self.told[after:], len(self.told)

    def record(self, run_id: str, owner: str | None) -> Record:
        return Record(RUN, str(SCRIPTS / "web_form.py"), "echo", HALF, "me", 0.0, self.raws)

    def runs(self, owner: str | None) -> list[Record]:
        return [self.record(RUN, owner)]

    def answer(self, run_id: str, owner: str | None, ask: int, text: str | None) -> None:
        self.calls.append(f"answer {ask} {text}")
        if self.refusal:
            raise self.refusal

    def stop(self, run_id: str, owner: str | None) -> None:
        self.calls.append("stop")


@pytest.fixture
def visit(tmp_path: Path) -> Callable[[Supervisor], FlaskClient]:
    """Visit a site whose runs are a fake's."""

    def at(supervisor: Supervisor) -> FlaskClient:
        app = create_app(Settings((SCRIPTS / "web_form.py",), tmp_path, "a secret of the tests"))
        site = app.extensions["shipway"]
        app.extensions["shipway"] = replace(site, supervisor=supervisor, transcripts=Transcripts(supervisor))
        return app.test_client()

    return at


def call(visitor: FlaskClient) -> TestResponse:
    """Call the API from a page of the site."""
    return visitor.post(f"/api/{ECHO}", json={"word": "a"}, headers=FROM_HERE)


def test_a_mistake_of_ours_is_an_incident_and_no_traceback(
    visit: Callable[[Supervisor], FlaskClient], caplog: pytest.LogCaptureFixture
) -> None:
    visitor = visit(Supervisor(refusal=RuntimeError("the inside of the program")))
    with caplog.at_level(logging.ERROR):
        page, api = send(visitor, f"/t/{ECHO}", **INPUTS), call(visitor)
    assert page.status_code == api.status_code == 500
    assert api.content_type == "application/json"
    assert api.get_json().keys() == {"shipway", "error"}
    for answer, told in ((page, words(page)), (api, api.get_json()["error"])):
        incident = told.partition("incident ")[2][:8]
        assert f"incident {incident} at" in caplog.text
        assert len(incident) == 8
        assert "inside of the program" not in answer.text
        assert "Traceback" not in answer.text
    assert "the inside of the program" in caplog.text


def test_too_many_runs_are_told_with_the_inputs_kept(visit: Callable[[Supervisor], FlaskClient]) -> None:
    visitor = visit(Supervisor(refusal=Busy("32 runs are under way here")))
    page, api = send(visitor, f"/t/{ECHO}", **INPUTS), call(visitor)
    for answer in (page, api):
        assert answer.status_code == 429
        assert answer.headers.getlist("Retry-After") == ["5"]
    assert "Too many runs at once; try again in a moment." in words(page)
    assert 'value="kept"' in page.text
    assert api.get_json()["error"] == "Too many runs at once; try again in a moment."


def test_half_a_character_breaks_no_answer(visit: Callable[[Supervisor], FlaskClient]) -> None:
    made = Made("0", HALF, 1, "text/plain")
    table = {"columns": [HALF], "rows": [[HALF]], "numeric": [False], "total": 1}
    told = [made, Progress(1, 2, HALF), Result("text", HALF), Result("json", HALF), Result("table", table)]
    visitor = visit(Supervisor([*told, Ended("failed", 1, HALF, {"word": HALF})], raws={"word": HALF}))
    shown = "half \\ud800 and \\udc80"
    for url in (f"/runs/{RUN}", f"/runs/{RUN}?part=result"):
        assert shown in visitor.get(url).text, url
    assert shown in visitor.get("/runs").text
    assert shown in send(visitor, f"/t/{ECHO}", **INPUTS).text
    answer = call(visitor)
    assert answer.status_code == 422
    assert answer.get_json()["results"][0]["value"] == HALF
    assert visitor.get(f"/api/runs/{RUN}").get_json()["events"][2]["value"] == HALF


def test_e22_what_a_script_says_of_its_progress_is_text_on_the_page(visit: Callable[[Supervisor], FlaskClient]) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
    visitor = visit(Supervisor([Started("python", "visitors"), Progress(1, 2, hostile)]))
    for url in (f"/runs/{RUN}", f"/runs/{RUN}?part=result"):
        page = visitor.get(url)
        assert f"{hostile}: 1 of 2" in unescape(page.text), url
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_a_script_whose_name_is_no_utf_8_is_listed_and_runs(tmp_path: Path) -> None:
    script = tmp_path / "a\udcffb.py"
    script.write_text((SCRIPTS / "sleeps.py").read_text())
    visitor = create_app(Settings((script,), tmp_path / "state", "a secret of the tests")).test_client()
    [address] = {part.partition('"')[0] for part in visitor.get("/").text.split('href="')[1:] if part.startswith("/t/")}
    assert visitor.get(address).status_code == 200
    assert send(visitor, address, seconds="0").status_code == 200


def test_each_look_at_a_run_that_goes_on_reads_only_what_is_new(visit: Callable[[Supervisor], FlaskClient]) -> None:
    supervisor = Supervisor([Started("python", "visitors"), Output("stdout", b"one\n")])
    visitor = visit(supervisor)
    visitor.get(f"/runs/{RUN}")
    supervisor.told.append(Output("stdout", b"two\n"))
    page = visitor.get(f"/runs/{RUN}?part=result").text
    assert "one\ntwo\n" in page
    assert supervisor.offsets == [0, 2]


def test_an_answer_waits_for_what_comes_past_its_question(visit: Callable[[Supervisor], FlaskClient]) -> None:
    supervisor = Supervisor([Started("python", "visitors"), Ask(1, "Name: ")])
    visitor = visit(supervisor)
    send(visitor, f"/runs/{RUN}/answer", ask="1", text="ann")
    assert supervisor.waits == [(1.0, 2)]
    send(visitor, f"/runs/{RUN}/answer", ask="7", text="late")
    assert len(supervisor.waits) == 1, "an answer to no open question changes nothing to wait for"
    send(visitor, f"/runs/{RUN}/stop")
    assert supervisor.calls == ["answer 1 ann", "answer 7 late", "stop"]
    assert supervisor.waits[1][1] > 10**18, "a further question is no end"


def test_an_answer_that_cannot_be_used_is_told_at_its_question(visit: Callable[[Supervisor], FlaskClient]) -> None:
    refused = BadInput({"": "the answer must be one line"})
    visitor = visit(Supervisor([Ask(1, "Name: ")], refused))
    page = send(visitor, f"/runs/{RUN}/answer", ask="1", text="a\nb")
    assert page.status_code == 422
    assert '<small class="why" id="answer-why">The answer must be one line.</small>' in page.text
    api = visitor.post(f"/api/runs/{RUN}/answer", json={"ask": 1, "text": "a\nb"}, headers=FROM_HERE)
    assert (api.status_code, api.get_json()["error"]) == (422, "The answer must be one line.")


def test_what_is_too_much_names_the_limits_that_hold(visit: Callable[[Supervisor], FlaskClient]) -> None:
    much = {"CONTENT_LENGTH": str(UPLOAD_LIMIT + 1)}
    answer = visit(Supervisor()).post(f"/t/{ECHO}", headers=FROM_HERE, environ_overrides=much)
    assert answer.status_code == 413
    for limit in (UPLOAD_LIMIT, TEXT_LIMIT, JSON_LIMIT):
        assert f" {limit // 2**20} MiB" in words(answer)
