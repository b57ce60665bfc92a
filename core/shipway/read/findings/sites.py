"""Every node of a script that can run, with the scope that it stands in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final, NamedTuple

from shipway.read.findings.names import Bound, Scope
from shipway.read.source import dotted, is_guard

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_OPENING: Final = (*_FUNCTIONS, ast.ClassDef, ast.Lambda, *_COMPREHENSIONS)
_BINDING: Final = (
    *_FUNCTIONS, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.ClassDef, ast.Assign, ast.AnnAssign,
    ast.NamedExpr, ast.AugAssign, ast.For, ast.AsyncFor, ast.comprehension, ast.withitem, ast.ExceptHandler,
    ast.MatchAs, ast.MatchStar,
)  # fmt: skip
MOST: Final = 30_000
"""Nodes that are looked at: half a second, on a slow machine; scripts of 400 kB by hand have fewer."""
_HINTS: Final = ("annotation", "returns", "ctx")
_LISTS_PATHS: Final = (".glob()", ".rglob()", ".iterdir()")
_FALLBACKS: Final = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "AttributeError", "OSError"})
_SYSTEMS: Final = ("sys.platform", "os.name", "platform.system", "platform.platform")


class Site(NamedTuple):
    """A node of the script that can run: its scope, the top-level function or class around it, and what guards it.

    `guarded`: a part that tries first, or asks which system it is on.
    """

    node: ast.AST
    scope: Scope
    inside: str = ""
    guarded: bool = False


def sites(tree: ast.Module) -> list[Site]:
    """Give every node that can run, with its scope; annotations, tests and `if TYPE_CHECKING` are left out.

    Of a script that is too large it gives the first MOST.
    """
    top = Scope(tree)
    found: list[Site] = []
    stack = [Site(node, top) for node in reversed(tree.body)]
    while stack and len(found) < MOST:
        site = stack.pop()
        node, scope = site.node, site.scope
        if _is_asleep(node):
            continue
        found.append(site)
        if isinstance(node, (ast.Name, ast.Constant)):
            continue
        if isinstance(node, _BINDING):
            _note(node, scope)
        children = _children(node)
        if isinstance(node, _OPENING):
            inner = _inner(site, children)
            stack += [Site(child, *inner[id(child)]) for child in reversed(children)]
        else:
            guarded = site.guarded or _guards(node)
            stack += [Site(child, scope, site.inside, guarded) for child in reversed(children)]
    return found


def _inner(site: Site, children: list[ast.AST]) -> dict[int, tuple[Scope, str, bool]]:
    """Tell for each part of a function, class or comprehension in which scope it stands."""
    node, scope = site.node, site.scope
    own = Scope(node, scope)
    if isinstance(node, (*_FUNCTIONS, ast.Lambda)):
        _note_arguments(node.args, own)
    body = getattr(node, "body", None)
    within = {id(child) for child in (body if isinstance(body, list) else children)}
    inside = site.inside or getattr(node, "name", "")
    here, there = (own, inside, site.guarded), (scope, site.inside, site.guarded)
    return {id(child): here if id(child) in within else there for child in children}


def _children(node: ast.AST) -> list[ast.AST]:
    """Give the children of a node, hints left out."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [part for part in value if isinstance(part, ast.AST)]
        elif isinstance(value, ast.AST) and name not in _HINTS:
            found.append(value)
    if isinstance(node, _COMPREHENSIONS):
        # What is looped over comes before what is made of it.
        found.sort(key=lambda one: not isinstance(one, ast.comprehension))
    return found


def _is_asleep(node: ast.AST) -> bool:
    """Tell what never runs for a user: an `if TYPE_CHECKING`, an `if False`, and tests."""
    if isinstance(node, ast.If):
        return dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING" or (
            isinstance(node.test, ast.Constant) and not node.test.value and not node.orelse
        )
    if isinstance(node, ast.Expr):
        # A docstring, or a text that serves as a comment.
        return isinstance(node.value, ast.Constant)
    if isinstance(node, _FUNCTIONS):
        return node.name.startswith("test_")
    return isinstance(node, ast.ClassDef) and any(dotted(base).endswith("TestCase") for base in node.bases)


