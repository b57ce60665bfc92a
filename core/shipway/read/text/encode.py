"""What a walk knows of a value, as plain data for the far side; what is no literal goes by its name."""

from __future__ import annotations

import ast
import math
from typing import Any, Final

from shipway.read.text.literals import UNKNOWN, Called, Enumeration, Member, Name
from shipway.read.text.scopes import Class, Function

_DEEP: Final = 8


class Unencodable(Exception):
    """The value is not known."""


def encode(value: Any, depth: int = 0, *, code: bool = False) -> Any:
    """Give a value as JSON can hold it; raises Unencodable where it, or a part of it, is not known.

    `code`: a function or a class will do, which goes by its name.
    """
    if isinstance(value, (Function, Class)) or (isinstance(value, Name) and not value.dotted.startswith("argparse.")):
        if not code:
            raise Unencodable
        return _named(value, depth)
    if value is UNKNOWN or depth > _DEEP:
        raise Unencodable
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return value if abs(value) < 10**300 and math.isfinite(value) else {"$": "number", "text": str(value)}
    if isinstance(value, list):
        return [encode(one, depth + 1) for one in value]
    if isinstance(value, tuple):
        return {"$": "tuple", "items": [encode(one, depth + 1) for one in value]}
    if isinstance(value, dict):
        return {"$": "dict", "items": [[encode(key, depth + 1), encode(one, depth + 1)] for key, one in value.items()]}
    return _named(value, depth)


def _named(value: Any, depth: int) -> Any:
    match value:
        case range():
            return {"$": "range", "ends": [value.start, value.stop, value.step]}
        case Name(dotted=name):
            return {"$": "name", "name": name}
        case Called(name=name, args=args, named=named):
            inner = {key: encode(one, depth + 1) for key, one in named}
            return {"$": "call", "name": name, "args": [encode(one, depth + 1) for one in args], "named": inner}
        case Function():
            return {"$": "function", "name": value.name}
        case Class():
            return _class(value)
        case Enumeration():
            return _enum(value, depth)
        case Member():
            return {"$": "member", "home": _enum(value.home, depth), "name": value.name}
    raise Unencodable


def _class(value: Class) -> Any:
    """Give a class; of a custom action also what it is derived from, and whether it takes no text."""
    bases = [name.rpartition(".")[2] for name in value.roots()]
    actions = [name for name in bases if name.endswith("Action")]
    if not actions:
        return {"$": "function", "name": value.node.name}
    takes_none = any(
        isinstance(one, ast.keyword)
        and one.arg == "nargs"
        and isinstance(one.value, ast.Constant)
        and one.value.value == 0
        for one in ast.walk(value.node)
    )
    return {"$": "action", "name": value.node.name, "base": actions[0], "takes_none": takes_none}


def _enum(value: Enumeration, depth: int) -> Any:
    members = [[name, encode(one, depth + 1)] for name, one in value.members.items()]
    return {"$": "enum", "name": value.name, "members": members, "text": value.is_text, "shown": value.shown}
