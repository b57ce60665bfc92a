"""Classes whose fields are given one by one: dataclasses, named tuples, typed dictionaries, attrs, pydantic, others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from shipway.read.functions.names import Module
from shipway.read.source import FunctionNode, dotted

_DATACLASS: Final = frozenset({"dataclass"})
_ATTRS: Final = frozenset({"define", "mutable", "frozen", "attrs", "s", "attr.s", "attr.dataclass", "attr.attrs"})
_MODELS: Final = frozenset({"BaseModel", "BaseSettings", "SQLModel", "Struct", "GenericModel"})
_HIDDEN: Final = frozenset({"ClassVar", "KW_ONLY"})
_FIELD_CALLS: Final = frozenset({"field", "Field", "ib", "attrib", "PrivateAttr"})


@dataclass(frozen=True)
class Field:
    """One field: its hint, its default, and the call (`field(…)`, `Field(…)`) that tells more of it.

    `optional` fields need not be given; `made` is what a default factory is called; `module` is where its names are
    looked up.
    """

    name: str
    hint: ast.expr | None
    module: Module
    default: ast.expr | None = None
    meta: ast.Call | None = None
    optional: bool = False
    made: str = ""


@dataclass(frozen=True)
class Record:
    """A class that is made of fields; `sort` is "class" for one that only has a constructor."""

    name: str
    sort: str
    fields: tuple[Field, ...]


def record_of(module: Module, node: ast.ClassDef) -> Record | None:
    """Give the fields of a class; None for a class that is not made of fields."""
    sort = _sort(module, node, 6)
    if sort is None:
        return _constructed(module, node)
    fields = {one.name: one for one in _fields(module, node, sort, 6)}
    return Record(node.name, sort, tuple(fields.values()))


def record_of_call(module: Module, name: str, call: ast.Call) -> Record | None:
    """Give the fields of `NamedTuple("P", [("x", int)])`, `namedtuple("P", "x y")` or `TypedDict("D", {"x": int})`."""
    function = dotted(call.func).rpartition(".")[2]
    if len(call.args) < 2 or function not in ("NamedTuple", "namedtuple", "TypedDict"):
        return None
    given, pairs = call.args[1], list[tuple[str, ast.expr | None]]()
    if isinstance(given, ast.Dict):
        pairs = [(str(_text(key)), value) for key, value in zip(given.keys, given.values, strict=True)]
    elif isinstance(given, (ast.List, ast.Tuple)):
        for one in given.elts:
            inner = one.elts if isinstance(one, ast.Tuple) and len(one.elts) == 2 else [one, None]
            pairs.append((str(_text(inner[0])), inner[1]))
    elif isinstance(given, ast.Constant) and isinstance(given.value, str):
        pairs = [(word, None) for word in given.value.replace(",", " ").split()]
    total = not any(key.arg == "total" and _text(key.value) is False for key in call.keywords)
    rows = (key.value for key in call.keywords if key.arg == "defaults")
    defaults = next((row.elts for row in rows if isinstance(row, (ast.List, ast.Tuple))), [])
    late = dict(zip([word for word, _ in pairs][::-1], defaults[::-1], strict=False))
    return Record(
        name,
        "TypedDict" if function == "TypedDict" else "NamedTuple",
        tuple(Field(word, hint, module, late.get(word), optional=word in late or not total) for word, hint in pairs),
    )


def decorators(node: ast.ClassDef | FunctionNode) -> Iterator[str]:
    """Give the names of its decorators, as they are written."""
    for one in node.decorator_list:
        yield dotted(one.func if isinstance(one, ast.Call) else one)


def _sort(module: Module, node: ast.ClassDef, depth: int) -> str | None:
    for name in decorators(node):
        last = name.rpartition(".")[2]
        if last in _DATACLASS and not name.startswith("attr."):
            return "dataclass"
        if (last in _ATTRS and len(last) > 1) or name in _ATTRS:
            return "attrs"
    for base in node.bases:
        name = dotted(base.value if isinstance(base, ast.Subscript) else base)
        last = name.rpartition(".")[2]
        if last in ("NamedTuple", "TypedDict"):
            return last
        if last in _MODELS:
            return "pydantic"
        found = module.find(name) if name and depth else None
        if found is not None and isinstance(found.node, ast.ClassDef):
            inherited = _sort(found.module, found.node, depth - 1)
            if inherited is not None:
                return inherited
    return None


def _fields(module: Module, node: ast.ClassDef, sort: str, depth: int) -> Iterator[Field]:
    for base in node.bases:
        found = module.find(dotted(base.value if isinstance(base, ast.Subscript) else base)) if depth else None
        if found is not None and isinstance(found.node, ast.ClassDef) and found.node is not node:
            yield from _fields(found.module, found.node, sort, depth - 1)
    total = not any(key.arg == "total" and _text(key.value) is False for key in node.keywords)
    for one in node.body:
        if isinstance(one, ast.AnnAssign):
            field = _annotated(module, one, sort)
        elif isinstance(one, ast.Assign) and sort == "attrs" and _is_field_call(one.value):
            field = _described(Field(dotted(one.targets[0]), None, module), one.value)
        else:
            continue
        if field is not None and not _is_private(field, sort):
            needed = field.optional or (sort == "TypedDict" and not total and not _says(one, "Required"))
            yield replace(field, name=field.name.lstrip("_") if sort == "attrs" else field.name, optional=needed)


def _is_private(field: Field, sort: str) -> bool:
    """Tell a field that is no concern of a person's: attrs takes `_name` as `name`, others leave it to the class."""
    return field.name.startswith("_") and (
        sort in ("pydantic", "NamedTuple") or (sort == "dataclass" and field.optional)
    )


