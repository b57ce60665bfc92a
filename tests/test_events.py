"""An event is one line of JSON, and the line gives the same event back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shipway.events import (
    Answered,
    Ask,
    Ended,
    Event,
    Made,
    Output,
    Progress,
    Result,
    Started,
    from_line,
    to_line,
)

EVENTS: list[Event] = [
    Started("/usr/bin/python3", "visitors"),
    Output("stdout", "Привет\n".encode()),
    Output("stderr", b"\xff\xfe half \xd0"),
    Output("stdout", b""),
    Output("stdout", b"a\nb\r\x1b[31m\0"),
    Ask(1, "Name: "),
    Ask(2, "Password: ", secret=True),
    Answered(1, "Ann"),
    Answered(2, None),
    Progress(3, 10, "rows", 1.5),
    Progress(3),
    Made("0f", "имя.csv", 12, "text/csv"),
    Result("text", "half \ud83d of a character"),
    Result("table", {"columns": ["a"], "rows": [["1"]], "numeric": [True], "total": 1}),
    Ended("done", 0, "", {}, 0.5),
    Ended("failed", 2, "exit code 2", {"count": "invalid int value: 'x'"}, 1.0),
    Ended("interrupted"),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: to_line(event)[:50])
def test_a_line_gives_the_same_event_back(event: Event) -> None:
    assert from_line(to_line(event)) == event


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: to_line(event)[:50])
def test_an_event_is_one_line_of_utf_8(event: Event) -> None:
    line = to_line(event).encode()
    assert b"\n" not in line
    assert json.loads(line)["event"] == type(event).__name__.lower()


@settings(deadline=None)
@given(st.binary(), st.sampled_from(["stdout", "stderr"]))
def test_any_bytes_survive(data: bytes, stream: Any) -> None:
    assert from_line(to_line(Output(stream, data))) == Output(stream, data)


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_text_survives_even_halves_of_characters(text: str) -> None:
    # Two halves that stand side by side are one character.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    line = to_line(Result("text", text))
    assert from_line(line.encode().decode()) == Result("text", text)


def test_text_stays_readable_and_other_bytes_come_as_base64() -> None:
    assert '"text": "Привет"' in to_line(Output("stdout", "Привет".encode()))
    assert '"base64": "/w=="' in to_line(Output("stdout", b"\xff"))


def test_the_first_event_carries_the_version() -> None:
    assert json.loads(to_line(EVENTS[0]))["shipway"] == 1


def test_a_field_that_is_not_known_yet_is_left_alone() -> None:
    assert from_line('{"event": "ask", "id": 1, "prompt": "?", "secret": false, "colour": "red"}') == Ask(1, "?")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "null",
        "5",
        "[]",
        "{}",
        '{"event": "explosion"}',
        '{"event": ["ask"]}',
        '{"event": "ask"}',
        '{"event": "output", "stream": "stdout"}',
        '{"event": "output", "stream": "stdout", "base64": 5}',
        '{"event": "output", "stream": "stdout", "base64": "!"}',
    ],
)
def test_what_is_no_event_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not an event"):
        from_line(line)
