"""Modules beside the script: they come first for the script, as by hand, and never for the far side."""

import os
import sys
from types import ModuleType
from typing import Dict, List

_LATE = ("asyncio", "csv", "pathlib", "shutil", "signal")
"""What the far side imports only when a result needs it."""
_STANDARD = os.path.dirname(os.path.realpath(os.__file__))
_held: Dict[str, ModuleType] = {}


def standard(name: str) -> ModuleType:
    """Give a module of the standard library, whatever stands beside the script."""
    return _held.get(name) or __import__(name)


def make_way(folder: str) -> None:
    """Put the script's folder in front, and forget those modules that the far side imported and the folder has too."""
    try:
        # The standard library's own scripts have nothing beside them that would be another module than ours.
        beside = {entry.partition(".")[0] for entry in os.listdir(folder)} if folder != _STANDARD else set()
    except OSError:
        beside = set()
    # A bare interpreter has these already, so that by hand too they are the standard library's.
    beside.difference_update(name.partition(".")[0] for name in sys.modules["_shipway"].at_start)
    if beside.intersection(_LATE):
        _held.update((name, __import__(name)) for name in _LATE)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in beside and not _is_in(folder, sys.modules.get(name.partition(".")[0], module)):
            del sys.modules[name]
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, folder)


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
