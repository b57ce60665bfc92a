"""Functions: every public one with parameters, from its hints, or from defaults and docstring where there are none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import docstring_parser

from shipway.kinds import KINDS, written
from shipway.read.hints import Hint, hint_of
from shipway.read.source import FunctionNode, Source, dotted, headed, humanize
from shipway.spec import Param, Spec

_SECRET: Final = frozenset({"password", "passwd", "passphrase", "secret", "token", "apikey"})
_LONG: Final = frozenset({"text", "message", "body", "content", "notes", "prose"})
_OUT: Final = ("out", "dest", "target", "save")
_FOLDER: Final = ("dir", "folder", "directory")


def functions(source: Source) -> tuple[Spec, ...]:
    """Read the public functions of a script that take anything, and those that give something back unasked for."""
    return tuple(_spec(source, node) for name, node in source.functions.items() if _is_tool(source, name, node))


def _is_tool(source: Source, name: str, node: FunctionNode) -> bool:
    names = [arg.arg for arg, _, _ in _arguments(node)]
    if name.startswith("_") or (name == "main" and names in (["argv"], ["args"])):
        return False
    returns = any(isinstance(inner, ast.Return) and inner.value is not None for inner in ast.walk(node))
    # Without parameters, a function that the script itself calls is a step of its work.
    return bool(names) or (returns and name not in source.calls)


def is_hinted(node: FunctionNode) -> bool:
    """Tell whether any parameter of a function carries a hint."""
    return any(arg.annotation is not None for arg, _, _ in _arguments(node))


def _arguments(node: FunctionNode) -> Iterator[tuple[ast.arg, ast.expr | None, str]]:
    """Give each parameter with its default, and whether it is "one", "rest" (`*args`) or "named" (`**kwargs`)."""
    spec = node.args
    plain = [*spec.posonlyargs, *spec.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(spec.defaults)) + list(spec.defaults)
    for arg, default in zip(plain, defaults, strict=True):
        yield arg, default, "one"
    if spec.vararg:
        yield spec.vararg, None, "rest"
    for arg, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        yield arg, default, "one"
    if spec.kwarg:
        yield spec.kwarg, None, "named"


def _spec(source: Source, node: FunctionNode) -> Spec:
    doc = docstring_parser.parse(ast.get_docstring(node) or "")
    told = {param.arg_name.lstrip("*"): param for param in doc.params}
    params: list[Param] = []
    unmapped: list[str] = []
    for arg, default, role in _arguments(node):
        about = told.get(arg.arg)
        hint = _hint(source, arg, default, about.type_name if about else None)
        if not hint.known and arg.annotation is not None:
            unmapped.append(
                f"{arg.arg}: {ast.unparse(arg.annotation)} is given as {KINDS[hint.kind].label}, as it is typed"
            )
        if not hint.known and arg.annotation is None and default is None and role == "one":
            unmapped.append(f"{arg.arg} has no hint: it is given as a text")
        help_text = " ".join(((about and about.description) or hint.help).split())
        params += _params(source, arg.arg, hint, default, role, help_text)
    title, summary, help_text = headed(
        ast.get_docstring(node) and doc.short_description, doc.long_description, node.name
    )
    return Spec(
        tool=node.name,
        dialect="function",
        title=title,
        summary=summary,
        help=help_text,
        params=tuple(params),
        stdin="asks" if source.may_ask else "none",
        unmapped=tuple(unmapped),
    )


def _hint(source: Source, arg: ast.arg, default: ast.expr | None, told: str | None) -> Hint:
    if arg.annotation is not None:
        return hint_of(source, arg.annotation)
    if told:
        try:
            hint = hint_of(source, ast.parse(told.removesuffix(", optional"), mode="eval").body)
        except SyntaxError:
            hint = Hint(known=False)
        if hint.known:
            return hint
    return (_hint_of_default(source, default) if default is not None else None) or Hint(known=False)


def _hint_of_default(source: Source, default: ast.expr) -> Hint | None:
    """Tell the kind of an unhinted parameter by its default."""
    if isinstance(default, ast.Call):
        return hint_of(source, default.func)
    try:
        value = ast.literal_eval(default)
    except (ValueError, TypeError, RecursionError):
        return None
    if isinstance(value, (list, tuple)) and value and all(type(one) is type(value[0]) for one in value):
        inner = _name_of(value[0])
        return hint_of(source, ast.parse(f"list[{inner}]", mode="eval").body) if inner else Hint(kind="json")
    name = _name_of(value)
    return hint_of(source, ast.Name(name)) if name else None


def _name_of(value: object) -> str:
    return type(value).__name__ if isinstance(value, (str, int, float, bool, complex, dict, list, tuple)) else ""


def _params(source: Source, name: str, hint: Hint, default: ast.expr | None, role: str, help_text: str) -> list[Param]:
    if hint.fields is not None and role == "one":
        return _fields(source, name, hint, default)
    if role == "rest":
        hint = replace(hint, item=hint.kind if hint.kind in KINDS else "text", kind="list")
    elif role == "named":
        hint = Hint(kind="json")
    kind = _finer(name, hint, default)
    raw, told = _default(hint, kind, default)
    if told:
        help_text = f"{help_text} Left empty: {told}.".strip()
    required = default is None and role == "one" and not hint.nullable
    return [
        Param(
            name=name,
            kind=kind,
            label=humanize(name),
            help=help_text,
            required=required,
            default=raw,
            choices=hint.choices,
            item=hint.item,
            type=hint.type,
            nullable=hint.nullable,
            **_limits(hint.bounds),
        )
    ]


def _limits(bounds: Mapping[str, float]) -> dict[str, Any]:
    return {name: int(value) if name.endswith("length") else value for name, value in bounds.items()}


def _fields(source: Source, name: str, hint: Hint, default: ast.expr | None) -> list[Param]:
    """Give a group of parameters for the fields of a dataclass."""
    assert hint.fields is not None
    params = []
    fields = [one for one in hint.fields.body if isinstance(one, ast.AnnAssign)]
    for place, field in enumerate(fields):
        if dotted(field.target).startswith("_"):
            continue
        inner = hint_of(source, field.annotation)
        value = _given(default, dotted(field.target), place) or field.value
        for param in _params(source, dotted(field.target), replace(inner, fields=None), value, "one", inner.help):
            optional = default is not None or hint.nullable
            params.append(
                replace(
                    param, name=f"{name}.{param.name}", group=humanize(name), required=param.required and not optional
                )
            )
    return params


def _given(default: ast.expr | None, name: str, place: int) -> ast.expr | None:
    """Give what a default such as `Size(3, height=4)` says of one field."""
    if not isinstance(default, ast.Call):
        return None
    if place < len(default.args):
        return default.args[place]
    return next((key.value for key in default.keywords if key.arg == name), None)


def _finer(name: str, hint: Hint, default: ast.expr | None) -> str:
    """Tell secrets, long texts, colours, folders and files to write by the parameter's name."""
    words = name.lower().split("_")
    if hint.kind == "text" and not hint.type and not hint.choices:
        if set(words) & _SECRET or "api_key" in name.lower():
            return "secret"
        if _is_colour(default):
            return "colour"
        if words[-1] in _LONG or (isinstance(default, ast.Constant) and "\n" in str(default.value)):
            return "long_text"
    if hint.kind == "file":
        if any(word.startswith(_FOLDER) for word in words):
            return "folder"
        if any(word.startswith(_OUT) for word in words):
            return "file_out"
    return hint.kind


