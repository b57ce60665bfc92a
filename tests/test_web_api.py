"""The API: the same meaning of the same inputs, for programs."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core_fixtures import write
from shipway.profile import LEVELS
from shipway_web.app import create_app
from shipway_web.settings import LOOPBACK, Settings
from web_site import app, visitor

__all__ = ["app", "visitor"]
ECHO = "/api/web-form/echo"


def call(visitor: FlaskClient, address: str, body: str | dict[str, Any]) -> Any:
    """Post JSON, and give the answer's."""
    text = body if isinstance(body, str) else json.dumps(body)
    answer = visitor.post(address, data=text, content_type="application/json")
    return {"status": answer.status_code, **answer.get_json()}


def test_a_call_gives_the_result_and_all_about_the_run(visitor: FlaskClient) -> None:
    answer = call(visitor, ECHO, {"word": "hi", "times": "2", "loud": False})
    assert answer["status"] == 200
    assert (answer["shipway"], answer["state"], answer["code"], answer["reason"]) == (1, "done", 0, "")
    assert answer["results"] == [{"shape": "text", "value": "hi!hi!"}]
    assert answer["problems"] == {}
    assert answer["level"] in LEVELS
    assert answer["stdout"] == answer["stderr"] == ""


@pytest.mark.parametrize("number", ["1.10", "0.1e1", "12345678901234567890123", "-0", "1E400"])
def test_a_json_number_is_the_text_that_stands_there(visitor: FlaskClient, number: str) -> None:
    answer = call(visitor, ECHO, f'{{"word": {number}, "loud": false, "mark": ""}}')
    assert answer["results"][0]["value"] == number


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ('{"word": "a"}', "A!"),
        ('{"word": "a", "times": null}', "A!"),
        ('{"word": "a", "loud": true}', "A!"),
        ('{"word": "a", "loud": "off"}', "a!"),
        ('{"word": " a "}', " A !"),
        ('{"word": "Ж"}', "Ж!"),
        ('{"word": ""}', "!"),
    ],
)
def test_what_a_json_value_means(visitor: FlaskClient, body: str, result: str) -> None:
    assert call(visitor, ECHO, body)["results"][0]["value"] == result


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('{"word": "a", "times": "abc"}', "times"),
        ('{"word": "a", "times": 1.5}', "times"),
        ('{"word": "a", "times": true}', "times"),
        ('{"word": "a", "mark": "#"}', "mark"),
        ('{"word": null}', "word"),
        ("{}", "word"),
        ('{"word": ["a", "b"]}', "word"),
        ('{"word": {"a": 1}}', "word"),
        ('{"word": [["a"]]}', "word"),
        ('{"word": "\\ud800"}', "word"),
        ('{"word": "\\u0000"}', "word"),
        ('{"word": "a", "owner": "me"}', "owner"),
    ],
)
def test_a_bad_input_is_named(visitor: FlaskClient, body: str, name: str) -> None:
    answer = call(visitor, ECHO, body)
    assert answer["status"] == 422
    assert list(answer["problems"]) == [name]


