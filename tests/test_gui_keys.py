"""The real window by its keyboard alone: xdotool presses the keys, as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from display import display
from shipway.examples import SCRIPTS
from shipway.look import colours
from window_driver import WindowDriver

EXAMPLES = {path.stem: path for path in SCRIPTS}


@pytest.fixture(scope="module")
def window(need: Callable[[str], None]) -> Iterator[WindowDriver]:
    need("screen")
    driver = WindowDriver(display())
    driver.activate()
    yield driver
    driver.close()


def focused(window: WindowDriver) -> str:
    """Name what has the focus: a field, or a key of the window."""
    widget = window.desk.window.TKroot.focus_get()
    names = {name: field.main.widget for name, field in window.desk.form.fields.items()}
    keys = {key: window.desk.window[key].widget for key in ("tools", "open", "run", "reset", "answer")}
    return next((name for name, each in {**names, **keys}.items() if each is widget), "")


def test_typing_and_enter_run_the_tool(window: WindowDriver) -> None:
    outcome = window.run(EXAMPLES["celsius"], None, {"celsius": "37.5"}, by_keys=True)
    assert outcome.output == "Degrees Celsius: 37.5\n37.5 °C is 99.5 °F"


def test_a_wrong_input_is_named_at_its_field_and_takes_the_focus(window: WindowDriver) -> None:
    outcome = window.run(EXAMPLES["celsius"], None, {"celsius": "abc"}, by_keys=True)
    assert outcome.refused == {"celsius": "“abc” is not a number"}
    assert focused(window) == "celsius"


def test_an_empty_required_field_is_named(window: WindowDriver) -> None:
    outcome = window.run(EXAMPLES["units"], "fuel", {"trip.kilometres": "100", "trip.litres": ""}, by_keys=True)
    assert outcome.refused == {"trip.litres": "is required"}
    assert focused(window) == "trip.litres"


def test_a_choice_and_a_tick_are_made_by_keys(window: WindowDriver) -> None:
    outcome = window.run(
        EXAMPLES["units"], "length", {"value": "2", "unit": "metre", "into": "kilometre"}, by_keys=True
    )
    assert outcome.shown == ["0.002"]
    raws = {"start": "2026-11-22", "days": "3", "working_days_only": "yes"}
    assert window.run(EXAMPLES["units"], "days_later", raws, by_keys=True).shown == ["2026-11-25"]


def test_tab_goes_down_the_form_and_then_to_its_buttons(window: WindowDriver) -> None:
    window.open(EXAMPLES["units"], "split_bill")
    window.focus(window.desk.form.fields["total"].main.widget)
    seen = ["total"]
    for _ in range(4):
        window.keys("key", "Tab")
        seen.append(focused(window))
    assert seen == ["total", "people", "tip", "run", "reset"]
    window.keys("key", "shift+Tab")
    assert focused(window) == "run"


def test_tab_leaves_a_long_text_and_enter_breaks_its_line(window: WindowDriver) -> None:
    window.open(EXAMPLES["text_tool"], "count")
    field = window.desk.form.fields["standard_input"]
    window.focus(field.main.widget)
    window.keys("type", "one\ntwo")
    assert field.text == "one\ntwo"
    assert window.desk.place not in window.desk.watches
    window.keys("key", "Tab")
    assert field.text == "one\ntwo"
    assert window.desk.window.TKroot.focus_get() is field.parts["choose"].widget
    seen = []
    for _ in range(2):
        window.keys("key", "Tab")
        seen.append(focused(window))
    assert seen == ["version", "run"]


def test_the_focus_is_to_be_seen(window: WindowDriver) -> None:
    window.open(EXAMPLES["celsius"])
    sea = colours("light")["sea"]
    for element in (window.desk.form.fields["celsius"].main, window.desk.window["reset"], window.desk.window["open"]):
        assert element.widget.cget("highlightcolor") == sea
        assert int(str(element.widget.cget("highlightthickness"))) >= 1


def test_enter_on_a_button_presses_that_button(window: WindowDriver) -> None:
    window.open(EXAMPLES["celsius"])
    before = window.desk.watches.get(window.desk.place)
    window.desk.form.fill({"celsius": "99"})
    window.focus(window.desk.window["reset"].widget)
    window.keys("key", "Return")
    assert window.desk.form.fields["celsius"].text == ""
    assert window.desk.watches.get(window.desk.place) is before


def test_questions_are_answered_by_keys(window: WindowDriver, script: Callable[[str], Path]) -> None:
    outcome = window.run(script("asks_twice"), None, {}, ["Ada", "36"], by_keys=True)
    assert outcome.state == "done"
    assert "Ada" in outcome.output


def test_escape_stops_the_run(window: WindowDriver, script: Callable[[str], Path]) -> None:
    window.open(script("sleeps"))
    window.desk.form.reset()
    window.focus(window.desk.form.fields["seconds"].main.widget)
    window.keys("key", "Return")
    window.until(lambda: window.desk.place in window.desk.watches)
    watch = window.desk.watches[window.desk.place]
    window.until(lambda: "asleep" in watch.transcript.text())
    window.keys("key", "Escape")
    window.until(lambda: window.ended(), 10)
    assert window.desk.window["status"].get().startswith("Stopped after ")


def test_ctrl_o_asks_for_a_script_from_any_field(window: WindowDriver) -> None:
    asked = []

    class Chooser:
        def file(self, *_: object) -> str:
            asked.append("file")
            return ""

    window.desk.dialogs = Chooser()
    window.open(EXAMPLES["text_tool"], "count")
    field = window.desk.form.fields["standard_input"]
    field.text = "kept"
    window.focus(field.main.widget)
    window.keys("key", "ctrl+o")
    window.until(lambda: asked)
    assert (asked, field.text) == (["file"], "kept")


def test_arrows_in_the_list_show_the_next_tool(window: WindowDriver) -> None:
    window.open(EXAMPLES["units"], "fuel")
    window.focus(window.desk.window["tools"].widget)
    window.keys("key", "Down")
    window.until(lambda: window.desk.place[1] == "days_later")
    assert "start" in window.desk.form.fields
