"""What the real window does with results that are many, huge, or no text that a screen can show."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from display import display
from shipway.examples import SCRIPTS
from shipway.words import ROWS
from window_driver import WindowDriver
from window_fixtures import window

__all__ = ["window"]

EXAMPLES = {path.stem: path for path in SCRIPTS}
NEVER_FROZEN = 0.4
"""Seconds of one step: twice what it may take, as the machine of the tests has other things to do."""


def slowest_step(window: WindowDriver, path: Path) -> float:
    """Run a tool that takes nothing, to its end and a little longer."""
    window.open(path)
    window.desk.run()
    watch = window.desk.watches[window.desk.place]
    assert window.desk.form.spec.dialect == "function"
    slowest, rest = 0.0, 10
    while rest:
        before = time.monotonic()
        assert window.desk.step(20)
        slowest = max(slowest, time.monotonic() - before)
        rest -= window.ended()
    assert watch.transcript.ended.state == "done"
    return slowest


def labels(window: WindowDriver) -> list[str]:
    return [str(widget.cget("text")) for widget in window.returned() if widget.winfo_class() == "Label"]


def test_a_fast_generator_leaves_the_window_alive(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "many.py"
    path.write_text(
        "def many(n: int = 1) -> list[int]:\n    for number in range(5000):\n        yield f'result {number}'\n"
    )
    assert slowest_step(window, path) < NEVER_FROZEN
    assert window.texts() == [f"result {number}" for number in range(100)]
    assert window.desk.window["more"].get() == "first 100 of 5,000 results"
    assert window.desk.window["more"].widget.winfo_ismapped()
    assert slowest_step(window, path) < NEVER_FROZEN
    assert window.run(EXAMPLES["units"], "length", {"value": "2", "into": "kilometre"}).shown
    assert not window.desk.window["more"].widget.winfo_ismapped()


def test_a_result_that_is_shown_stays_while_others_come(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "slowly.py"
    path.write_text(
        "import time\n\n\ndef slowly(n: int = 1) -> list[str]:\n    for number in range(4):\n"
        "        yield str(number) + ' of 4'\n        time.sleep(0.3)\n"
    )
    window.open(path)
    window.desk.run()
    window.until(window.texts)
    first = next(widget for widget in window.returned() if widget.winfo_class() == "Text")
    window.until(window.ended)
    assert len(window.texts()) == 4
    assert first.winfo_exists()


HUGE = {
    "one_line": "'word ' * 210_000",
    "many_lines": "'\\n'.join(['x' * 80] * 13_000)",
    "json": "{str(number): ['x' * 40] * 10 for number in range(2000)}",
    "table": "[{f'column {n}': 'cell ' * 200 for n in range(200)} for _ in range(300)]",
    "output": "print('word ' * 800 * 250) or 'printed'",
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_result_does_not_block(window: WindowDriver, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.py"
    path.write_text(f"def {name}(n: int = 1) -> object:\n    return {HUGE[name]}\n")
    assert slowest_step(window, path) < NEVER_FROZEN
    assert window.texts()


def test_many_files_do_not_block(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "many_files.py"
    path.write_text(
        "def many_files(n: int = 1) -> None:\n"
        "    for number in range(150):\n"
        "        with open(f'made {number}.txt', 'w') as file:\n            file.write('it')\n"
    )
    assert slowest_step(window, path) < NEVER_FROZEN
    assert labels(window)[-1] == "and 50 more: Save all… takes them too"


def test_a_text_that_is_cut_can_be_copied_whole(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "long_text.py"
    path.write_text("def long_text(n: int = 1) -> str:\n    return 'é' * 100_001\n")
    assert window.run(path, None, {}).shown == ["é" * 100_000]
    assert "first 100,000 of 100,001 characters" in labels(window)
    buttons = [each for each in window.returned() if each.winfo_class() == "Button"]
    next(each for each in buttons if each.cget("text") == "Copy all").invoke()
    assert window.desk.window.TKroot.clipboard_get() == "é" * 100_001


def test_an_empty_choice_is_chosen_like_any_other(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "empty_choice.py"
    path.write_text("from typing import Literal\n\n\ndef pick(mode: Literal['', 'a']) -> str:\n    return repr(mode)\n")
    assert window.run(path, None, {"mode": ""}).shown == ["''"]
    assert list(window.desk.form.fields["mode"].main.widget.cget("values")).count("") == 1
    assert window.run(path, None, {"mode": "a"}).shown == ["'a'"]


def test_a_wide_table_shows_its_first_columns_and_says_so(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "wide.py"
    path.write_text("def wide(n: int = 1) -> list:\n    return [{f'c{n}': n for n in range(60)} for _ in range(300)]\n")
    outcome = window.run(path, None, {})
    assert outcome.shown[0].split("\n")[0].split("\t") == [str(number) for number in range(40)]
    assert f"{ROWS} of 300 rows, 40 of 60 columns" in labels(window)


HALF = '''"""Half a character in \\ud800 every place."""


def half(name: str = "a") -> object:
    """Say \\ud800."""
    yield "text \\ud800"
    yield [{"col \\ud800": "cell \\udcff"}, {"col \\ud800": "b"}]
    with open("name \\udcff.txt", "w") as file:
        file.write("it")
'''


def test_half_a_character_is_shown_escaped_and_never_ends_the_window(window: WindowDriver, tmp_path: Path) -> None:
    path = tmp_path / "half.py"
    path.write_text(HALF)
    outcome = window.run(path, None, {})
    assert outcome.state == "done"
    assert outcome.shown == ["text \\ud800", "cell \\udcff\nb"]
    path = tmp_path / "half_asked.py"
    path.write_text('print(input("Half \\ud800? "))\n')
    assert window.run(path, None, {}, ["here"]).state in ("done", "failed")
    assert window.desk.step(20)


class Full:
    """A supervisor on a machine that has no more of something."""

    def submit(self, *_: Any, **__: Any) -> str:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    def expect(self, *_: Any) -> None:
        pass

    def close(self) -> None:
        pass


def test_a_run_that_the_machine_refuses_is_said_in_one_sentence(need: Callable[[str], None]) -> None:
    need("screen")
    driver = WindowDriver(display(), supervisor=Full())
    outcome = driver.run(EXAMPLES["celsius"], None, {"celsius": "1"})
    assert outcome.said == "The run did not start: Too many open files"
    assert driver.desk.step(20)
    driver.close()


def test_a_script_that_the_machine_cannot_read_is_said_in_one_sentence(need: Callable[[str], None]) -> None:
    from shipway_gui.desk import Desk

    def refuse(*_: Any) -> Any:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    need("screen")
    display()
    desk = Desk(Full(), refuse)  # type: ignore[arg-type]
    desk.open([EXAMPLES["celsius"]])
    deadline = time.monotonic() + 10
    while not desk.shelf.entries[0].problem and time.monotonic() < deadline:
        assert desk.step(20)
    assert desk.shelf.entries[0].problem == "celsius.py cannot be read: Too many open files"
    desk.close()


class Vanishing(Full):
    """A supervisor whose runs are gone when they are asked for something."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def submit(self, *given: Any, **named: Any) -> str:
        return str(self._inner.submit(*given, **named))

    def close(self) -> None:
        self._inner.close()

    def artifact(self, *_: Any) -> Any:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def test_a_file_that_vanished_is_said_in_its_place(
    need: Callable[[str], None], script: Callable[[str], Path], tmp_path: Path
) -> None:
    from shipway.supervisor import Inline

    need("screen")
    driver = WindowDriver(display(), supervisor=Vanishing(Inline(tmp_path)))
    driver.run(script("several_results"), "report", {"name": str(tmp_path / "report")})
    assert any(text.startswith("This result cannot be shown: ") for text in labels(driver))
    driver.close()
