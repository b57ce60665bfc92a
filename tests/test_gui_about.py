"""In the real window: what an author wrote about a tool stands below its form, without its marks."""

from __future__ import annotations

from conftest import SCRIPTS
from window_driver import WindowDriver
from window_fixtures import window

__all__ = ["window"]


def test_the_help_of_a_tool_is_shown_as_it_was_meant(window: WindowDriver) -> None:
    window.open(SCRIPTS / "markdown_help.py")
    texts = window.form_texts()
    assert "• keeps headings and lists\n• turns code into a box, with its indentation" in texts
    assert "0   all went well\n1   a note could not be read" in texts
    assert "formats:" in texts
    assert "What it does" in texts
    assert any("Markdown (https://commonmark.org)" in text for text in texts)
    assert "One of html and text, see formats." in texts
    assert window.desk.window["title"].get() == "Convert notes to a page"
