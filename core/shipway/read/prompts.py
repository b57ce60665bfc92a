"""Scripts that ask: literal prompts of a straight line of code become parameters; all else is asked live."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from shipway.read.command_line import ARGUMENTS
from shipway.read.source import FunctionNode, Source, dotted, humanize, is_ask, is_guard
from shipway.spec import Param, Spec

_DEPTH: Final = 4
_BRANCHES: Final = (ast.IfExp, ast.BoolOp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)


def prompts(source: Source) -> tuple[Spec, ...]:
    """Read a script that asks; nothing when it does not."""
    if not source.asks:
        return ()
    params: list[Param] = []
    for call, target, kind in _straight(source, _body(source), _DEPTH):
        name = _free(target or f"answer_{len(params) + 1}", params)
        label = _prompt(call)
        secret = "getpass" in dotted(call.func)
        params.append(
            Param(
                name=name,
                kind="secret" if secret else kind,
                place="answer",
                label=label or humanize(target) or f"Answer {len(params) + 1}",
                help="Leave it empty to be asked.",
            )
        )
    title, summary, text = source.heading
    return (
        Spec(
            tool=source.path.stem,
            dialect="prompts",
            title=title,
            summary=summary,
            help=text,
            params=(ARGUMENTS, *params) if source.uses_argv else tuple(params),
            stdin="asks",
        ),
    )


def _body(source: Source) -> list[ast.stmt]:
    """Give what runs from top to bottom: an assignment may ask through a function, and so is a part of it."""
    body: list[ast.stmt] = []
    for node in source.tree.body:
        if is_guard(node):
            body += node.body
        elif not isinstance(node, (FunctionNode, ast.ClassDef)):
            body.append(node)
    return body


class _Ends(Exception):
    """The straight line is over: what comes next depends on something."""


def _straight(source: Source, body: list[ast.stmt], depth: int) -> list[tuple[ast.Call, str, str]]:
    found: list[tuple[ast.Call, str, str]] = []
    try:
        for one in _walk(source, body, depth):
            found.append(one)
    except _Ends:
        pass
    return found


def _walk(source: Source, body: list[ast.stmt], depth: int) -> Iterator[tuple[ast.Call, str, str]]:
    for node in body:
        guarded = isinstance(node, ast.Try) and not any(asks(source, handler) for handler in node.handlers)
        if isinstance(node, (ast.Try, ast.With)) and (guarded or isinstance(node, ast.With)):
            yield from _walk(source, node.body, depth)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return)):
            yield from _statement(source, node, depth)
            if isinstance(node, ast.Return):
                return
        elif asks(source, node):
            raise _Ends


def _statement(source: Source, node: ast.stmt, depth: int) -> Iterator[tuple[ast.Call, str, str]]:
    if not asks(source, node):
        return
    if any(isinstance(inner, _BRANCHES) and asks(source, inner) for inner in ast.walk(node)):
        raise _Ends
    parents = {id(child): parent for parent in ast.walk(node) for child in ast.iter_child_nodes(parent)}
    calls = sorted(
        (inner for inner in ast.walk(node) if isinstance(inner, ast.Call)),
        key=lambda call: (call.lineno, call.col_offset),
    )
    target = _target(node)
    for call in calls:
        name = dotted(call.func)
        if is_ask(name):
            yield call, target, _kind(call, parents)
        elif name in source.functions and asks(source, source.functions[name]):
            if depth == 0:
                raise _Ends
            yield from _walk(source, source.functions[name].body, depth - 1)


def asks_at_once(source: Source) -> bool:
    """Tell whether it asks as soon as it is imported."""
    return any(asks(source, node) for node in source.work(guarded=False))


def asks(source: Source, node: ast.AST, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether a piece of code asks, itself or by a function of the script that it calls."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            name = dotted(inner.func)
            if is_ask(name):
                return True
            if name in source.functions and name not in seen and asks(source, source.functions[name], seen | {name}):
                return True
    return False


def _target(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return ""


def _kind(call: ast.Call, parents: dict[int, ast.AST]) -> str:
    """Tell a number by the `int(…)` or `float(…)` around the question."""
    node: ast.AST = call
    while (parent := parents.get(id(node))) is not None:
        if isinstance(parent, ast.Call) and dotted(parent.func) in ("int", "float") and len(parent.args) == 1:
            return "whole_number" if dotted(parent.func) == "int" else "number"
        stripped = isinstance(parent, ast.Attribute) and parent.attr == "strip"
        if not stripped and not (isinstance(parent, ast.Call) and isinstance(node, ast.Attribute)):
            break
        node = parent
    return "text"


def _prompt(call: ast.Call) -> str:
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
        lines = [line.strip() for line in call.args[0].value.splitlines() if line.strip()]
        return lines[-1].rstrip(":>? ").strip() if lines else ""
    return ""


def _free(name: str, params: list[Param]) -> str:
    taken = {param.name for param in params}
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
