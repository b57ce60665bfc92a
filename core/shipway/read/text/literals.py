"""What an expression of literals amounts to, reckoned without executing any of it."""

from __future__ import annotations

import ast
import inspect
import operator
import os.path
import re
import string
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

LONGEST: Final = 20_000
"""Characters of a text, and items of a list, that are reckoned with."""
_LARGEST: Final = 10**18
_HEAVIEST: Final = 4_000_000


class _Unknown:
    """What only the script itself could tell."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()


@dataclass(frozen=True)
class Name:
    """Something from elsewhere, by its dotted name: `argparse.ArgumentParser`, `int`."""

    dotted: str


@dataclass(frozen=True)
class Called:
    """A call of something from elsewhere that is understood as it stands: `argparse.FileType("w")`."""

    name: str
    args: tuple[Any, ...] = ()
    named: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Bare:
    """A method that leaves its path as it is."""

    path: Called
    name: str


@dataclass(frozen=True)
class Enumeration:
    """An enum of the script: its members, whether they are texts too, and what `str` makes of them ("value", "")."""

    name: str
    members: Mapping[str, Any] = field(hash=False)
    is_text: bool = False
    shown: str = ""


@dataclass(frozen=True)
class Member:
    """One member of an enum of the script."""

    home: Enumeration = field(hash=False)
    name: str

    @property
    def value(self) -> Any:
        """Give its value, or UNKNOWN."""
        return self.home.members[self.name]


_BINARY: Final[dict[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitOr: operator.or_,
    ast.LShift: operator.lshift,
}
_UNARY: Final[dict[type[ast.unaryop], Callable[[Any], Any]]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
_COMPARING: Final[dict[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
}
_CONSTANTS: Final[dict[str, Any]] = {
    "string.ascii_letters": string.ascii_letters,
    "string.ascii_lowercase": string.ascii_lowercase,
    "string.ascii_uppercase": string.ascii_uppercase,
    "string.digits": string.digits,
    "os.sep": "/",
    "os.linesep": "\n",
    "os.curdir": ".",
    "math.pi": 3.141592653589793,
    "math.inf": float("inf"),
    "logging.DEBUG": 10,
    "logging.INFO": 20,
    "logging.WARNING": 30,
    "logging.ERROR": 40,
    "logging.CRITICAL": 50,
}
_ANY: Final[dict[str, Callable[..., Any]]] = {
    "list": list, "tuple": tuple, "sorted": sorted, "set": list, "frozenset": list, "dict": dict, "len": len,
    "enumerate": enumerate, "zip": zip, "reversed": lambda many: list(many)[::-1],
    "collections.OrderedDict": dict,
}  # fmt: skip
"""What does not care for what is in a list."""
_PLAIN: Final[dict[str, Callable[..., Any]]] = {
    "str": str, "int": int, "float": float, "bool": bool, "min": min, "max": max, "sum": sum, "abs": abs,
    "round": round, "repr": repr, "chr": chr, "ord": ord,
    "textwrap.dedent": textwrap.dedent, "inspect.cleandoc": inspect.cleandoc,
    "os.getcwd": lambda: ".", "pathlib.Path.cwd": lambda: Called("pathlib.Path", (".",)),
    "os.path.join": os.path.join, "os.path.dirname": os.path.dirname, "os.path.basename": os.path.basename,
    "os.path.abspath": os.path.normpath, "os.path.realpath": os.path.normpath, "os.path.normpath": os.path.normpath,
    "os.path.splitext": os.path.splitext, "os.path.expanduser": os.path.expanduser,
    "sys.stdout.isatty": lambda: False, "sys.stderr.isatty": lambda: False, "sys.stdin.isatty": lambda: False,
    "os.environ.get": lambda _, default=None: default, "os.getenv": lambda _, default=None: default,
}  # fmt: skip
_METHODS: Final[dict[Any, set[str]]] = {
    str: {"format", "join", "split", "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "replace",
          "splitlines", "startswith", "endswith", "partition", "rpartition", "removeprefix", "removesuffix"},
    dict: {"keys", "values", "items", "get", "copy"},
    list: {"index", "copy", "count"},
    tuple: {"index", "count"},
}  # fmt: skip
_CALLABLE: Final = {"argparse.FileType", "FileType", "pathlib.Path", "Path", "pathlib.PurePath", "functools.partial"}


def is_known(value: Any) -> bool:
    """Tell whether a value, and all that it holds, is known."""
    if isinstance(value, dict):
        return all(is_known(key) and is_known(one) for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return all(map(is_known, value))
    return value is not UNKNOWN


def constant(name: str) -> Any:
    """Give what stands under a name of the standard library, or the name itself."""
    return _CONSTANTS.get(name, Name(name))


def checked(make: Callable[[], Any]) -> Any:
    """Give what this makes, or UNKNOWN where it cannot or is too large."""
    try:
        value = make()
        if isinstance(value, (str, bytes, list, tuple, dict)) and len(value) > LONGEST:
            return UNKNOWN
    except Exception:  # noqa: BLE001 - an odd script may ask for anything: it is then simply not known
        return UNKNOWN
    return value


def binary(sign: ast.operator, left: Any, right: Any) -> Any:
    """Reckon `left sign right`."""
    if not (is_known(left) and is_known(right)) or type(sign) not in _BINARY:
        return UNKNOWN
    if isinstance(left, Called) and left.name.endswith("Path") and isinstance(sign, ast.Div):
        return Called(left.name, (*left.args, right)) if isinstance(right, str) else UNKNOWN
    numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
    if numbers and (abs(left) > _LARGEST or abs(right) > (60 if isinstance(sign, (ast.Pow, ast.LShift)) else _LARGEST)):
        return UNKNOWN
    if isinstance(sign, (ast.Mult, ast.Mod)) and not numbers and not _fits(left, right):
        return UNKNOWN
    return checked(lambda: _BINARY[type(sign)](left, right))


def _fits(left: Any, right: Any) -> bool:
    """Tell whether a text or list repeated, or a text with its places filled, stays small."""
    sizes = [
        one if isinstance(one, int) else len(one) if isinstance(one, (str, list, tuple)) else 1 for one in (left, right)
    ]
    # "%999999999d" makes a text of its own length.
    wide = isinstance(left, str) and any(
        len(run) > 3 for run in "".join(c if c.isdigit() else " " for c in left).split()
    )
    return sizes[0] * max(sizes[1], 1) <= LONGEST * 10 and not wide


def unary(sign: ast.unaryop, value: Any) -> Any:
    """Reckon `sign value`."""
    return checked(lambda: _UNARY[type(sign)](value)) if is_plain(value) else UNKNOWN


def compare(sign: ast.cmpop, left: Any, right: Any) -> Any:
    """Reckon `left sign right`, a yes or a no."""
    if not (is_plain(left) and is_plain(right)) or type(sign) not in _COMPARING:
        return UNKNOWN
    return checked(lambda: _COMPARING[type(sign)](left, right))


def is_plain(value: Any) -> bool:
    """Tell a text, a number, a yes or no, None, or a list or dictionary of those."""
    if isinstance(value, dict):
        return all(map(is_plain, [*value, *value.values()]))
    if isinstance(value, (list, tuple, range)):
        return _is_short(value) and all(map(is_plain, value))
    return value is None or isinstance(value, (str, int, float, bool))


def of_path(path: Called, name: str) -> Any:
    """Give the part of a path that an attribute of it names."""
    whole = PurePosixPath(*path.args) if path.args and all(isinstance(one, str) for one in path.args) else None
    if whole is None or name not in ("parent", "name", "stem", "suffix"):
        return Bare(path, name) if name in ("resolve", "absolute", "expanduser") else UNKNOWN
    part = getattr(whole, name)
    return part if isinstance(part, str) else Called(path.name, (str(part),))


def is_key(value: Any) -> bool:
    """Tell what a dictionary is reckoned with under: texts, numbers, members of enums, and tuples of those."""
    if isinstance(value, tuple):
        return all(map(is_key, value))
    return value is None or isinstance(value, (str, int, float, bool, Member, Name))


def items(value: Any) -> Sequence[Any] | None:
    """List what is iterated in a value; None where that is not known."""
    if isinstance(value, Enumeration):
        return [Member(value, name) for name in value.members]
    return list(value) if isinstance(value, (list, tuple, str, dict, range)) and _is_short(value) else None


def _is_short(value: Any) -> bool:
    # A range can have more items than `len` can count.
    return not value or (abs(value[-1] - value[0]) if isinstance(value, range) else len(value)) <= LONGEST


def call(name: str, args: Sequence[Any], named: Mapping[str, Any]) -> Any:
    """Reckon a call of something well known, by its name."""
    if name in ("range", "builtins.range"):
        return checked(lambda: range(*args))
    if name in ("auto", "enum.auto"):
        return Name("auto()")
    if name in _CALLABLE:
        return Called(name, tuple(args), tuple(named.items()))
    function = _ANY.get(name) or _PLAIN.get(name)
    plain = [items(one) if isinstance(one, (Enumeration, range)) else one for one in args]
    fits = is_plain if name in _PLAIN else is_known
    if function is None or not all(map(fits, plain)) or not all(map(is_plain, named.values())):
        return UNKNOWN
    value = checked(lambda: function(*plain, **named))
    return list(value) if isinstance(value, (zip, enumerate)) else value


def _weight(value: Any) -> int:
    """Count the characters of a text, or of the texts of a list."""
    if isinstance(value, (list, tuple, dict)):
        return 1 + sum(map(_weight, value))
    return len(value) + 1 if isinstance(value, str) else 1


def method(owner: Any, name: str, args: Sequence[Any], named: Mapping[str, Any]) -> Any:
    """Reckon a call of a method of a plain value."""
    names: set[str] = _METHODS.get(type(owner), set())
    given = [*args, *named.values()]
    if name not in names or not all(map(is_known if isinstance(owner, dict) else is_plain, [owner, *given])):
        return UNKNOWN
    if isinstance(owner, str) and _weight(owner) * max(map(_weight, given), default=1) > _HEAVIEST:
        return UNKNOWN
    if name == "format" and re.search(r"{[^}]*[^}\w]", owner):
        return UNKNOWN
    value = checked(lambda: getattr(owner, name)(*args, **named))
    return list(value) if name in ("keys", "values", "items") and isinstance(owner, dict) else value
