"""How a script is started that is not named as a file: `python -m module`, `python folder`, or a console script."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any, Callable, Dict, List, Optional

    Execute = Callable[..., ModuleType]

_importlib: Any = None


def prepare(job: Dict[str, Any]) -> None:
    """Import what finds modules, before anything of the script's can stand in the way; a plain file needs none."""
    global _importlib
    if job.get("start"):
        import importlib.util

        _importlib = importlib


def first_word(job: Dict[str, Any]) -> str:
    """Give what stands first in the script's `sys.argv`."""
    return str(job["start"][3]) if job.get("start") else str(job["script"])


def first_place(job: Dict[str, Any]) -> str:
    """Give the folder that comes first where modules are looked for."""
    if job.get("start"):
        return str(job["start"][2])
    # As the interpreter does, which follows a link to the script.
    return str(os.path.dirname(os.path.realpath(job["script"])))


def main(job: Dict[str, Any], execute: Execute, package: Optional[str] = None) -> Any:
    """Run the script as `__main__`, and give its module; `execute` runs a file in a fresh module."""
    start: List[str] = job.get("start") or ["file", "", "", ""]
    how, name = start[:2]
    if how == "file":
        return execute("__main__", job["script"], package)
    if how == "folder":
        spec = _importlib.util.spec_from_file_location("__main__", job["script"])
        return execute("__main__", job["script"], "", spec)
    if how == "module":
        found = _spec(name)
        return execute("__main__", found.origin, found.parent, found)
    return _call(name, start[3])


def imported(job: Dict[str, Any], execute: Execute) -> Any:
    """Import the script, for its functions."""
    if job.get("start") and job["start"][0] == "module":
        return _importlib.import_module(job["start"][1])
    folder, file = os.path.split(job["script"])
    stem = os.path.splitext(file)[0]
    # Its functions are asked for, and not what it does as a program.
    return execute(os.path.basename(folder) if stem == "__main__" else stem, job["script"])


def _spec(name: str) -> Any:
    """Find a module as `python -m` does, which imports the packages above it; of a package, it is its `__main__`."""
    spec = _importlib.util.find_spec(name)
    if spec is not None and spec.submodule_search_locations is not None:
        spec = _importlib.util.find_spec(name + ".__main__")
        if spec is None:
            sys.exit(
                "{}: No module named {}.__main__; {!r} is a package and cannot be directly executed".format(
                    sys.executable, name, name
                )
            )
    if spec is None or spec.origin is None:
        sys.exit("{}: No module named {}".format(sys.executable, name))
    return spec


def _call(name: str, command: str) -> None:
    """Do what the file does that an installer writes for a console script."""
    wrapper = type(sys)("__main__")
    wrapper.__file__ = command
    wrapper.__dict__["__builtins__"] = sys.modules["builtins"]
    sys.modules["__main__"] = wrapper
    module, _, attribute = name.partition(":")
    called: Any = _importlib.import_module(module)
    for part in attribute.split("."):
        called = getattr(called, part)
    sys.exit(called())
