"""One argument of argparse: how it is said on a command line, which kind of value it takes, and what it may be."""

from __future__ import annotations

import argparse
import itertools
import re
import sys
from types import FunctionType

from _shipway import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Set, Tuple

ON_OFF: Any = getattr(argparse, "BooleanOptionalAction", ())
_FLAGS = (argparse._StoreConstAction, argparse._AppendConstAction)
GROWS = {"getattr", "append", "extend", "update", "setdefault", "add", "_copy_items"}
_ENDS = {"exit", "_exit"}
_LINES = (argparse.REMAINDER, argparse.PARSER)
MOST = 1000
"""Choices that a form lists; where there are more, they are typed."""
_SECRET = {"password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey"}
_NAMED = {
    ("decimal", "Decimal"): "number",
    ("json", "loads"): "json",
    ("json.decoder", "JSONDecoder.decode"): "json",
    ("datetime", "date.fromisoformat"): "date",
    ("datetime", "time.fromisoformat"): "time",
    ("datetime", "datetime.fromisoformat"): "datetime",
}
_PLAIN = {"positive", "negative", "non", "nonnegative", "nonneg", "strictly", "natural", "pos", "nonzero", "zero",
          "valid", "validate", "check", "is", "a", "an", "unsigned", "arg", "type", "value", "number",
          "num"}  # fmt: skip
_BOOLS = {"bool", "boolean", "str2bool", "strtobool", "bool2", "tobool"}
_YES_NO = (("true", "false"), ("yes", "no"), ("True", "False"), ("1", "0"))


def style_of(action: Any) -> str:
    """Tell how the argument is said on a command line (`Argv.style`)."""
    if isinstance(action, argparse._VersionAction):
        return "exit"
    if isinstance(action, argparse._CountAction):
        return "count"
    if isinstance(action, ON_OFF) and any(flag.startswith("--no-") for flag in action.option_strings):
        return "on/off"
    if isinstance(action, _FLAGS):
        return "flag"
    if action.nargs == 0:
        return "exit" if own_words(action) & _ENDS else "flag"
    if action.nargs in _LINES:
        return "line"
    if isinstance(action, argparse._AppendAction):
        return "append"
    if action.option_strings and action.nargs in (None, 1) and own_words(action) & GROWS and not _is_installed(action):
        # An action of the script's own that adds to what is there can be given again.
        return "append"
    return "value"


def own_words(action: Any) -> Set[str]:
    """Give the names that an action of the script's own uses in its code; none for argparse's actions."""
    call = getattr(type(action).__call__, "__wrapped__", type(action).__call__)
    code = getattr(call, "__code__", None)
    if code is None or call.__module__ == "argparse":
        return set()
    return set(code.co_names)


def _is_installed(action: Any) -> bool:
    """Tell an action of a library: its code does much, and says little of what it is for."""
    module = sys.modules.get(type(action).__module__)
    return "-packages" in str(getattr(module, "__file__", ""))


def is_extend(action: Any) -> bool:
    """Tell an action that adds the single texts of all its occurrences to one list."""
    return type(action).__name__ == "_ExtendAction" or any(
        base.__name__ == "_ExtendAction" for base in type(action).__mro__
    )


def is_grouped(action: Any, style: str) -> bool:
    """Tell whether each occurrence gives several texts that belong together."""
    return style == "append" and action.nargs not in (None, 1) and not is_extend(action)


def type_of(parser: Any, action: Any) -> Any:
    """Give what makes the value of a text: the script's callable, or None."""
    return parser._registry_get("type", action.type, action.type)


def kind_of(parser: Any, action: Any, style: str, choices: List[str]) -> Tuple[str, str]:
    """Give the kind of an argument, and the kind of its items where it is a list."""
    if style == "line":
        return "arguments", "text"
    if style in ("flag", "exit"):
        return "yes_no", "text"
    if style == "on/off":
        return ("choice" if choices else "yes_no"), "text"
    if style == "count":
        return "whole_number", "text"
    if is_grouped(action, style):
        return "list", "arguments"
    many = style == "append" or action.nargs not in (None, "?")
    if choices:
        return ("choices" if many else "choice"), "text"
    made = type_of(parser, action)
    kind = files.kind_of(action, made) or _typed(made)
    if kind == "text" and not many and _is_secret(action):
        kind = "secret"
    if not many:
        return kind, "text"
    return ("files", "text") if kind == "file" else ("list", kind if kind in ("whole_number", "number") else "text")


