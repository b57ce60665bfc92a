"""Where Shipway keeps what it can make anew: one folder of this user's own."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from shipway.errors import Missing

SETTING: Final = "SHIPWAY_CACHE"


def cache_folder() -> Path:
    """Make and give the folder for what is kept between two starts; nobody else of this machine can look into it.

    SHIPWAY_CACHE names it, else the platform's custom does; where that cannot be written (a server without a home),
    it lies in the folder for temporary files. Raises Missing when no place will do.
    """
    named = os.environ.get(SETTING)
    if named:
        return _own(Path(named).expanduser().absolute())
    try:
        return _own(customary(sys.platform, os.environ))
    except (Missing, RuntimeError):
        # RuntimeError is how `Path.home` says that this user has none.
        return _own(Path(tempfile.gettempdir()) / f"shipway-cache-{_user()}")


def customary(platform: str, environ: Mapping[str, str]) -> Path:
    """Give the place that a platform's custom names; raises RuntimeError where the user has no home."""
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return Path(local) / "shipway" / "Cache" if local else Path.home() / "AppData/Local/shipway/Cache"
    if platform == "darwin":
        return Path.home() / "Library/Caches/shipway"
    named = environ.get("XDG_CACHE_HOME", "")
    # The specification of XDG: a path that is not absolute is to be ignored.
    return (Path(named) if named.startswith("/") else Path.home() / ".cache") / "shipway"


def _own(folder: Path) -> Path:
    """Make the folder for this user alone, and refuse one that somebody else could have laid out for us."""
    refused = f"the folder {folder} cannot hold what Shipway keeps"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise Missing(f"{refused}: it is a link; name another one in {SETTING}")
        if hasattr(os, "getuid") and found.st_uid != os.getuid():
            raise Missing(f"{refused}: it belongs to somebody else; name another one in {SETTING}")
        if os.name == "posix" and found.st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise Missing(f"{refused}: {error.strerror}; name another one in {SETTING}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Missing(f"{refused}: it may not be written; name another one in {SETTING}")
    return folder


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
