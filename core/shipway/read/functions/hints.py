"""Type hints, read from the syntax tree: which kind of parameter each one asks for. Nothing is imported or executed."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shipway.read.functions.enums import enum_of, enum_of_call
from shipway.read.functions.hint_table import CONSTRAINED, MAPPINGS, PLAIN, SEVERAL, UNUSABLE, Hint
from shipway.read.functions.metadata import described, item_bounds, item_limits
from shipway.read.functions.names import Found, Module
from shipway.read.functions.records import Record, record_of, record_of_call
from shipway.read.source import dotted

_UNKNOWN: Final = Hint(known=False)
_UNUSABLE: Final = Hint(known=False, usable=False)
_WRAPPERS: Final = frozenset({"Final", "ClassVar", "Required", "NotRequired", "ReadOnly", "InitVar", "Unpack", "Const"})
_SCALARS: Final = frozenset({
    "text", "long_text", "whole_number", "number", "yes_no", "choice", "date", "time", "datetime", "duration", "secret",
})  # fmt: skip


def hint_of(module: Module, node: ast.expr | None, depth: int = 10) -> Hint:
    """Give what a hint asks for; an unknown one is a text, and says that it is not known."""
    if node is None or depth == 0:
        return _UNKNOWN
    if isinstance(node, ast.Constant):
        return _constant(module, node, depth)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _union(module, _members(node), depth)
    if isinstance(node, ast.Subscript):
        return _subscript(module, node, depth)
    if isinstance(node, ast.Call):
        return _called(module, node, depth)
    if isinstance(node, ast.Starred):
        return hint_of(module, node.value, depth - 1)
    return _name(module, dotted(node), depth)


def _constant(module: Module, node: ast.Constant, depth: int) -> Hint:
    if node.value is None:
        return Hint(nullable=True)
    if isinstance(node.value, str):
        try:
            return hint_of(module, ast.parse(node.value.strip(), mode="eval").body, depth - 1)
        except (SyntaxError, ValueError, RecursionError):
            return _UNKNOWN
    return _UNKNOWN


def _name(module: Module, name: str, depth: int) -> Hint:
    """Give what a name means: to the script and its neighbours, by the table, then to installed packages."""
    for param, bound in module.params:
        if param == name:
            if isinstance(bound, ast.Tuple):
                return _union(module, bound.elts, depth)
            return hint_of(module, bound, depth - 1) if bound is not None else Hint(type="anything")
    last = name.rpartition(".")[2]
    if (found := module.find(name)) is not None:
        return _defined(found, depth)
    if last == "Image":
        return Hint(kind="file", type="Image") if "PIL" in module.source.imports else _UNUSABLE
    if last in PLAIN:
        row = PLAIN[last]
        return Hint(kind=row.kind, type=row.type, bounds=dict(row.bounds), rows=last in MAPPINGS)
    if last in SEVERAL:
        return Hint(kind="list", type="anything")
    if last in UNUSABLE:
        return _UNUSABLE
    found = module.find(name, far=True)
    return _defined(found, depth) if found is not None else _UNKNOWN


def _defined(found: Found, depth: int) -> Hint:
    module, node = found.module, found.node
    if isinstance(node, ast.ClassDef):
        if (enum := enum_of(module, node)) is not None:
            return enum
        record = record_of(module, node)
        if record is not None and record.fields:
            return Hint(kind="json", record=record)
        return _based(module, node, depth)
    value = getattr(node, "value", None)
    given = tuple((str(one.name), getattr(one, "bound", None)) for one in getattr(node, "type_params", ()))
    module = replace(module, params=(*module.params, *given)) if given else module
    if isinstance(value, ast.Call):
        return _made(module, node, value, depth)
    return hint_of(module, value, depth - 1) if isinstance(value, ast.expr) else _UNUSABLE


def _based(module: Module, node: ast.ClassDef, depth: int) -> Hint:
    """Give what a class is that is made of another (`class Name(str)`); one of its own making is not known."""
    for base in node.bases:
        name = dotted(base.value if isinstance(base, ast.Subscript) else base)
        if name.rpartition(".")[2] in ("Protocol", "ABC", "Exception"):
            return _UNUSABLE
        if name in PLAIN and module.find(name) is None and name != "object":
            return hint_of(module, base, depth - 1)
    return _UNKNOWN


def _made(module: Module, node: ast.stmt, call: ast.Call, depth: int) -> Hint:
    """Read a name that a call makes: NewType, TypeVar, functional Enums and records."""
    made = dotted(call.func).rpartition(".")[2]
    if made in ("NewType", "TypeAliasType") and len(call.args) == 2:
        return hint_of(module, call.args[1], depth - 1)
    if made == "TypeVar":
        bound = next((key.value for key in call.keywords if key.arg == "bound"), None)
        if len(call.args) > 2:
            return _union(module, call.args[1:], depth)
        return hint_of(module, bound, depth - 1) if bound is not None else Hint(type="anything")
    if (enum := enum_of_call(call)) is not None:
        return enum
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", node)
    if (record := record_of_call(module, dotted(target), call)) is not None:
        return Hint(kind="json", record=record)
    return _UNUSABLE if made == "ParamSpec" else _called(module, call, depth)


def _called(module: Module, node: ast.Call, depth: int) -> Hint:
    """Read pydantic's `conint(ge=1)`, `conlist(int, min_length=1)`."""
    name = dotted(node.func).rpartition(".")[2]
    if name not in CONSTRAINED:
        return _UNKNOWN
    base = PLAIN.get(CONSTRAINED[name])
    hint = Hint(kind=base.kind, type=base.type) if base else _several(module, name, node.args[:1], depth)
    return described(module, hint, [ast.Call(node.func, [], node.keywords)])