def _is_colour(default: ast.expr | None) -> bool:
    """Tell whether a default is `#rgb` or `#rrggbb`."""
    value = default.value if isinstance(default, ast.Constant) else None
    return isinstance(value, str) and re.fullmatch(r"#([0-9a-fA-F]{3}){1,2}", value) is not None


def _default(hint: Hint, kind: str, node: ast.expr | None) -> tuple[str | tuple[str, ...] | None, str]:
    """Give a default as a raw; where it is an expression, what a person may know of it instead."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return None, ""
    if isinstance(node, ast.Attribute) and hint.choices:
        return hint.members.get(node.attr), ""
    try:
        value: object = ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError):
        return _called(node, kind)
    try:
        if isinstance(value, (list, tuple, set, frozenset)) and kind in ("list", "files", "choices"):
            return tuple(written(hint.item, hint.type, one) for one in value) or None, ""
        if kind == "number" and isinstance(value, int):
            return str(value), ""
        return written(kind, hint.type, value), ""
    except (TypeError, ValueError, AttributeError):
        return None, ast.unparse(node)


def _called(node: ast.expr, kind: str) -> tuple[str | None, str]:
    """Read defaults such as `Path("x")`, `Decimal("1.5")`, `date(2026, 1, 1)`; any other expression is named."""
    import datetime as dt  # only such defaults need it

    if isinstance(node, ast.Call):
        try:
            args = [ast.literal_eval(arg) for arg in node.args]
            named = {str(key.arg): ast.literal_eval(key.value) for key in node.keywords}
            name = dotted(node.func).rpartition(".")[2]
            if name in ("date", "time", "datetime", "timedelta"):
                return KINDS[kind].format(getattr(dt, name)(*args, **named)), ""
            if name in ("Path", "PurePath", "Decimal", "Fraction", "UUID") and len(args) == 1:
                return str(args[0]), ""
        except (ValueError, TypeError, AttributeError):
            pass
    return None, ast.unparse(node)
