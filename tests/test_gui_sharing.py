"""In the real window: what to know before sharing a script stands in one quiet line, which opens the list."""

from __future__ import annotations

import os
import time
from pathlib import Path

from conftest import SCRIPTS
from shipway.read.findings.codes import MEANINGS
from window_driver import WindowDriver
from window_fixtures import window

__all__ = ["window"]


def line(window: WindowDriver) -> str:
    """Give the line below the title, empty where there is none."""
    window.pump(0.05)
    button = window.desk.window["sharing"].widget
    return str(button.cget("text")) if button.winfo_manager() else ""


def listed(window: WindowDriver) -> str:
    """Give the list below the line, empty while it is shut."""
    window.pump(0.1)
    found = window.desk.window["findings"]
    return str(found.widget.get("1.0", "end-1c")) if found.element_frame.winfo_manager() else ""


def test_a_script_without_findings_has_no_line(window: WindowDriver) -> None:
    window.open(SCRIPTS / "web_form.py")
    assert (line(window), listed(window)) == ("", "")


def test_the_line_opens_the_list_with_lines_and_meanings_and_shuts_it(window: WindowDriver) -> None:
    window.open(SCRIPTS / "prompts_bmi.py")
    assert line(window).startswith("Before you share it: 3 things to know")
    assert listed(window) == ""
    window.desk.window["sharing"].widget.invoke()
    asked = "".join(f"Line {number}: asks its user (input)\n" for number in (4, 5, 6))
    assert listed(window) == asked + MEANINGS["asks"]
    # A short list is all in sight.
    window.until(lambda: window.desk.window["findings"].widget.yview() == (0, 1), 5)
    assert window.notice() == "", "it is no notice of the form"
    window.desk.window["sharing"].widget.invoke()
    assert listed(window) == ""
    assert line(window)


def test_a_long_list_leaves_room_for_the_form(window: WindowDriver) -> None:
    window.open(SCRIPTS / "inline_overrides_wrong.py")
    window.desk.window["sharing"].widget.invoke()
    assert "Line 4: [tool.shipway] seconds: must be a number" in listed(window)
    assert window.desk.window["findings"].widget.winfo_height() < 240
    run, root = window.desk.window["run"].widget, window.desk.window.TKroot
    window.until(lambda: run.winfo_rooty() + run.winfo_height() < root.winfo_rooty() + root.winfo_height(), 5)
    window.open(SCRIPTS / "prompts_bmi.py")
    assert listed(window) == "", "another script begins with its line alone"


def test_a_script_that_is_saved_has_the_new_list_at_once(window: WindowDriver, tmp_path: Path) -> None:
    script = tmp_path / "tidy.py"
    body = "def tidy(name: str) -> str:\n    {}\n    return name\n"
    script.write_text(body.format("pass"))
    window.open(script)
    assert line(window) == ""
    script.write_text("import os\n\n\n" + body.format("os.remove('x')"))
    os.utime(script, (time.time() + 5,) * 2)
    window.until(lambda: line(window), 20)
    window.desk.window["sharing"].widget.invoke()
    window.until(lambda: listed(window).startswith("Line 5: deletes a file (os.remove)"), 20)
    script.write_text("import os\n\n\n\n" + body.format("os.remove('x')"))
    os.utime(script, (time.time() + 9,) * 2)
    window.until(lambda: listed(window).startswith("Line 6: deletes a file (os.remove)"), 20)
