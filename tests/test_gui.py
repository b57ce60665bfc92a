"""The real window, under a screen of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from display import display
from shipway.examples import SCRIPTS
from shipway.kinds import KINDS
from shipway.look import colours
from shipway.spec import ABSENT, FileRef, Param, Spec
from window_driver import WindowDriver

EXAMPLES = {path.stem: path for path in SCRIPTS}


@pytest.fixture(scope="module")
def window(need: Callable[[str], None]) -> Iterator[WindowDriver]:
    need("screen")
    driver = WindowDriver(display())
    yield driver
    driver.close()


class Chooser:
    """Answer the dialogs at once."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def __getattr__(self, _name: str) -> Callable[..., Any]:
        return lambda *_: self.answers.pop(0)


def choose(window: WindowDriver, *answers: Any) -> None:
    window.desk.dialogs = Chooser(*answers)


def copied(script: Path, folder: Path) -> Path:
    return Path(shutil.copy(script, folder))


def start(window: WindowDriver, script: Path, tool: str | None = None, **raws: Any) -> Any:
    window.open(script, tool)
    window.desk.form.reset()
    window.desk.form.fill(raws)
    window.desk.run()
    return window.desk.watches[window.desk.place]


def family(window: WindowDriver, watch: Any) -> list[int]:
    """Give the ids of a script, its child and its grandchild, each in a session of its own."""
    told = re.compile(r"^\w+ (\d+)$", re.MULTILINE)
    window.until(lambda: len(told.findall(watch.transcript.text("stdout"))) == 3)
    # The last number may have come in part.
    window.pump(0.3)
    return [int(number) for number in told.findall(watch.transcript.text("stdout"))]


def test_a_script_runs_and_its_output_is_shown(window: WindowDriver) -> None:
    outcome = window.run(EXAMPLES["celsius"], None, {"celsius": "37.5"})
    assert outcome.output == "Degrees Celsius: 37.5\n37.5 °C is 99.5 °F"
    assert outcome.said.startswith("Done in ")
    assert window.desk.window["status"].widget.cget("fg") == colours("light")["good"]


def test_every_tool_of_every_script_is_listed(window: WindowDriver, script: Callable[[str], Path]) -> None:
    window.open(script("several_results"))
    window.open(script("bounds"))
    listed = [text.strip() for text in window.desk.sidebar.texts()]
    specs = [spec for entry in window.desk.shelf.entries for spec in entry.specs]
    assert len(specs) > 6
    assert {spec.title for spec in specs} <= set(listed)


def test_a_wrong_input_is_named_at_its_field_until_the_next_run(window: WindowDriver) -> None:
    outcome = window.run(EXAMPLES["celsius"], None, {"celsius": "12o0"})
    field = window.desk.form.fields["celsius"].main.widget
    assert outcome.refused == {"celsius": "“12o0” is not a number"}
    assert outcome.said == "One field needs a look."
    assert field.cget("highlightbackground") == colours("light")["flag"]
    assert field.get() == "12o0"
    window.desk.form.fill({"celsius": "1"})
    window.desk.run()
    assert window.desk.form.problems() == {}
    assert field.cget("highlightbackground") == colours("light")["line"]


def test_the_scripts_own_complaint_is_shown_at_the_field(window: WindowDriver) -> None:
    outcome = window.run(EXAMPLES["slow_job"], None, {"steps": "many"})
    assert outcome.state == "failed"
    assert outcome.code == 2
    assert "invalid" in outcome.refused["steps"]
    assert window.desk.window["status"].widget.cget("fg") == colours("light")["flag"]


def test_what_went_to_stderr_is_in_the_flag_colour(window: WindowDriver) -> None:
    window.run(EXAMPLES["slow_job"], None, {"steps": "many"})
    output = window.desk.window["output"].widget
    assert output.tag_ranges("stderr")
    assert output.tag_cget("stderr", "foreground") == colours("light")["flag"]


def test_questions_come_one_after_another(window: WindowDriver, script: Callable[[str], Path]) -> None:
    outcome = window.run(script("asks_in_a_loop"), None, {}, ["1", "2.5", ""])
    assert outcome.state == "done"
    assert outcome.output.endswith("Sum: 3.5")


