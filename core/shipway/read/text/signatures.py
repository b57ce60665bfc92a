"""A typer command's signature, as the options and arguments that typer makes of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shipway.read.source import dotted
from shipway.read.text.literals import UNKNOWN, Enumeration, Name
from shipway.read.text.scopes import Function

if TYPE_CHECKING:
    from shipway.read.text.walk import Walk

_MANY = ("List", "list", "Sequence", "Tuple", "tuple", "Set", "set")


def arguments_of(walk: Walk, function: Function) -> Iterator[dict[str, Any]]:
    """Give each parameter of a function as the call of `option` or `argument` that means the same."""
    given = function.node.args
    places = [*given.posonlyargs, *given.args]
    rows: list[tuple[ast.arg, ast.expr | None]] = [
        *zip(places, [*[None] * (len(places) - len(given.defaults)), *given.defaults], strict=True),
        *zip(given.kwonlyargs, given.kw_defaults, strict=True),
    ]
    for arg, default in rows:
        hint, info = _split(arg.annotation)
        if hint is not None and ast.unparse(hint).rpartition(".")[2] == "Context":
            continue
        what, args, named = _said(walk, function, info, default)
        kind, many = _kind(walk, function, hint)
        named = {**_named(kind, many), **named}
        name = arg.arg.lower().replace("_", "-")
        flags = [one for one in args if isinstance(one, str) and one.startswith("-")]
        line = arg.lineno
        if what == "argument":
            yield {"what": what, "args": [arg.arg], "named": _as_place(named, many), "line": line}
            continue
        if named.pop("is_bool", False):
            flags = flags or [f"--{name}/--no-{name}"]
            named.setdefault("is_flag", True)
        named["multiple"] = many
        yield {"what": what, "args": [*(flags or [f"--{name}"]), arg.arg], "named": named, "line": line}


def _split(annotation: ast.expr | None) -> tuple[ast.expr | None, ast.expr | None]:
    """Part `Annotated[hint, typer.Option(…)]`."""
    if isinstance(annotation, ast.Subscript) and dotted(annotation.value).endswith("Annotated"):
        parts = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else []
        infos = [part for part in parts[1:] if isinstance(part, ast.Call)]
        return (parts[0] if parts else None), (infos[0] if infos else None)
    return annotation, None


def _said(walk: Walk, function: Function, info: ast.expr | None, default: ast.expr | None) -> Any:
    """Give what is said of a parameter: whether it is an option, its words, and all else."""
    call = info if info is not None else default
    is_info = isinstance(call, ast.Call) and dotted(call.func).rpartition(".")[2] in ("Option", "Argument")
    args, named = walk.given(call, function.scope) if is_info and isinstance(call, ast.Call) else ([], {})
    if is_info and info is None and args:
        named["default"], args = args[0], args[1:]
        inner = call.args[0] if isinstance(call, ast.Call) else None
        if isinstance(inner, ast.Constant) and inner.value is ...:
            named.pop("default")
            named["required"] = True
    elif (default is not None and call is not default) or (default is not None and not is_info):
        named["default"] = walk.value(default, function.scope)
    has = "default" in named
    if is_info and isinstance(call, ast.Call) and dotted(call.func).endswith("Option"):
        what = "option"
        named.setdefault("required", not has)
    else:
        what = "argument" if is_info or not has else "option"
    if named.get("default") is UNKNOWN:
        named["default"] = None
    return what, args, named


def _kind(walk: Walk, function: Function, hint: ast.expr | None) -> tuple[Any, bool]:
    """Give what a hint means, and whether it takes many."""
    if isinstance(hint, ast.Constant) and isinstance(hint.value, str):
        try:
            hint = ast.parse(hint.value, mode="eval").body
        except SyntaxError:
            return None, False
    if isinstance(hint, ast.BinOp):
        sides = [side for side in (hint.left, hint.right) if ast.unparse(side) != "None"]
        return _kind(walk, function, sides[0])
    if isinstance(hint, ast.Subscript):
        name = dotted(hint.value).rpartition(".")[2]
        inner = hint.slice.elts[0] if isinstance(hint.slice, ast.Tuple) and hint.slice.elts else hint.slice
        if name == "Literal":
            parts = hint.slice.elts if isinstance(hint.slice, ast.Tuple) else [hint.slice]
            return [str(walk.value(part, function.scope)) for part in parts], False
        return _kind(walk, function, inner)[0], name in _MANY
    return (walk.value(hint, function.scope) if hint is not None else None), False


def _named(kind: Any, many: bool) -> dict[str, Any]:
    if isinstance(kind, Enumeration):
        return {"type": [str(value) for value in kind.members.values()]}
    if isinstance(kind, list):
        return {"type": kind}
    if isinstance(kind, Name) and kind.dotted == "bool":
        return {} if many else {"is_bool": True}
    return {"type": kind} if isinstance(kind, Name) else {}


def _as_place(named: dict[str, Any], many: bool) -> dict[str, Any]:
    named = {name: value for name, value in named.items() if name != "is_bool"}
    if many:
        named["nargs"] = -1
        named.setdefault("required", "default" not in named)
    return named
