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


def test_a_long_list_is_narrowed_by_typing_and_keeps_what_is_chosen(window: WindowDriver) -> None:
    window.open(SCRIPTS / "long_choices.py")
    form = window.desk.form
    form.fill({"to": ("CHF", "USD")})
    field = form.fields["to"]
    box, search = field.main.widget, field.parts["search"].widget
    window.activate()
    window.focus(search)
    search.insert(0, "jp")
    search.event_generate("<KeyRelease>", keysym="p")
    window.until(lambda: box.get(0, "end") == ("CHF", "JPY", "USD"), 5)
    assert form.raws()["to"] == ("CHF", "USD")
    box.selection_set(1)
    search.delete(0, "end")
    search.event_generate("<KeyRelease>", keysym="p")
    window.until(lambda: len(box.get(0, "end")) == 31, 5)
    assert form.raws()["to"] == ("CHF", "JPY", "USD")
    form.reset()
    assert form.raws()["to"] == ()


def test_what_excludes_each_other_stands_together_under_a_sentence(window: WindowDriver) -> None:
    window.open(SCRIPTS / "long_choices.py")
    assert "Exactly one of these" in window.form_texts()
    outcome = window.run(
        SCRIPTS / "long_choices.py", None, {"amount": "3", "to": ("USD",), "latest": "yes", "day": "x"}
    )
    assert any("not allowed with" in why for why in (*outcome.refused.values(), outcome.stderr)), "the parser judges"
