"""What a walk through a script meets: scopes, and what stands under the names in them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from shipway.read.source import Source
from shipway.read.text import literals
from shipway.read.text.literals import UNKNOWN, Called, Enumeration, Member, Name


@dataclass
class Scope:
    """The names that a piece of code knows; `shared`: those that it says are global."""

    source: Source
    names: dict[str, Any] = field(default_factory=dict)
    outer: Scope | None = None
    shared: set[str] = field(default_factory=set)

    def put(self, name: str, value: Any) -> None:
        """Put a value under a name: here, or in the module where the function says `global`."""
        scope = self
        while name in self.shared and scope.outer is not None:
            scope = scope.outer
        scope.names[name] = value

    def get(self, name: str) -> Any:
        """Give what is known of a name; one that nobody gave is from elsewhere."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return Name(name)

    def inner(self, names: dict[str, Any] | None = None) -> Scope:
        """Open a scope within this one."""
        return Scope(self.source, names or {}, self)


@dataclass(eq=False)
class Function:
    """A function of the script; `owner` is the object whose method it is."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    owner: Any = None

    @property
    def name(self) -> str:
        """Give the name that it was defined under."""
        return getattr(self.node, "name", "<lambda>")


@dataclass(eq=False)
class Class:
    """A class of the script: its own names, and what it is derived from."""

    node: ast.ClassDef
    scope: Scope
    bases: list[Any]

    def find(self, name: str) -> Any:
        """Give an attribute of it, or of a class of the script that it is derived from."""
        if name in self.scope.names:
            return self.scope.names[name]
        found = (base.find(name) for base in self.bases if isinstance(base, Class))
        return next((one for one in found if one is not UNKNOWN), UNKNOWN)

    def roots(self) -> list[str]:
        """List the names from elsewhere that it is derived from."""
        names = [base.dotted for base in self.bases if isinstance(base, Name)]
        enums = [base for base in self.bases if isinstance(base, Enumeration)]
        names += ["enum.StrEnum" if one.is_text else "enum.Enum" for one in enums]
        return names + [name for base in self.bases if isinstance(base, Class) for name in base.roots()]


@dataclass(eq=False)
class Thing:
    """An object that is followed on its way: of a class of the script, or one that a reader made."""

    home: Any = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False)
class Module:
    """Another module of the script's own, walked through when it is first asked for something."""

    walk: Callable[[], Scope]

    @cached_property
    def names(self) -> dict[str, Any]:
        """Give what is known of its names."""
        return self.walk().names


@dataclass(frozen=True, eq=False)
class Later:
    """A name that is imported from another module of the script's own, until it is used."""

    home: Module
    name: str
    otherwise: Any


@dataclass(frozen=True, eq=False)
class Bound:
    """A method of something, before it is called."""

    owner: Any
    name: str


@dataclass(frozen=True, eq=False)
class Super:
    """What `super()` gives in a method of a thing."""

    thing: Thing


@dataclass(eq=False)
class Return(Exception):
    """A function gives back what is known of its value."""

    value: Any


class Stop(Exception):
    """The statements of this block end here."""


class Enough(Exception):
    """Nothing more is to be learnt: what was looked for is found, or the way is too long."""


def attribute(owner: Any, name: str) -> Any:
    """Give what is known of an attribute."""
    match owner:
        case Name():
            return literals.constant(f"{owner.dotted}.{name}")
        case Called(name=kind) if kind.endswith("Path"):
            return literals.of_path(owner, name)
        case Module():
            return owner.names.get(name, UNKNOWN)
        case Function() if name == "__doc__" and not isinstance(owner.node, ast.Lambda):
            return ast.get_docstring(owner.node, clean=False)
        case Class() if name == "__doc__":
            return ast.get_docstring(owner.node, clean=False)
        case Thing():
            return _of_thing(owner, name)
        case Class():
            return owner.find(name)
        case Enumeration():
            if name == "__members__":
                return {one: Member(owner, one) for one in owner.members}
            return Member(owner, name) if name in owner.members else UNKNOWN
        case Member():
            return {"value": owner.value, "name": owner.name}.get(name, UNKNOWN)
        case _:
            return UNKNOWN if owner is UNKNOWN else Bound(owner, name)


def _of_thing(owner: Thing, name: str) -> Any:
    if name in owner.facts:
        return owner.facts[name]
    found = owner.home.find(name) if isinstance(owner.home, Class) else UNKNOWN
    if isinstance(found, Function):
        return Function(found.node, found.scope, owner)
    return Bound(owner, name) if found is UNKNOWN else found


def enumeration(made: Class) -> Enumeration:
    """Make of a class of the script what is known of it as an enum."""
    roots = [name.rpartition(".")[2] for name in made.roots()]
    members: dict[str, Any] = {}
    for name, value in made.scope.names.items():
        if name.startswith("_") or isinstance(value, (Function, Class)):
            continue
        automatic: Any = name.lower() if "StrEnum" in roots else len(members) + 1
        members[name] = automatic if isinstance(value, Name) and value.dotted.endswith("auto()") else value
    return Enumeration(made.node.name, members, "str" in roots or "StrEnum" in roots, _shown(made, roots))


def _shown(made: Class, roots: list[str]) -> str:
    """Give what `str` of a member is, where its class says so: "value" or "name"."""
    said = made.scope.names.get("__str__")
    if isinstance(said, Function) and not isinstance(said.node, ast.Lambda):
        last = ast.unparse(said.node.body[-1])
        return next((word for word in ("value", "name") if last == f"return self.{word}"), "other")
    return "value" if "StrEnum" in roots else ""
