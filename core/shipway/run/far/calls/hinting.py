"""Hints at run time: resolved for every Python from 3.8 on, and stripped to what a value has to become."""

import ast
import sys
import typing
from typing import Any, Dict, List, Tuple


def hints_of(thing: Any) -> Dict[str, Any]:
    """Give the resolved hints of a function or a class; None for one that cannot be resolved."""
    written = _written(thing)
    # Before Python 3.9, quotes within a hint that is a text itself are not resolved.
    if sys.version_info < (3, 9) and all(isinstance(hint, str) for hint, _ in written.values()):
        return {name: _resolved(hint, space) for name, (hint, space) in written.items()}
    try:
        return typing.get_type_hints(thing)
    except Exception:
        # One hint that cannot be resolved is no reason to do without the others.
        return {name: _resolved(hint, space) for name, (hint, space) in written.items()}


def _written(thing: Any) -> Dict[str, Tuple[Any, Dict[str, Any]]]:
    """Give the hints as they stand in the script, each with the names that it was written with."""
    if not isinstance(thing, type):
        return {name: (hint, _space(thing)) for name, hint in _annotations(thing).items()}
    return {
        name: (hint, _space(owner))
        for owner in reversed(thing.__mro__)
        for name, hint in (vars(owner).get("__annotations__") or {}).items()
    }


def _annotations(thing: Any) -> Dict[str, Any]:
    return getattr(thing, "__annotations__", None) or {}


def _space(thing: Any) -> Dict[str, Any]:
    """Give the names that a hint was written with."""
    while hasattr(thing, "__wrapped__"):
        thing = thing.__wrapped__
    space = getattr(thing, "__globals__", None)
    return space if space is not None else vars(sys.modules.get(getattr(thing, "__module__", ""), typing))


def _resolved(hint: Any, space: Dict[str, Any]) -> Any:
    hint = hint.__forward_arg__ if isinstance(hint, typing.ForwardRef) else hint
    try:
        return _read(ast.parse(hint, mode="eval").body, space) if isinstance(hint, str) else hint
    except Exception:
        return None


def _read(node: ast.AST, space: Dict[str, Any]) -> Any:
    """Evaluate a hint as a newer Python would: `int | None` and `list[int]` are older than their syntax."""
    if isinstance(node, ast.Constant):
        return _read(ast.parse(node.value, mode="eval").body, space) if isinstance(node.value, str) else type(None)
    if isinstance(node, ast.BinOp):
        return typing.Union[_read(node.left, space), _read(node.right, space)]
    if not isinstance(node, ast.Subscript):
        return eval(compile(ast.Expression(node), "<hint>", "eval"), space)  # type: ignore[arg-type]
    base = _read(node.value, space)
    inner: Any = getattr(node.slice, "value", node.slice) if type(node.slice).__name__ == "Index" else node.slice
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if named(base) == "Annotated":
        return _read(parts[0], space)
    if named(base) == "Literal":
        return typing.Literal[tuple(eval(compile(ast.Expression(part), "<hint>", "eval"), space) for part in parts)]
    args = tuple(Ellipsis if isinstance(part, ast.Constant) and part.value is Ellipsis else _read(part, space)
                 for part in parts)  # fmt: skip
    try:
        return base[args if len(args) > 1 else args[0]]
    except TypeError:
        name = named(base)
        return getattr(typing, {"deque": "Deque", "frozenset": "FrozenSet"}.get(name, name[:1].upper() + name[1:]))[
            args
        ]


def named(thing: Any) -> str:
    """Give the name of a hint's own class: "Literal", "list", "Union"."""
    return str(getattr(thing, "_name", None) or getattr(thing, "__name__", ""))


def origin(hint: Any) -> Any:
    """Give the class that a hint such as `list[int]` is made of; the hint itself where it is a class."""
    return typing.get_origin(hint) or hint


def arguments(hint: Any) -> Tuple[Any, ...]:
    """Give what stands in the brackets of a hint."""
    return typing.get_args(hint)


def bare(hint: Any) -> Any:
    """Strip what says nothing of the value itself: `Optional`, `Annotated`, NewType, aliases, Required, InitVar."""
    for _ in range(20):
        inner = _inner(hint)
        if inner is hint:
            break
        hint = inner
    return hint


def _inner(hint: Any) -> Any:
    if hasattr(hint, "__metadata__"):
        return hint.__origin__
    if hasattr(hint, "__supertype__"):
        return hint.__supertype__
    if type(hint).__name__ == "TypeAliasType":
        return hint.__value__
    if type(hint).__name__ == "InitVar":
        return hint.type
    if isinstance(hint, typing.TypeVar):
        return hint.__bound__ or (typing.Union[hint.__constraints__] if hint.__constraints__ else typing.Any)
    if type(origin(hint)).__name__ == "TypeAliasType":
        return origin(hint).__value__
    if named(origin(hint)) in ("Required", "NotRequired", "ReadOnly", "Final", "ClassVar", "Unpack") and arguments(
        hint
    ):
        return arguments(hint)[0]
    if is_union(hint):
        rest = [one for one in arguments(hint) if one is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


def is_union(hint: Any) -> bool:
    """Tell `Union[a, b]` and `a | b`."""
    return typing.get_origin(hint) is typing.Union or type(hint).__name__ == "UnionType"


def members(hint: Any) -> List[Any]:
    """Give what a hint allows: the members of a union, each stripped; else the one hint."""
    hint = bare(hint)
    if not is_union(hint):
        return [hint]
    return [inner for one in arguments(hint) if one is not type(None) for inner in members(one)]


def may_be_none(hint: Any) -> bool:
    """Tell whether None is good for a hint; one that is not known takes anything."""
    if hint is None or hint is typing.Any:
        return True
    if hasattr(hint, "__metadata__"):
        return may_be_none(hint.__origin__)
    return hint is type(None) or (is_union(hint) and any(may_be_none(one) for one in arguments(hint)))


def from_module(hint: Any, *names: str) -> bool:
    """Tell whether a class comes from one of these libraries."""
    return str(getattr(origin(hint), "__module__", "")).partition(".")[0] in names
