"""How a walk goes through each sort of statement."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from shipway.read.source import is_guard
from shipway.read.text import literals
from shipway.read.text.literals import UNKNOWN, Name
from shipway.read.text.scopes import Class, Function, Later, Module, Return, Scope, Stop, Thing, enumeration

if TYPE_CHECKING:
    from shipway.read.text.walk import Walk

_TURNS: Final = 300
"""Turns of a loop that are gone through."""


def _define(walk: Walk, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    scope.put(node.name, walk.define(node, scope))


def _class(walk: Walk, node: ast.ClassDef, scope: Scope) -> None:
    bases = [walk.value(base, scope) for base in node.bases]
    inner = scope.inner()
    made = Class(node, inner, bases)
    walk.block(node.body, inner)
    is_enum = any(name.rpartition(".")[2].endswith("Enum") for name in made.roots())
    scope.put(node.name, enumeration(made) if is_enum else made)


def _assign(walk: Walk, node: ast.Assign, scope: Scope) -> None:
    value = walk.value(node.value, scope)
    for target in node.targets:
        walk.put(target, value, scope)


def _annotated(walk: Walk, node: ast.AnnAssign, scope: Scope) -> None:
    if node.value is not None:
        walk.put(node.target, walk.value(node.value, scope), scope)


def _grow(walk: Walk, node: ast.AugAssign, scope: Scope) -> None:
    before = walk.value(node.target, scope)
    walk.put(node.target, literals.binary(node.op, before, walk.value(node.value, scope)), scope)


def _express(walk: Walk, node: ast.Expr, scope: Scope) -> None:
    walk.value(node.value, scope)


def _if(walk: Walk, node: ast.If, scope: Scope) -> None:
    if is_guard(node) and scope.outer is None:
        walk.block(node.body if scope.get("__name__") == "__main__" else node.orelse, scope)
        return
    test = walk.value(node.test, scope)
    if literals.is_plain(test):
        walk.block(node.body if test else node.orelse, scope)
    else:
        _ways(walk, [node.body, node.orelse], scope)


def _ways(walk: Walk, ways: Sequence[Sequence[ast.stmt]], scope: Scope) -> None:
    """Go all of several ways; afterwards only that is known which is the same by each that goes on."""
    before, ends, given = scope.names, [], []
    for way in ways:
        scope.names = dict(before)
        try:
            walk.block(way, scope)
            ends.append(scope.names)
        except Return as end:
            given.append(end)
        except Stop:
            continue
    scope.names = before
    if not ends:
        raise next((end for end in given if isinstance(end.value, Thing)), given[0] if given else Stop())
    for name in {name for names in ends for name in names}:
        scope.names[name] = _same([names.get(name, UNKNOWN) for names in ends])


def _same(values: Sequence[Any]) -> Any:
    """Give the value that all have; an object that is followed on its way goes before what is not known."""
    if all(value is values[0] for value in values):
        return values[0]
    if all(map(literals.is_plain, values)) and all(value == values[0] for value in values):
        return values[0]
    return next((value for value in values if isinstance(value, (Thing, Function, Class, Module))), UNKNOWN)


def _for(walk: Walk, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
    many = literals.items(walk.value(node.iter, scope))
    for one in [UNKNOWN] if many is None else many[:_TURNS]:
        walk.put(node.target, one, scope)
        try:
            walk.block(node.body, scope)
        except Stop:
            continue
    walk.block(node.orelse, scope)


def _while(walk: Walk, node: ast.While, scope: Scope) -> None:
    _ways(walk, [node.body, []], scope)


def _with(walk: Walk, node: ast.With | ast.AsyncWith, scope: Scope) -> None:
    for item in node.items:
        value = walk.value(item.context_expr, scope)
        if item.optional_vars is not None:
            walk.put(item.optional_vars, value if isinstance(value, Thing) else UNKNOWN, scope)
    walk.block(node.body, scope)


def _try(walk: Walk, node: ast.Try, scope: Scope) -> None:
    try:
        walk.block([*node.body, *node.orelse], scope)
    except Stop:
        _ways(walk, [handler.body for handler in node.handlers], scope)
    walk.block(node.finalbody, scope)


def _match(walk: Walk, node: ast.Match, scope: Scope) -> None:
    walk.value(node.subject, scope)
    _ways(walk, [*(case.body for case in node.cases), []], scope)


def _return(walk: Walk, node: ast.Return, scope: Scope) -> None:
    raise Return(walk.value(node.value, scope) if node.value is not None else None)


def _leave(_walk: Walk, _node: ast.stmt, _scope: Scope) -> None:
    raise Stop


def _share(_: Walk, node: ast.Global, scope: Scope) -> None:
    scope.shared.update(node.names)


def _import(walk: Walk, node: ast.Import, scope: Scope) -> None:
    for alias in node.names:
        whole = alias.name if alias.asname else alias.name.partition(".")[0]
        scope.put(alias.asname or whole, walk.load(scope.source, whole, 0) or Name(whole))


def _from(walk: Walk, node: ast.ImportFrom, scope: Scope) -> None:
    found = walk.load(scope.source, node.module or "", node.level)
    for alias in node.names:
        if alias.name == "*":
            scope.names.update({} if found is None else found.names)
            continue
        whole = ".".join(filter(None, (node.module, alias.name)))
        otherwise = walk.load(scope.source, whole, node.level) or literals.constant(whole)
        value = otherwise if found is None else Later(found, alias.name, otherwise)
        scope.put(alias.asname or alias.name, value)


STATEMENTS: Final[dict[type[ast.stmt], Callable[..., None]]] = {
    ast.FunctionDef: _define,
    ast.AsyncFunctionDef: _define,
    ast.ClassDef: _class,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _grow,
    ast.Expr: _express,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Match: _match,
    ast.Return: _return,
    ast.Raise: _leave,
    ast.Break: _leave,
    ast.Continue: _leave,
    ast.Global: _share,
    ast.Import: _import,
    ast.ImportFrom: _from,
}
