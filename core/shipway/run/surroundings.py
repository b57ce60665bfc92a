"""Where a run stands: its working folder and its environment variables."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from shipway.profile import Profile
from shipway.run.terminal import TERM
from shipway.spec import Held, Values

SIZES: Final = ("COLUMNS", "LINES")

_NO_EDITOR = "sh -c 'echo no editor can be opened here >&2; exit 1'"
# It succeeds, so that `webbrowser` does not go on to one that shows pages in a terminal, and waits for keys.
_NO_BROWSER = "sh -c 'echo no browser can be opened here, for \"$0\" >&2' %s"
_KEPT = ("PATH", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR")


def work_folder(profile: Profile, folder: Path) -> Path | None:
    """Make the run's folders, and give the one that the script works in; None is the caller's own."""
    if not profile.own_folder:
        return None
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return work


def clean_environment(profile: Profile, folder: Path, shared: Path | None = None) -> dict[str, str] | None:
    """Give the variables of a run; None is the caller's own. A clean one never holds the server's secrets.

    `shared` is a folder for what is worked out once for all runs.
    """
    if not profile.clean:
        return None
    (folder / "home").mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        **own_variables(folder),
        # Its number may be nobody's, and have no name.
        "USER": "visitor",
        "LOGNAME": "visitor",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "Agg",
        # Else `click.edit` and its kind start whatever editor the server has, which waits for keys for ever.
        "EDITOR": _NO_EDITOR,
        "VISUAL": _NO_EDITOR,
        "BROWSER": _NO_BROWSER,
        # matplotlib builds a font cache at its first start: once for all runs, not once for each.
        "MPLCONFIGDIR": str((shared or folder.parent) / "matplotlib"),
    }


def own_variables(folder: Path, temporary: str = "") -> dict[str, str]:
    """Give the variables that differ from run to run; `temporary` is its folder for temporary files, else its home."""
    return {"HOME": str(folder / "home"), "TMPDIR": temporary or str(folder / "home")}


def handed_over(values: Values, place: Path) -> Values:
    """Give values whose files lie in the place of a run, where it sees them whatever else is hidden from it."""
    count = itertools.count(1)

    def handed(value: object) -> object:
        if isinstance(value, Held):
            return _handed(value, place / "given" / str(next(count)))
        if isinstance(value, tuple):
            return tuple(map(handed, value))
        return value

    return {name: handed(value) for name, value in values.items()}


def _handed(path: Held, folder: Path) -> str:
    folder.mkdir(parents=True, mode=0o755)
    source, target = Path(path), folder / Path(path).name
    try:
        if source.is_dir():
            shutil.copytree(source, target, copy_function=_link)
            for inner, _, _ in os.walk(target):
                # A sealed run may be another user's, and its place is shown to it alone.
                os.chmod(inner, 0o755)  # noqa: PTH101, S103 - as `_link` calls it
        else:
            _link(source, target)
    except OSError:
        # Whoever opens it says what is the matter.
        return path
    return str(target)


def _link(source: Path | str, target: Path | str) -> None:
    """Show a file at another place without copying it, where both are on one disk; its owner alone made it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    os.chmod(target, 0o644)  # noqa: PTH101 - as `copytree` calls it


def on_a_terminal(variables: Mapping[str, str] | None) -> dict[str, str]:
    """Add what names the terminal; its size is asked of itself."""
    kept = dict(os.environ if variables is None else variables)
    return {**{name: text for name, text in kept.items() if name not in SIZES}, "TERM": TERM}
