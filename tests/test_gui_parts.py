"""The window's parts that need no screen."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from conftest import ROOT
from shipway.events import Ended, Progress, Shape
from shipway.kinds import KINDS
from shipway.spec import Param, Reading, Spec
from shipway_gui import words

pytestmark = pytest.mark.needs("screen")
# What imports tkinter is imported by the tests themselves: a machine without it skips them with the reason.

GUI = ROOT / "gui/shipway_gui"
MODULES = sorted(path.stem for path in GUI.glob("*.py") if not path.stem.startswith("__"))
CHECKS = (
    "; import ssl; assert ssl._create_default_https_context is ssl.create_default_context, 'certificates unchecked'"
)


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=os.environ | environment
    )


def test_the_table_of_widgets_has_every_kind() -> None:
    from shipway_gui.widgets import WIDGETS

    assert set(WIDGETS) == set(KINDS)


def test_the_table_of_results_has_every_shape() -> None:
    from shipway_gui.results import SHOW

    assert set(SHOW) == set(get_args(Shape))


@pytest.mark.parametrize("first", MODULES)
def test_certificates_are_checked_whichever_module_comes_first(first: str) -> None:
    rest = "; ".join(f"import shipway_gui.{module}" for module in MODULES)
    done = python(f"import shipway_gui.{first}; {rest}; import shipway_gui.__main__{CHECKS}")
    assert done.returncode == 0, done.stderr


def test_certificates_are_checked_when_somebody_imported_pysimplegui_before() -> None:
    done = python(f"import PySimpleGUI, shipway_gui.desk{CHECKS}")
    assert done.returncode == 0, done.stderr


def test_a_context_of_the_persons_own_stays() -> None:
    own = "import ssl; own = lambda: None; ssl._create_default_https_context = own; import shipway_gui.desk"
    assert python(f"{own}; assert ssl._create_default_https_context is own").returncode == 0


def test_the_warning_filters_stay_as_they_were() -> None:
    done = python(
        "import warnings; before = warnings.filters[:]; import shipway_gui.desk; assert warnings.filters == before"
    )
    assert done.returncode == 0, done.stderr


def test_one_module_alone_imports_pysimplegui() -> None:
    found = set()
    for path in GUI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in ("PySimpleGUI", "tkinter") for name in names):
                found.add(path.name)
    assert found == {"toolkit.py"}


def test_without_tkinter_one_sentence_names_the_package(tmp_path: Path) -> None:
    (tmp_path / "tkinter.py").write_text("raise ModuleNotFoundError(\"No module named '_tkinter'\", name='_tkinter')")
    path = os.pathsep.join([str(tmp_path), str(ROOT / "core"), str(ROOT / "gui")])
    done = subprocess.run(
        [sys.executable, "-m", "shipway_gui"], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": path}
    )
    assert done.returncode == 1
    assert "apt-get install python3-tk" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_a_screen_one_sentence_says_so() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    done = subprocess.run([sys.executable, "-m", "shipway_gui"], capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert "there is no screen" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("param", "sentence"),
    [
        (Param("a", "number", help="how warm it is", unit="°C", required=True), "how warm it is. In °C. Required."),
        (Param("a", "whole_number", minimum=1, maximum=95), "1 to 95."),
        (Param("a", "whole_number", above=0, below=10), "More than 0 and less than 10."),
        (Param("a", "text", min_length=2, max_length=5), "At least 2 characters and at most 5 characters."),
        (Param("a", "list", max_length=3), "At most 3 items. One item a line."),
        (Param("a", "date"), "Like 2026-11-22."),
        (Param("a", "text"), ""),
    ],
)
def test_a_hint_says_what_may_stand_in_a_field(param: Param, sentence: str) -> None:
    assert words.hint(param) == sentence


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (Ended("done", 0, seconds=0.41), "Done in 0.4 s"),
        (Ended("done", 0, seconds=0.03), "Done in 0.03 s"),
        (Ended("failed", 3, seconds=1), "Failed: exit code 3"),
        (Ended("failed", 1, "ValueError: no such day", seconds=1), "Failed: ValueError: no such day, exit code 1"),
        (
            Ended("failed", 3, "The script ended with exit code 3.", seconds=1),
            "Failed: The script ended with exit code 3.",
        ),
        (Ended("cancelled", seconds=65), "Stopped after 1 min 5 s"),
        (
            Ended("timed out", reason="It ran longer than 5 min.", seconds=300),
            "Timed out after 5 min 0 s: It ran longer than 5 min.",
        ),
        (Ended("interrupted", seconds=2), "Interrupted after 2.0 s"),
    ],
)
def test_an_end_is_one_sentence(end: Ended, sentence: str) -> None:
    assert words.ended(end) == sentence


@pytest.mark.parametrize(
    ("progress", "far", "left"),
    [
        (Progress(26, 42, "pictures", 9.2), "26 of 42 pictures", "about 9 s left"),
        (Progress(1, 2, "", 0.2), "1 of 2", "about 1 s left"),
        (Progress(1, 2, "", 90), "1 of 2", "about 1 min 30 s left"),
        (Progress(7, None, "rows"), "7 rows", ""),
    ],
)
def test_progress_says_how_far_and_how_long(progress: Progress, far: str, left: str) -> None:
    assert (words.how_far(progress), words.how_long(progress)) == (far, left)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1.5 kB"),
        (214_000, "214 kB"),
        (8_400_000, "8.4 MB"),
        (3 * 10**9, "3.0 GB"),
    ],
)
def test_a_size_is_short(count: int, text: str) -> None:
    assert words.size(count) == text


def test_a_summary_that_says_no_more_than_the_title_is_left_out() -> None:
    reading = Reading("a.py", "Slow job", "Slow job.")
    assert words.summary(Spec("a", "argparse", title="Slow job"), reading) == ""
    assert words.summary(Spec("a", "argparse", title="Throw darts"), reading) == "Slow job."


def test_markdown_is_split_into_marked_texts() -> None:
    from shipway_gui.results import marked

    assert marked("# Title\n\n- one **bold** `code`\n```\nx = 1\n```") == [
        ("Title\n", "heading"),
        ("\n", ""),
        ("• one ", ""),
        ("bold", "bold"),
        (" ", ""),
        ("code", "code"),
        ("\n", ""),
        ("x = 1", "code"),
    ]
