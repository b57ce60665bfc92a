"""Defaults, read from the syntax tree: the raw that shows one, or what a person may know of an expression instead."""

from __future__ import annotations

import ast
import datetime as dt
import json
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from shipway.kinds import KINDS
from shipway.read.functions.hint_table import Hint
from shipway.read.functions.names import Module
from shipway.read.source import dotted
from shipway.script_types import TYPES, written

Raw = str | tuple[str, ...] | None

_LARGE: Final = 10**9
_OPERATORS: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.LShift: operator.lshift,
}  # fmt: skip
_UNTOLD: Final = Hint()


def default_of(module: Module, hint: Hint, kind: str, node: ast.expr | None) -> tuple[Raw, str]:
    """Give a default as a raw; where it is an expression, its source text instead."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return None, ""
    if (choice := _member(hint, node)) is not None:
        return ((choice,) if kind == "choices" else choice), ""
    if kind == "choices" and isinstance(node, (ast.List, ast.Tuple, ast.Set)) and hint.members:
        chosen = [_member(hint, one) for one in node.elts]
        if all(one is not None for one in chosen):
            return tuple(str(one) for one in chosen) or None, ""
    try:
        value = literal(module, node)
    except (ValueError, TypeError, ArithmeticError, RecursionError, AttributeError):
        return _called(module, hint, kind, node)
    if value is None:
        return None, ""
    return _shown(hint, kind, value, node)


def literal(module: Module, node: ast.expr, depth: int = 6) -> object:
    """Give the value of a literal, of a constant of the module, or of plain arithmetic with such; raises ValueError."""
    if isinstance(node, (ast.Name, ast.Attribute)) and depth:
        found = module.find(dotted(node)) if dotted(node) else None
        value = getattr(found.node, "value", None) if found else None
        if (
            found is None
            or not isinstance(value, ast.expr)
            or dotted(node).rpartition(".")[2] not in found.module.constants
        ):
            raise ValueError
        return literal(found.module, value, depth - 1)
    if isinstance(node, ast.BinOp) and depth:
        left, right = literal(module, node.left, depth - 1), literal(module, node.right, depth - 1)
        return _reckoned(node.op, left, right)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)) and depth:
        return {ast.List: list, ast.Tuple: tuple, ast.Set: set}[type(node)](
            literal(module, one, depth - 1) for one in node.elts
        )
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and depth:
        return -literal(module, node.operand, depth - 1)  # type: ignore[operator]
    return ast.literal_eval(node)


def _reckoned(op: ast.operator, left: object, right: object) -> object:
    """Do plain arithmetic with numbers of a sensible size; raises ValueError for anything else."""
    numbers = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in (left, right))
    if numbers and type(op) in _OPERATORS and abs(left) < _LARGE and abs(right) < _LARGE:  # type: ignore[arg-type]
        if isinstance(op, (ast.Pow, ast.LShift)) and abs(right) > 64:  # type: ignore[arg-type]
            raise ValueError
        return _OPERATORS[type(op)](left, right)
    if isinstance(left, str) and isinstance(right, str) and isinstance(op, ast.Add) and len(left) < _LARGE:
        return left + right
    return ast.literal_eval(ast.BinOp(ast.Constant(left), op, ast.Constant(right)))  # type: ignore[arg-type]


def _member(hint: Hint, node: ast.expr) -> str | None:
    """Give the choice for `Colour.RED` or `Colour.RED.value`."""
    if not hint.members or not isinstance(node, ast.Attribute):
        return None
    if node.attr in ("value", "name") and isinstance(node.value, ast.Attribute):
        node = node.value
    return hint.members.get(node.attr)


def _shown(hint: Hint, kind: str, value: object, node: ast.expr) -> tuple[Raw, str]:
    try:
        if kind in ("list", "files", "choices"):
            several = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
            item = hint.item if kind == "list" else "text"
            texts = tuple(_written(hint, item, one) for one in several)
            return (texts, "") if texts and all(texts) else (None, "" if not texts else ast.unparse(node))
        if isinstance(value, (list, tuple, dict, set)) and kind in ("table", "json"):
            if not value:
                return ("{}" if isinstance(value, dict) else "[]", "") if kind == "json" else (None, "")
            return json.dumps(list(value) if isinstance(value, set) else value, ensure_ascii=False), ""
        if isinstance(value, bytes) or (kind in ("table", "json") and isinstance(value, str)):
            return None, ast.unparse(node)
        text = _written(hint, kind, value)
        # What its own field would refuse is no good beginning: the function's default stays behind it.
        _checked(hint, kind, text)
        return text, ""
    except (TypeError, ValueError, AttributeError):
        return None, ast.unparse(node)


def _checked(hint: Hint, kind: str, text: str) -> None:
    made = TYPES.get(hint.type)
    if kind not in ("file", "folder", "secret"):
        (made.parse if made else KINDS[kind].parse)(text)
    if hint.choices and text not in hint.choices:
        raise ValueError


def _written(hint: Hint, kind: str, value: object) -> str:
    if isinstance(value, str) and (hint.type in TYPES or not hint.type) and hint.type != "anything":
        # A text stands for itself; only a kind that cannot read it refuses it.
        return value
    if hint.type == "anything" and isinstance(value, str) and TYPES["anything"].parse(value) == value:
        return value
    if kind == "number" and not hint.type and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if hint.type in ("Decimal", "Fraction", "complex", "range"):
        return str(value)
    if kind in ("text", "long_text", "choice") and not hint.type:
        return str(value)
    return written(kind, hint.type, value)


def _called(module: Module, hint: Hint, kind: str, node: ast.expr) -> tuple[Raw, str]:
    """Read defaults such as `Path("x")`, `Decimal("1.5")`, `date(2026, 1, 1)`; any other expression is named."""
    if isinstance(node, ast.Call):
        try:
            args: list[Any] = [literal(module, arg) for arg in node.args]
            named = {str(key.arg): literal(module, key.value) for key in node.keywords}
            name = dotted(node.func).rpartition(".")[2]
            if name in ("date", "time", "datetime", "timedelta") and kind == _MOMENTS[name]:
                return KINDS[kind].format(getattr(dt, name)(*args, **named)), ""
            if name in ("Path", "PurePath", "PosixPath") and args and not named and kind in _PLACES:
                return "/".join(str(arg).rstrip("/") or "/" for arg in args).replace("//", "/"), ""
            if name == "Fraction" and len(args) == 2:
                return _shown(hint, kind, f"{args[0]}/{args[1]}", node)
            if name in _OF_TEXT or name.startswith(("IPv4", "IPv6")):
                return _shown(hint, kind, str(args[0]) if len(args) == 1 else "", node)
            if name in ("list", "dict", "set", "tuple", "frozenset") and not named:
                return _shown(hint, kind, list(args[0]) if args else [], node) if args else (None, "")
            if name == "range" and hint.type == "range" and not named:
                return ":".join(map(str, args)), ""
            if name in ("array", "asarray", "Series", "int", "float", "str", "bool") and len(args) == 1:
                return _shown(hint, kind, args[0], node)
        except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
            pass
    return None, ast.unparse(node)


_MOMENTS: Final = {"date": "date", "time": "time", "datetime": "datetime", "timedelta": "duration"}
_OF_TEXT: Final = ("Decimal", "Fraction", "UUID", "complex", "compile", "ZoneInfo")
_PLACES: Final = ("file", "folder", "file_out")
