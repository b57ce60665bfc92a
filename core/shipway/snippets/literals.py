"""One value as Python spells it: `date(2026, 11, 22)`, `Path("photo.png")`, `Color.RED`."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shipway.read.functions.hint_table import Hint
from shipway.read.functions.hints import hint_of
from shipway.read.functions.names import Library, Module
from shipway.read.source import Source, dotted
from shipway.snippets.given import BLANK
from shipway.spec import Param


class Unwritable(Exception):
    """A value that Python has no short spelling for, such as a DataFrame."""


@dataclass(frozen=True)
class Code:
    """An expression, the import lines that it needs, and the names that it needs from the script."""

    text: str
    imports: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


_SEVERAL: Final = {
    "set": "set", "Set": "set", "AbstractSet": "set", "frozenset": "frozenset", "FrozenSet": "frozenset",
    "tuple": "tuple", "Tuple": "tuple",
}  # fmt: skip
_MADE: Final = ("IP address", "Pattern", "ZoneInfo", "range", "array", "DataFrame")
"""Types that only the script's own libraries make."""
_BINARY: Final = ("BinaryIO", "BytesIO", "BufferedReader")
_TEXTUAL: Final = ("TextIO", "StringIO", "TextIOBase", "TextIOWrapper", "IO")


def code(source: Source, hint: ast.expr | None, param: Param, value: object) -> Code:
    """Give the expression whose value the function is called with. Raises Unwritable."""
    bare = _bare(source, hint)
    if param.type in _MADE or (param.kind == "text" and not param.type and bare is not None and _union(bare)):
        raise Unwritable(param.name)
    if param.kind in ("json", "table"):
        if bare is not None and _name_of(bare) not in _PLAIN:
            raise Unwritable(param.name)
        return Code(repr(value))
    if isinstance(value, tuple):
        return _several(source, bare, param, value)
    return _one(source, bare, param.kind, value)


_PLAIN: Final = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "list", "List", "Any", "object", "Sequence"})


def record_of(source: Source, hint: ast.expr | None, fields: Mapping[str, tuple[Param, object]]) -> Code:
    """Give the call that makes a record of its fields."""
    bare = _bare(source, hint)
    made = _hint(source, bare).record if bare is not None else None
    if made is None or any("." in name for name in fields):
        # A group within a group has no short spelling.
        raise Unwritable("a record")
    hints = {one.name: one.hint for one in made.fields}
    codes = {
        name: Code("...")
        if value == BLANK and param.kind in ("secret", "file")
        else code(source, hints.get(name), param, value)
        for name, (param, value) in fields.items()
    }
    text = ", ".join(f"{name}={one.text}" for name, one in codes.items())
    imports = tuple(line for one in codes.values() for line in one.imports)
    return Code(f"{made.name}({text})", imports, (made.name, *(name for one in codes.values() for name in one.names)))


def _several(source: Source, hint: ast.expr | None, param: Param, values: tuple[object, ...]) -> Code:
    kind = {"files": "file", "choices": "choice"}.get(param.kind, param.item)
    inner = [_bare(source, one) for one in _inner(hint)] if hint is not None else []
    parts = [
        _one(source, inner[min(number, len(inner) - 1)] if inner else None, kind, value)
        for number, value in enumerate(values)
    ]
    text = ", ".join(part.text for part in parts)
    match _SEVERAL.get(_name_of(hint)):
        case "set":
            text = f"{{{text}}}" if parts else "set()"
        case "frozenset":
            text = f"frozenset([{text}])"
        case "tuple":
            text = f"({text},)" if len(parts) == 1 else f"({text})"
        case _:
            text = f"[{text}]"
    imports = tuple(line for part in parts for line in part.imports)
    return Code(text, imports, tuple(name for part in parts for name in part.names))


def _one(source: Source, hint: ast.expr | None, kind: str, value: object) -> Code:
    if hint is not None and (chosen := _chosen(source, hint, str(value))) is not None:
        return chosen
    name = "" if isinstance(hint, ast.Subscript) else _name_of(hint)
    if kind in ("file", "folder", "file_out"):
        return _file(hint, str(value))
    module = type(value).__module__
    if module == "datetime":
        return Code(repr(value), ("import datetime",))
    if module in ("decimal", "fractions", "uuid"):
        kept = {"decimal": "Decimal", "fractions": "Fraction", "uuid": "UUID"}[module]
        return Code(f"{kept}({str(value)!r})", (f"from {module} import {kept}",))
    if name == "bytes":
        return Code(repr(str(value).encode()))
    if name in ("Path", "PurePath"):
        return Code(f"{name}({str(value)!r})", (f"from pathlib import {name}",))
    if name == "float" and isinstance(value, int):
        return Code(repr(float(value)))
    if not isinstance(value, (str, int, float, bool, complex)):
        raise Unwritable(name)
    return Code(repr(value))