def _typed(made: Any) -> str:
    if made is int:
        return "whole_number"
    if made is float:
        return "number"
    home = str(getattr(made, "__module__", None) or getattr(getattr(made, "__self__", None), "__module__", ""))
    name = str(getattr(made, "__qualname__", ""))
    if (home, name) in _NAMED:
        return _NAMED[home, name]
    return _by_name(name) if isinstance(made, FunctionType) else "text"


def _by_name(name: str) -> str:
    """Tell the kind that a function of the script's own checks for, where its name says nothing else."""
    words = set(name.rpartition(".")[2].lower().strip("_").split("_"))
    for word, kind in (("int", "whole_number"), ("integer", "whole_number"), ("float", "number")):
        if word in words and words - {word} <= _PLAIN and words - {word}:
            return kind
    return "text"


def _is_secret(action: Any) -> bool:
    words = str(action.dest).lower().split("_")
    return bool(set(words) & _SECRET) or ("key" in words and bool({"api", "private"} & set(words)))


def choices_of(parser: Any, action: Any, style: str) -> List[Tuple[str, Any]]:
    """Give the choices: the text of each, and the value that stands for it.

    None where they cannot be listed, or where the parser would not take their texts.
    """
    if style == "on/off":
        undecided = action.default in (None, argparse.SUPPRESS) and not action.required
        return [("yes", True), ("no", False)] if undecided else []
    made = type_of(parser, action) or str
    choices = action.choices
    try:
        if choices is None:
            return _choices_of_type(made)
        if isinstance(choices, range) and len(choices) > MOST:
            return []
        listed = list(itertools.islice(iter(choices), MOST + 1))
        taken = [(_text_of(choice, made, choices), choice) for choice in listed]
    except Exception:
        return []
    whole = len(taken) <= MOST and all(text is not None for text, _ in taken)
    return [(str(text), choice) for text, choice in taken] if whole else []


def _text_of(choice: Any, made: Any, choices: Any) -> Any:
    """Give a text that the parser takes for this choice."""
    texts = [str(choice)]
    if hasattr(choice, "value") and hasattr(choice, "name"):
        texts += [str(choice.value), str(choice.name)]
    for text in texts:
        try:
            if made(text) == choice and made(text) in choices:
                return text
        except Exception:
            continue
    # Such as `type=str.upper` over choices in small letters: the parser takes some text, and makes another of it.
    return str(choice) if made(str(choice)) in choices else None


def _choices_of_type(made: Any) -> List[Tuple[str, Any]]:
    """Give what an enumeration, or a function that says yes or no, takes."""
    enum = sys.modules.get("enum")
    if enum is not None and isinstance(made, type) and issubclass(made, enum.Enum):
        members: List[Any] = list(made)  # type: ignore
        texts = [_text_of(member, made, members) for member in members]
        return [] if None in texts else [(str(text), members[at]) for at, text in enumerate(texts)]
    name = str(getattr(made, "__name__", "")).lower()
    if isinstance(made, FunctionType) and set(name.strip("_").split("_")) & _BOOLS:
        for yes, no in _YES_NO:
            try:
                if made(yes) is True and made(no) is False:
                    return [(yes, True), (no, False)]
            except Exception:
                continue
    return []


def canonical(text: str, made: Any, pairs: List[Tuple[str, Any]]) -> str:
    """Give the choice that a text stands for, where the choices do not hold the very text."""
    if any(text == choice for choice, _ in pairs):
        return text
    try:
        value = made(text)
        return next((choice for choice, kept in pairs if kept == value or made(choice) == value), text)
    except Exception:
        return text


def plain_flag(action: Any) -> str:
    """Give its longest flag, as a name."""
    return re.sub(r"\W", "_", max(action.option_strings, key=len).strip("-+/")) if action.option_strings else ""
