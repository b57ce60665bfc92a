"""What a script imports, and which distributions bring it."""

from __future__ import annotations

import ast
import contextlib
import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from shipway.environment import Environment
from shipway.errors import Unreadable
from shipway.read.source import Source, dotted
from shipway.read.well_known import INSTALLED_AS, SHARED, UNTIL

Home: TypeAlias = Literal["standard", "neighbour", "installed", "missing", "dropped"]

_ASK: Final = Path(__file__).parents[1] / "run" / "far" / "packages.py"
_SECONDS: Final = 30.0
_OURS: Final = "shipway"
_BODIES: Final = (ast.stmt, ast.ExceptHandler, ast.match_case)


class Imported(NamedTuple):
    """One name that is imported.

    `home` says where it comes from: the standard library, a module beside the script, an installed distribution; or
    that it is missing, or was dropped from the standard library. `distribution` is what brings it, or would, as far as
    that is known; `version` is the one that is installed. `optional`: the script goes on without it.
    """

    name: str
    home: Home
    distribution: str = ""
    version: str = ""
    optional: bool = False


def distributions(source: Source, where: Environment) -> tuple[Imported, ...]:
    """Tell of every name that a script imports where it comes from, under the script's own interpreter."""
    optional: dict[str, bool] = {}
    for name, spared in _imports(source.tree):
        optional[name] = optional.get(name, True) and spared
    if not optional:
        return ()
    done = subprocess.run(
        [where.command[0], str(_ASK), str(source.path.parent), *sorted(optional)],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    found = (Imported(name, *told[name])._replace(optional=optional[name]) for name in sorted(optional))
    return tuple(_imported(one, where) for one in found)


def _imported(one: Imported, where: Environment) -> Imported:
    if one.home != "missing":
        return one
    until = UNTIL.get(one.name, (99, 0))
    if tuple(map(int, where.version.split(".")[:2])) > until:
        return one._replace(home="dropped", version=".".join(map(str, until)))
    return one._replace(distribution=INSTALLED_AS.get(one.name, one.name))


def ahead(source: Source) -> tuple[str, ...]:
    """List the modules that a script and the files beside it import as they start, in the order in which they do.

    Each is "module", or "module:name,name" with the names that are taken from it; what it takes from beside it is none.
    """
    found: dict[str, None] = {}
    for one in (source, *_beside(source)):
        for statement in _at_the_start(one.tree.body):
            if isinstance(statement, ast.Import):
                found.update((alias.name, None) for alias in statement.names)
            elif statement.module and not statement.level and statement.module != "__future__":
                found[f"{statement.module}:{','.join(alias.name for alias in statement.names)}"] = None
    own = {one.path.stem for one in _beside(source)}
    return tuple(name for name in found if re.split(r"[.:]", name)[0] not in own)


def _beside(source: Source) -> Iterator[Source]:
    for path in source.neighbours:
        with contextlib.suppress(Unreadable):
            yield Source.of(path)


def _at_the_start(body: Sequence[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """Give the imports among statements that are executed when a file is; those of other conditions may be in vain."""
    left = list(body)
    while left:
        node = left.pop(0)
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node
        elif isinstance(node, ast.Try):
            left = [*node.body, *node.orelse, *node.finalbody, *left]
        elif isinstance(node, (ast.With, ast.If)) and not _is_for_types(node):
            left = [*node.body, *left]


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING"


def _imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Give each name that is imported, and whether the script goes on without it."""
    # Not by recursion: a chain of `elif` may be as long as its author likes.
    left: list[tuple[ast.AST, bool]] = [(tree, False)]
    while left:
        node, spared = left.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((name, spared) for name in _names(node))
        elif isinstance(node, ast.Try):
            caught = spared or any(_catches(handler) for handler in node.handlers)
            # `except ImportError: import json5 as json`: one of the two is there, or the first one is missing.
            left += [(one, caught) for one in (*node.body, *node.handlers)]
            left += [(one, spared) for one in (*node.orelse, *node.finalbody)]
        else:
            inner = (one for one in ast.iter_child_nodes(node) if isinstance(one, _BODIES))
            left += [(one, spared or _is_for_types(node)) for one in inner]


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [_distinct(alias.name) for alias in node.names if alias.name != _OURS]
    # Every run has `shipway.progress`, whatever its interpreter lacks (`run/far/progress.py`).
    is_progress = node.module == _OURS and [alias.name for alias in node.names] == ["progress"]
    if not node.module or node.level or is_progress:
        return []
    shared = node.module.partition(".")[0] in SHARED
    return [_distinct(f"{node.module}.{alias.name}" if shared else node.module) for alias in node.names]


def _distinct(name: str) -> str:
    """Give as much of a dotted name as tells its distribution."""
    top = name.partition(".")[0]
    if top not in SHARED:
        return top
    parts = name.split(".")
    known = (".".join(parts[:count]) for count in range(len(parts), 1, -1))
    return next((one for one in known if one in INSTALLED_AS), ".".join(parts[:2]))


def _catches(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        one is None or dotted(one) in ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")
        for one in caught
    )
