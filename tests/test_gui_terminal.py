"""Scripts on a terminal, in the real window: what they draw is shown as text, and keys are buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from shipway.words import KEYS, NO_MORE
from window_driver import WindowDriver
from window_fixtures import window

__all__ = ["window"]

TYPES = {key.name: key.types for key in KEYS}


def press(window: WindowDriver, word: str) -> None:
    """Press a key's button once the script waits for it, and wait until it waits anew."""
    asked = window.asked()
    window.desk.window["key", TYPES[word]].click()
    window.until(lambda: window.asked() not in (asked, None))


def start(window: WindowDriver, script: Path) -> Any:
    window.open(script, script.stem)
    window.desk.run()
    window.until(lambda: window.asked() is not None)
    return window.desk.watches[window.desk.place]


def shown(window: WindowDriver) -> str:
    return str(window.desk.window["output"].widget.get("1.0", "end-1c"))


def test_a_menu_is_operated_by_its_keys(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("terminal_menu"))
    assert window.desk.window["keys"].widget.winfo_ismapped()
    assert window.desk.window["prompt"].get() == "The script waits for a key", "not the last line of its menu"
    window.until(lambda: "❯ Solarized" in shown(window))
    press(window, "Down")
    press(window, "Down")
    window.until(lambda: "❯ Nord" in shown(window))
    assert "❯ Solarized" not in shown(window)
    window.desk.window["key", TYPES["Enter"]].click()
    window.until(lambda: not watch.running and window.ended())
    assert shown(window).endswith("Using Nord.")
    assert "\x1b" not in shown(window)


def test_keys_are_shown_only_where_they_are_read(window: WindowDriver, script: Callable[[str], Path]) -> None:
    watch = start(window, script("terminal_person_only"))
    assert not window.desk.window["keys"].widget.winfo_ismapped()
    assert window.desk.window["prompt"].get() == "Delete monday.tar? [y/N]"
    assert window.desk.window["end"].get_text() == NO_MORE
    for answer in ("y", "n"):
        asked = window.asked()
        window.desk.window["answer"].update(answer)
        window.desk.window["reply"].click()
        window.until(lambda asked=asked: window.asked() not in (asked, None) or not watch.running)
    window.until(lambda: not watch.running and window.ended())
    assert shown(window).splitlines() == [
        "Delete monday.tar? [y/N] y", "  deleted monday.tar", "Delete tuesday.tar? [y/N] n", "  kept tuesday.tar",
    ]  # fmt: skip


def test_a_drawing_over_the_whole_terminal_is_shown_and_goes(
    window: WindowDriver, script: Callable[[str], Path]
) -> None:
    watch = start(window, script("terminal_curses_list"))
    assert any("python terminal_curses_list.py" in text for text in window.form_texts())
    assert window.desk.window["prompt"].get() == "The script waits for a key"
    press(window, "Down")
    press(window, "Space")
    # The question is known before the window has drawn what came with it.
    window.until(lambda: "[x] bread" in shown(window))
    window.desk.window["answer"].update("q")
    window.desk.window["reply"].click()
    window.until(lambda: not watch.running and window.ended())
    window.until(lambda: shown(window) == "To buy: bread")
