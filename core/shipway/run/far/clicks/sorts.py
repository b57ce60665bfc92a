"""What sort of value a parameter of click or typer takes: its kind, choices, bounds, and how dates are written.

click says it by an object, a ParamType; typer from 0.29 on by an annotation and what stands beside it.
"""

import argparse
import enum
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from _shipway import files

_WRITTEN = ("out", "dest", "dst", "save", "write", "log", "target")
_DATE, _TIME = ("%d", "%j", "%D", "%x", "%c", "%F", "%G"), ("%H", "%I", "%T", "%X", "%c", "%R")


class Sort(NamedTuple):
    """One sort of value. `guess`: a plain text, of which the parameter's name may tell more."""

    kind: str = "text"
    guess: bool = False
    choices: Tuple[str, ...] = ()
    loose: bool = False
    bounds: Tuple[Tuple[str, Any], ...] = ()
    formats: Tuple[str, ...] = ()
    type: str = ""
    note: str = ""


def sorts_of(param: Any) -> List[Sort]:
    """Give the sort of each value that a parameter takes at once; a single one stands for all."""
    descriptor = getattr(param, "type_descriptor", None)
    if descriptor is not None:
        return _of_typer(descriptor)
    kind = getattr(param, "type", None)
    parts = getattr(kind, "types", None)
    if getattr(kind, "is_composite", False) and parts is not None:
        return [_of_click(part, param) for part in parts]
    return [_of_click(kind, param)]


def _of_click(kind: Any, param: Any) -> Sort:
    ours = [one for one in type(kind).__mro__ if one.__module__.rpartition(".")[2] in ("types", "_types")]
    ours += [one for one in type(kind).__mro__ if one.__module__.partition(".")[0] == "typer"]
    names = [one.__name__ for one in ours]
    for name in names:
        make = _SORTS.get(name)
        if make is not None:
            sort: Sort = make(kind)
            return sort
    if "Choice" in type(kind).__name__ and hasattr(kind, "choices"):
        return _choice(kind)
    note = str(getattr(kind, "name", None) or type(kind).__name__)
    return Sort(note="" if note in ("text", param.name) else note)


def _range(base: str, low: Any, high: Any, given: Any) -> Sort:
    """Give a number with its bounds; what is clamped may be any number, and is moved."""
    ends = [end if isinstance(end, (int, float)) else None for end in (low, high)]
    if given.clamp:
        words = ("at least {}".format(ends[0]), "at most {}".format(ends[1]))
        shown = [word for word, end in zip(words, ends) if end is not None]
        return Sort(base, note="kept " + " and ".join(shown) if shown else "")
    low_name = "above" if getattr(given, "min_open", False) else "minimum"
    high_name = "below" if getattr(given, "max_open", False) else "maximum"
    bounds = ((low_name, ends[0]), (high_name, ends[1]))
    return Sort(base, bounds=tuple((name, end) for name, end in bounds if end is not None))


def _choice(kind: Any) -> Sort:
    return _choices(kind.choices, bool(getattr(kind, "case_sensitive", True)), by_value="Typer" in type(kind).__name__)


def _choices(choices: Any, strict: bool, by_value: bool) -> Sort:
    texts = [(str(one.value) if by_value else one.name) if isinstance(one, enum.Enum) else str(one) for one in choices]
    return Sort("choice", choices=tuple(dict.fromkeys(texts)), loose=not strict)


def _dates(formats: Any) -> Sort:
    formats = tuple(str(one) for one in formats)
    dated = any(mark in one for one in formats for mark in _DATE)
    timed = any(mark in one for one in formats for mark in _TIME)
    kind = ("datetime" if timed else "date") if dated else ("time" if timed else "text")
    return Sort(kind, formats=formats if kind != "text" else (), note=" or ".join(formats) if kind == "text" else "")


def _open_file(kind: Any) -> Sort:
    return Sort("file_out" if set(str(kind.mode)) & set("wax") else "file")


def _path(kind: Any) -> Sort:
    if kind.writable and not kind.exists:
        return Sort("file_out" if kind.file_okay else "text")
    if not kind.file_okay:
        return Sort("folder" if kind.exists else "folder?")
    if not kind.dir_okay:
        return Sort("file" if kind.exists else "file?")
    return Sort("path" if kind.exists else "path?")


def _function(kind: Any) -> Sort:
    function = getattr(kind, "func", None)
    return _made_by(function, str(getattr(kind, "name", "")))