def _members(node: ast.expr) -> list[ast.expr]:
    """Give the members of `a | b | c`, however long it is."""
    members = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        members.append(node.right)
        node = node.left
    return [node, *members[::-1]]


def _subscript(module: Module, node: ast.Subscript, depth: int) -> Hint:
    name = dotted(node.value)
    last = name.rpartition(".")[2]
    inner = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    if module.find(name) is not None:
        # The script's own generic class or alias; what it is made for is left open.
        return _name(module, name, depth)
    if last == "Literal":
        return _literal(module, inner, depth)
    if last == "Optional":
        return replace(hint_of(module, inner[0], depth - 1), nullable=True)
    if last == "Union":
        return _union(module, inner, depth)
    if last == "Annotated":
        return described(module, hint_of(module, inner[0], depth - 1), inner[1:])
    if last in _WRAPPERS:
        return hint_of(module, inner[0], depth - 1)
    if last in SEVERAL:
        return _several(module, last, inner, depth)
    return _name(module, name, depth)


def _literal(module: Module, inner: Sequence[ast.expr], depth: int) -> Hint:
    choices: list[str] = []
    nullable = False
    for one in inner:
        try:
            value = ast.literal_eval(one)
        except (ValueError, TypeError, RecursionError):
            # A member of an Enum, or another Literal.
            owner = one.value if isinstance(one, ast.Attribute) else one
            members = hint_of(module, owner, depth - 1)
            choice = members.members.get(one.attr) if isinstance(one, ast.Attribute) else None
            if not members.choices:
                return _UNKNOWN
            choices += [choice] if choice is not None else members.choices
            continue
        nullable = nullable or value is None
        choices += [str(value)] if value is not None else []
    return Hint(kind="choice", choices=tuple(dict.fromkeys(choices)), nullable=nullable)


