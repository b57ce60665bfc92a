"""Modules beside the script: they come first for the script, as by hand, and never for the far side."""

from __future__ import annotations

import _frozen_importlib_external as files
import _imp
import os
import sys
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Dict, List, Set

_LATE = ("asyncio", "csv", "datetime", "inspect", "io", "math", "pathlib", "shlex", "shutil", "signal", "typing")
"""What the far side imports only when a result, or an unusual script, needs it."""
_PARTS = ("_shipway.kinds", "_shipway.argparsers.lines", "_shipway.clicks.lines")
"""Parts of the far side that import such."""
_SUFFIXES = (*_imp.extension_suffixes(), *files.SOURCE_SUFFIXES, *files.BYTECODE_SUFFIXES)
"""Endings of what Python takes for a module."""
_STANDARD = os.path.dirname(os.path.realpath(os.__file__))
_held: Dict[str, ModuleType] = {}


def standard(name: str) -> ModuleType:
    """Give a module of the standard library, whatever stands beside the script."""
    return _held.get(name) or __import__(name)


def make_way(folder: str) -> None:
    """Put the script's folder in front, and forget those modules that the far side imported and the folder has too."""
    if getattr(sys.flags, "safe_path", False):
        return
    # The standard library's own scripts have nothing beside them that would be another module than ours.
    beside = modules(folder) if folder != _STANDARD else set()
    # A bare interpreter has these already, so that by hand too they are the standard library's.
    beside.difference_update(name.partition(".")[0] for name in sys.modules["_shipway"].at_start)
    if beside.intersection(_LATE):
        _held.update((name, __import__(name)) for name in _LATE)
        for part in _PARTS:
            __import__(part)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in beside and not _is_in(folder, sys.modules.get(name.partition(".")[0], module)):
            del sys.modules[name]
    sys.path.insert(0, folder)


def modules(folder: str) -> Set[str]:
    """Name what Python would find in a folder before it looks further: modules, and packages with an `__init__`.

    A folder without one comes after all else of its name; so does any module after one that is built in or frozen.
    """
    try:
        entries = os.listdir(folder)
    except OSError:
        return set()
    found = {entry[: -len(suffix)] for entry in entries for suffix in _SUFFIXES if entry.endswith(suffix)}
    for entry in entries:
        if any(os.path.isfile(os.path.join(folder, entry, "__init__" + suffix)) for suffix in _SUFFIXES):
            found.add(entry)
    return {name for name in found if name not in sys.builtin_module_names and not _imp.is_frozen(name)}


def _is_in(folder: str, module: ModuleType) -> bool:
    """Tell whether a module is the folder's own: the script may be one of the standard library's."""
    file = os.path.realpath(getattr(module, "__file__", None) or "")
    return os.path.dirname(file) in (folder, os.path.join(folder, module.__name__))


def near(script: str) -> List[str]:
    """List the script's own modules: what was imported from its folder."""
    folder = os.path.dirname(script) + os.sep
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return sorted(
        file for file in files if file and file.startswith(folder) and file != script and "site-packages" not in file
    )
