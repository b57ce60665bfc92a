"""Finds the files of the script's own modules, and of the package that it is a part of; nothing is imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shipway.errors import Unreadable
from shipway.read.source import LIMIT, Source

if TYPE_CHECKING:
    from shipway.read.text.walk import Find


def finder(source: Source, entry: Source, path: Sequence[str]) -> Find:
    """Give what finds the modules that belong to a script: beside it, and of the package where its work is written."""
    package = _package(entry, path)
    # What is installed beside an installed module is not the script's own.
    installed = str(source.path.parent) in path
    known: dict[Path, Source | None] = {}

    def find(asking: Source, name: str, level: int) -> Source | None:
        if level:
            above = asking.path.parents[level - 1] if level <= len(asking.path.parents) else asking.path.parent
            file = _file(above, name)
        else:
            file = _file(source.path.parent, name) if name and not installed else None
            if file is None and package is not None and name.partition(".")[0] == package.stem:
                file = _file(package.parent, name)
        if file is None or file == asking.path:
            return None
        if file not in known:
            try:
                known[file] = Source.of(file)
            except Unreadable:
                known[file] = None
        return known[file]

    return find


def _package(entry: Source, path: Sequence[str]) -> Path | None:
    """Give the folder of the outermost package that a source belongs to, or the file of an installed module."""
    folder = entry.path.parent
    while (folder.parent / "__init__.py").is_file() and folder != folder.parent:
        folder = folder.parent
    if (folder / "__init__.py").is_file():
        return folder
    return entry.path if str(entry.path.parent) in path else None


def _file(folder: Path, name: str) -> Path | None:
    base = folder.joinpath(*name.split(".")) if name else folder
    for file in (base / "__init__.py", base.with_suffix(".py") if name else base / "__init__.py"):
        if file.is_file() and file.stat().st_size < LIMIT:
            return file
    return None
