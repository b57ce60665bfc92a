"""Type hints, read from the syntax tree: which kind of parameter each one asks for. Nothing is imported or executed."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from shipway.read.source import Source, dotted


@dataclass(frozen=True)
class Hint:
    """What a hint tells: a kind, and the other fields of a Param that follow from it.

    `known` is False for a hint that this table does not map; `fields` names the dataclass whose fields it groups;
    `members` maps the names of an Enum's members to the choices that stand for them.
    """

    kind: str = "text"
    item: str = "text"
    type: str = ""
    choices: tuple[str, ...] = ()
    nullable: bool = False
    known: bool = True
    bounds: Mapping[str, float] = field(default_factory=dict)
    help: str = ""
    fields: ast.ClassDef | None = None
    members: Mapping[str, str] = field(default_factory=dict)


_PLAIN: Final = {
    "str": "text",
    "int": "whole_number",
    "float": "number",
    "bool": "yes_no",
    "bytes": "file",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "timedelta": "duration",
    "dict": "json",
    "Dict": "json",
    "Mapping": "json",
    "MutableMapping": "json",
    "Any": "json",
    "object": "json",
    "TextIO": "file",
    "BinaryIO": "file",
    "IO": "file",
    "DataFrame": "table",
    "Path": "file",
    "PurePath": "file",
    "PathLike": "file",
    "None": "text",
}
_MADE: Final = {"Decimal": "number", "Fraction": "text", "complex": "text", "UUID": "text"}
"""Types that `kinds.TYPES` makes of the text, and the kind whose control suits them."""
_SEVERAL: Final = frozenset({
    "list", "List", "set", "Set", "frozenset", "FrozenSet", "tuple", "Tuple", "Sequence", "MutableSequence",
    "Iterable", "Collection", "AbstractSet", "Iterator",
})  # fmt: skip
_BOUNDS: Final = {
    "ge": "minimum", "le": "maximum", "gt": "above", "lt": "below",
    "Ge": "minimum", "Le": "maximum", "Gt": "above", "Lt": "below",
    "min_length": "min_length", "max_length": "max_length", "MinLen": "min_length", "MaxLen": "max_length",
}  # fmt: skip


def hint_of(source: Source, node: ast.expr | None, depth: int = 8) -> Hint:
    """Give what a hint asks for; an unknown one is a text, and says that it is not known."""
    if node is None or depth == 0:
        return Hint(known=False)
    if isinstance(node, ast.Constant):
        return _constant(source, node, depth)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _union(source, _members(node), depth)
    if isinstance(node, ast.Subscript):
        return _subscript(source, node, depth)
    return _name(source, dotted(node).rpartition(".")[2], depth)


def _constant(source: Source, node: ast.Constant, depth: int) -> Hint:
    if node.value is None:
        return Hint(nullable=True)
    if isinstance(node.value, str):
        try:
            return hint_of(source, ast.parse(node.value, mode="eval").body, depth - 1)
        except SyntaxError:
            return Hint(known=False)
    return Hint(known=False)


def _name(source: Source, name: str, depth: int) -> Hint:
    if name in _MADE:
        return Hint(kind=_MADE[name], type=name)
    if name in _SEVERAL:
        return Hint(kind="list")
    if (own := _own(source, name)) is not None:
        return _defined(source, own, depth)
    if name in _PLAIN:
        return Hint(kind=_PLAIN[name])
    return Hint(known=False)


def _own(source: Source, name: str) -> ast.stmt | None:
    """Find what the script itself defines under this name."""
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return node
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign) or type(node).__name__ == "TypeAlias":
            targets = [getattr(node, "target", None) or getattr(node, "name", None)]  # type: ignore[list-item]
        if any(dotted(target) == name for target in targets if target is not None):
            return node
    return None


def _defined(source: Source, node: ast.stmt, depth: int) -> Hint:
    if isinstance(node, ast.ClassDef):
        bases = {dotted(base).rpartition(".")[2] for base in node.bases}
        if bases & {"Enum", "StrEnum", "IntEnum", "Flag"}:
            members = _enum(node)
            return Hint(kind="choice", choices=tuple(members.values()), members=members)
        decorated = {dotted(one.func if isinstance(one, ast.Call) else one) for one in node.decorator_list}
        if decorated & {"dataclass", "dataclasses.dataclass"} or "NamedTuple" in bases:
            return Hint(kind="json", fields=node)
        return Hint(known=False)
    value = getattr(node, "value", None)
    if isinstance(value, ast.Call) and dotted(value.func).endswith("NewType") and len(value.args) == 2:
        value = value.args[1]
    return hint_of(source, value, depth - 1) if isinstance(value, ast.expr) else Hint(known=False)


def _enum(node: ast.ClassDef) -> dict[str, str]:
    """Give an Enum's members by name, with the choice for each: the values where all are texts, else the names."""
    assigned = [
        (one.targets[0] if isinstance(one, ast.Assign) else one.target, one.value)
        for one in node.body
        if isinstance(one, (ast.Assign, ast.AnnAssign)) and one.value is not None
    ]
    members = {dotted(name): value for name, value in assigned if dotted(name) and not dotted(name).startswith("_")}
    texts = {name: value.value for name, value in members.items() if isinstance(value, ast.Constant)}
    if len(texts) == len(members) and all(isinstance(text, str) for text in texts.values()):
        return {name: str(text) for name, text in texts.items()}
    return {name: name for name in members}