def _union(module: Module, members: Sequence[ast.expr], depth: int) -> Hint:
    """Give what suits every member; where members differ, the one that can say the most."""
    found = [hint_of(module, one, depth - 1) for one in members if not _is_none(one)]
    nullable = len(found) < len(members) or any(hint.nullable for hint in found)
    # A member that no form can give takes nothing from those that one can.
    hints = [hint for hint in found if hint.known] or [hint for hint in found if hint.usable] or found
    return replace(_joined(hints), nullable=nullable) if hints else Hint(nullable=True)


def _joined(hints: Sequence[Hint]) -> Hint:
    kinds = {hint.kind for hint in hints}
    if kinds == {"choice"}:
        choices = tuple(dict.fromkeys(choice for hint in hints for choice in hint.choices))
        members = {name: choice for hint in hints for name, choice in hint.members.items()}
        return replace(hints[0], choices=choices, members=members)
    if len(hints) == 1 or len({(hint.kind, hint.type, hint.item, hint.record) for hint in hints}) == 1:
        return hints[0]
    if kinds <= {"whole_number", "number"}:
        return replace(hints[0], kind="number", type="int or float")
    for hint in hints:
        if hint.record is not None and kinds <= {"json", "text"}:
            return hint
    if "json" in kinds and kinds & {*_SCALARS, "list"}:
        return Hint(kind="text", type="anything")
    for kind in ("files", "table", "list", "choices", "json", "folder", "file"):
        if kind in kinds:
            return next(hint for hint in hints if hint.kind == kind)
    # Scalars that are told apart when they arrive: each member is tried, in the order of the hint.
    return Hint(known=all(hint.known for hint in hints))


def _is_none(node: ast.expr) -> bool:
    return (isinstance(node, ast.Constant) and node.value is None) or dotted(node) in ("None", "NoneType")


def _several(module: Module, name: str, inner: Sequence[ast.expr], depth: int) -> Hint:
    """Give the hint of a list; `tuple[int, str]` has as many items as it names."""
    items = [one for one in inner if not (isinstance(one, ast.Constant) and one.value is Ellipsis)]
    hints = [hint_of(module, one, depth - 1) for one in items]
    if name in ("Iterator", "Generator"):
        hints = hints[:1]
    if not hints:
        return Hint(kind="list", type="anything")
    fixed = name in ("tuple", "Tuple") and len(items) == len(inner)
    bounds: dict[str, float] = {"min_length": len(items), "max_length": len(items)} if fixed else {}
    if len({(hint.kind, hint.type, hint.choices) for hint in hints}) > 1:
        plain = all(hint.known and hint.kind in (*_SCALARS, "file") for hint in hints)
        return Hint(kind="list" if plain else "json", bounds=bounds, known=all(hint.known for hint in hints))
    one = hints[0]
    hint = several(one, depth)
    return replace(hint, bounds={**hint.bounds, **bounds})


def several(one: Hint, depth: int = 10) -> Hint:
    """Give the hint of a list of such, as `*args` is one."""
    return replace(_list_of(one, depth), bounds=item_bounds(one), each=item_limits(one))


def _list_of(one: Hint, depth: int) -> Hint:
    if not one.known:
        return Hint(kind="json", known=False, usable=one.usable)
    if one.record is not None:
        return Hint(kind="table" if depth > 3 and _is_flat(one.record) else "json")
    if one.type in ("array", "DataFrame", "Image"):
        return Hint(kind="files", type=one.type)
    if one.kind in ("file", "folder", "file_out"):
        return Hint(kind="files")
    if one.kind == "choice":
        return Hint(kind="choices", choices=one.choices, members=one.members)
    if one.rows:
        return Hint(kind="table")
    if one.kind in ("json", "list", "choices", "table", "files"):
        return Hint(kind="json")
    return Hint(kind="list", item=one.kind, type=one.type)


def _is_flat(record: Record) -> bool:
    """Tell whether each field of a record fits into the cell of a table; what lies deeper does not."""
    hints = (hint_of(field.module, field.hint, 3) for field in record.fields)
    return all(hint.record is None and hint.kind in _SCALARS for hint in hints)
