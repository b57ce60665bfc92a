"""A script that fails for what it imports is run once more, up to its parser, with stand-ins for what is not there."""

from __future__ import annotations

import os
import re
import sys
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Iterator, List, Optional

_NEVER = {
    "argparse",
    "click",
    "typer",
    "fire",
    "docopt",
    "optparse",
    "getopt",
    "asyncclick",
    "rich_click",
    "cloup",
    "__main__",
}
"""What reads command lines is read in the script's text instead (`shipway.read`)."""
_ROUNDS = 40
_Spec: Any = type(sys.__spec__)
_IMPORT = re.compile(r"\s*(?:from|import)\s+([A-Za-z_][\w.]*)")
_NO_NAME = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")
_CAUGHT = re.compile(r"\b(?:except|raise)\b\s*\(?([\w., ]+)")

missed: List[str] = []
"""Modules that somebody asked for and nobody has; most are asked for in a `try` of a library."""
stood: Dict[str, str] = {}
"""What stands in: the module, and why; "" where it is not installed."""
_PACKAGE = "shipway_package"
"""The first part of the name that a script's own package has here."""


class _Watch:
    """The last of the finders: it knows what none of them found."""

    @classmethod
    def find_spec(cls, name: str, _path: Any = None, _target: Any = None) -> Any:
        """Give the stand-in of a module that is to have one."""
        if _is_stood(name):
            return _Spec(name, _Loader(), is_package=True)
        missed.append(name)
        return None


class _Instead:
    """The first of the finders: for what is there, and cannot be imported."""

    @classmethod
    def find_spec(cls, name: str, _path: Any = None, _target: Any = None) -> Any:
        """Give the stand-in of a module whose own import failed."""
        broken = any(why and (name + ".").startswith(one + ".") for one, why in stood.items())
        return _Spec(name, _Loader(), is_package=True) if broken else None


class _Loader:
    def create_module(self, spec: Any) -> Any:
        from _shipway.absent import standins

        return standins.StandinModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def _is_stood(name: str) -> bool:
    return any((name + ".").startswith(one + ".") for one in stood)


def watch() -> None:
    """Note from now on what cannot be found."""
    sys.meta_path.append(_Watch)


def run(script: str, execute: Callable[[Optional[str]], Any]) -> None:
    """Execute the script; where that fails for what it imports, execute it again and again with stand-ins.

    Raises what the script raised when it was left alone.
    """
    first: Optional[BaseException] = None
    try:
        execute(None)
    except BaseException as error:
        first = error
    if first is not None or missed:
        # Read only now: a script that has all it needs does without.
        from _shipway.absent import standins

        _again(first, script, execute)
        for parser, _ in standins.given:
            if hasattr(parser, "parse_args"):
                parser.parse_args()
    if first is not None:
        raise first


def _again(error: Optional[BaseException], script: str, execute: Callable[[Optional[str]], Any]) -> None:
    from _shipway.absent import standins, withheld

    with open(script, "rb") as file:
        text = file.read().decode("utf-8", "replace")
    for words in _CAUGHT.findall(text):
        standins.raised.update(word.rpartition(".")[2] for word in words.replace(",", " ").split())
    package = None
    for number in range(_ROUNDS):
        if package is None and _is_relative(error):
            package = _package(script)
        elif not _help(error, script):
            return
        if number == 0:
            withheld.ready()
            sys.meta_path.insert(0, _Instead)
        _forget(script)
        try:
            execute(package)
            error = None
        except BaseException as another:
            error = another


def _help(error: Optional[BaseException], script: str) -> bool:
    """Have something stand in that this error lacked; tell whether there was such a thing."""
    for one in _chain(error):
        name = getattr(one, "name", None)
        if isinstance(one, ModuleNotFoundError) and name and _stand(str(name), ""):
            return True
        gone = _NO_NAME.search(str(one)) if isinstance(one, ImportError) else None
        if gone and _lend(gone[2], gone[1], script):
            return True
        module = _imported_by_script(one, script)
        if module and _is_foreign(module) and _stand(module, _words(one)):
            return True
    return _help_at_last()


