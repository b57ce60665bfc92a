"""Enums, read from the syntax tree: the choices that stand for their members."""

from __future__ import annotations

import ast
from typing import Final

from shipway.read.functions.hint_table import Hint
from shipway.read.functions.names import Module, statements
from shipway.read.source import dotted

_ENUMS: Final = frozenset({"Enum", "StrEnum", "IntEnum", "ReprEnum", "EnumMeta", "TextChoices", "IntegerChoices"})
_FLAGS: Final = frozenset({"Flag", "IntFlag"})


def enum_of(module: Module, node: ast.ClassDef) -> Hint | None:
    """Give the hint of an Enum class; None for any other class."""
    sort = _sort(module, node, 4)
    if sort is None:
        return None
    return _hint(sort, _members(node))


def enum_of_call(call: ast.Call) -> Hint | None:
    """Give the hint of `Enum("Colour", "RED GREEN")`; None for any other call."""
    name = dotted(call.func).rpartition(".")[2]
    if name not in _ENUMS | _FLAGS or len(call.args) < 2:
        return None
    try:
        given = ast.literal_eval(call.args[1])
    except (ValueError, TypeError, RecursionError):
        return None
    if isinstance(given, str):
        given = given.replace(",", " ").split()
    if not isinstance(given, (list, tuple, dict)):
        return None
    pairs = given.items() if isinstance(given, dict) else [one if isinstance(one, tuple) else (one, 0) for one in given]
    return _hint("choices" if name in _FLAGS else "choice", _choices({str(name): value for name, value in pairs}))


def _hint(kind: str, members: dict[str, str]) -> Hint:
    return Hint(kind=kind, choices=tuple(dict.fromkeys(members.values())), members=members, known=bool(members))


def _sort(module: Module, node: ast.ClassDef, depth: int) -> str | None:
    """Give the kind of an Enum's parameter: several members make one value of a Flag."""
    for base in node.bases:
        name = dotted(base)
        last = name.rpartition(".")[2]
        if last in _ENUMS | _FLAGS:
            return "choices" if last in _FLAGS else "choice"
        found = module.find(name) if name and depth else None
        if found is not None and isinstance(found.node, ast.ClassDef):
            inherited = _sort(found.module, found.node, depth - 1)
            if inherited is not None:
                return inherited
    return None


def _members(node: ast.ClassDef) -> dict[str, str]:
    values: dict[str, object] = {}
    for one in statements(node.body):
        # A name with a hint and no value is none of the members; neither is what `nonmember` makes.
        if not isinstance(one, (ast.Assign, ast.AnnAssign)) or one.value is None:
            continue
        called = dotted(one.value.func).rpartition(".")[2] if isinstance(one.value, ast.Call) else ""
        for target in one.targets if isinstance(one, ast.Assign) else [one.target]:
            name = dotted(target)
            if name and not name.startswith("_") and called != "nonmember" and not isinstance(one.value, ast.Lambda):
                values[name] = one.value.value if isinstance(one.value, ast.Constant) else None
    return _choices(values)


def _choices(values: dict[str, object]) -> dict[str, str]:
    """Give the choice for each member: the values where all are texts, else the names."""
    if all(isinstance(value, str) and value for value in values.values()):
        return {name: str(value) for name, value in values.items()}
    return {name: name for name in values}
