"""Texts -> what a function wants: the kinds parse, the function's own hints say which type it becomes."""

import enum
import inspect
import io
import os
import sys
import typing
from typing import Any, Dict, List, Tuple

from _shipway import kinds, neighbours


def make(function: Any, inputs: List[Dict[str, Any]]) -> Tuple[List[Any], Dict[str, Any]]:
    """Give the positional and keyword arguments; each input is {"name", "kind", "item", "type", "text"}."""
    hints = _hints(function)
    given: Dict[str, Any] = {}
    parts: Dict[str, Dict[str, Any]] = {}
    for one in inputs:
        name, dot, field = one["name"].partition(".")
        if dot:
            hint = _hints(_bare(hints.get(name))).get(field)
            parts.setdefault(name, {})[field] = _value(one, hint)
        else:
            given[name] = _value(one, hints.get(name))
    for name, parameter in inspect.signature(function).parameters.items():
        whole: Any = hints.get(name)
        if name in parts:
            given[name] = _record(_bare(whole), parameter.default, parts[name])
        elif parameter.default is parameter.empty and _is_record(whole):
            given[name] = whole()
    return _placed(function, given)


def _is_record(hint: Any) -> bool:
    """Tell a dataclass or a named tuple, whose fields are given one by one."""
    return isinstance(hint, type) and (hasattr(hint, "__dataclass_fields__") or hasattr(hint, "_fields"))


def _record(hint: Any, default: Any, fields: Dict[str, Any]) -> Any:
    """Make a record of its fields; those that are not given come from the function's own default."""
    if hasattr(type(default), "__dataclass_fields__"):
        return sys.modules["dataclasses"].replace(default, **fields)
    return default._replace(**fields) if hasattr(default, "_replace") else hint(**fields)


def _placed(function: Any, given: Dict[str, Any]) -> Tuple[List[Any], Dict[str, Any]]:
    args: List[Any] = []
    kwargs: Dict[str, Any] = {}
    parameters = list(inspect.signature(function).parameters.values())
    by_place = _by_place(parameters, given)
    for number, parameter in enumerate(parameters):
        name, default = parameter.name, parameter.default
        if parameter.kind is parameter.VAR_POSITIONAL:
            args.extend(given.get(name, ()))
        elif parameter.kind is parameter.VAR_KEYWORD:
            kwargs.update(given.get(name, {}))
        elif number < by_place:
            args.append(given.get(name, None if default is parameter.empty else default))
        elif name in given or default is parameter.empty:
            # One that has no default and was left empty may be None.
            kwargs[name] = given.get(name)
    return args, kwargs


def _by_place(parameters: List[inspect.Parameter], given: Dict[str, Any]) -> int:
    """Count the parameters that must be given by place: up to the last positional-only one, or to `*args`."""
    count = 0
    for number, one in enumerate(parameters):
        needed = one.name in given or one.default is one.empty
        if one.kind is one.POSITIONAL_ONLY and needed:
            count = number + 1
        if one.kind is one.VAR_POSITIONAL and given.get(one.name):
            count = number
    return count


def _hints(function: Any) -> Dict[str, Any]:
    try:
        return typing.get_type_hints(function)
    except Exception:
        # One hint that cannot be resolved is no reason to do without the others.
        return {name: _resolved(function, hint) for name, hint in getattr(function, "__annotations__", {}).items()}


def _resolved(function: Any, hint: Any) -> Any:
    lone = type("lone", (), {"__annotations__": {"hint": hint}})
    try:
        return typing.get_type_hints(lone, getattr(function, "__globals__", None))["hint"]
    except Exception:
        return None


def _bare(hint: Any) -> Any:
    """Strip `Optional`, for a parameter that has a value."""
    members = [one for one in typing.get_args(hint) if one is not type(None)]
    return members[0] if _is_union(hint) and len(members) == 1 else hint


def _is_union(hint: Any) -> bool:
    return typing.get_origin(hint) is typing.Union or type(hint).__name__ == "UnionType"


def _value(one: Dict[str, Any], hint: Any) -> Any:
    text = one["text"]
    hint = _bare(hint)
    if isinstance(text, list):
        return _several(one, text, hint)
    if one["kind"] == "json" or one["kind"] == "table":
        return _rows(kinds.parse(one["kind"], "", text), hint)
    return _one(one["kind"], one["type"], text, hint)


def _several(one: Dict[str, Any], texts: List[str], hint: Any) -> Any:
    origin = typing.get_origin(hint) or hint
    inner = [arg for arg in typing.get_args(hint) if arg is not Ellipsis]
    item = "file" if one["kind"] == "files" else "choice" if one["kind"] == "choices" else one["item"]
    values = [
        _one(item, one["type"], text, inner[min(n, len(inner) - 1)] if inner else None) for n, text in enumerate(texts)
    ]
    return origin(values) if origin in (set, frozenset, tuple) else values


def _one(kind: str, type_name: str, text: str, hint: Any) -> Any:
    hint = _bare(hint)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _member(hint, text)
    if typing.get_origin(hint) is not None and _named(typing.get_origin(hint)) == "Literal":
        return next(choice for choice in typing.get_args(hint) if str(choice) == text)
    if kind in ("file", "folder", "file_out"):
        return _opened(text, hint)
    value = kinds.parse(kind, type_name, text)
    if _is_path(hint):
        return hint(value)
    if hint is bytes:
        return text.encode()
    if hint is float and isinstance(value, int):
        return float(value)
    return value


def _named(thing: Any) -> str:
    return str(getattr(thing, "_name", None) or getattr(thing, "__name__", ""))


def _member(hint: Any, text: str) -> Any:
    # The reader shows the values where all are texts, else the names.
    if all(isinstance(member.value, str) for member in hint):
        for member in hint:
            if text == member.value:
                return member
    for member in hint:
        if text in (member.name, str(member.value)):
            return member
    raise ValueError("{!r} is no {}".format(text, hint.__name__))


def _opened(text: str, hint: Any) -> Any:
    """Give a file in the way that the hint wants it: its bytes, an open file, a path, or its name."""
    pathlib: Any = neighbours.standard("pathlib")
    origin, args = typing.get_origin(hint) or hint, typing.get_args(hint)
    if hint is bytes:
        return pathlib.Path(text).read_bytes()
    if origin in (typing.BinaryIO, io.BytesIO, io.BufferedReader) or (origin is typing.IO and bytes in args):
        return open(text, "rb")
    if origin in (typing.TextIO, io.StringIO, io.TextIOBase, io.TextIOWrapper, typing.IO):
        return open(text, encoding="utf-8")
    if hint is str or hint is None:
        return text
    return hint(text) if _is_path(hint) else pathlib.Path(text)


def _is_path(hint: Any) -> bool:
    """Tell whether a hint is a class of paths that can be made of a text."""
    return isinstance(hint, type) and issubclass(hint, os.PathLike) and hint is not os.PathLike


def _rows(value: Any, hint: Any) -> Any:
    if isinstance(hint, type) and hint.__module__.partition(".")[0] == "pandas":
        frame = hint(value)
        # Cells of CSV are texts; a column whose cells are all numbers is meant as numbers.
        for column in frame.columns:
            try:
                frame[column] = sys.modules["pandas"].to_numeric(frame[column])
            except (ValueError, TypeError):
                pass
        return frame
    return value
