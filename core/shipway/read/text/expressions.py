"""How a walk reckons each sort of expression."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from shipway.read.text import literals
from shipway.read.text.literals import UNKNOWN
from shipway.read.text.scopes import Function, Later, Scope, attribute

if TYPE_CHECKING:
    from shipway.read.text.walk import Walk


def _constant(_walk: Walk, node: ast.Constant, _scope: Scope) -> Any:
    return node.value if literals.is_plain(node.value) else UNKNOWN


def _name(_: Walk, node: ast.Name, scope: Scope) -> Any:
    value = scope.get(node.id)
    if isinstance(value, Later):
        found = value.home.names.get(value.name, UNKNOWN)
        return value.otherwise if found is UNKNOWN or isinstance(found, Later) else found
    return value


def _attribute(walk: Walk, node: ast.Attribute, scope: Scope) -> Any:
    return attribute(walk.value(node.value, scope), node.attr)


def _call(walk: Walk, node: ast.Call, scope: Scope) -> Any:
    return walk.called(node, scope)


def _list(walk: Walk, node: ast.List | ast.Set | ast.Tuple, scope: Scope) -> Any:
    made: list[Any] = []
    for one in node.elts:
        if isinstance(one, ast.Starred):
            many = literals.items(walk.value(one.value, scope))
            made += [UNKNOWN] if many is None else many
        else:
            made.append(walk.value(one, scope))
    return tuple(made) if isinstance(node, ast.Tuple) else made


def _dict(walk: Walk, node: ast.Dict, scope: Scope) -> Any:
    made: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        inner = walk.value(value, scope)
        if key is None:
            made.update(inner if isinstance(inner, dict) else {})
            continue
        name = walk.value(key, scope)
        if literals.is_key(name):
            made[name] = inner
    return made


def _joined(walk: Walk, node: ast.JoinedStr, scope: Scope) -> Any:
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
            continue
        value = walk.value(part.value, scope) if isinstance(part, ast.FormattedValue) else UNKNOWN
        if not literals.is_plain(value) or not isinstance(part, ast.FormattedValue) or part.format_spec is not None:
            return UNKNOWN
        parts.append(repr(value) if part.conversion == 114 else str(value))
    return literals.checked(lambda: "".join(parts))


def _binary(walk: Walk, node: ast.BinOp, scope: Scope) -> Any:
    return literals.binary(node.op, walk.value(node.left, scope), walk.value(node.right, scope))


def _unary(walk: Walk, node: ast.UnaryOp, scope: Scope) -> Any:
    return literals.unary(node.op, walk.value(node.operand, scope))


def _either(walk: Walk, node: ast.BoolOp, scope: Scope) -> Any:
    value: Any = UNKNOWN
    for one in node.values:
        value = walk.value(one, scope)
        if not literals.is_plain(value):
            return UNKNOWN
        if bool(value) == isinstance(node.op, ast.Or):
            return value
    return value


def _compare(walk: Walk, node: ast.Compare, scope: Scope) -> Any:
    left = walk.value(node.left, scope)
    right = [walk.value(one, scope) for one in node.comparators]
    return literals.compare(node.ops[0], left, right[0]) if len(right) == 1 else UNKNOWN


def _choose(walk: Walk, node: ast.IfExp, scope: Scope) -> Any:
    test = walk.value(node.test, scope)
    yes, no = walk.value(node.body, scope), walk.value(node.orelse, scope)
    return (yes if test else no) if literals.is_plain(test) else UNKNOWN


def _pick(walk: Walk, node: ast.Subscript, scope: Scope) -> Any:
    owner = walk.value(node.value, scope)
    if isinstance(node.slice, ast.Slice):
        ends = [
            walk.value(one, scope) if one else None for one in (node.slice.lower, node.slice.upper, node.slice.step)
        ]
        plain = isinstance(owner, (str, list, tuple)) and all(map(literals.is_plain, ends))
        return literals.checked(lambda: owner[slice(*ends)]) if plain else UNKNOWN
    key = walk.value(node.slice, scope)
    if isinstance(owner, literals.Enumeration) and key in owner.members:
        return literals.Member(owner, key)
    plain = isinstance(owner, (dict, list, tuple, str)) and literals.is_plain(key)
    return literals.checked(lambda: owner[key]) if plain else UNKNOWN


def _turns(walk: Walk, loops: list[ast.comprehension], scope: Scope) -> Iterator[Scope | None]:
    """Give a scope for each turn of a comprehension; None where the turns are not known."""
    if not loops:
        yield scope
        return
    many = literals.items(walk.value(loops[0].iter, scope))
    if many is None:
        yield None
        return
    for one in many:
        inner = scope.inner()
        walk.put(loops[0].target, one, inner)
        tests = [walk.value(test, inner) for test in loops[0].ifs]
        if not all(map(literals.is_plain, tests)):
            yield None
        elif all(tests):
            yield from _turns(walk, loops[1:], inner)


def _comprehension(walk: Walk, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, scope: Scope) -> Any:
    made: list[Any] = []
    for inner in _turns(walk, node.generators, scope):
        if inner is None or len(made) > literals.LONGEST:
            return UNKNOWN
        made.append(walk.value(node.elt, inner))
    return made


def _pairs(walk: Walk, node: ast.DictComp, scope: Scope) -> Any:
    made: dict[Any, Any] = {}
    for inner in _turns(walk, node.generators, scope):
        key = UNKNOWN if inner is None else walk.value(node.key, inner)
        if inner is None or not literals.is_key(key):
            return UNKNOWN
        made[key] = walk.value(node.value, inner)
    return made


def _lambda(_: Walk, node: ast.Lambda, scope: Scope) -> Any:
    return Function(node, scope)


def _named(walk: Walk, node: ast.NamedExpr, scope: Scope) -> Any:
    value = walk.value(node.value, scope)
    walk.put(node.target, value, scope)
    return value


def _await(walk: Walk, node: ast.Await, scope: Scope) -> Any:
    return walk.value(node.value, scope)


EXPRESSIONS: Final[dict[type[ast.expr], Callable[..., Any]]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.List: _list,
    ast.Set: _list,
    ast.Tuple: _list,
    ast.Dict: _dict,
    ast.JoinedStr: _joined,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _either,
    ast.Compare: _compare,
    ast.IfExp: _choose,
    ast.Subscript: _pick,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _pairs,
    ast.Lambda: _lambda,
    ast.NamedExpr: _named,
    ast.Await: _await,
}
