"""Where the work of a script is written, when it only calls a function from elsewhere, as console scripts do."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from shipway.errors import Unreadable
from shipway.read.source import LIMIT, Source, dotted


def entry_of(source: Source, path: Sequence[str], first: str = "") -> Source | None:
    """Give the module with a parser of a function from elsewhere that the script calls.

    `path` lists the folders where its interpreter finds packages; their files are looked at, never imported. `first`
    comes before them, in place of the script's own folder.
    """
    places = (first or str(source.path.parent), *path)
    calls = (call for node in source.work() for call in ast.walk(node) if isinstance(call, ast.Call))
    for name in sorted({dotted(call.func) for call in calls}):
        find = home_of if source.is_console_script else _home
        home = None if name in source.functions else find(source, name, places)
        if home is not None and home.parsers:
            return home
    return _beside(source, places[:1])


def _beside(source: Source, places: Sequence[str]) -> Source | None:
    """Give the module beside the script whose function, called somewhere in it, parses."""
    # Most scripts have no module beside them: their calls need no look.
    calls = sorted(source.calls) if any(_module_file(name, places) for name in source.imports) else ()
    for name in calls:
        home = None if name in source.functions else _home(source, name, places)
        function = home.functions.get(name.rpartition(".")[2]) if home is not None and home.parsers else None
        inner = ast.walk(function) if function is not None else ()
        if any("pars" in dotted(node.func).lower() for node in inner if isinstance(node, ast.Call)):
            return home
    return None


def home_of(source: Source, name: str, path: Sequence[str]) -> Source | None:
    """Give the module with a parser that a function of this name uses: its own, or one that its module imports."""
    home = _home(source, name, path)
    if home is None or home.parsers:
        return home
    return used_by(home, path) or home


def used_by(source: Source, path: Sequence[str]) -> Source | None:
    """Give the first module of its own package with a parser that a module imports, wherever it does so."""
    package = source.path.parent
    for node in source.nodes:
        file = _file(source, node, path) if isinstance(node, ast.ImportFrom) else None
        if file and file.is_relative_to(package) and (used := _parsed(file)) is not None and used.parsers:
            return used
    return None


def _home(source: Source, name: str, path: Sequence[str], depth: int = 4) -> Source | None:
    """Follow an imported name to the module of a package that defines it."""
    if name in source.functions or name in source.constants:
        return source
    module, dot, function = name.rpartition(".")
    if dot and module in source.imports and (file := _module_file(module, path)) is not None:
        return _follow(file, function, path, depth)
    for node in source.tree.body:
        if not isinstance(node, ast.ImportFrom) or not depth:
            continue
        if any((alias.asname or alias.name) == name for alias in node.names):
            found = _file(source, node, path)
            return _follow(found, name, path, depth) if found else None
    return None


def _follow(file: Path, name: str, path: Sequence[str], depth: int) -> Source | None:
    source = _parsed(file)
    return _home(source, name, path, depth - 1) if source else None


def _file(source: Source, node: ast.ImportFrom, path: Sequence[str]) -> Path | None:
    """Find the file that an import names, one that is relative to the module's own package included."""
    if not node.level:
        return _module_file(node.module or "", path)
    return _module_file(node.module or "", [str(source.path.parents[node.level - 1])])


def _parsed(file: Path) -> Source | None:
    try:
        return Source.of(file)
    except Unreadable:
        # What is wrong with a module shows when the script runs.
        return None


def _module_file(module: str, path: Sequence[str]) -> Path | None:
    """Find the file of an installed module, or of one beside the script (the first place), importing nothing."""
    for number, folder in enumerate(path):
        base = Path(folder, *module.split("."))
        for file in (base / "__init__.py", base.with_suffix(".py")):
            if (number == 0 or "-packages" in folder) and file.is_file() and file.stat().st_size < LIMIT:
                return file
    return None
