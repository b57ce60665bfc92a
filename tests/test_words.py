"""Sentences made of plain data."""

from __future__ import annotations

import pytest

from shipway import words
from shipway.events import Ask, Ended, Progress, Started
from shipway.profile import LEVELS, is_below
from shipway.spec import Finding, Param, Reading, Spec


@pytest.mark.parametrize(
    ("param", "sentence"),
    [
        (Param("a", "number", help="how warm it is", unit="°C", required=True), "How warm it is. In °C. Required."),
        (Param("a", "whole_number", minimum=1, maximum=95), "1 to 95."),
        (Param("a", "whole_number", above=0, below=10), "More than 0 and less than 10."),
        (Param("a", "text", min_length=2, max_length=5), "At least 2 characters and at most 5 characters."),
        (Param("a", "list", max_length=3), "At most 3 items. One item a line."),
        (Param("a", "date"), "Like 2026-11-22."),
        (Param("a", "text"), ""),
    ],
)
def test_a_hint_says_what_may_stand_in_a_field(param: Param, sentence: str) -> None:
    assert words.hint(param) == sentence


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (Ended("done", 0, seconds=0.41), "Done in 0.4 s"),
        (Ended("done", 0, seconds=0.03), "Done in 0.03 s"),
        (Ended("failed", 3, seconds=1), "Failed: exit code 3"),
        (Ended("failed", 1, "ValueError: no such day", seconds=1), "Failed: ValueError: no such day, exit code 1"),
        (
            Ended("failed", 3, "The script ended with exit code 3.", seconds=1),
            "Failed: The script ended with exit code 3.",
        ),
        (Ended("cancelled", seconds=65), "Stopped after 1 min 5 s"),
        (
            Ended("timed out", reason="It ran longer than 5 min.", seconds=300),
            "Timed out after 5 min 0 s: It ran longer than 5 min.",
        ),
        (Ended("interrupted", seconds=2), "Interrupted after 2.0 s"),
    ],
)
def test_an_end_is_one_sentence(end: Ended, sentence: str) -> None:
    assert words.ended(end) == sentence


@pytest.mark.parametrize(
    ("progress", "far", "left"),
    [
        (Progress(26, 42, "pictures", 9.2), "pictures: 26 of 42", "about 9 s left"),
        (Progress(1, 2, "", 0.2), "1 of 2", ""),
        (Progress(1, 2, "", 90), "1 of 2", "about 1 min 30 s left"),
        (Progress(7, None, "rows"), "rows: 7", ""),
    ],
)
def test_progress_says_how_far_and_how_long(progress: Progress, far: str, left: str) -> None:
    assert (words.how_far(progress), words.how_long(progress)) == (far, left)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1.5 kB"),
        (214_000, "214 kB"),
        (8_400_000, "8.4 MB"),
        (3 * 10**9, "3.0 GB"),
    ],
)
def test_a_size_is_short(count: int, text: str) -> None:
    assert words.size(count) == text


def test_a_summary_that_says_no_more_than_the_title_is_left_out() -> None:
    reading = Reading("a.py", "Slow job", "Slow job.")
    assert words.summary(Spec("a", "argparse", title="Slow job"), reading) == ""
    assert words.summary(Spec("a", "argparse", title="Throw darts"), reading) == "Slow job."


def test_a_question_without_words_says_what_is_waited_for() -> None:
    assert words.question(Ask(1, " Name: ")) == "Name:"
    assert words.question(Ask(1, "")) == "The script waits for a line"
    assert words.question(Ask(1, "", keys=True)) == "The script waits for a key"


def test_what_means_the_same_before_sharing_stands_together_in_the_order_of_the_script() -> None:
    found = (
        Finding("asks", "asks its user (input)", 3, "A field."),
        Finding("network", "calls a server", 4, "The server's."),
        Finding("asks", "asks its user (input)", 9, "A field."),
        Finding("environment", "it runs without its packages: rich", 0),
    )
    assert words.points(found) == (
        words.Point(("Line 3: asks its user (input)", "Line 9: asks its user (input)"), "A field."),
        words.Point(("Line 4: calls a server",), "The server's."),
        words.Point(("It runs without its packages: rich.",), ""),
    )
    assert words.before_sharing(found) == "Before you share it: 4 things to know"
    assert words.before_sharing(found[:1]) == "Before you share it: 1 thing to know"


def test_each_level_that_a_run_can_have_is_said_in_plain_words() -> None:
    assert list(LEVELS) == ["limits", "tree", "sealed"]
    said = [words.contained(Started("python", "visitors", level)) for level in LEVELS]
    assert said[-1] == "Sealed off from this machine."
    assert all(one.endswith(".") for one in said)
    assert words.contained(Started("python", "visitors")) == said[0], "what is not said is the least"
    assert words.contained(None) == words.contained(Started("python", "visitors", "process group")) == ""


def test_levels_have_an_order_and_what_nobody_knows_holds_nothing() -> None:
    assert [[is_below(one, least) for least in LEVELS] for one in LEVELS] == [
        [False, True, True],
        [False, False, True],
        [False, False, False],
    ]
    assert is_below("process group", "limits")
