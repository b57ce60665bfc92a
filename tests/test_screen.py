"""What a terminal would show: cursor, erasing, scrolling, the screen that full-screen programs draw on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shipway.screen import LINES, ROWS, WIDTH, Screen


def shown(*pieces: str) -> list[str]:
    screen = Screen()
    for piece in pieces:
        screen.write("stdout", piece)
    return [line.text.rstrip() for line in screen.lines]


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("one\r\ntwo\r\n", ["one", "two"]),
        ("one\n\rtwo", ["one", "two"]),
        ("one\ntwo", ["one", "   two"]),
        ("a\r\n\r\nb", ["a", "", "b"]),
        ("10%\r20%", ["20%"]),
        ("abc\b\bX", ["aXc"]),
        ("a\tb", ["a       b"]),
        ("\x1b[1;31mred\x1b[0m\x1b[?25l plain\x1b[?25h", ["red plain"]),
        ("\x1b]0;title\x07text\x1b]8;;http://x\x1b\\link", ["textlink"]),
        ("old\r\x1b[2Knew", ["new"]),
        ("keep this\x1b[4D\x1b[K", ["keep"]),
        ("abc\r\x1b[1Kx", ["xbc"]),
        ("one\r\ntwo\r\n\x1b[2A\x1b[2KONE\r\n", ["ONE", "two"]),
        ("one\r\ntwo\r\nthree\x1b[2A\r\x1b[J", [""]),
        ("menu\r\n> a\r\n  b\r\x1b[1A\x1b[J? done", ["menu", "? done"]),
        ("abcdef\r\x1b[2P", ["cdef"]),
        ("abc\r\x1b[2@", ["  abc"]),
        ("abcdef\r\x1b[3X", ["   def"]),
        ("-\x1b[4b", ["-----"]),
        ("\x1b[3;5Hx\x1b[1;1Hy", ["y", "", "    x"]),
        ("a\x1b7b\x1b8c", ["ac"]),
        ("\x1b(0lqk\x1b(B lqk", ["┌─┐ lqk"]),
        ("one\r\ntwo\x1b[1;1H\x1b[L", ["", "one", "two"]),
        ("one\r\ntwo\r\nsix\x1b[1;1H\x1b[M", ["two", "six", ""]),
        ("before\r\n\x1b[?1049h\x1b[2J\x1b[5;5Hdrawn\x1b[?1049lafter", ["before", "after"]),
        ("\x1b[2J\x1b[Hfresh", ["fresh"]),
        ("bell\x07 nul\x00 del\x7f", ["bell nul del"]),
    ],
)
def test_text_and_control_sequences_become_lines(written: str, lines: list[str]) -> None:
    assert shown(written) == lines
    assert shown(*written) == shown(written), "in parts it is the same"


def test_what_scrolls_off_stays_among_the_lines() -> None:
    screen = Screen()
    screen.write("stdout", "".join(f"{number}\r\n" for number in range(ROWS * 3)) + "\x1b[1;1Htop")
    texts = [line.text for line in screen.lines]
    assert texts[:3] == ["0", "1", "2"]
    assert texts[ROWS * 2 + 1] == "top"


def test_a_region_scrolls_by_itself() -> None:
    lines = shown("a\r\nb\r\nc\r\nd\x1b[2;3r\x1b[3;1H\nnew")
    assert lines == ["a", "c", "new", "d"]


def test_it_tells_where_the_cursor_is_and_how_arrows_are_to_be_told() -> None:
    screen = Screen()
    screen.write("stdout", "one\r\ntwo\x1b[6n\x1b[5n\x1b[?1h")
    assert (screen.replies, screen.calls_arrows) == (b"\x1b[2;4R\x1b[0n", True)
    screen.write("stdout", "\x1b[?1l")
    assert not screen.calls_arrows


def test_the_question_is_the_text_at_the_cursor_or_above_it() -> None:
    screen = Screen()
    assert screen.prompt() == ""
    screen.write("stdout", "Pick one\r\n\r\n")
    assert screen.prompt() == "Pick one"
    screen.write("stdout", "? Colour\r\n> red\r\n  blue\x1b[2A\r")
    assert screen.prompt() == "? Colour"
    screen.write("stdout", "\x1b[?1049hdrawn")
    assert screen.prompt() == ""


def test_a_line_belongs_to_the_stream_that_wrote_on_it_last() -> None:
    screen = Screen()
    screen.write("stdout", "out\r\n")
    screen.write("stderr", "err\r\n")
    assert [(line.stream, line.text) for line in screen.lines] == [("stdout", "out"), ("stderr", "err")]


def test_lines_and_their_lengths_have_bounds() -> None:
    screen = Screen()
    screen.write("stdout", "x\r\n" * (LINES + 10) + "y" * (WIDTH * 3) + "\x1b[99999b\x1b[99999@\x1b[99999;99999Hz")
    assert len(screen.lines) == LINES
    assert screen.cut >= 10
    assert max(len(line.text) for line in screen.lines) <= WIDTH + 1


_ANY = st.lists(
    st.sampled_from(["text", "\r", "\n", "\b", "\t", "\x1b", "[", "?1049h", "?1049l", "\x1b[3;4H", "\x1b[2J", "\x1b[J"])
    | st.builds("\x1b[{}{}".format, st.integers(0, 99), st.sampled_from("ABCDEFGHJKLMPSTX@bdfhlmnrsu"))
    | st.text(max_size=3),
    max_size=40,
)


@settings(deadline=None)
@given(_ANY)
def test_nothing_that_is_written_breaks_it_and_its_last_lines_are_those_on_the_screen(pieces: list[str]) -> None:
    screen = Screen()
    for piece in pieces:
        screen.write("stdout", piece)
    screen.prompt()
    screen.spot()
    assert len(screen.lines) <= LINES
