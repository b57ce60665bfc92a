"""Modules beside the script: they come first for the script, as by hand, and never for the far side."""

import os
import sys
from types import ModuleType
from typing import Dict

_LATE = ("asyncio", "csv", "pathlib", "shutil", "signal")
"""What the far side imports only when a result needs it."""
_held: Dict[str, ModuleType] = {}


def standard(name: str) -> ModuleType:
    """Give a module of the standard library, whatever stands beside the script."""
    return _held.get(name) or __import__(name)


def make_way(folder: str) -> None:
    """Put the script's folder in front, and forget those modules that the far side imported and the folder has too."""
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, folder)
    try:
        beside = {entry.partition(".")[0] for entry in os.listdir(folder)}
    except OSError:
        return
    # A bare interpreter has these already, so that by hand too they are the standard library's.
    beside.difference_update(name.partition(".")[0] for name in sys.modules["_shipway"].at_start)
    ours = beside.intersection(_LATE).union(name.partition(".")[0] for name in sys.modules)
    if not beside & ours:
        return
    with_us = [entry for entry in sys.path if entry != folder]
    sys.path[:], held = with_us, list(sys.path)
    _held.update((name, __import__(name)) for name in _LATE)
    sys.path[:] = held
    for name in list(sys.modules):
        if name.partition(".")[0] in beside and name != "__main__":
            del sys.modules[name]