def test_a_secret_answer_is_masked(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("getpass_it"))
    window.until(lambda: window.desk.panel.asked)
    answer = window.desk.window["answer"]
    assert answer.widget.cget("show") == ""
    answer.update("ada")
    window.desk.window["reply"].click()
    window.until(lambda: answer.widget.cget("show") == "•")
    assert window.desk.window["prompt"].get() == "Password:"
    answer.update("swordfish")
    window.desk.window["reply"].click()
    window.until(lambda: not watch.running)
    window.pump(0.2)
    output = window.desk.window["output"].widget.get("1.0", "end")
    assert "ada's password has 9 characters." in output
    assert "swordfish" not in output


def test_the_input_can_be_ended(window: WindowDriver, script: Callable[[str], Path]) -> None:
    outcome = window.run(script("asks_in_a_loop"), None, {}, [])
    assert outcome.state == "failed"
    assert "EOF" in outcome.stderr


def test_stop_ends_the_whole_tree(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("grandchildren"))
    ids = family(window, watch)
    window.desk.window["stop"].click()
    window.until(lambda: window.desk.panel.ended, 10)
    assert window.desk.window["status"].get().startswith("Stopped after ")
    assert not [pid for pid in ids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]
    assert not window.desk.window["stop"].widget.winfo_manager()


def test_the_window_answers_while_a_script_pours_out_text(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("big_output"))
    slowest = 0.0
    while watch.running or not window.desk.panel.ended:
        before = time.monotonic()
        assert window.desk.step(20)
        slowest = max(slowest, time.monotonic() - before)
    assert slowest < 0.7


def test_run_waits_while_its_own_run_goes_on(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("sleeps"))
    assert str(window.desk.window["run"].widget.cget("state")) == "disabled"
    window.desk.run()
    assert window.desk.watches[window.desk.place] is watch
    window.desk.stop()
    window.until(lambda: not watch.running)
    window.pump(0.2)
    assert str(window.desk.window["run"].widget.cget("state")) == "normal"


def test_a_run_goes_on_behind_another_tool(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("sleeps"), seconds="1")
    assert window.run(EXAMPLES["celsius"], None, {"celsius": "1"}).state == "done"
    window.until(lambda: not watch.running)
    window.open(script("sleeps"))
    assert window.desk.window["output"].widget.get("1.0", "end-1c") == "asleep\nawake"


def test_progress_says_how_far_and_how_long(window: WindowDriver) -> None:
    watch = start(window, EXAMPLES["slow_job"])
    window.until(lambda: " of 60" in window.desk.window["far"].get() and window.desk.window["left"].get())
    assert window.desk.window["left"].get().startswith("about ")
    assert float(window.desk.window["bar"].widget.cget("value")) > 0
    window.desk.stop()
    window.until(lambda: not watch.running)


def test_a_table_aligns_its_numbers(window: WindowDriver, script: Callable[[str], Path]) -> None:
    outcome = window.run(script("several_results"), "report", {"name": "annual"})
    assert outcome.shown == ["42", "one\t3\ntwo\t10"]
    table = next(
        element.widget for element in window.desk.panel.elements() if element.widget.winfo_class() == "Treeview"
    )
    assert [str(table.column(column, "anchor")) for column in ("part", "pages")] == ["w", "e"]
    Path("annual.txt").unlink(missing_ok=True)


@pytest.mark.parametrize(("name", "tool"), [("image", "square"), ("figure", "curve")])
def test_a_picture_is_shown_no_wider_than_the_sheet(
    window: WindowDriver, script: Callable[[str], Path], name: str, tool: str
) -> None:
    assert window.run(script(name), tool, {}).state == "done"
    labels = [element.widget for element in window.desk.panel.elements() if hasattr(element.widget, "shipway_images")]
    assert len(labels) == 1
    assert 0 < labels[0].winfo_reqwidth() <= window.desk.window["result sheet"].widget.winfo_width()


