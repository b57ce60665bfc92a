"""The form in the real window: every kind of field, and what happens to it when the script changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from display import display
from shipway.examples import SCRIPTS
from shipway.kinds import KINDS
from shipway.look import colours
from shipway.spec import ABSENT, FileRef, Param, Spec
from window_driver import WindowDriver
from window_fixtures import Chooser, choose, window

__all__ = ["window"]

EXAMPLES = {path.stem: path for path in SCRIPTS}


def copied(script: Path, folder: Path) -> Path:
    return Path(shutil.copy(script, folder))


def test_a_wrong_input_is_named_at_its_field_until_the_next_run(window: WindowDriver) -> None:
    outcome = window.run(EXAMPLES["celsius"], None, {"celsius": "12o0"})
    field = window.desk.form.fields["celsius"].main.widget
    assert outcome.refused == {"celsius": "“12o0” is not a number"}
    assert outcome.said == "One field needs a look."
    assert field.cget("highlightbackground") == colours("light")["flag"]
    assert field.get() == "12o0"
    window.desk.form.fill({"celsius": "1"})
    window.desk.run()
    assert window.problems() == {}
    assert field.cget("highlightbackground") == colours("light")["line"]


def test_an_edited_script_gives_the_new_form_and_keeps_what_was_typed(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "edited.py"
    path.write_text("def area(width: float, height: float = 1.0) -> float:\n    return width * height\n")
    window.open(path)
    window.desk.form.fill({"width": "12"})
    path.write_text(
        "def area(width: float, height: float = 2.0, unit: str = 'm') -> float:\n    return width * height\n"
    )
    window.until(lambda: "unit" in window.desk.form.fields, 10)
    assert window.desk.form.raws() == {"width": "12", "height": "2.0", "unit": "m"}


def test_what_is_said_over_a_form_is_a_sentence(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "lacks.py"
    path.write_text(
        "import argparse, no_such_one\np = argparse.ArgumentParser()\np.add_argument('--x')\np.parse_args()\n"
    )
    window.open(path)
    assert window.notice().startswith("It imports no_such_one,")
    assert window.notice().endswith(".")


def test_a_script_that_breaks_shows_why_until_it_is_mended(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "breaks.py"
    good = "def area(width: float) -> float:\n    return width\n"
    path.write_text(good)
    window.open(path)
    window.desk.form.fill({"width": "12"})
    path.write_text("def area(width: float -> float:\n    return width\n")
    window.until(lambda: not window.desk.form.fields, 10)
    assert "line 1" in window.notice()
    path.write_text(good)
    window.until(lambda: "width" in window.desk.form.fields, 10)
    assert window.desk.form.raws() == {"width": "12"}
    assert window.run(path, None, {"width": "3"}).shown == ["3.0"]


def test_what_was_typed_is_there_when_the_tool_is_shown_again(window: WindowDriver) -> None:
    window.open(EXAMPLES["units"], "fuel")
    window.desk.form.fill({"trip.litres": "7"})
    window.open(EXAMPLES["celsius"])
    window.open(EXAMPLES["units"], "fuel")
    assert window.desk.form.raws()["trip.litres"] == "7"
    window.desk.window["reset"].click()
    window.pump(0.1)
    assert window.desk.form.fields["trip.litres"].text == ""


def test_switching_tools_leaves_nothing_behind(window: WindowDriver) -> None:
    def count() -> tuple[int, int, int]:
        root = window.desk.window.TKroot
        return (
            len(window.desk.window.AllKeysDict),
            len(window.desk.window.Rows),
            int(root.tk.eval("llength [info vars PY_VAR*]")),
        )

    tools = [(EXAMPLES["units"], "fuel"), (EXAMPLES["invoice"], None), (EXAMPLES["celsius"], None)]
    for script, tool in tools:
        window.open(script, tool)
    before = count()
    for _ in range(5):
        for script, tool in tools:
            window.open(script, tool)
    assert count() == before


def test_a_script_is_opened_by_its_button(window: WindowDriver, tmp_path: Path) -> None:
    path = copied(EXAMPLES["celsius"], tmp_path)
    choose(window, str(path))
    window.desk.window["open"].click()
    window.until(lambda: window.desk.place == (path, "celsius") and window.desk.form.fields)


def test_a_file_is_chosen_by_its_button(window: WindowDriver, tmp_path: Path) -> None:
    data = tmp_path / "cities.csv"
    data.write_text("city,people\nOslo,700000\n")
    window.open(EXAMPLES["csv_summary"], "summarise")
    choose(window, str(data))
    window.desk.form.fields["data"].parts["choose"].click()
    window.until(lambda: window.desk.form.raws()["data"] == str(data))


RAWS = {
    "text": " kept, spaces and all ",
    "long_text": "one\n\n  two\n",
    "whole_number": "1_000",
    "number": "1e999",
    "yes_no": "yes",
    "choice": "green",
    "choices": ("red", "green"),
    "date": "2026-11-22",
    "time": "14:30",
    "datetime": "2026-11-22 14:30",
    "duration": "90 s",
    "file": "/tmp/a file.txt",
    "files": ("/tmp/a", "/tmp/b c"),
    "folder": "/tmp",
    "file_out": "out.txt",
    "secret": "s3cret ",
    "colour": "#0b6b6f",
    "list": "one\ntwo",
    "table": FileRef("/tmp/rows.csv", "rows.csv"),
    "json": '{"a": [1, 2]}\n',
    "arguments": "--name 'two words'",
}


def form_of(window: WindowDriver, *params: Param) -> Any:
    """Put a form of these parameters up beside the one on show."""
    from shipway_gui.form import Form
    from shipway_gui.pieces import Scroller

    desk = window.desk
    scroller = Scroller(desk.window["form"], desk.theme)
    return Form(desk.window, desk.window["form"], scroller, desk.theme, Spec("tool", "function", params=params), "")


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_hands_back_what_stands_in_its_field(window: WindowDriver, kind: str) -> None:
    choices = ("red", "green", "blue") if kind.startswith("choice") else ()
    form = form_of(window, Param("it", kind, choices=choices, default="red" if choices else None))
    form.reset()
    first = form.raws()["it"]
    form.fill({"it": RAWS[kind]})
    assert form.raws() == {"it": RAWS[kind]}
    assert form.changes() == {"it": RAWS[kind]}
    form.reset()
    assert form.raws() == {"it": first}
    assert form.fields["it"].main.widget.winfo_class() in str(form.fields["it"].main.widget.bindtags())
    form.remove()


@pytest.mark.parametrize(
    ("kind", "untouched"), [("text", ABSENT), ("yes_no", "no"), ("choices", ()), ("files", ABSENT), ("secret", ABSENT)]
)
def test_an_untouched_field_hands_in_that_nothing_was_given(window: WindowDriver, kind: str, untouched: Any) -> None:
    form = form_of(window, Param("it", kind, choices=("a", "b") if kind == "choices" else ()))
    assert form.raws() == {"it": untouched}
    form.remove()


def test_a_text_that_was_emptied_on_purpose_is_an_empty_text(window: WindowDriver) -> None:
    form = form_of(window, Param("it", "text", default="x"))
    form.fill({"it": ""})
    assert form.raws() == {"it": ""}
    form.remove()


def test_a_table_is_taken_from_a_file_and_given_back(window: WindowDriver, tmp_path: Path) -> None:
    form = form_of(window, Param("it", "table"))
    path = str(tmp_path / "rows.csv")
    form.choose("it", Chooser(path), None)
    assert form.raws() == {"it": FileRef(path, "rows.csv")}
    form.choose("it", Chooser(), None)
    assert form.raws() == {"it": ABSENT}
    form.remove()


def test_a_long_list_of_choices_is_searched_by_typing(window: WindowDriver) -> None:
    form = form_of(window, Param("it", "choice", choices=tuple(f"town {n}" for n in range(40)), required=True))
    box = form.fields["it"].main.widget
    assert str(box.cget("state")) == "normal"
    box.insert(0, "town 3")
    box.tk.call(str(box.cget("postcommand")))
    assert len(box.cget("values")) == 40
    box.delete(0, "end")
    box.insert(0, "N 1")
    box.tk.call(str(box.cget("postcommand")))
    assert list(box.cget("values")) == ["town 1", *(f"town {n}" for n in range(10, 20))]
    form.remove()


def test_a_day_is_chosen_from_a_month(window: WindowDriver) -> None:
    from shipway_gui.dialogs import Dialogs

    root = window.desk.window.TKroot

    def press(text: str) -> None:
        """Press a button of the window that has the focus, as its person would."""
        top = root.focus_get().winfo_toplevel()
        waiting = [top]
        while waiting:
            widget = waiting.pop()
            waiting += widget.winfo_children()
            if widget.winfo_class() == "Button" and widget.cget("text") == text:
                return widget.invoke()
        raise AssertionError(f"there is no button {text}")

    def turn_and_press() -> None:
        press("›")
        # The month must have been turned before its day is pressed, however long the dialog took to open.
        root.after(400, lambda: press("29"))

    root.after(400, turn_and_press)
    dialogs = Dialogs(window.desk.theme)
    assert dialogs.date(root, "Day", "2028-01-31") == "2028-02-29"
    root.after(400, lambda: root.focus_get().event_generate("<Escape>"))
    assert dialogs.date(root, "Day", "no day") == ""


def test_the_swatch_shows_the_colour(window: WindowDriver) -> None:
    form = form_of(window, Param("it", "colour"))
    form.fill({"it": "#ff0000"})
    swatch = form.fields["it"].parts["swatch"].widget
    assert swatch.cget("background") == "#ff0000"
    form.fill({"it": "no colour"})
    assert swatch.cget("background") == colours("light")["ground"]
    form.remove()


def test_an_interpreter_that_is_not_there_is_said(need: Callable[[str], None]) -> None:
    need("screen")
    driver = WindowDriver(display(), python=Path("/no/such/python"))
    driver.desk.open([EXAMPLES["celsius"]])
    driver.until(lambda: driver.desk.form is not None)
    assert "/no/such/python" in driver.notice() or driver.desk.form.fields
    driver.close()


def test_standard_input_is_a_text_or_a_file(window: WindowDriver, tmp_path: Path) -> None:
    data = tmp_path / "lines.txt"
    data.write_bytes(b"one two\nthree \xff\n")
    window.open(EXAMPLES["text_tool"], "count")
    form = window.desk.form
    choose(window, str(data))
    form.fields["standard_input"].parts["choose"].click()
    window.until(lambda: form.raws()["standard_input"] == FileRef(str(data), "lines.txt"))
    window.desk.window["reset"].click()
    window.until(lambda: form.raws()["standard_input"] is ABSENT)
    path = tmp_path / "reads.py"
    path.write_text("import sys\n\nprint(len(sys.stdin.buffer.read()))\n")
    window.open(path)
    name = next(param.name for param in window.desk.form.spec.params if param.place == "stdin")
    assert window.run(path, None, {name: FileRef(str(data), "lines.txt")}).output == "16"
    assert window.run(path, None, {name: "four"}).output == "4"


@pytest.mark.parametrize(("text", "ticked"), [("Yes", "yes"), ("t", "yes"), ("no", "no"), ("perhaps", "no")])
def test_the_words_for_yes_are_those_of_the_kinds(window: WindowDriver, text: str, ticked: str) -> None:
    form = form_of(window, Param("it", "yes_no"))
    form.fill({"it": text})
    assert form.raws() == {"it": ticked}
    form.remove()
