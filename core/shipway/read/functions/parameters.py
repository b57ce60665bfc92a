"""A function's parameter and what its hint tells -> the fields of the form: one, or a group for a class of fields."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from shipway.kinds import FILES, KINDS
from shipway.read.functions.defaults import default_of
from shipway.read.functions.guesses import hint_of_default, place_of
from shipway.read.functions.hint_table import Hint
from shipway.read.functions.hints import hint_of, several
from shipway.read.functions.metadata import described
from shipway.read.functions.names import Module
from shipway.read.functions.records import Field
from shipway.read.source import FunctionNode, dotted, humanize
from shipway.spec import Example, Param

_SECRET: Final = frozenset({"password", "passwd", "passphrase", "secret", "token", "apikey", "pwd"})
_LONG: Final = frozenset({"text", "message", "body", "content", "notes", "prose", "paragraph"})
_OUT: Final = ("out", "dest", "target", "save")
_FOLDER: Final = ("dir", "folder", "directory")
_DEPTH: Final = 4
"""Groups within groups; what lies deeper is given as JSON."""


@dataclass(frozen=True)
class Slot:
    """One parameter as it stands in the script: `role` is "one", "rest" (`*args`) or "named" (`**kwargs`).

    `node` is the function whose use of it may tell more.
    """

    arg: ast.arg
    default: ast.expr | None = None
    role: str = "one"
    node: FunctionNode | None = None


def params_of(
    module: Module, name: str, hint: Hint, slot: Slot, help_text: str, unmapped: list[str] | None = None
) -> list[Param]:
    """Give the fields of the form for one parameter; what a form cannot give of a group is added to `unmapped`."""
    if hint.record is not None and slot.role != "rest":
        return _group(module, name, hint, slot.default, (humanize(name.removeprefix("self.")),), unmapped)
    if slot.role == "rest":
        hint = several(hint) if hint.known or hint.record else Hint(kind="list", type="anything")
    elif slot.role == "named":
        hint, help_text = Hint(kind="json"), help_text or "Names and values, as a JSON object."
    return [_param(module, name, hint, slot, help_text)]


def example_of(
    module: Module, label: str, call: ast.Call, slots: Sequence[Slot], params: Sequence[Param]
) -> Example | None:
    """Give the inputs that a call means; None where a form cannot say all of them."""
    places = [slot for slot in slots if slot.role == "one"]
    known = {param.name: param for param in params}
    given: dict[str, list[ast.expr]] = {}
    for number, arg in enumerate(call.args):
        rest = next((slot for slot in slots if slot.role == "rest"), None)
        slot = places[number] if number < len(places) else rest
        if slot is None or isinstance(arg, ast.Starred):
            return None
        given.setdefault(slot.arg.arg, []).append(arg)
    given.update((str(key.arg), [key.value]) for key in call.keywords)
    hints = {slot.arg.arg: slot for slot in slots}
    raws: dict[str, str | tuple[str, ...]] = {}
    for name, nodes in given.items():
        if name not in known or name not in hints or known[name].kind in FILES:
            return None
        param, slot = known[name], hints[name]
        members = hint_of(module, slot.arg.annotation).members if slot.arg.annotation is not None else {}
        hint = Hint(kind=param.kind, item=param.item, type=param.type, choices=param.choices, members=members)
        node = ast.List(nodes) if slot.role == "rest" else nodes[0]
        raw, _ = default_of(module, hint, param.kind, node)
        if raw is not None:
            raws[name] = raw
        elif not _is_none(node):
            return None
    return Example(label, raws)


def _param(module: Module, name: str, hint: Hint, slot: Slot, help_text: str) -> Param:
    kind = _finer(name.rpartition(".")[2], hint, slot)
    raw, told = default_of(module, hint, kind, slot.default)
    texts = [help_text, hint.each, f"Left empty: {told}." if told else ""]
    return Param(
        name=name,
        kind=kind,
        label=hint.label or humanize(name.rpartition(".")[2]),
        help=" ".join(text for text in texts if text),
        required=slot.default is None and slot.role == "one" and not hint.nullable,
        default=raw,
        choices=hint.choices,
        item=hint.item,
        type=hint.type,
        nullable=hint.nullable,
        pattern=hint.pattern,
        unit=hint.unit,
        **_limits(hint.bounds),
    )


def _limits(bounds: Mapping[str, float]) -> dict[str, Any]:
    return {name: int(value) if name.endswith("length") else value for name, value in bounds.items()}


def _group(
    module: Module,
    name: str,
    hint: Hint,
    default: ast.expr | None,
    path: tuple[str, ...],
    unmapped: list[str] | None,
    within: tuple[str, ...] = (),
) -> list[Param]:
    """Give a group of parameters for the fields of a class; those of a class within it are a group of their own."""
    record = hint.record
    assert record is not None
    free = default is not None or hint.nullable
    made = _made(module, default)
    params: list[Param] = []
    for place, field in enumerate(record.fields):
        inner = _hint_of_field(field)
        value = _given(made, field.name, place) or field.default
        full = f"{name}.{field.name}"
        if not inner.usable or not inner.known:
            if unmapped is not None and not (inner.usable and field.optional):
                unmapped.append(_doubt(full, field, inner))
            if not inner.usable and (field.optional or free):
                continue
        if inner.record is not None and len(path) < _DEPTH and inner.record.name not in (record.name, *within):
            # A class of fields that its own class makes need not be filled in.
            begun = value or (ast.Constant(None) if field.optional or free else None)
            names = (*within, record.name)
            params += _group(field.module, full, inner, begun, (*path, humanize(field.name).lower()), unmapped, names)
            continue
        slot = Slot(ast.arg(field.name), value)
        param = _param(field.module, full, inner, slot, " ".join(inner.help.split()))
        needed = param.required and not field.optional and not free
        text = f"{param.help} Left empty: {field.made}().".strip() if field.made else param.help
        # An untouched box is no input: what its class says of it stands.
        start = "no" if param.kind == "yes_no" and param.default is None and not needed else param.default
        params.append(replace(param, group=": ".join(path), required=needed, help=text, default=start))
    return params


def _doubt(name: str, field: Field, hint: Hint) -> str:
    hinted = f"{name}: {ast.unparse(field.hint)}" if field.hint is not None else name
    if not hint.usable:
        return (
            f"{hinted} is not in the form: only code can give it"
            if field.optional
            else f"{hinted} can only be given by code"
        )
    return f"{hinted} is given as {KINDS[hint.kind].label}, as it is typed"


def _hint_of_field(field: Field) -> Hint:
    if field.hint is not None:
        hint = hint_of(field.module, field.hint)
    else:
        hint = (hint_of_default(field.module, field.default) if field.default is not None else None) or Hint(
            known=False
        )
    return described(field.module, hint, [field.meta]) if field.meta is not None else hint


def _made(module: Module, default: ast.expr | None) -> ast.expr | None:
    """Follow a default that is a constant of the module to what it is made of."""
    if isinstance(default, (ast.Name, ast.Attribute)) and (found := module.find(dotted(default))) is not None:
        value = getattr(found.node, "value", None)
        return value if isinstance(value, ast.expr) else None
    return default


def _given(default: ast.expr | None, name: str, place: int) -> ast.expr | None:
    """Give what a default such as `Size(3, height=4)` says of one field."""
    if isinstance(default, ast.Dict):
        pairs = zip(default.keys, default.values, strict=True)
        return next((value for key, value in pairs if isinstance(key, ast.Constant) and key.value == name), None)
    if not isinstance(default, ast.Call):
        return None
    if place < len(default.args):
        return default.args[place]
    return next((key.value for key in default.keywords if key.arg == name), None)


def _finer(name: str, hint: Hint, slot: Slot) -> str:
    """Tell secrets, long texts, colours, folders and files by the parameter's name, its default and its use."""
    words = re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().split("_")
    default = slot.default
    if hint.kind == "text" and not hint.type and not hint.choices:
        if set(words) & _SECRET or "api_key" in name.lower():
            return "secret"
        if _is_colour(default):
            return "colour"
        if slot.node is not None and slot.role == "one" and (place := place_of(slot.node, name)):
            return place
        if words[-1] in _LONG or (isinstance(default, ast.Constant) and "\n" in str(default.value)):
            return "long_text"
    if hint.kind == "file":
        if any(word.startswith(_FOLDER) for word in words):
            return "folder"
        if any(word.startswith(_OUT) for word in words):
            return "file_out"
        if slot.node is not None and (place := place_of(slot.node, name)):
            return place
    return hint.kind


def _is_colour(default: ast.expr | None) -> bool:
    """Tell whether a default is `#rgb` or `#rrggbb`."""
    value = default.value if isinstance(default, ast.Constant) else None
    return isinstance(value, str) and re.fullmatch(r"#([0-9a-fA-F]{3}){1,2}", value) is not None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
