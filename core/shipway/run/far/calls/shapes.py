"""Texts and plain data -> what a hint asks for. What cannot be made raises ValueError with the end of a sentence."""

import collections
import enum
import re
import sys
import typing
from typing import Any, Callable, Dict, List, Tuple

from _shipway import kinds, neighbours, script_types
from _shipway.calls import hinting, records

_MANY: Dict[Any, Callable[[List[Any]], Any]] = {
    set: set,
    frozenset: frozenset,
    tuple: tuple,
    collections.deque: collections.deque,
}
_ABSTRACT: Dict[str, Any] = {
    "Set": set,
    "AbstractSet": set,
    "MutableSet": set,
    "FrozenSet": frozenset,
    "Iterator": iter,
    "Generator": iter,
}
_KINDS = {"str": "text", "int": "whole_number", "float": "number", "date": "date", "time": "time",
          "datetime": "datetime", "timedelta": "duration"}  # fmt: skip
_LABELS = {**_KINDS, "bool": "yes_no", "Decimal": "number", "Fraction": "number", "complex": "number"}
_TYPES = ("Decimal", "Fraction", "complex", "UUID")


def shaped(value: Any, hint: Any) -> Any:
    """Give plain data (of JSON, of a table's rows, or one text) the shape of a hint."""
    hint = hinting.bare(hint)
    if hint is None or hint is typing.Any or hint is object:
        return value
    if hinting.is_union(hint):
        return _first(value, hinting.members(hint))
    if value is None and hint is not type(None):
        return None
    if hinting.named(hinting.origin(hint)) == "Literal":
        return _chosen(value, hinting.arguments(hint))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return member(value, hint)
    if records.is_record(hinting.origin(hint)):
        return _record(value, hint)
    if isinstance(value, str):
        return text(value, hint)
    if isinstance(value, dict):
        return _mapping(value, hint)
    if isinstance(value, (list, tuple)):
        return several(list(value), hint, shaped)
    return _number(value, hint)


def _first(value: Any, hints: List[Any]) -> Any:
    """Try the members of a union in their order; the value as it is where none takes it."""
    for hint in hints:
        # Yes and no are words of a text as well; only the plainest stand for True and False here.
        if hint is bool and str(value).lower() not in ("true", "false"):
            continue
        if hint is str and not isinstance(value, str):
            continue
        if isinstance(value, (list, dict)) and hint in (int, float, bytes):
            continue
        if hint is bytes and str in hints:
            continue
        try:
            return shaped(value, hint)
        except (ValueError, TypeError, records.Refused):
            continue
    labels = [kinds.KINDS[_LABELS[hint.__name__]].label for hint in hints if getattr(hint, "__name__", "") in _LABELS]
    if isinstance(value, str) and len(labels) == len(hints):
        raise ValueError("is not " + " or ".join(dict.fromkeys(labels)))
    return value


def text(value: str, hint: Any) -> Any:
    """Give one text the type of a hint; a class that is not known gets the text itself."""
    name, origin = hinting.named(hinting.origin(hint)), hinting.origin(hint)
    if hint is bool:
        return kinds.KINDS["yes_no"].parse(value)
    if hint is type(None):
        if value.strip().lower() in ("", "none", "null"):
            return None
        raise ValueError("is not nothing")
    if origin in (bytes, bytearray, memoryview):
        return origin(value.encode())
    if name in _KINDS and hinting.from_module(hint, "builtins", "datetime"):
        return kinds.KINDS[_KINDS[name]].parse(value)
    if name in _TYPES and hinting.from_module(hint, "builtins", "decimal", "fractions", "uuid"):
        return script_types.parse("text", name, value)
    if name == "Pattern":
        return re.compile(value.encode() if bytes in hinting.arguments(hint) else value)
    if name == "range":
        return range(*map(int, script_types.parse("text", "range", value).split(":")))
    if hinting.from_module(hint, "ipaddress", "zoneinfo"):
        return _made(origin, value)
    if hinting.from_module(hint, "numpy") and isinstance(hint, type):
        return hint(script_types.parse("text", "int or float", value))
    if isinstance(hint, type):
        return _of_class(value, hint)
    return value


def _of_class(value: str, hint: Any) -> Any:
    """Make a text of a class that is one (a subclass of str, a path, what pydantic and pandas have for texts)."""
    if issubclass(hint, bool):
        return value
    if issubclass(hint, int):
        return hint(kinds.KINDS["whole_number"].parse(value))
    if issubclass(hint, float):
        return hint(kinds.KINDS["number"].parse(value))
    paths: Any = neighbours.standard("pathlib")
    if issubclass(hint, (str, paths.PurePath)) or hinting.from_module(hint, "yarl", "furl"):
        return hint(value)
    if hinting.from_module(hint, "pandas") and hint.__name__ in ("Timestamp", "Timedelta"):
        return _made(hint, value)
    if hinting.from_module(hint, "pydantic") and hint.__name__ != "EmailStr" and "validate" not in vars(hint):
        return _made(hint, value)
    return value


