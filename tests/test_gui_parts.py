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
from shipway.events import Shape
from shipway.kinds import KINDS

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


def test_a_script_that_is_not_there_is_said_before_a_window_opens(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    command = [sys.executable, "-m", "shipway_gui", str(tmp_path / "nosuch.py")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 2
    assert done.stderr == f"shipway gui: there is no file {tmp_path / 'nosuch.py'}\n"
