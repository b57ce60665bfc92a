"""The only place that imports PySimpleGUI, and puts back what its import changes for the whole process."""

from __future__ import annotations

import ssl
import sys
import warnings
from typing import Any

from shipway.errors import Missing

_IMPORTED_ELSEWHERE = "PySimpleGUI" in sys.modules
_CONTEXT = ssl._create_default_https_context

try:
    # PySimpleGUI 6.3 switches every HTTPS certificate check of its process off, and changes the warning filters.
    with warnings.catch_warnings():
        import PySimpleGUI as sg  # noqa: N813 - the name that its own documentation gives it
except ImportError as error:
    if "tkinter" not in str(error) and "libt" not in str(error):
        raise Missing("PySimpleGUI is not there; install it with: pip install 'shipway[gui]'") from error
    raise Missing(
        "this Python has no tkinter, which the window needs; on Debian: apt-get install python3-tk"
    ) from error
finally:
    # Where somebody imported it before us, what we found is its doing already.
    ssl._create_default_https_context = ssl.create_default_context if _IMPORTED_ELSEWHERE else _CONTEXT

__all__ = ["check_display", "guard", "listen", "sg"]


def check_display() -> None:
    """Raise Missing when there is no screen to open a window on."""
    try:
        sg.tk.Tk().destroy()
    except sg.tk.TclError as error:
        raise Missing(
            f"there is no screen for the window ({error}); start it in a desktop session, or use `shipway web`; on a "
            "machine without a screen: apt-get install xvfb, and then `xvfb-run shipway gui`"
        ) from None


class _Gate:
    """Tk's interpreter. Every text goes to a widget through it, and half of a character goes as its escape."""

    def __init__(self, tk: Any) -> None:
        self._tk = tk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tk, name)

    def call(self, *words: Any) -> Any:
        try:
            return self._tk.call(*words)
        except UnicodeEncodeError:
            # Raised while the words are converted, so that nothing has been done yet.
            return self._tk.call(*_escaped(words))

    def globalsetvar(self, name: str, value: Any) -> Any:
        return self._tk.globalsetvar(name, _escaped(value))


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return tuple(map(_escaped, value)) if isinstance(value, (tuple, list)) else value


def guard() -> None:
    """Make the root of all windows, before the first one, so that no text can end them: Tk refuses half a character."""
    sg.Window.get_screen_size()
    root = sg.Window.hidden_master_root
    if not isinstance(root.tk, _Gate):
        root.tk = _Gate(root.tk)


def listen() -> None:
    """Let Tk do what waits to be done, whether a window is open or not."""
    if sg.Window.hidden_master_root is not None:
        sg.Window.hidden_master_root.update()