def _help_at_last() -> bool:
    """Have everything stand in that was asked for in vain: the script may fail for what it went on without."""
    return bool([name for name in missed if _stand(name, "")])


def _chain(error: Optional[BaseException]) -> Iterator[BaseException]:
    seen: List[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__


def _stand(name: str, why: str) -> bool:
    if name.partition(".")[0] in _NEVER or name in stood or (not why and _is_stood(name)):
        return False
    stood[name] = why
    parent = sys.modules.get(name.rpartition(".")[0])
    if parent is not None and not hasattr(parent, "__path__"):
        parent.__path__ = []
    for loaded in [one for one in sys.modules if (one + ".").startswith(name + ".")]:
        del sys.modules[loaded]
    return True


def _lend(module: str, name: str, script: str) -> bool:
    """Give a module what it lacks: it is there in another version than the script's."""
    home = sys.modules.get(module)
    if home is None or hasattr(home, name) or _is_own(getattr(home, "__file__", None), script):
        return False
    from _shipway.absent import standins

    setattr(home, name, standins.attribute(name, module))
    stood["{}.{}".format(module, name)] = "it has no “{}” in the version that is installed".format(name)
    return True


def _imported_by_script(error: BaseException, script: str) -> str:
    """Give the module that the script was importing when this was raised."""
    found, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == script or _is_own(file, script):
            match = _IMPORT.match(_line(file, trace.tb_lineno))
            found = match[1] if match else ""
        trace = trace.tb_next
    return found


def _line(file: str, number: int) -> str:
    try:
        with open(file, encoding="utf-8", errors="replace") as lines:
            return next((line for at, line in enumerate(lines, 1) if at == number), "")
    except OSError:
        return ""


def _is_own(file: Optional[str], script: str) -> bool:
    folder = os.path.dirname(os.path.realpath(script)) + os.sep
    return bool(file) and os.path.realpath(str(file)).startswith(folder) and "-packages" not in str(file)


def _is_foreign(module: str) -> bool:
    """Tell whether a module is neither the script's own nor the standard library's."""
    for finder in sys.meta_path:
        if finder not in (_Instead, _Watch):
            spec = finder.find_spec(module.partition(".")[0], None)
            if spec is not None:
                return "-packages" in str(spec.origin or list(spec.submodule_search_locations or ()))
    return False


def _words(error: BaseException) -> str:
    lines = str(error).splitlines()
    return ("{}: {}".format(type(error).__name__, lines[0]) if lines else type(error).__name__)[:200]


def _is_relative(error: Optional[BaseException]) -> bool:
    return any(isinstance(one, ImportError) and "attempted relative import" in str(one) for one in _chain(error))


def _package(script: str) -> str:
    """Make packages of the script's folder and those above it, for what it imports relative to its own."""
    from _shipway.absent import standins

    folder = os.path.dirname(os.path.realpath(script))
    folders = [folder]
    while len(folders) < 4 and os.path.dirname(folders[0]) != folders[0]:
        folders.insert(0, os.path.dirname(folders[0]))
    name = ""
    for place in folders:
        name = name + "." + os.path.basename(place) if name else _PACKAGE
        sys.modules[name] = module = standins.StandinModule(name)
        module.__path__ = [place]
    return name


def told() -> List[List[str]]:
    """List what stands in, and why, in words for a person."""
    pairs = []
    for name, why in sorted(stood.items()):
        own = name.partition(".")[0] == _PACKAGE
        pairs.append([name.rpartition(".")[2], "it is not there"] if own else [name, why])
    if _PACKAGE in sys.modules:
        pairs.append(["its own package", "it imports relative to one, and is no part of one when it is run as a file"])
    return pairs


def _forget(script: str) -> None:
    """Import the script's own modules anew: they may have seen what was missing."""
    for name, module in list(sys.modules.items()):
        if name != "__main__" and _is_own(getattr(module, "__file__", None), script):
            del sys.modules[name]
