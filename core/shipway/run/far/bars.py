"""Bars of rich, click (typer's too) and alive-progress, looked at from beside: to a pipe they draw little or nothing.

Written against rich 10 to 15, click 7 to 8.5 and alive-progress 2.4 to 3.3. What is watched are attributes, and no
function of theirs is replaced that could raise: so no frame of ours comes between the script's.
"""

from __future__ import annotations

import _weakref
import itertools
from types import ModuleType

from _shipway.progress import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Iterator


def look_at(module: ModuleType) -> None:
    """Note from now on how far the bars of this library are."""
    for name, look in _LIBRARIES.items():
        if module.__name__.endswith(name):
            look(module.__dict__)


class _Watched:
    """An attribute that stays what it is, and of which we hear each time it is set."""

    def __init__(self, name: str, heard: Callable[[Any, Any], None]) -> None:
        self._name, self._heard = name, heard

    def __get__(self, bar: Any, kind: Any = None) -> Any:
        try:
            return bar.__dict__[self._name]
        except (KeyError, AttributeError):
            words = "{!r} object has no attribute {!r}".format(type(bar).__name__, self._name)
            raise AttributeError(words) from None

    def __set__(self, bar: Any, value: Any) -> None:
        bar.__dict__[self._name] = value
        try:
            self._heard(bar, value)
        except Exception:
            pass

    def __delete__(self, bar: Any) -> None:
        bar.__dict__.pop(self._name, None)


def _watch(kind: Any, heard: Callable[[Any, Any], None], *names: str) -> None:
    for name in names:
        # What the class itself says of that name is a default, or a slot: another library than we know.
        if name not in kind.__dict__:
            setattr(kind, name, _Watched(name, heard))


def _rich(names: Dict[str, Any]) -> None:
    def plain(text: Any) -> str:
        try:
            return str(names["Text"].from_markup(text).plain)
        except Exception:
            return str(text)

    def heard(task: Any, _: Any) -> None:
        facts = task.__dict__
        # One that is just being made has no number yet.
        if "completed" in facts:
            note(facts["completed"], facts["total"], facts["description"], plain)

    # A new total comes with a new number, sooner or later; it is read too often to be watched for nothing.
    _watch(names["Task"], heard, "description", "completed")


def _click(names: Dict[str, Any]) -> None:
    def moved(bar: Any, done: Any) -> None:
        note(done, bar.length, bar.label)

    def given(bar: Any, items: Any) -> None:
        bar.__dict__["iter"] = _counted(items, _weakref.ref(bar))

    _watch(names["ProgressBar"], moved, "pos")
    _watch(names["ProgressBar"], given, "iter")


def _counted(items: Iterator[Any], bar_of: Callable[[], Any]) -> Iterator[Any]:
    """Give the same items: where nothing is drawn, click hands them on without counting."""
    done = 0

    def count(item: Any) -> Any:
        nonlocal done
        bar = bar_of()
        if bar is not None:
            # On a terminal it counts by itself.
            facts = bar.__dict__
            note(facts["pos"] or done, facts["length"], facts["label"])
        done += 1
        return item

    def end() -> Iterator[Any]:
        count(None)
        yield from ()

    # Both are of C: what the items raise passes through no frame of ours.
    return itertools.chain(map(count, items), end())


def _alive(names: Dict[str, Any]) -> None:
    _watch(names["__AliveBarHandle"], _started, "_handle")


def _started(_: Any, step: Any) -> None:
    """Hear of each step of a bar: the function that takes one calls another at its end, which it has in a cell."""
    if step is None:
        return
    cells = _cells(step)
    hook = next(cell for name, cell in cells.items() if name.endswith("update_hook"))
    update, run = hook.cell_contents, cells["run"].cell_contents
    # A bar that was paused starts again, and has ours already.
    if update.__code__.co_filename == __file__:
        return
    total = _cells(update)["total"].cell_contents if "total" in _cells(update) else None
    is_percent = not total and "percent" in step.__code__.co_varnames

    def updated() -> None:
        update()
        try:
            note(run.percent * 100 if is_percent else run.count, 100 if is_percent else total, run.title, _joined)
        except Exception:
            pass

    hook.cell_contents = updated
    note(0, 100 if is_percent else total, run.title, _joined)


def _cells(function: Any) -> Dict[str, Any]:
    return dict(zip(function.__code__.co_freevars, function.__closure__ or ()))


def _joined(cells: Any) -> str:
    """Give the text that was cut into the cells of a terminal."""
    return "".join(cell for cell in cells or () if cell)


_LIBRARIES = {"rich.progress": _rich, "click._termui_impl": _click, "alive_progress.core.progress": _alive}
