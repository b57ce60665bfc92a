"""One real window for the tests of a file, and a person who answers its dialogs at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from display import display
from window_driver import WindowDriver


@pytest.fixture(scope="module")
def window(need: Callable[[str], None], tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowDriver]:
    """Open the real window on a screen of its own; its runs work in a folder that goes away."""
    need("screen")
    driver = WindowDriver(display())
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("desk"))
    yield driver
    os.chdir(before)
    driver.close()


class Chooser:
    """Answer the dialogs at once."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def __getattr__(self, _name: str) -> Callable[..., Any]:
        return lambda *_: self.answers.pop(0)


def choose(window: WindowDriver, *answers: Any) -> None:
    """Let the window's next dialogs be answered so."""
    window.desk.dialogs = Chooser(*answers)
