"""How far the script is: noted as often as it likes, told to the near side a few times a second.

It says so itself (`from shipway import progress`), or by a bar that it draws (`bars`).
"""

from __future__ import annotations

import os
import sys
from time import monotonic
from types import ModuleType

from _shipway import finders, pace, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional, Tuple

_BARS = ("rich.progress", "click._termui_impl", "alive_progress.core.progress")
_LONGEST = 1000
_Spec: Any = type(sys.__spec__)
_last: Optional[Tuple[Any, Any, Any, Callable[[Any], str]]] = None
_process = 0
# Slower than the near side, which holds back what comes too early.
_allows = pace.Pace(1.1).allows


def watch() -> None:
    """Look from now on at the bars of libraries that are imported, and give `shipway.progress` to every script."""
    finders.follow(_BARS, _met)
    sys.meta_path.append(_Shipway)


def note(done: Any, total: Any = None, text: Any = "", plain: Callable[[Any], str] = str) -> None:
    """Take in how far the script is. Whatever it gives, it goes on; `plain` makes a text of `text` when it is told."""
    global _last
    _last = (done, total, text, plain)
    try:
        if _allows(monotonic(), total is not None and done >= total):
            _tell()
    except Exception:
        pass


def _tell() -> None:
    global _process
    if _last is None:
        return
    if not _process:
        import atexit

        _process = os.getpid()
        atexit.register(_end)
    done, total, text, plain = _last
    text = "" if text is None else plain(text)[:_LONGEST]
    say.tell("progress", done=float(done), total=None if total is None else float(total), text=text)


def _end() -> None:
    """Tell the last that was noted, for it may have come too soon after another one."""
    try:
        # What splits off from the script ends before it.
        if os.getpid() == _process:
            _tell()
    except Exception:
        pass


def _met(module: ModuleType) -> None:
    try:
        from _shipway import bars

        bars.look_at(module)
    except Exception:
        # The library is another one than we know: its bars are not told.
        pass


class _Shipway:
    """The last of the finders: an interpreter that has no Shipway has its `progress`, and nothing else of it."""

    @classmethod
    def find_spec(cls, name: str, _path: Any = None, _target: Any = None) -> Any:
        """Give a module in the place of a package that nobody else has found."""
        return _Spec(name, cls) if name == "shipway" else None

    @classmethod
    def create_module(cls, _spec: Any) -> None:
        """Let Python make an empty one."""

    @classmethod
    def exec_module(cls, module: ModuleType) -> None:
        """Put in what scripts ask for."""

        def progress(done: float, total: Optional[float] = None, text: str = "") -> None:
            """Say how far the script is: `done` of `total`, and what it is doing."""
            note(done, total, text)

        module.__dict__["progress"] = progress
