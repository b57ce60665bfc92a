"""The real window, under a screen of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from display import display
from shipway.examples import SCRIPTS
from shipway.look import colours
from window_driver import WindowDriver
from window_fixtures import Chooser, choose, window

__all__ = ["window"]

EXAMPLES = {path.stem: path for path in SCRIPTS}


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


def test_a_parser_tool_that_asks_says_so(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "asks.py"
    path.write_text(
        "import argparse\n\nparser = argparse.ArgumentParser()\nparser.parse_args()\nprint(input('Name? '))\n"
    )
    window.open(path)
    assert window.desk.form.spec.dialect == "argparse"
    assert any("asks as it runs" in text for text in window.form_texts())
    assert window.run(path, None, {}, ["Ada"]).state == "done"


def test_a_secret_answer_is_masked(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("getpass_it"))
    window.until(lambda: window.asked() is not None)
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
    window.until(lambda: window.ended(), 10)
    assert window.desk.window["status"].get().startswith("Stopped after ")
    assert not [pid for pid in ids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]
    assert not window.desk.window["stop"].widget.winfo_manager()


def test_the_window_answers_while_a_script_pours_out_text(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("big_output"))
    slowest = 0.0
    while watch.running or not window.ended():
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
    table = next(widget for widget in window.returned() if widget.winfo_class() == "Treeview")
    assert [str(table.column(column, "anchor")) for column in ("part", "pages")] == ["w", "e"]


@pytest.mark.parametrize(("name", "tool"), [("image", "square"), ("figure", "curve")])
def test_a_picture_is_shown_no_wider_than_the_sheet(
    window: WindowDriver, script: Callable[[str], Path], name: str, tool: str
) -> None:
    assert window.run(script(name), tool, {}).state == "done"
    labels = [widget for widget in window.returned() if hasattr(widget, "shipway_images")]
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


def test_a_long_table_shows_its_first_rows_and_says_so(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "many.py"
    path.write_text(
        "def many(count: int = 1500) -> list:\n    return [{'n': n, 'square': n * n} for n in range(count)]\n"
    )
    outcome = window.run(path, "many", {})
    assert outcome.shown[0].count("\n") == 199
    notes = [widget.cget("text") for widget in window.returned() if widget.winfo_class() == "Label"]
    assert "200 of 1,500 rows" in notes


def test_all_files_are_saved_and_none_is_written_over(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "two_files.py"
    path.write_text(
        "for name in ('one', 'two'):\n    with open(f'{name}.csv', 'w') as file:\n        file.write(name)\n"
    )
    assert window.run(path, None, {}).state == "done"
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "one.csv").write_text("mine")
    choose(window, str(kept))
    window.desk.window[("save all",)].click()
    window.until(lambda: len(list(kept.iterdir())) == 3)
    assert (kept / "one.csv").read_text() == "mine"
    assert (kept / "one 2.csv").read_text() == "one"


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


def test_the_window_comes_up_as_a_program_of_its_own_and_goes_when_told(
    need: Callable[[str], None], tmp_path: Path
) -> None:
    need("screen")
    path = tmp_path / "alone.py"
    path.write_text('def alone(count: int) -> int:\n    """A tool like no other."""\n    return count\n')
    process = subprocess.Popen(
        [sys.executable, "-m", "shipway_gui", str(path)], env=os.environ | {"DISPLAY": display()}
    )
    try:
        command = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "A tool like no other"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
        assert found.stdout.split()
        process.terminate()
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait(10)