def _made_by(function: Any, name: str) -> Sort:
    """Tell what a function that makes the value takes: a class of the standard library, or the author's own."""
    known = {
        "pathlib.Path": Sort("path?"),
        "decimal.Decimal": Sort("text", type="Decimal"),
        "fractions.Fraction": Sort("text", type="Fraction"),
        "json.loads": Sort("json"),
        "builtins.complex": Sort("text", type="complex"),
    }
    whole = "{}.{}".format(getattr(function, "__module__", ""), getattr(function, "__qualname__", ""))
    maker = getattr(getattr(function, "__self__", None), "__name__", "")
    if getattr(function, "__name__", "") == "fromisoformat" and maker in ("date", "time", "datetime"):
        return Sort(maker)
    whole = whole.replace("pathlib._local", "pathlib").replace("json.decoder", "json").replace("_decimal", "decimal")
    return known.get(whole, Sort(note="" if name in ("", "<lambda>", "str") else name))


_SORTS: Dict[str, Any] = {
    "StringParamType": lambda _: Sort(guess=True),
    "UnprocessedParamType": lambda _: Sort(guess=True),
    "IntRange": lambda kind: _range("whole_number", kind.min, kind.max, kind),
    "FloatRange": lambda kind: _range("number", kind.min, kind.max, kind),
    "IntParamType": lambda _: Sort("whole_number"),
    "FloatParamType": lambda _: Sort("number"),
    "BoolParamType": lambda _: Sort("yes_no"),
    "UUIDParameterType": lambda _: Sort(type="UUID"),
    "Choice": _choice,
    "TyperChoice": _choice,
    "DateTime": lambda kind: _dates(kind.formats),
    "File": _open_file,
    "Path": _path,
    "TyperPath": _path,
    "FuncParamType": _function,
}


def _of_typer(descriptor: Any) -> List[Sort]:
    annotation, info = descriptor.annotation, descriptor.parameter_info
    inner = list(getattr(annotation, "__args__", ()) or ())
    if descriptor.is_tuple:
        return [_of_annotation(one, info) for one in inner]
    if descriptor.is_list:
        return [_of_annotation(inner[0], info)]
    return [_of_annotation(annotation, info)]


def _of_annotation(annotation: Any, info: Any) -> Sort:
    name = getattr(annotation, "__name__", str(annotation))
    if info.parser is not None:
        return _made_by(info.parser, getattr(info.parser, "__name__", ""))
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return _choices(list(annotation), info.case_sensitive, by_value=True)
    if getattr(annotation, "__origin__", None) is not None and str(annotation.__origin__).endswith("Literal"):
        return _choices(annotation.__args__, info.case_sensitive, by_value=True)
    if annotation in (int, float):
        return _range("whole_number" if annotation is int else "number", info.min, info.max, info)
    if isinstance(annotation, type) and name.startswith("File"):
        return Sort("file_out" if set(info.mode or ("w" if "Write" in name else "r")) & set("wax") else "file")
    if annotation is str:
        return Sort(guess=True)
    if annotation is bool:
        return Sort("yes_no")
    if name == "datetime":
        return _dates(info.formats or ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"))
    if name in ("date", "time"):
        return Sort(name)
    if name in ("UUID", "Decimal", "Fraction"):
        return Sort(type=name)
    if "Path" in name or info.path_type or info.allow_dash or info.resolve_path:
        return _path(info)
    return Sort(note=name)


def named(sort: Sort, words: str, default: Optional[str]) -> str:
    """Give the kind of a sort that leaves something to the words that stand for it: name, flags, metavar."""
    parts = set("".join(letter if letter.isalpha() else " " for letter in words.lower()).split())
    written = any(part.startswith(_WRITTEN) for part in parts)
    folder = any(part.endswith(("dir", "folder", "directory", "dirs")) for part in parts)
    if sort.kind in ("path", "path?"):
        if folder or default in (".", "./"):
            return "text" if written and sort.kind == "path?" else "folder"
        return "file_out" if written and sort.kind == "path?" else "file"
    if sort.kind == "file?":
        return "file_out" if written else "file"
    return ("text" if written else "folder") if sort.kind == "folder?" else sort.kind


def guessed(command: Any, param: Any, many: bool, default: Optional[str]) -> str:
    """Give the kind of a plain text, by the rules for argparse's; an argument's help is that of its command."""
    option = param.param_type_name == "option"
    said = argparse.Namespace(
        dest=param.name, metavar=param.metavar, option_strings=list(param.opts) if option else [],
        nargs="*" if many else None, help=getattr(param, "help", None), default=default,
    )  # fmt: skip
    kind = files.of_words(said)
    told = " ".join([str(command.name or ""), str(command.help or "").strip().partition("\n")[0]])
    return "text" if kind == "file" and not option and files.is_of_making(told) else kind or "text"
