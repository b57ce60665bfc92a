"""What is named where no file is: a module, a folder, or a console script; found by looking, importing nothing.

A target is a path whose last part says what is meant, as seen from the folder before it: `folder/some.module`,
`folder` with a `__main__.py` in it, `folder/entry:NAME` for a console script.
"""

from __future__ import annotations

import configparser
import difflib
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Final, NamedTuple

from shipway.environment.interpreters import ENTRY, Environment
from shipway.errors import NoSuchScript, Unreadable

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_DOTTED: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


class Target(NamedTuple):
    """The file that is read, and how it is started.

    `start` is: how ("module", "folder" or "entry"), the name (a module, or "module:attribute"), what stands first on
    the path where modules are looked for, and the first word of its command line.
    """

    file: Path
    start: tuple[str, str, str, str]


def target(path: Path, where: Environment) -> Target:
    """Find what a path means that is no file. Raises NoSuchScript that says where it was looked for."""
    if os.path.isdir(path):  # noqa: PTH112 - it takes any name
        return _folder(path)
    if path.name.startswith(ENTRY):
        return _entry(path.parent, path.name.removeprefix(ENTRY), where)
    if path.suffix == ".py" or not _DOTTED.fullmatch(path.name):
        raise NoSuchScript(
            f"there is no file {path}{_near(path.name, [name for name in _names(path.parent) if name.endswith('.py')])}"
        )
    return _module(path.parent, path.name, where)


def _folder(path: Path) -> Target:
    main = path / "__main__.py"
    if (path / "__init__.py").is_file() and (not main.is_file() or _is_of_package(main, path.name)):
        top, name = path.parent, path.name
        while (top / "__init__.py").is_file():
            top, name = top.parent, f"{top.name}.{name}"
        file = main if main.is_file() else path / "__init__.py"
        return Target(file, ("module", name, str(top), str(file)))
    if main.is_file():
        return Target(main, ("folder", "", str(path), str(path)))
    scripts = sorted(file.name for file in path.glob("*.py"))[:5]
    has = f"it has {', '.join(scripts)}" if scripts else "it has no Python script"
    raise NoSuchScript(
        f"{path} is a folder without a __main__.py; {has}: name one of them, or a file in another folder"
    )


def _is_of_package(main: Path, name: str) -> bool:
    """Tell whether it imports modules beside it by way of their package: it runs as `python -m` alone."""
    text = main.read_text(encoding="utf-8", errors="replace")
    return re.search(rf"^\s*(from\s+\.|(from|import)\s+{re.escape(name)}\b)", text, re.MULTILINE) is not None


def _module(folder: Path, name: str, where: Environment) -> Target:
    places = _places(folder, where)
    file, base = _find(name, places)
    if file is None:
        head, _, last = name.rpartition(".")
        beside = _find(head, places)[0] if head else None
        names = [name for name in _names(beside.parent if beside else folder) if "." not in name]
        raise NoSuchScript(
            f"there is no file {folder / name}, and no module {name} in {folder} or in the packages of Python "
            f"{where.version} ({where.command[0]}){_near(last, names)}"
        )
    main = file.parent / "__main__.py"
    file = main if file.name == "__init__.py" and main.is_file() else file
    return Target(file, ("module", name, str(base if base == places[0] else folder), str(file)))


def _entry(folder: Path, name: str, where: Environment) -> Target:
    own = _project_scripts(folder)
    installed = {} if name in own else _installed_scripts(where)
    place = own.get(name) or installed.get(name)
    if place is None:
        known = sorted({*own, *installed})
        raise NoSuchScript(
            f"there is no console script {name} in the project of {folder}, or installed for Python {where.version} "
            f"({where.command[0]}){_near(name, known)}"
        )
    module, _, attribute = place.partition(":")
    file, base = _find(module.strip(), _places(folder, where))
    if file is None or not attribute.strip():
        raise NoSuchScript(f"the console script {name} calls {place}, which is not there")
    bin_folder = os.path.dirname(where.command[0])  # noqa: PTH120 - as it is spelled on the command line
    first = str(base) if name in own else bin_folder
    called = f"{module.strip()}:{attribute.partition('[')[0].strip()}"
    return Target(file, ("entry", called, first, os.path.join(bin_folder, name)))  # noqa: PTH118 - as above


def _places(folder: Path, where: Environment) -> list[Path]:
    """List where a module is looked for: the folder first, as for `python -m`, and a project's `src`."""
    return [folder, folder / "src", *(Path(place) for place in where.path if place)]


def _find(name: str, places: Sequence[Path]) -> tuple[Path | None, Path]:
    for place in places:
        base = place.joinpath(*name.split("."))
        for file in (base / "__init__.py", base.with_name(base.name + ".py"), base / "__main__.py"):
            if os.path.isfile(file):  # noqa: PTH113 - it takes any name
                return file, place
    return None, places[0]


def _project_scripts(folder: Path) -> dict[str, str]:
    """Give the console scripts that the project of a folder declares."""
    found: dict[str, str] = {}
    try:
        data = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        data = {}
    for keys in (("tool", "poetry", "scripts"), ("project", "gui-scripts"), ("project", "scripts")):
        found.update(_table(data, keys))
    setup = configparser.ConfigParser(interpolation=None)
    try:
        setup.read(folder / "setup.cfg", encoding="utf-8")
        lines = setup.get("options.entry_points", "console_scripts", fallback="").splitlines()
    except (configparser.Error, UnicodeDecodeError):
        lines = []
    for name, equals, place in (line.partition("=") for line in lines):
        if equals:
            found.setdefault(name.strip(), place.strip())
    return found


def _table(data: Mapping[str, Any], keys: Iterable[str]) -> dict[str, str]:
    for key in keys:
        data = data.get(key, {}) if isinstance(data, dict) else {}
    return {name: place for name, place in data.items() if isinstance(place, str)} if isinstance(data, dict) else {}


def _installed_scripts(where: Environment) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in distributions(path=[place for place in where.path if place]):
        try:
            entries = [entry for entry in one.entry_points if entry.group in ("console_scripts", "gui_scripts")]
        except (ValueError, OSError) as error:
            raise Unreadable(f"what is installed for {where.command[0]} cannot be listed: {error}") from None
        for entry in entries:
            found.setdefault(entry.name, entry.value)
    return found


def _names(folder: Path) -> list[str]:
    """List what could have been meant in a folder."""
    try:
        found = [one for one in folder.iterdir() if one.suffix == ".py" or (one / "__init__.py").is_file()]
    except OSError:
        return []
    return sorted({name for one in found for name in (one.name, one.stem)})


def _near(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, 3, 0.7)
    return f"; near it: {', '.join(close)}" if close else ""
