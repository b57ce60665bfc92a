"""What the names of a script mean: definitions in its own file, its neighbours' and those of installed packages."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from shipway.errors import Unreadable
from shipway.read.source import LIMIT, Source, below, dotted

_FILES: Final = 24
_FAR: Final = 6
"""Modules that are looked into for one script, and how many of them may be installed ones: each takes time to parse."""
_FAR_SIZE: Final = 100_000
_HOPS: Final = 4
"""Imports that are followed from module to module."""


@dataclass(eq=False)
class Library:
    """The modules that were met while a script was read; nothing of them is imported or executed.

    `places` lists folders of installed packages; `near` collects the script's own modules that an answer rests on.
    """

    places: tuple[Path, ...] = ()
    near: set[str] = field(default_factory=set)
    _known: dict[Path, Module | None] = field(default_factory=dict)
    _far: int = 0

    @classmethod
    def of(cls, path: Sequence[str]) -> Library:
        """Make one for an interpreter that finds packages in these folders."""
        return cls(tuple(Path(folder) for folder in path if "-packages" in folder))

    def module(self, file: Path, *, near: bool) -> Module | None:
        """Give the module of a file; None when it cannot be read, or too many were read already."""
        if file not in self._known:
            self._known[file] = self._read(file)
        found = self._known[file]
        if found is not None and near:
            self.near.add(str(file))
        return found

    def _read(self, file: Path) -> Module | None:
        if len(self._known) >= _FILES or file.stat().st_size > LIMIT:
            return None
        if any(place in file.parents for place in self.places):
            self._far += 1
            if self._far > _FAR or file.stat().st_size > _FAR_SIZE:
                return None
        try:
            return Module(Source.of(file), self)
        except Unreadable:
            # What is wrong with a module shows when the script runs.
            return None


@dataclass(frozen=True)
class Found:
    """A definition, and the module where its own names are to be looked up."""

    module: Module
    node: ast.stmt


@dataclass(frozen=True, eq=False)
class Module:
    """One module: a script and the library that its imports lead to. `params` are names that stand for hints."""

    source: Source
    library: Library
    params: tuple[tuple[str, ast.expr | None], ...] = ()

    @cached_property
    def defined(self) -> dict[str, ast.stmt]:
        """Give what its top level defines or imports, by name; the last definition stands, as when it runs."""
        return {name: node for node in statements(self.source.tree.body) for name in _names(node)}

    @cached_property
    def constants(self) -> frozenset[str]:
        """Give the names that are given a value once, wherever that is; what functions declare global is none."""
        given: Counter[str] = Counter()
        shared: set[str] = set()
        for node in self.source.nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                given[node.id] += 1
            elif isinstance(node, ast.Global):
                shared.update(node.names)
        return frozenset(name for name, count in given.items() if count == 1) - shared

    def find(self, name: str, hops: int = _HOPS, *, far: bool = False) -> Found | None:
        """Find the definition of a name, dotted or not; None for what no file at hand defines.

        `far`: installed packages are looked into as well.
        """
        head, dot, rest = name.partition(".")
        node = self.defined.get(head)
        if node is None or hops < 0:
            return None
        if isinstance(node, ast.Import):
            module = self._imported(node, head, rest, far)
            return module[0].find(module[1], hops - 1, far=far) if module else None
        if isinstance(node, ast.ImportFrom):
            return self._from(node, name, hops, far)
        if dot and isinstance(node, ast.ClassDef):
            inner = next((one for one in node.body for told in _names(one) if told == rest), None)
            return Found(self, inner) if inner is not None else None
        return None if dot else Found(self, node)

    def _imported(self, node: ast.Import, head: str, rest: str, far: bool) -> tuple[Module, str] | None:
        """Follow `import a.b as c`: the longest beginning of the name that is a module holds what is left of it."""
        alias = next(one for one in node.names if (one.asname or one.name.partition(".")[0]) == head)
        parts = [*(alias.name.split(".") if alias.asname else [head]), *rest.split(".")]
        for count in range(len(parts) - 1, 0, -1):
            if (module := self._module(".".join(parts[:count]), 0, far)) is not None:
                return module, ".".join(parts[count:])
        return None

    def _from(self, node: ast.ImportFrom, dotted_name: str, hops: int, far: bool) -> Found | None:
        head, _, rest = dotted_name.partition(".")
        name = next((one.name for one in node.names if (one.asname or one.name) == head), "")
        module = self._module(node.module or "", node.level, far)
        whole = ".".join(filter(None, (name, rest)))
        if module is not None and (found := module.find(whole, hops - 1, far=far)) is not None:
            return found
        inner = self._module(".".join(filter(None, (node.module, name))), node.level, far) if rest else None
        return inner.find(rest, hops - 1, far=far) if inner else None

    def _module(self, name: str, level: int, far: bool) -> Module | None:
        """Find a module's file: beside this one first, then among the installed packages."""
        folder = self.source.path.parent
        for _ in range(level - 1):
            folder = folder.parent
        for number, place in enumerate((folder,) if level or not far else (folder, *self.library.places)):
            base = Path(place, *name.split(".")) if name else place
            for file in (base.with_suffix(".py") if name else base / "__init__.py", base / "__init__.py"):
                if file != self.source.path and file.is_file():
                    return self.library.module(file, near=number == 0 and not self._installed)
        return None

    @property
    def _installed(self) -> bool:
        return any(place in self.source.path.parents for place in self.library.places)


@lru_cache(maxsize=256)
def walked(node: ast.AST) -> tuple[ast.AST, ...]:
    """Give every node below one, itself included; many ask that of the same function."""
    return tuple(below(node))


def statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Give the statements of a body, and those under its `if`, `try` and `with`; all of them may come to run."""
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            # What stands under the condition comes last: an `else` is what holds where a library is missing.
            yield from statements(getattr(node, "orelse", ()))
            for handler in getattr(node, "handlers", ()):
                yield from statements(handler.body)
            yield from statements(node.body)


def _names(node: ast.stmt) -> Iterator[str]:
    """Give the names that a statement defines."""
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            yield alias.asname or (alias.name.partition(".")[0] if isinstance(node, ast.Import) else alias.name)
    elif isinstance(node, ast.Assign):
        yield from (dotted(target) for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign):
        yield dotted(node.target)
    elif type(node).__name__ == "TypeAlias":
        yield dotted(node.name)  # type: ignore[attr-defined]