def _guards(node: ast.AST) -> bool:
    if isinstance(node, ast.Try):
        caught = {dotted(part) for handler in node.handlers for part in _caught(handler)}
        return bool(caught & _FALLBACKS) or any(handler.type is None for handler in node.handlers)
    if isinstance(node, (ast.If, ast.IfExp)) and not (isinstance(node, ast.If) and is_guard(node)):
        text = ast.unparse(node.test)
        return any(word in text for word in (*_SYSTEMS, "hasattr(", "WINDOWS", "is_windows", "IS_WIN", "has_"))
    return False


def _caught(handler: ast.ExceptHandler) -> list[ast.expr]:
    return handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type] if handler.type else []


def _note_arguments(args: ast.arguments, own: Scope) -> None:
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    for arg in every:
        # `path: Path` is an instance of what the hint names.
        hint = arg.annotation
        own.bind(arg.arg, ast.Call(hint, [], []) if isinstance(hint, (ast.Name, ast.Attribute)) else None)
    for rest in filter(None, (args.vararg, args.kwarg)):
        own.bind(rest.arg, None)


def _note(node: ast.AST, scope: Scope) -> None:
    """Note what a node binds in its scope."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            first = alias.name.partition(".")[0]
            scope.bind(alias.asname or first, alias.name if alias.asname else first)
    elif isinstance(node, ast.ImportFrom):
        _note_from(node, scope)
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        scope.elsewhere.update(node.names)
    elif isinstance(node, _FUNCTIONS):
        scope.bind(node.name, None)
    elif isinstance(node, ast.ClassDef):
        # A class of the script is what it inherits from.
        for base in node.bases:
            scope.bind(node.name, base)
        if not node.bases:
            scope.bind(node.name, None)
    else:
        for target, value in _targets(node):
            _note_target(target, value, scope)


def _note_from(node: ast.ImportFrom, scope: Scope) -> None:
    for alias in node.names:
        if alias.name == "*":
            scope.stars += [node.module] if node.module and not node.level else []
        else:
            # A module of the script's own is not looked into.
            scope.bind(alias.asname or alias.name, f"{node.module}.{alias.name}" if not node.level else None)


def _targets(node: ast.AST) -> Iterator[tuple[ast.AST, Bound]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield target, value
        case ast.AnnAssign(target=target, value=given) | ast.NamedExpr(target=target, value=given):
            yield target, given
        case ast.AugAssign(target=target):
            yield target, None
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            yield node.target, _each(node.iter)
        case ast.withitem(context_expr=value, optional_vars=named) if named is not None:
            yield named, value
        case ast.ExceptHandler(name=str(name)):
            yield ast.Name(name), None
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield ast.Name(name), None


def _each(iterable: ast.expr) -> Bound:
    """Give what a loop's name is bound to: a path, where paths are listed."""
    text = ast.unparse(iterable.func) + "()" if isinstance(iterable, ast.Call) else ""
    inner = iterable.args[0] if isinstance(iterable, ast.Call) and iterable.args else None
    if text == "sorted()" and inner is not None:
        return _each(inner)
    return "pathlib.Path()" if text.endswith(_LISTS_PATHS) and not text.startswith("glob.") else None


def _note_target(target: ast.AST, value: Bound, scope: Scope) -> None:
    if isinstance(target, ast.Name):
        holder = _top(scope) if target.id in scope.elsewhere else scope
        holder.bind(target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
        for number, part in enumerate(target.elts):
            _note_target(part, values[number] if len(values) == len(target.elts) else None, scope)
    elif isinstance(target, ast.Starred):
        _note_target(target.value, None, scope)
    elif isinstance(target, ast.Attribute) and dotted(target.value) == "self" and (own := scope.own_class):
        # Followed where it is bound: a name of the method means nothing in the class.
        own.bind(f"self.{target.attr}", (scope, value) if isinstance(value, ast.expr) else value)


def _top(scope: Scope) -> Scope:
    return scope if scope.outer is None else _top(scope.outer)
