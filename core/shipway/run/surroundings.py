"""Where a run stands: its working folder and its environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from shipway.profile import Profile
from shipway.run.terminal import TERM

_NO_EDITOR = "sh -c 'echo no editor can be opened here >&2; exit 1'"
# It succeeds, so that `webbrowser` does not go on to one that shows pages in a terminal, and waits for keys.
_NO_BROWSER = "sh -c 'echo no browser can be opened here, for \"$0\" >&2' %s"
_KEPT = ("PATH", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR")


def work_folder(profile: Profile, folder: Path) -> Path | None:
    """Make the run's folders, and give the one that the script works in; None is the caller's own."""
    (folder / "made").mkdir(exist_ok=True)
    if not profile.own_folder:
        return None
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return work


def clean_environment(profile: Profile, folder: Path) -> dict[str, str] | None:
    """Give the variables of a run; None is the caller's own. A clean one never holds the server's secrets."""
    if not profile.clean:
        return None
    home = folder / "home"
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "Agg",
        # Else `click.edit` and its kind start whatever editor the server has, which waits for keys for ever.
        "EDITOR": _NO_EDITOR,
        "VISUAL": _NO_EDITOR,
        "BROWSER": _NO_BROWSER,
        # matplotlib builds a font cache at its first start: once for all runs, not once for each.
        "MPLCONFIGDIR": str(folder.parent / "matplotlib"),
    }


def on_a_terminal(variables: Mapping[str, str] | None) -> dict[str, str]:
    """Add what names the terminal; its size is asked of itself."""
    kept = dict(os.environ if variables is None else variables)
    return {**{name: text for name, text in kept.items() if name not in ("COLUMNS", "LINES")}, "TERM": TERM}
