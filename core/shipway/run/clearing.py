"""Places of runs taken away, or emptied for the next run, whatever their scripts have made of them."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final


def clear_away(folder: Path) -> None:
    """Take the place of a run away with all that is in it; what cannot be taken away stays, and is not told.

    Folders within folders are moved to the top first: a script makes them deeper than a path, or a stack, can hold.
    """
    with contextlib.suppress(OSError):
        top = os.open(folder, _FOLDER)
        try:
            _flatten(top)
        finally:
            os.close(top)
        folder.rmdir()


def vacated(place: Path, parts: Sequence[str], spared: str = "") -> bool:
    """Empty a place and its folders; False where one of them is not as it was made: then it is for nobody else.

    `spared` is a name in its home that stays: of a child that goes on, it holds what is mounted there.
    """
    try:
        for entry in list(os.scandir(place)):
            if entry.name in parts:
                continue
            if entry.is_dir(follow_symlinks=False):
                clear_away(place / entry.name)
            else:
                os.unlink(entry.path)  # noqa: PTH108 - as it is listed
        return sorted(entry.name for entry in place.iterdir()) == sorted(parts) and all(
            _is_as_made(one, spared if one.name == "home" else "", empty=one != place)
            for one in (place, *(place / part for part in parts))
        )
    except OSError:
        return False


def _is_as_made(folder: Path, spared: str, *, empty: bool) -> bool:
    opened = os.open(folder, _FOLDER)
    try:
        if stat.S_IMODE(os.fstat(opened).st_mode) != 0o700 or (hasattr(os, "listxattr") and os.listxattr(opened)):
            return False
        if empty:
            _flatten(opened, spared)
        with os.scandir(opened) as left:
            return not empty or all(entry.name == spared for entry in left)
    finally:
        os.close(opened)


_FOLDER: Final = os.O_RDONLY | os.O_NOFOLLOW | getattr(os, "O_DIRECTORY", 0)


def _flatten(top: int, spared: str = "") -> None:
    stuck = {spared}
    while folders := [name for name in _emptied(top, top) if name not in stuck]:
        for name in folders:
            try:
                inner = _opened(name, top)
                try:
                    _emptied(inner, top)
                finally:
                    os.close(inner)
                os.rmdir(name, dir_fd=top)
            except OSError:
                stuck.add(name)


def _opened(name: str, top: int) -> int:
    """Open a folder, whatever its owner had forbidden himself."""
    try:
        opened = os.open(name, _FOLDER, dir_fd=top)
    except PermissionError:
        os.chmod(name, 0o700, dir_fd=top)
        opened = os.open(name, _FOLDER, dir_fd=top)
    os.fchmod(opened, 0o700)
    return opened


def _emptied(folder: int, top: int) -> list[str]:
    """Take away the files of an open folder, and move its folders to the top; gives those that are there already."""
    with os.scandir(folder) as entries:
        found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for name, is_folder in found:
        if not is_folder:
            os.unlink(name, dir_fd=folder)
        elif folder != top:
            _lift(name, folder, top)
    return [name for name, is_folder in found if is_folder]


def _lift(name: str, folder: int, top: int) -> None:
    lifted = secrets.token_hex(8)
    try:
        os.rename(name, lifted, src_dir_fd=folder, dst_dir_fd=top)
    except PermissionError:
        # Its way up is written in itself.
        os.chmod(name, 0o700, dir_fd=folder)
        os.rename(name, lifted, src_dir_fd=folder, dst_dir_fd=top)