def _members(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _members(node.left) + _members(node.right)
    return [node]


def _subscript(source: Source, node: ast.Subscript, depth: int) -> Hint:
    name = dotted(node.value).rpartition(".")[2]
    inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if name == "Literal":
        return _literal(inner)
    if name == "Optional":
        return replace(hint_of(source, inner[0], depth - 1), nullable=True)
    if name == "Union":
        return _union(source, inner, depth)
    if name == "Annotated":
        return _annotated(source, inner, depth)
    if name in ("Final", "ClassVar", "Required", "NotRequired"):
        return hint_of(source, inner[0], depth - 1)
    if name in _SEVERAL:
        return _several(source, [one for one in inner if not _is_ellipsis(one)], depth)
    return _name(source, name, depth)


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def _literal(inner: list[ast.expr]) -> Hint:
    values = [one.value for one in inner if isinstance(one, ast.Constant)]
    if len(values) != len(inner):
        return Hint(known=False)
    return Hint(kind="choice", choices=tuple(str(one) for one in values if one is not None), nullable=None in values)


def _union(source: Source, members: list[ast.expr], depth: int) -> Hint:
    hints = [
        hint_of(source, one, depth - 1) for one in members if not (isinstance(one, ast.Constant) and one.value is None)
    ]
    nullable = len(hints) < len(members)
    kinds = {hint.kind for hint in hints}
    if kinds == {"choice"}:
        choices = tuple(dict.fromkeys(choice for hint in hints for choice in hint.choices))
        return replace(hints[0], choices=choices, nullable=nullable or any(hint.nullable for hint in hints))
    if len(hints) == 1 or len(kinds) == 1:
        return replace(hints[0], nullable=nullable or hints[0].nullable)
    if kinds == {"whole_number", "number"}:
        return Hint(kind="number", nullable=nullable)
    if kinds == {"text", "file"}:
        return Hint(kind="file", nullable=nullable)
    return Hint(kind="text", nullable=nullable, known=False)


def _several(source: Source, inner: list[ast.expr], depth: int) -> Hint:
    hints = [hint_of(source, one, depth - 1) for one in inner]
    if not hints:
        return Hint(kind="list")
    if len({hint.kind for hint in hints}) > 1:
        return Hint(kind="json", known=False)
    one = hints[0]
    if one.kind == "file":
        return Hint(kind="files")
    if one.kind == "choice":
        return Hint(kind="choices", choices=one.choices, members=one.members)
    if one.kind in ("json", "list", "table") and one.known:
        anything = dotted(inner[0]).rpartition(".")[2] in ("Any", "object")
        return Hint(kind="table" if one.kind == "json" and one.fields is None and not anything else "json")
    if one.fields is not None or not one.known:
        return Hint(kind="json", known=False)
    return Hint(kind="list", item=one.kind, type=one.type)


def _annotated(source: Source, inner: list[ast.expr], depth: int) -> Hint:
    hint = hint_of(source, inner[0], depth - 1)
    bounds: dict[str, float] = dict(hint.bounds)
    text = hint.help
    for meta in inner[1:]:
        if isinstance(meta, ast.Constant) and isinstance(meta.value, str):
            text = meta.value
        if isinstance(meta, ast.Call):
            bounds.update(_bounds(meta))
            text = next((told for key in meta.keywords if (told := _told(key))), text)
    return replace(hint, bounds=bounds, help=text)


def _bounds(meta: ast.Call) -> dict[str, float]:
    """Read `Ge(1)`, `Interval(ge=1, le=9)`, `Field(gt=0)`, `Len(1, 5)` and the like."""
    name = dotted(meta.func).rpartition(".")[2]
    found: dict[str, ast.expr] = {_BOUNDS[key.arg]: key.value for key in meta.keywords if key.arg in _BOUNDS}
    if name in _BOUNDS and meta.args:
        found[_BOUNDS[name]] = meta.args[0]
    if name == "Len":
        found.update(zip(("min_length", "max_length"), meta.args, strict=False))
    numbers = {}
    for bound, node in found.items():
        try:
            value = ast.literal_eval(node)
        except ValueError:
            continue
        if isinstance(value, (int, float)):
            numbers[bound] = value
    return numbers


def _told(key: ast.keyword) -> str:
    """Give the help that `Field(description="…")` or `Option(help="…")` tells."""
    if key.arg not in ("description", "help") or not isinstance(key.value, ast.Constant):
        return ""
    return str(key.value.value)
