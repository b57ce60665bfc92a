"""Walks through a script's statements, as running it would, without executing any: names get what is known of them."""

from __future__ import annotations

import ast
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from shipway.read.source import Source, dotted
from shipway.read.text import literals
from shipway.read.text.expressions import EXPRESSIONS
from shipway.read.text.literals import UNKNOWN, Enumeration, Member, Name
from shipway.read.text.scopes import Bound, Class, Enough, Function, Module, Return, Scope, Stop, Super, Thing
from shipway.read.text.statements import STATEMENTS

SECONDS: Final = 1.2
_STEPS: Final = 80_000
_STEPS_OF_A_MODULE: Final = 6_000
_DEEP: Final = 90

Seen = Callable[["Walk", Any, list[Any], dict[str, Any], ast.Call], Any]
"""What a reader makes of a call; NotImplemented leaves it to the walk."""
Find = Callable[[Source, str, int], "Source | None"]
"""Gives the source of a module that a source imports by this name, from so many packages above it."""


Defined = Callable[["Walk", Function, Scope], Any]
"""What a reader makes of a function with decorators."""


class Walk:
    """One way through a script. `seen` is asked first about each call; `find` gives the source of a module."""

    def __init__(self, seen: Seen, find: Find, defined: Defined | None = None) -> None:
        self._seen, self._find, self._defined = seen, find, defined
        self._modules: dict[str, Module] = {}
        self._until = time.thread_time() + SECONDS
        self._steps = self._deep = 0
        self._most = _STEPS
        self.entered: set[ast.AST] = set()

    def module(self, source: Source, *, main: bool) -> Scope:
        """Walk through a module; `main`: with what it does when it is run."""
        name = "__main__" if main else source.path.stem
        scope = Scope(source, {"__doc__": source.docstring or None, "__name__": name, "__file__": str(source.path)})
        self.along(source.tree.body, scope)
        return scope

    def along(self, nodes: Sequence[ast.stmt], scope: Scope) -> None:
        """Walk through statements as far as they go."""
        with contextlib.suppress(Stop, Return):
            self.block(nodes, scope)

    def block(self, nodes: Sequence[ast.stmt], scope: Scope) -> None:
        """Walk through statements; raises Stop or Return where they do not go on."""
        for node in nodes:
            self._count()
            if (go := STATEMENTS.get(type(node))) is not None:
                go(self, node, scope)

    def load(self, source: Source, name: str, level: int) -> Module | None:
        """Give a module of the script's own, walked through."""
        if time.thread_time() > self._until:
            raise Enough
        found = self._find(source, name, level)
        if found is None:
            return None
        key = str(found.path)
        if key not in self._modules:
            self._modules[key] = Module(lambda: self._imported(found))
        return self._modules[key]

    def _imported(self, source: Source) -> Scope:
        """Walk through a module that another one imports, as far as a part of the whole way goes."""
        before, self._most = self._most, min(self._most, self._steps + _STEPS_OF_A_MODULE)
        try:
            return self.module(source, main=False)
        finally:
            self._most = before

    def _count(self) -> None:
        self._steps += 1
        if self._steps > self._most < _STEPS:
            raise Stop
        if self._steps > _STEPS or (self._steps % 64 == 0 and time.thread_time() > self._until):
            raise Enough

    def put(self, target: ast.expr, value: Any, scope: Scope) -> None:
        """Give a value to what stands on the left."""
        match target:
            case ast.Name(id=name):
                scope.put(name, value)
            case ast.Attribute(value=owner, attr=name):
                if isinstance(thing := self.value(owner, scope), Thing):
                    thing.facts[name] = value
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                many = literals.items(value) or ()
                for number, part in enumerate(parts):
                    self.put(part, many[number] if len(many) == len(parts) else UNKNOWN, scope)
            case ast.Subscript(value=owner, slice=place):
                home, key = self.value(owner, scope), self.value(place, scope)
                if isinstance(home, dict) and isinstance(key, (str, int)):
                    home[key] = value

    def value(self, node: ast.expr, scope: Scope) -> Any:
        """Give what is known of an expression."""
        self._count()
        reckon = EXPRESSIONS.get(type(node))
        if reckon is None or self._deep > _DEEP:
            return UNKNOWN
        self._deep += 1
        try:
            return reckon(self, node, scope)
        finally:
            self._deep -= 1

    def called(self, node: ast.Call, scope: Scope) -> Any:
        """Give what is known of a call that stands in the script."""
        function = self.value(node.func, scope)
        args, named = self.given(node, scope)
        if isinstance(function, Name) and function.dotted == "super":
            thing = args[-1] if args else scope.get("self")
            return Super(thing) if isinstance(thing, Thing) else UNKNOWN
        made = self._seen(self, function, args, named, node)
        return self.call(function, args, named) if made is NotImplemented else made

    def define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> Any:
        """Give what stands under a function's name."""
        function = Function(node, scope)
        return self._defined(self, function, scope) if self._defined and node.decorator_list else function

    def given(self, node: ast.Call, scope: Scope) -> tuple[list[Any], dict[str, Any]]:
        """Give the arguments of a call."""
        args: list[Any] = []
        for one in node.args:
            if isinstance(one, ast.Starred):
                args += literals.items(self.value(one.value, scope)) or ()
            else:
                args.append(self.value(one, scope))
        named: dict[str, Any] = {}
        for keyword in node.keywords:
            value = self.value(keyword.value, scope)
            if keyword.arg:
                named[keyword.arg] = value
            elif isinstance(value, dict):
                named.update({str(key): one for key, one in value.items()})
        return args, named

    def call(self, function: Any, args: Sequence[Any], named: Mapping[str, Any]) -> Any:
        """Give what is known of a call."""
        match function:
            case Function():
                return self._enter(function, args, named)
            case Class():
                return self.make(Thing(function), args, named)
            case Bound(owner=Super(thing=thing), name=name):
                return self._above(thing, name, args, named)
            case Bound(owner=owner, name=name):
                if name in _CHANGING.get(type(owner), set()):
                    return _change(owner, name, args, named)
                return literals.method(owner, name, args, named)
            case literals.Bare(path=path):
                return path
            case Name(dotted=name) if name in ("sys.exit", "exit", "quit", "os._exit"):
                raise Stop
            case Name(dotted=name):
                return literals.call(name, args, named)
            case Enumeration() if len(args) == 1:
                members = (one for one, value in function.members.items() if value is not UNKNOWN and value == args[0])
                return next((Member(function, one) for one in members), UNKNOWN)
        return UNKNOWN

    def make(self, thing: Thing, args: Sequence[Any], named: Mapping[str, Any]) -> Thing:
        """Make an object of a class of the script: its `__init__` is gone through."""
        begin = thing.home.find("__init__")
        if isinstance(begin, Function):
            self._enter(Function(begin.node, begin.scope, thing), args, named)
        return thing

    def _above(self, thing: Thing, name: str, args: Sequence[Any], named: Mapping[str, Any]) -> Any:
        bases = thing.home.bases if isinstance(thing.home, Class) else []
        found = next((base.find(name) for base in bases if isinstance(base, Class)), UNKNOWN)
        if not isinstance(found, Function):
            return UNKNOWN
        return self._enter(Function(found.node, found.scope, thing), args, named)

    def _enter(self, function: Function, args: Sequence[Any], named: Mapping[str, Any]) -> Any:
        node = function.node
        if self._deep > _DEEP - 20:
            return UNKNOWN
        self.entered.add(node)
        scope = function.scope.inner(self._bound(function, args, named))
        if isinstance(node, ast.Lambda):
            return self.value(node.body, scope)
        self._deep += 6
        try:
            self.block(node.body, scope)
        except Return as end:
            return end.value
        except Stop:
            return UNKNOWN
        finally:
            self._deep -= 6
        return None

    def _bound(self, function: Function, args: Sequence[Any], named: Mapping[str, Any]) -> dict[str, Any]:
        given = function.node.args
        places = [one.arg for one in (*given.posonlyargs, *given.args)]
        bound: dict[str, Any] = dict.fromkeys([*places, *(one.arg for one in given.kwonlyargs)], UNKNOWN)
        decorators = {dotted(one) for one in getattr(function.node, "decorator_list", ())}
        if function.owner is not None and "staticmethod" not in decorators:
            args = [function.owner, *args]
        for name, default in zip(reversed(places), reversed(given.defaults), strict=False):
            bound[name] = self.value(default, function.scope)
        for one, preset in zip(given.kwonlyargs, given.kw_defaults, strict=True):
            bound[one.arg] = UNKNOWN if preset is None else self.value(preset, function.scope)
        rest = {name: value for name, value in named.items() if name not in bound}
        bound.update(zip(places, args, strict=False))
        bound.update({name: value for name, value in named.items() if name in bound})
        if given.vararg:
            bound[given.vararg.arg] = list(args[len(places) :])
        if given.kwarg:
            bound[given.kwarg.arg] = rest
        return bound


_CHANGING: Final[dict[Any, set[str]]] = {
    dict: {"update", "setdefault", "pop", "clear"},
    list: {"append", "extend", "insert", "remove", "pop", "sort", "reverse", "clear", "add", "discard", "update"},
}


def _change(owner: Any, name: str, args: Sequence[Any], named: Mapping[str, Any]) -> Any:
    """Do to a list or dictionary what its own methods do; what is not known of it afterwards is marked in it."""
    # A set is followed as a list is.
    if isinstance(owner, list):
        name = {"add": "append", "discard": "remove", "update": "extend"}.get(name, name)
    fits = all(map(literals.is_known, args)) and len(owner) < literals.LONGEST and not named
    size = len(args[0]) if args and isinstance(args[0], (list, dict, tuple, str)) else 0
    value = literals.checked(lambda: getattr(owner, name)(*args)) if fits and size < literals.LONGEST else UNKNOWN
    if value is UNKNOWN and isinstance(owner, list):
        owner.append(UNKNOWN)
    elif value is UNKNOWN:
        owner[UNKNOWN] = UNKNOWN
    return value