def _made(hint: Any, value: str) -> Any:
    try:
        return hint(value.strip())
    except (ValueError, TypeError, LookupError) as error:
        raise ValueError("cannot be used: {}".format(str(error).partition("\n")[0].strip("'"))) from None


def _chosen(value: Any, choices: Tuple[Any, ...]) -> Any:
    for choice in choices:
        if isinstance(choice, enum.Enum):
            if value in (choice.name, choice.value, str(choice.value)):
                return choice
        elif choice is not None and (choice == value or str(choice) == str(value)):
            return choice
    if None in choices and value in (None, "", "None"):
        return None
    raise ValueError("is not one of the choices")


def member(value: Any, hint: Any) -> Any:
    """Give the member of an Enum: the reader shows the values where all are texts, else the names."""
    if isinstance(value, list):
        flags = [member(one, hint) for one in value]
        whole = hint(0)
        for flag in flags:
            whole = whole | flag
        return whole
    if all(isinstance(one.value, str) for one in hint):
        for one in hint:
            if value == one.value:
                return one
    found = hint.__members__.get(str(value))
    if found is not None:
        return found
    for one in hint:
        if value == one.value or str(value) == str(one.value):
            return one
    raise ValueError("is no {}".format(hint.__name__))


def _record(value: Any, hint: Any) -> Any:
    if not isinstance(value, dict):
        if not isinstance(value, (list, tuple)):
            raise ValueError("is not a JSON object of {}".format(hinting.named(hinting.origin(hint))))
        value = dict(zip(records.fields_of(hint), value))
    fields = records.fields_of(hint)
    keys = {field.key: name for name, field in fields.items()}
    given: Dict[str, Any] = {}
    for key, one in value.items():
        name = keys.get(key, key)
        field = fields.get(name)
        if one == "" and field is not None and hinting.bare(field.hint) is not str:
            continue
        given[name] = _cell(key, one, field.hint) if field is not None else one
    try:
        return records.make(hint, given, None, "")
    except records.Refused as refused:
        told = "; ".join(
            "{}: {}".format(name.lstrip("."), text) if name else text for name, text in refused.problems.items()
        )
        raise ValueError(told) from None


def _cell(key: str, value: Any, hint: Any) -> Any:
    """Shape one value of several that have names, and say which one it is when it is refused."""
    try:
        return shaped(value, hint)
    except ValueError as error:
        shown = "“{}” ".format(str(value)[:40]) if str(error).startswith("is ") else ""
        raise ValueError("{}: {}{}".format(key, shown, error)) from None


def _mapping(value: Dict[str, Any], hint: Any) -> Any:
    origin, inner = hinting.origin(hint), hinting.arguments(hint)
    if len(inner) == 2:
        value = {shaped(key, inner[0]): _cell(key, one, inner[1]) for key, one in value.items()}
    name = hinting.named(origin)
    if name == "SimpleNamespace":
        return origin(**value)
    if origin is collections.defaultdict:
        return collections.defaultdict(None, value)
    return origin(value) if isinstance(origin, type) and issubclass(origin, dict) and origin is not dict else value


def several(values: List[Any], hint: Any, one: Callable[[Any, Any], Any]) -> Any:
    """Give each of several values the item's type, and all of them the list's own."""
    origin = hinting.origin(hint)
    inner = [arg for arg in hinting.arguments(hint) if arg is not Ellipsis]
    fixed = origin is tuple and inner and Ellipsis not in hinting.arguments(hint)
    if fixed and len(values) != len(inner):
        raise ValueError("needs {} items, and has {}".format(len(inner), len(values)))
    made = []
    for number, value in enumerate(values):
        try:
            made.append(one(value, inner[min(number, len(inner) - 1)] if inner else None))
        except ValueError as error:
            shown = "“{}” ".format(value[:40]) if isinstance(value, str) and str(error).startswith("is ") else ""
            raise ValueError("item {}: {}{}".format(number + 1, shown, error)) from None
    if hinting.from_module(origin, "numpy"):
        return sys.modules["numpy"].array(made)
    name = hinting.named(origin) or hinting.named(hint)
    make: Any = _MANY.get(origin) or _ABSTRACT.get(name, list)
    return make(made)


def _number(value: Any, hint: Any) -> Any:
    """Give a number of JSON the type of a hint."""
    name = hinting.named(hint)
    if isinstance(value, bool):
        return value
    if hint is float:
        return float(value)
    if name in _TYPES and name != "UUID":
        return script_types.parse("text", name, str(value))
    if hint is str:
        return str(value)
    if hint is int and isinstance(value, float):
        if not value.is_integer():
            raise ValueError("is not a whole number")
        return int(value)
    return value
