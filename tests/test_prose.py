"""Texts of authors become blocks: Markdown, reStructuredText, and what was laid out by hand; never markup."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shipway.prose import Block, Span, blocks, plain, spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b c` d", [("a ", ""), ("b c", "code"), (" d", "")]),
        ("``b`` and :func:`c`", [("b", "code"), (" and ", ""), ("c", "code")]),
        ("**very** *small*", [("very", "strong"), (" ", ""), ("small", "em")]),
        ("[the page](https://x.org/a_(b)) here", [("the page", "link"), (" here", "")]),
        ("`the page <https://x.org>`_ here", [("the page", "link"), (" here", "")]),
        ("see https://x.org/a, or", [("see ", ""), ("https://x.org/a", "link"), (",", ""), (" or", "")]),
        ("<https://y.org>.", [("https://y.org", "link"), (".", "")]),
        ("see *formats*.", [("see ", ""), ("formats", "em"), (".", "")]),
        ("a tag `<b>`", [("a tag ", ""), ("<b>", "code")]),
        ("(https://x.org)", [("(", ""), ("https://x.org", "link"), (")", "")]),
        ("![a picture](https://x.org/x.png)", [("a picture", "link")]),
        ("mail to mailto:ann@x.org", [("mail to ", ""), ("ann@x.org", "link")]),
    ],
)  # fmt: skip
def test_marks_in_a_line_become_styles(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(span.text, span.style) for span in spans(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "*.py and *.txt",
        "**/*.py",
        "2 * 3 * 4",
        "a_b_c and __init__",
        "*args, **kwargs",
        "`not closed",
        "a * b",
        "50% [x] (y)",
    ],
)
def test_what_only_looks_like_a_mark_is_left_alone(text: str) -> None:
    assert spans(text) == (Span(text),)


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>)", "[x](vbscript:x)",
        "[x](//evil.example)", "[x](/t/web)", "[x](http:javascript)", "![x](file:/etc/passwd)",
        "<javascript:alert(1)>",
        "`x <javascript:alert(1)>`_", "[x](\x01javascript:alert(1))", "[x](java\nscript:alert(1))", "[x](https:///)",
    ],
)  # fmt: skip
def test_only_an_address_of_the_web_or_of_mail_is_a_link(text: str) -> None:
    assert not [span for span in spans(text) if span.style == "link"]


@given(st.text(max_size=200))
def test_whatever_is_written_is_shown_and_every_link_is_safe(text: str) -> None:
    for span in spans(text):
        assert span.style != "link" or span.address.lower().startswith(("http://", "https://", "mailto:"))
    for block in blocks(text):
        assert block.lines or block.text is not None
    assert set("".join(plain(text).split())) <= set("".join(text.split()))


def test_a_hostile_text_takes_no_time() -> None:
    start = time.monotonic()
    for text in ("[" * 50_000, "*a" * 50_000, "`" * 50_000, "**a" * 50_000, "https://x" + ")" * 50_000, "- " * 50_000):
        spans(text)
        blocks(text)
    assert time.monotonic() - start < 5


TEXT = """\
Shrink pictures to a width, and keep their
proportions as they were before.

Short line
another line

What it does
------------

- reads the picture
- makes it smaller,
  never larger
- writes it

1. first
2. second

## More

Use it like this::

    shrink.py a.png   # one
    shrink.py b.png   # another

    and so on

examples:
  shrink.py x
  shrink.py y

name      what
--w       the width
--verbose tell more

```sh
pip install x

run
```

>>> shrink(3)
1
"""


def test_a_text_becomes_its_blocks() -> None:
    found = [(one.form, [plain_of(line) for line in one.lines] or one.text) for one in blocks(TEXT)]
    assert found == [
        ("paragraph", ["Shrink pictures to a width, and keep their", "proportions as they were before."]),
        ("paragraph", ["Short line", "another line"]),
        ("heading", ["What it does"]),
        ("bullets", ["reads the picture", "makes it smaller, never larger", "writes it"]),
        ("numbers", ["first", "second"]),
        ("heading", ["More"]),
        ("paragraph", ["Use it like this:"]),
        ("layout", "shrink.py a.png   # one\nshrink.py b.png   # another\n\nand so on"),
        ("paragraph", ["examples:"]),
        (
            "layout",
            "shrink.py x\nshrink.py y\n\nname      what\n--w       the width\n--verbose tell more\n\n"
            "pip install x\n\nrun\n\n>>> shrink(3)\n1",
        ),
    ]  # fmt: skip


def plain_of(line: tuple[Span, ...]) -> str:
    return "".join(span.text for span in line)


def test_wrapped_lines_are_one_again() -> None:
    text = "A docstring that its author has wrapped at seventy columns or so\ngoes on in the next line.\nShort."
    assert [plain_of(line) for line in blocks(text)[0].lines] == [
        "A docstring that its author has wrapped at seventy columns or so goes on in the next line.",
        "Short.",
    ]


def test_nothing_is_no_block() -> None:
    assert blocks("") == blocks("  \n\n ") == ()
    assert blocks("x") == (Block("paragraph", ((Span("x"),),)),)