def test_a_file_is_saved_where_its_person_wants_it(
    window: WindowDriver, script: Callable[[str], Path], tmp_path: Path
) -> None:
    outcome = window.run(script("several_results"), "report", {"name": str(tmp_path / "report")})
    artifact = next(value for shape, value in outcome.results if shape == "file")
    choose(window, str(tmp_path / "kept.txt"))
    window.desk.window[("save", artifact)].click()
    window.pump(0.2)
    assert (tmp_path / "kept.txt").read_text() == "the whole report\n"


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


def test_a_script_that_breaks_shows_why_until_it_is_mended(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "breaks.py"
    good = "def area(width: float) -> float:\n    return width\n"
    path.write_text(good)
    window.open(path)
    window.desk.form.fill({"width": "12"})
    path.write_text("def area(width: float -> float:\n    return width\n")
    window.until(lambda: not window.desk.form.fields, 10)
    assert "line 1" in window.desk.form.notice
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


def test_the_swatch_shows_the_colour(window: WindowDriver) -> None:
    form = form_of(window, Param("it", "colour"))
    form.fill({"it": "#ff0000"})
    swatch = form.fields["it"].parts["swatch"].widget
    assert swatch.cget("background") == "#ff0000"
    form.fill({"it": "no colour"})
    assert swatch.cget("background") == colours("light")["ground"]
    form.remove()


def test_a_long_table_shows_its_first_rows_and_says_so(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "many.py"
    path.write_text("def many() -> list:\n    return [{'n': n, 'square': n * n} for n in range(1500)]\n")
    outcome = window.run(path, "many", {})
    assert outcome.shown[0].count("\n") == 199
    notes = [element.get() for element in window.desk.panel.elements() if element.widget.winfo_class() == "Label"]
    assert "200 of 1,500 rows" in notes


def test_all_files_are_saved_and_none_is_written_over(
    window: WindowDriver, script: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert window.run(script("makes_files"), None, {"how_many": "2"}).state == "done"
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "index.csv").write_text("mine")
    choose(window, str(kept))
    window.desk.window[("save all",)].click()
    window.until(lambda: len(list(kept.iterdir())) == 4)
    assert (kept / "index.csv").read_text() == "mine"
    assert (kept / "index 2.csv").read_text() == "number\n1\n2\n"


def test_a_file_that_cannot_be_saved_is_said(
    window: WindowDriver, script: Callable[[str], Path], tmp_path: Path
) -> None:
    outcome = window.run(script("several_results"), "report", {"name": str(tmp_path / "report")})
    said: list[str] = []

    class Asked(Chooser):
        def tell(self, _parent: Any, sentence: str) -> None:
            said.append(sentence)

    window.desk.dialogs = Asked(str(tmp_path / "no such folder" / "kept.txt"))
    window.desk.window[("save", next(value for shape, value in outcome.results if shape == "file"))].click()
    window.until(lambda: said)
    assert said == ["The file was not saved: No such file or directory"]


def test_an_interpreter_that_is_not_there_is_said(need: Callable[[str], None]) -> None:
    need("screen")
    driver = WindowDriver(display(), python=Path("/no/such/python"))
    driver.desk.open([EXAMPLES["celsius"]])
    driver.until(lambda: driver.desk.form is not None)
    assert "/no/such/python" in driver.desk.form.notice or driver.desk.form.fields
    driver.close()


def test_closing_the_window_ends_its_runs_at_once(need: Callable[[str], None], script: Callable[[str], Path]) -> None:
    need("screen")
    driver = WindowDriver(display(), "dark")
    assert driver.desk.window["form sheet"].widget.cget("bg") == colours("dark")["sheet"]
    watch = start(driver, script("grandchildren"))
    ids = family(driver, watch)
    before = time.monotonic()
    driver.desk.window.TKroot.after(50, driver.desk.window._OnClosingCallback)
    while driver.desk.step(50):
        pass
    assert time.monotonic() - before < 5
    assert not [pid for pid in ids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]
    driver.close()


def test_the_window_comes_up_as_a_program_of_its_own(need: Callable[[str], None]) -> None:
    need("screen")
    process = subprocess.Popen(
        [sys.executable, "-m", "shipway_gui", str(EXAMPLES["celsius"])], env=os.environ | {"DISPLAY": display()}
    )
    try:
        command = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(process.pid), "--name", "Shipway"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
        assert found.stdout.split()
    finally:
        process.terminate()
        process.wait(10)