def _file(hint: ast.expr | None, path: str) -> Code:
    binary = isinstance(hint, ast.Subscript) and "bytes" in ast.unparse(hint.slice)
    name = _name_of(hint)
    if hint is None or name == "str":
        return Code(repr(path))
    if name in _BINARY or (name == "IO" and binary):
        return Code(f'open({path!r}, "rb")')
    if name in _TEXTUAL:
        return Code(f'open({path!r}, encoding="utf-8")')
    made = Code(f"Path({path!r})", ("from pathlib import Path",))
    return Code(made.text + ".read_bytes()", made.imports) if name == "bytes" else made


def _chosen(source: Source, hint: ast.expr, text: str) -> Code | None:
    """Give the member of an Enum of the script, or the constant of a Literal, that a choice stands for."""
    if isinstance(hint, ast.Subscript) and _name_of(hint) == "Literal":
        inner = hint.slice.elts if isinstance(hint.slice, ast.Tuple) else [hint.slice]
        found = (one.value for one in inner if isinstance(one, ast.Constant) and str(one.value) == text)
        return next((Code(repr(value)) for value in found), None)
    known = _hint(source, hint)
    if known.members and dotted(hint):
        member = next((name for name, choice in known.members.items() if choice == text), None)
        if member is None:
            raise Unwritable(text)
        first = dotted(hint).partition(".")[0]
        return Code(f"{dotted(hint)}.{member}", (), (first,))
    return None


def _hint(source: Source, node: ast.expr) -> Hint:
    return hint_of(Module(source, Library()), node)


def _name_of(hint: ast.expr | None) -> str:
    """Give the last name of a hint: `Path` of `pathlib.Path`, `list` of `list[int]`."""
    if hint is None:
        return ""
    return dotted(hint.value if isinstance(hint, ast.Subscript) else hint).rpartition(".")[2]


def _inner(hint: ast.expr) -> list[ast.expr]:
    if not isinstance(hint, ast.Subscript):
        return []
    inner = hint.slice.elts if isinstance(hint.slice, ast.Tuple) else [hint.slice]
    return [one for one in inner if not (isinstance(one, ast.Constant) and one.value is Ellipsis)]


def _bare(source: Source, hint: ast.expr | None, depth: int = 8) -> ast.expr | None:
    """Strip quotes, Annotated, Optional and the names that the script gives to a hint."""
    if hint is None or not depth:
        return hint
    if isinstance(hint, ast.Constant) and isinstance(hint.value, str):
        try:
            return _bare(source, ast.parse(hint.value, mode="eval").body, depth - 1)
        except SyntaxError:
            return None
    members = _union(hint)
    if members:
        some = [one for one in members if not (isinstance(one, ast.Constant) and one.value is None)]
        return _bare(source, some[0], depth - 1) if len(some) == 1 else hint
    if isinstance(hint, ast.Subscript) and _name_of(hint) == "Annotated":
        return _bare(source, _inner(hint)[0], depth - 1)
    return _named(source, hint, depth)


def _union(hint: ast.expr) -> list[ast.expr]:
    if isinstance(hint, ast.BinOp) and isinstance(hint.op, ast.BitOr):
        return [*(_union(hint.left) or [hint.left]), *(_union(hint.right) or [hint.right])]
    name = _name_of(hint) if isinstance(hint, ast.Subscript) else ""
    if name == "Optional":
        return [*_inner(hint), ast.Constant(None)]
    return _inner(hint) if name == "Union" else []


def _named(source: Source, hint: ast.expr, depth: int) -> ast.expr | None:
    """Follow `Size = Literal["s", "l"]` and `Metres = NewType("Metres", float)` of the script."""
    for node in source.tree.body:
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else getattr(node, "target", None) or getattr(node, "name", None)
        )
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) or not isinstance(target, ast.expr):
            continue
        value = getattr(node, "value", None)
        if dotted(target) and dotted(target) == dotted(hint) and isinstance(value, ast.expr):
            if isinstance(value, ast.Call) and dotted(value.func).endswith("NewType") and len(value.args) == 2:
                value = value.args[1]
            return _bare(source, value, depth - 1)
    return hint