def _annotated(module: Module, node: ast.AnnAssign, sort: str) -> Field | None:
    hint = node.annotation
    outer = dotted(hint.value if isinstance(hint, ast.Subscript) else hint).rpartition(".")[2]
    if outer in _HIDDEN:
        return None
    if outer in ("InitVar", "Required", "NotRequired", "ReadOnly") and isinstance(hint, ast.Subscript):
        hint = hint.slice
    field = Field(dotted(node.target), hint, module, optional=sort == "TypedDict" and outer == "NotRequired")
    if node.value is None:
        return field
    if _is_field_call(node.value):
        return _described(field, node.value)
    return replace(field, default=node.value, optional=True)


def _described(field: Field, call: ast.expr) -> Field | None:
    """Read `field(default_factory=list)`, `Field(8080, ge=1)` or `attr.ib(type=int)`; None where it is no input."""
    assert isinstance(call, ast.Call)
    keys = {str(key.arg): key.value for key in call.keywords}
    if _text(keys.get("init")) is False or dotted(call.func).endswith("PrivateAttr"):
        return None
    default = keys.get("default", call.args[0] if call.args else None)
    if isinstance(default, ast.Constant) and default.value is Ellipsis:
        default = None
    if isinstance(default, ast.Call) and dotted(default.func).rpartition(".")[2] == "Factory" and default.args:
        keys["factory"], default = default.args[0], None
    made = keys.get("default_factory", keys.get("factory"))
    return replace(
        field,
        hint=field.hint or keys.get("type"),
        default=default if made is None else _empty(made),
        meta=call,
        optional=default is not None or made is not None,
        made="" if made is None or _empty(made) is not None else ast.unparse(made),
    )


def _empty(made: ast.expr) -> ast.expr | None:
    """Give what a plain factory makes: `list` is `[]`, `lambda: 5` is 5; None for one that only runs can tell."""
    if isinstance(made, ast.Lambda):
        return made.body
    return {"list": ast.List([]), "dict": ast.Dict([], []), "tuple": ast.Tuple([]), "str": ast.Constant("")}.get(
        dotted(made)
    )


def _constructed(module: Module, node: ast.ClassDef) -> Record | None:
    """Give the parameters of a plain class's constructor; None unless each carries a hint or a default."""
    init = constructor(node)
    if init is None or node.bases or init.args.vararg or init.args.kwarg or init.args.posonlyargs:
        return None
    fields = [
        Field(arg.arg, arg.annotation, module, default, optional=default is not None)
        for arg, default in arguments(init)[1:]
    ]
    if not fields or not all(one.hint is not None for one in fields):
        return None
    return Record(node.name, "class", tuple(fields))


def constructor(node: ast.ClassDef) -> ast.FunctionDef | None:
    """Give the `__init__` that a class defines itself, or None."""
    return next((one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None)


def arguments(node: FunctionNode | ast.Lambda) -> list[tuple[ast.arg, ast.expr | None]]:
    """Give each plain parameter with its default; the keyword-only ones last."""
    spec = node.args
    plain = [*spec.posonlyargs, *spec.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(spec.defaults)) + list(spec.defaults)
    return [*zip(plain, defaults, strict=True), *zip(spec.kwonlyargs, spec.kw_defaults, strict=True)]


def _says(node: ast.stmt, word: str) -> bool:
    hint = node.annotation if isinstance(node, ast.AnnAssign) else None
    return isinstance(hint, ast.Subscript) and dotted(hint.value).rpartition(".")[2] == word


def _is_field_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in _FIELD_CALLS


def _text(node: ast.AST | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None
