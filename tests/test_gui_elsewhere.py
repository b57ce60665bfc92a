"""In the real window: the form's values are copied as they are written elsewhere, and a pasted line fills the form."""

from __future__ import annotations

from pathlib import Path

from conftest import SCRIPTS as SCRIPTS_OF_TESTS
from core_fixtures import write
from shipway.examples import SCRIPTS
from shipway_gui.elsewhere import COPIES
from window_driver import WindowDriver
from window_fixtures import choose, window

__all__ = ["window"]
UNITS = next(path for path in SCRIPTS if path.stem == "units")
PARSER = """
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument("--width", type=int, default=640)
    parser.add_argument("--photo", type=argparse.FileType("rb"))
    parser.add_argument("--password")
    parser.parse_args()
"""


def copied(window: WindowDriver, name: str) -> str:
    window.desk.window.write_event_value(("copy", name), None)
    window.pump(0.1)
    return str(window.desk.window.TKroot.clipboard_get())


def said(window: WindowDriver) -> str:
    return str(window.desk.window["note"].widget.cget("text"))


def test_the_values_are_copied_in_every_way(window: WindowDriver, tmp_path: Path) -> None:
    script = write(tmp_path, PARSER, "shrink.py")
    window.open(script)
    window.desk.form.fill({"width": "9", "photo": "/home/ann/x.png", "password": "hunter2"})
    texts = {name: copied(window, name) for name, _ in COPIES}
    assert f"python {script} --width=9 --photo=/home/ann/x.png '--password=…'" in texts["shell"]
    assert texts["link"] == "http://127.0.0.1:8000/t/shrink/shrink?width=9"
    assert "subprocess.run" in texts["python"]
    assert "-F 'photo=@" in texts["curl"]
    assert "hunter2" not in "".join(texts.values())
    assert said(window) == "Copied a link to the page."


def test_what_is_wrong_is_marked_and_not_copied(window: WindowDriver) -> None:
    window.open(UNITS, "length")
    window.desk.form.fill({"value": "2"})
    before = copied(window, "shell")
    window.desk.form.fill({"value": "two"})
    assert copied(window, "shell") == before
    assert window.problems() == {"value": "“two” is not a number"}


def test_the_menu_offers_them(window: WindowDriver) -> None:
    window.open(UNITS, "length")
    window.desk.form.reset()
    window.desk.window["elsewhere"].click()
    window.pump(0.2)
    [menu] = [each for each in window.desk.window["elsewhere"].widget.winfo_children() if each.winfo_class() == "Menu"]
    labels = [menu.entrycget(at, "label") for at in range(menu.index("end") + 1) if menu.type(at) == "command"]
    assert labels == [*(label for _, label in COPIES), "Paste a command line…"]
    menu.unpost()
    menu.invoke(1)
    window.pump(0.1)
    assert str(window.desk.window.TKroot.clipboard_get()).startswith("# In place of …")


def test_a_pasted_line_fills_the_form_that_it_calls(window: WindowDriver, tmp_path: Path) -> None:
    window.open(UNITS, "fuel")
    choose(window, "$ shipway run units.py length --set value=7 --set unit=metre")
    window.desk.window.write_event_value("paste", None)
    window.until(lambda: said(window).startswith("The form is filled"), 20)
    assert window.desk.form.spec.tool == "length"
    assert window.desk.form.raws()["value"] == "7"
    script = write(tmp_path, PARSER, "shrink.py")
    window.open(script)
    window.desk.form.fill({"password": "typed before"})
    choose(window, "python shrink.py --wid 9 --photo x.png")
    window.desk.window.write_event_value("paste", None)
    window.until(lambda: "9" in str(window.desk.form.raws().get("width")), 20)
    raws = window.desk.form.raws()
    assert (raws["width"], raws["photo"]) == ("9", "x.png")


def test_a_line_that_is_refused_says_why_and_changes_nothing(window: WindowDriver, tmp_path: Path) -> None:
    script = write(tmp_path, PARSER, "shrink.py")
    window.open(script)
    window.desk.form.fill({"width": "3"})
    choose(window, "python shrink.py --width x")
    window.desk.window.write_event_value("paste", None)
    window.until(lambda: "not taken" in said(window), 20)
    assert said(window) == "The command line was not taken. Argument --width: invalid int value: 'x'."
    assert window.desk.form.raws()["width"] == "3"


def test_an_example_fills_the_form_by_one_click(window: WindowDriver) -> None:
    window.open(SCRIPTS_OF_TESTS / "examples_subcommands.py", "add")
    form = window.desk.form
    form.fill({"title": "typed before", "list": "typed before"})
    [key] = [key for key in window.desk.window.AllKeysDict if isinstance(key, tuple) and key[-1] == "example"]
    window.desk.window[key].click()
    window.until(lambda: window.desk.form.raws()["title"] == "War and Peace", 5)
    assert window.desk.form.raws() == {"list": "mine", "title": "War and Peace", "year": "1869"}
