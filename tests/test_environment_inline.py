"""Blocks of metadata in a script, exactly as their specification (PEP 723) has them."""

from __future__ import annotations

import pytest

from shipway.environment.inline import blocks, metadata
from shipway.errors import Unreadable

ONE = '# /// script\n# dependencies = ["rich"]\n# ///\n'


def test_a_block_is_toml_behind_hashes() -> None:
    text = (
        '#!/usr/bin/env python\n# /// script\n# requires-python = ">=3.11"\n#\n# [tool.x]\n# y = "#"\n# ///\nimport z\n'
    )
    assert metadata(text) == {"requires-python": ">=3.11", "tool": {"x": {"y": "#"}}}


@pytest.mark.parametrize("text", ["", "import x\n", "# /// other\n# a = 1\n# ///\n"])
def test_without_a_block_there_is_nothing(text: str) -> None:
    assert metadata(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "# /// script\n# a = 1\n",  # it never ends
        "# /// script\n# a = 1\n\n# ///\n",  # an empty line is none of its lines
        "# /// script\n#a = 1\n# ///\n",  # a line needs a space
        "# /// script \n# a = 1\n# ///\n",  # nothing follows the type
        "#/// script\n# a = 1\n# ///\n",
        " # /// script\n # a = 1\n # ///\n",
        "# /// script\n# ///\n",  # it holds a line at least
        "# /// scr_ipt\n# a = 1\n# ///\n",
    ],
)
def test_what_is_not_written_exactly_so_is_no_block(text: str) -> None:
    assert blocks(text) == []


def test_the_last_end_of_the_comment_ends_the_block() -> None:
    text = "# /// script\n# a = 1\n# ///\n# b = 2\n# ///\n"
    assert blocks(text) == [("script", "a = 1\n///\nb = 2\n")]


def test_the_end_needs_no_newline_and_lines_may_end_as_on_windows() -> None:
    assert metadata(ONE.rstrip("\n").replace("\n", "\r\n")) == {"dependencies": ["rich"]}


def test_blocks_of_other_types_stand_beside_it() -> None:
    assert metadata("# /// pyproject\n# a = 1\n# ///\n\n" + ONE) == {"dependencies": ["rich"]}


def test_two_blocks_are_an_error() -> None:
    with pytest.raises(Unreadable, match=r"x\.py has 2 blocks “# /// script”; there may be one"):
        metadata(ONE + "\n" + ONE, "x.py")


def test_a_block_that_is_no_toml_says_where() -> None:
    with pytest.raises(Unreadable, match=r"the block “# /// script” of x\.py is no TOML: .*line 1"):
        metadata("# /// script\n# a = = 1\n# ///\n", "x.py")
