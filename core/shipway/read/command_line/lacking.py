"""Whether a place of the command line may be left empty, and what the script has for it then."""

from __future__ import annotations

import ast
from typing import Final

from shipway.read.source import FunctionNode, Source, dotted

_MISSING: Final = ("IndexError", "ValueError", "Exception", "LookupError")
_TELLS: Final = (
    "print",
    "exit",
    "quit",
    "sys.exit",
    "usage",
    "help",
    "print_usage",
    "sys.stderr.write",
    "logging.error",
)


def counts(test: ast.expr) -> bool:
    """Tell a condition on how many words there are."""
    return "len(" in ast.unparse(test) or dotted(test) == "sys.argv"


def optional(source: Source, reads: list[ast.expr], target: str) -> tuple[bool, str | None]:
    """Tell whether a place may be left empty, and the default that the script has for it."""
    defaults: list[str] = []
    for node in reads:
        free, default = _may_lack(source, node, target)
        if not free:
            return False, None
        defaults += [default] if default is not None else []
    return True, defaults[0] if defaults else None


def _may_lack(source: Source, node: ast.expr, target: str) -> tuple[bool, str | None]:
    child: ast.AST = node
    parent = source.parents.get(id(node))
    while parent is not None and not isinstance(parent, FunctionNode):
        if isinstance(parent, ast.IfExp) and counts(parent.test):
            other = parent.orelse if child is parent.body else parent.body
            return True, str(other.value) if isinstance(other, ast.Constant) and other.value is not None else None
        if isinstance(parent, ast.If) and counts(parent.test) and child is not parent.test:
            other_part = parent.orelse if child in parent.body else parent.body
            # The other branch only says how it is called.
            if other_part and all(_tells(one) for one in other_part):
                return False, None
            return True, _constant(other_part, target) or _before(source, parent, target)
        if isinstance(parent, ast.Try) and child in parent.body and _catches(parent):
            lacking = [one for handler in parent.handlers for one in handler.body]
            if lacking and all(_tells(one) for one in lacking):
                return False, None
            return True, _constant(lacking, target)
        child, parent = parent, source.parents.get(id(parent))
    return False, None


def _catches(node: ast.Try) -> bool:
    return any(
        handler.type is None or any(name in ast.unparse(handler.type) for name in _MISSING) for handler in node.handlers
    )


def _tells(node: ast.stmt) -> bool:
    if isinstance(node, (ast.Raise, ast.Return, ast.Pass)):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and dotted(node.value.func) in _TELLS


def _constant(body: list[ast.stmt], target: str) -> str | None:
    for node in body:
        if isinstance(node, ast.Assign) and [dotted(one) for one in node.targets] == [target]:
            value = node.value.value if isinstance(node.value, ast.Constant) else None
            return None if value is None else str(value)
    return None


def _before(source: Source, node: ast.stmt, target: str) -> str | None:
    """Give what the name held before it was taken from the line."""
    around = source.parents.get(id(node))
    body = getattr(around, "body", [])
    return _constant(body[: body.index(node)][::-1], target) if target and node in body else None
