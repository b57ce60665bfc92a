"""Functions of a script, followed from their calls: whether they ask, and what they are called with."""

from __future__ import annotations

import ast

from shipway.read.source import FunctionNode, Source, dotted, is_ask
from shipway.read.wording import Env


def asks(source: Source, node: ast.AST, seen: frozenset[str] = frozenset()) -> bool:
    """Tell whether a piece of code asks, itself or by a function or method of the script that it calls."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            name = dotted(inner.func)
            if is_ask(name) and name not in source.functions:
                return True
            called = called_by(source, inner)
            if called is not None and called.name not in seen and asks(source, called, seen | {called.name}):
                return True
    return False


def called_by(source: Source, call: ast.Call) -> FunctionNode | None:
    """Give the function, method or `__init__` of the script that a call calls, or None."""
    if isinstance(call.func, ast.Name):
        return source.functions.get(call.func.id) or source.methods.get(f"{call.func.id}.__init__")
    if isinstance(call.func, ast.Attribute):
        return source.methods.get(call.func.attr)
    return None


def bound(function: FunctionNode, call: ast.Call, env: Env) -> Env:
    """Give what a function's parameters are called with: names of the caller's own are followed one step."""
    names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args) if arg.arg != "self"]
    defaults = dict(zip(reversed(names), reversed(function.args.defaults), strict=False))
    given = {**dict(zip(names, call.args, strict=False)), **{key.arg: key.value for key in call.keywords if key.arg}}
    followed = {name: env.get(node.id, node) if isinstance(node, ast.Name) else node for name, node in given.items()}
    return {**defaults, **followed}


def how_many(source: Source, function: FunctionNode) -> int:
    calls = (one for one in ast.walk(function) if isinstance(one, ast.Call))
    return sum(
        is_ask(dotted(one.func)) or (called_by(source, one) not in (None, function) and asks(source, one))
        for one in calls
    )


def returns_early(function: FunctionNode) -> bool:
    return any(isinstance(one, ast.Return) for part in function.body[:-1] for one in ast.walk(part))


def target_of(node: ast.AST) -> str:
    """Give the name that a statement binds: `x`, the attribute of `self.x`, or `a_b` for both of them."""
    target: ast.AST | None = None
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
        target = node.target
    elif isinstance(node, ast.Try):
        return next((name for part in node.body if (name := target_of(part))), "")
    if isinstance(target, ast.Tuple) and all(isinstance(one, ast.Name) for one in target.elts):
        return "_".join(one.id for one in target.elts if isinstance(one, ast.Name))
    if isinstance(target, ast.Attribute) and dotted(target.value) == "self":
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""