@pytest.mark.parametrize(
    "body", ["{", "[]", '"x"', "1", "\ufeff{}", '{"word": "a", "word": "b"}', '{"word": ' + "[" * 100_000, "\xff{}"]
)
def test_a_body_that_is_no_json_object_is_told_so(visitor: FlaskClient, body: str) -> None:
    answer = visitor.post(ECHO, data=body.encode("latin-1", "replace"), content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json()["error"].startswith("The inputs")


def test_a_scripts_own_complaint_is_a_problem_of_its_parameter(visitor: FlaskClient) -> None:
    answer = call(visitor, "/api/sleeps/sleeps", {"seconds": "soon"})
    assert answer["status"] == 422
    assert "invalid float value" in answer["problems"]["seconds"]


def test_a_run_that_fails_is_an_answer(visitor: FlaskClient) -> None:
    answer = call(visitor, "/api/exits-three/exits_three", {"word": "x"})
    assert (answer["status"], answer["state"], answer["code"]) == (200, "failed", 3)
    assert answer["stdout"] == "nothing like x\n"


def test_files_come_by_multipart_and_go_by_their_address(app: Flask) -> None:
    program = app.test_client(use_cookies=False)
    sent = {"paper": (io.BytesIO(b"12345"), "a.txt"), "least": "2"}
    answer = program.post("/api/web-form/weigh", data=sent)
    assert answer.get_json()["results"][0]["value"] == "a.txt: 5 bytes, at least 2"
    made = call(program, "/api/web-form/page", {})
    [artifact] = made["artifacts"]
    assert artifact["name"] == "page.html"
    assert program.get(artifact["url"], buffered=True).data.startswith(b"<script>")
    assert program.get(artifact["url"].partition("?")[0]).status_code == 404


def test_files_that_no_parameter_takes_are_refused_before_anything_is_kept(app: Flask, visitor: FlaskClient) -> None:
    uploads = app.extensions["shipway"].supervisor.folder / "uploads"
    before = sorted(uploads.iterdir())
    for sent in ({"stray": (io.BytesIO(b"1"), "a")}, {"stray": "text"}):
        answer = visitor.post("/api/web-form/weigh", data={"paper": (io.BytesIO(b"12345"), "a.txt"), **sent})
        assert answer.status_code == 422
        assert answer.get_json()["problems"] == {"stray": "is not a parameter of this tool"}
    assert sorted(uploads.iterdir()) == before


def test_a_path_as_text_is_no_file(visitor: FlaskClient) -> None:
    answer = call(visitor, "/api/web-form/weigh", {"paper": "/etc/passwd"})
    assert answer["status"] == 422
    assert "takes an uploaded file" in answer["problems"]["paper"]


def test_a_program_answers_questions_by_its_key(app: Flask) -> None:
    program = app.test_client(use_cookies=False)
    first = call(program, "/api/getpass-it/getpass_it?wait=5", {})
    assert (first["status"], first["state"]) == (202, "running")
    key = {"Authorization": f"Bearer {first['key']}"}
    run = f"/api/runs/{first['run']}"
    assert program.get(run).status_code == 404
    after, asked, texts = 0, 0, ["ann", "hunter22"]
    events: list[dict[str, Any]] = []
    deadline = time.monotonic() + 20
    while not events or events[-1]["event"] != "ended":
        assert time.monotonic() < deadline
        answer = program.get(f"{run}?after={after}", headers=key).get_json()
        events += answer["events"]
        after = answer["next"]
        for event in answer["events"]:
            if event["event"] == "ask":
                said = {"ask": event["id"], "text": texts[asked]}
                assert program.post(f"{run}/answer", json=said, headers=key).status_code == 200
                asked += 1
        time.sleep(0.02)
    output = "".join(event["text"] for event in events if event["event"] == "output")
    assert "ann's password has 8 characters." in output
    assert "hunter22" not in json.dumps(events)


def test_a_program_stops_its_run(app: Flask) -> None:
    program = app.test_client(use_cookies=False)
    first = call(program, "/api/sleeps/sleeps?wait=0.2", {})
    key = {"Authorization": f"Bearer {first['key']}"}
    assert first["status"] == 202
    assert program.post(f"/api/runs/{first['run']}/stop", headers=key).status_code == 200
    deadline = time.monotonic() + 10
    while "cancelled" not in program.get(f"/api/runs/{first['run']}", headers=key).text:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_spec_is_there_to_be_read(visitor: FlaskClient) -> None:
    spec = visitor.get(ECHO).get_json()
    assert [param["name"] for param in spec["params"]] == ["word", "times", "loud", "mark"]


def test_what_is_not_there_is_told_in_json(visitor: FlaskClient) -> None:
    answer = visitor.get("/api/web-form/none")
    assert answer.status_code == 404
    assert "nothing at this address" in answer.get_json()["error"]


@pytest.mark.parametrize("wait", ["x", "-1", "nan", "1e9"])
def test_a_wait_that_is_none_is_refused(visitor: FlaskClient, wait: str) -> None:
    assert visitor.post(f"{ECHO}?wait={wait}", json={}).status_code == 400


def test_keys_are_pressed_for_a_question_that_reads_them(visitor: FlaskClient) -> None:
    run = call(visitor, "/api/terminal-menu/terminal_menu?wait=5", {})
    assert (run["status"], run["state"]) == (202, "running")
    visitor.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {run['key']}"
    address, after = f"/api/runs/{run['run']}", 0
    for keys in ("\x1b[B", "\r"):
        events: list[dict[str, Any]] = []
        while not (asks := [event for event in events if event["event"] == "ask"]):
            told = visitor.get(f"{address}?after={after}").get_json()
            events, after = [*events, *told["events"]], told["next"]
        assert asks[-1]["keys"] is True
        assert call(visitor, f"{address}/answer", {"ask": asks[-1]["id"], "keys": keys})["status"] == 200
        time.sleep(0.05)
    while (told := visitor.get(address).get_json()["events"])[-1]["event"] != "ended":
        time.sleep(0.05)
    assert told[-1]["code"] == 0
    assert "Using Gruvbox." in "".join(event.get("text") or "" for event in told)


@pytest.mark.parametrize("keys", ["x" * 70_000, "\ud83d"])
def test_keys_that_nobody_can_press_are_told_so(visitor: FlaskClient, keys: str) -> None:
    run = call(visitor, "/api/terminal-menu/terminal_menu?wait=5", {})
    visitor.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {run['key']}"
    answer = call(visitor, f"/api/runs/{run['run']}/answer", {"ask": 1, "keys": keys})
    assert answer["status"] == 422
    call(visitor, f"/api/runs/{run['run']}/stop", {})


def test_the_default_of_a_secret_is_told_to_no_program(tmp_path: Path) -> None:
    script = write(
        tmp_path, "def f(name: str = 'ann', password: str = 'hunter22') -> str:\n    return name + password\n"
    )
    app = create_app(Settings((script,), tmp_path / "state", "a secret of the tests", hosts=LOOPBACK))
    told = app.test_client().get("/api/script/f").get_data(as_text=True)
    app.extensions["shipway"].supervisor.close()
    assert "ann" in told
    assert "hunter22" not in told


def test_the_limits_that_an_author_sets_hold_on_the_page(tmp_path: Path) -> None:
    head = "# /// script\n# [tool.shipway]\n# memory = '300 MB'\n# ///\n"
    script = write(tmp_path, head + "def f(size: int):\n    return len(bytes(size))\n", "takes.py")
    site = create_app(Settings((script,), tmp_path / "state", "a secret of the tests"))
    try:
        assert call(site.test_client(), "/api/takes/f", {"size": 1000})["state"] == "done"
        much = call(site.test_client(), "/api/takes/f", {"size": 400_000_000})
        assert (much["state"], "MemoryError" in much["stderr"] + much["reason"]) == ("failed", True)
    finally:
        site.extensions["shipway"].supervisor.close()
