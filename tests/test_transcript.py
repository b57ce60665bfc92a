"""What a person sees of a run: bars collapse, colours go, halves of characters wait, answers are echoed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shipway.events import Answered, Ask, Ended, Event, Made, Output, Progress, Result, Started
from shipway.transcript import LINES, WIDTH, Transcript


def out(data: bytes | str, stream: Any = "stdout") -> Output:
    return Output(stream, data.encode() if isinstance(data, str) else data)


def shown(*events: Event) -> list[str]:
    """Give what stands on the screen when a run that said this has ended."""
    return [line.text for line in Transcript().feed([*events, Ended("done", 0)]).lines]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("one\ntwo\n", ["one", "two"]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("one\r\ntwo\r\n", ["one", "two"]),
        ("one\r\r\ntwo", ["one", "two"]),
        (" 10%\r 50%\r100%\n", ["100%"]),
        (" 10%\r 50%\r100%", ["100%"]),
        ("done\r", ["done"]),
        ("done\r\x1b[0m\n", ["done"]),
        ("\x1b[1;31mred\x1b[0m plain", ["red plain"]),
        ("\r\x1b[2K\x1b[32mdone\x1b[39m", ["done"]),
        ("\x1b]0;a title\x07text", ["text"]),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", ["link"]),
        ("\x1b(Bx\x1b=y", ["xy"]),
        ("bell\x07 nul\x00 del\x7f tab\tend", ["bell nul del tab\tend"]),
        ("a\x85b\u2028c", ["a\x85b\u2028c"]),
    ],
)
def test_output_is_shown_as_a_terminal_leaves_it(written: str, lines: list[str]) -> None:
    assert shown(out(written)) == lines


PIECES = [
    "text",
    "\r",
    "\n",
    "\r\n",
    "\x1b[31m",
    "\x1b[0;1m",
    "\x1b]0;my title\x07",
    "\x1b(B",
    "\x1b]8;;http://x\x1b\\",
    "яß世🙂",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.lists(st.integers(1, 5), min_size=1))
def test_it_does_not_matter_in_which_pieces_output_comes(text: str, sizes: list[int]) -> None:
    data, pieces = text.encode(), []
    while data:
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(out(data[:size]))
        data = data[size:]
    assert shown(*pieces) == shown(out(text))


def test_half_of_a_character_waits_for_its_rest() -> None:
    transcript = Transcript().feed([out("é".encode()[:1])])
    assert transcript.text() == ""
    assert transcript.feed([out("é".encode()[1:])]).text() == "é"


def test_bytes_that_are_no_utf_8_show_as_replacement_characters() -> None:
    assert shown(out(b"a\xffb\n\xd0")) == ["a\ufffdb", "\ufffd"]


def test_stderr_stands_between_the_lines_of_stdout() -> None:
    events = [out("one\n"), out("warning\n", "stderr"), out("two\n")]
    transcript = Transcript().feed(events)
    assert [(line.stream, line.text) for line in transcript.lines] == [
        ("stdout", "one"),
        ("stderr", "warning"),
        ("stdout", "two"),
    ]
    assert transcript.text("stdout") == "one\ntwo"
    assert transcript.text("stderr") == "warning"


def test_an_open_line_of_one_stream_is_continued_behind_the_others() -> None:
    assert shown(out("10%\r", "stderr"), out("line\n"), out("50%\r", "stderr"), out("100%", "stderr")) == [
        "100%",
        "line",
    ]


def test_an_answer_is_echoed_behind_its_question_and_ends_the_line() -> None:
    asked = [out("Name: "), Ask(1, "Name: ")]
    assert Transcript().feed(asked).question == Ask(1, "Name: ")
    transcript = Transcript().feed([*asked, Answered(1, "Ann"), out("Hello Ann\n")])
    assert transcript.text() == "Name: Ann\nHello Ann"
    assert transcript.question is None


def test_an_ended_input_is_not_echoed() -> None:
    assert shown(out("Name: "), Ask(1, "Name: "), Answered(1, None), out("EOFError\n", "stderr")) == [
        "Name: ",
        "EOFError",
    ]


def test_only_the_last_lines_are_shown_and_the_others_counted() -> None:
    transcript = Transcript().feed([out("".join(f"{number}\n" for number in range(LINES + 5)))])
    assert len(transcript.lines) == LINES
    assert transcript.cut == 5
    assert transcript.lines[0].text == "5"


def test_an_open_line_that_was_scrolled_away_begins_anew() -> None:
    transcript = Transcript().feed([out("old", "stderr"), out("x\n" * LINES), out("new\n", "stderr")])
    assert transcript.text("stderr") == "new"


def test_a_very_long_line_is_cut_with_an_ellipsis() -> None:
    (line,) = shown(out("x" * WIDTH), out("y" * WIDTH))
    assert len(line) == WIDTH
    assert line.endswith("x…")


def test_a_sequence_that_never_ends_swallows_no_more_than_its_share() -> None:
    transcript = Transcript().feed([out("\x1b]0;" + "t" * 10_000), out("\nnext\n"), Ended("done", 0)])
    assert transcript.lines[-1].text == "next"


def test_results_files_progress_start_and_end_are_kept() -> None:
    picture, report = Made("1", "p.png", 5, "image/png"), Made("2", "r.csv", 6, "text/csv")
    events = [Started("py", "mine"), Progress(1, 2), Progress(2, 2), picture, Result("image", "1"), report]
    transcript = Transcript().feed([*events, Result("text", "hi"), Ended("done", 0)])
    assert transcript.started == Started("py", "mine")
    assert transcript.progress == Progress(2, 2)
    assert [result.shape for result in transcript.results] == ["image", "text"]
    assert transcript.files() == [report]
    assert transcript.ended == Ended("done", 0)


def test_a_question_is_over_when_the_run_is() -> None:
    assert Transcript().feed([Ask(1, "?"), Ended("cancelled")]).question is None
