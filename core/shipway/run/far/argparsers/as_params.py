"""One argument of argparse as parameters of a form: plain data, as `Param` has it."""

from __future__ import annotations

import argparse
import os
import re
import sys

from _shipway.argparsers import actions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List

    Param = Dict[str, Any]

_COUNT = 100
"""Times that a flag such as -v can be given in a form."""
_HOMES = ("decimal", "datetime", "fractions", "uuid", "ipaddress", "pathlib")
_TRAP = "Any text means True here, even “False”; only an empty one means False."

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+(?=>)")
_STREAM = re.compile(r"<_io\.\w+ name=['\"]?(<\w+>)['\"]?[^>]*>")


def params(parser: Any, action: Any, name: str, level: int, choices: Dict[int, Any]) -> List[Param]:
    """Describe an argument; one that may stand alone with a meaning of its own has a second field, which says so."""
    style = actions.style_of(action)
    pairs = actions.choices_of(parser, action, style)
    texts = [text for text, _ in pairs]
    kind, item = actions.kind_of(parser, action, style, texts)
    if pairs and kind in ("choice", "choices"):
        choices[id(action)] = (actions.type_of(parser, action) or str, pairs)
    param = _param(parser, action, name, level)
    param.update(
        kind=kind,
        item=item,
        default=_default(action, kind, style, pairs),
        choices=texts if kind in ("choice", "choices") else [],
    )
    if style == "count":
        param.update(minimum=0, maximum=_COUNT)
    if actions.type_of(parser, action) is bool and kind == "text":
        param["help"] = " ".join([_ended(param["help"]), _TRAP]).strip()
    _tell_default(action, param)
    if action.option_strings and action.nargs == "?" and style == "value" and action.const is not None:
        return [param, _alone(action, param)]
    return [param]


def _param(parser: Any, action: Any, name: str, level: int) -> Param:
    style = actions.style_of(action)
    text = _help(parser, action)
    if getattr(action, "deprecated", False):
        text = "Deprecated. " + text
    quiet = style in ("flag", "exit", "count", "on/off")
    return {
        "name": name,
        "place": "argv",
        "label": _label(action, style),
        "help": text.strip(),
        "required": bool(action.required) and action.nargs not in ("*", "?", "..."),
        "group": _group(parser, action),
        "argv": {
            "flags": list(action.option_strings),
            "nargs": "" if action.nargs is None or quiet else str(action.nargs),
            "style": style,
            "level": level,
        },
    }


def _alone(action: Any, param: Param) -> Param:
    """Describe the tick for an option that is given without a value."""
    flag = max(action.option_strings, key=len)
    means = ", which means {}".format(action.const) if isinstance(action.const, (str, int, float)) else ""
    argv = dict(param["argv"], style="alone")
    label = param["label"] + ", without a value"
    said = "Gives {} alone{}.".format(flag, means if action.const is not True else "")
    return dict(
        param, name=param["name"] + "_alone", kind="yes_no", item="text", default="no", choices=[], label=label,
        help=said, required=False, argv=argv,
    )  # fmt: skip


def further(others: List[Param]) -> Param:
    """Describe the field for what the parser passes over."""
    used = {param["name"] for param in others}
    return {
        "name": next(name for name in ("arguments", "further_arguments", "arguments_") if name not in used),
        "kind": "arguments",
        "place": "argv",
        "label": "Further arguments",
        "help": "What the script's parser does not know, it leaves to the script; quotes work as in a shell.",
        "argv": {"flags": [], "nargs": "...", "style": "rest", "level": -1},
    }


def _label(action: Any, style: str) -> str:
    if action.option_strings:
        flags = [flag for flag in action.option_strings if not (style == "on/off" and flag.startswith("--no-"))]
        flag = max(flags or action.option_strings, key=len)
        short = len(flag) == 2 and style in ("value", "append", "count", "line") and action.dest != argparse.SUPPRESS
        return str(action.dest) if short else flag.strip("".join({one[0] for one in action.option_strings}))
    metavar = action.metavar if isinstance(action.metavar, str) else None
    return (metavar or str(action.dest)).strip("<>[]")


def _default(action: Any, kind: str, style: str, pairs: List[Any]) -> Any:
    default = action.default
    if style in ("flag", "exit"):
        return "no"
    if style == "count":
        # What a form counts is how often the flag is given, wherever the script begins to count.
        return "0"
    if default is None or default is argparse.SUPPRESS:
        return None
    if style == "on/off":
        return "yes" if default else "no"
    if style == "append" or (kind in ("file", "files") and _is_stream(default)):
        return None
    if kind in ("list", "choices", "files", "arguments"):
        several = default if isinstance(default, (list, tuple, set, frozenset)) else [default]
        texts = [_text(one, pairs) for one in several]
        if not texts or None in texts:
            return None
        if kind != "arguments":
            return texts
        from _shipway import kinds

        return kinds.KINDS["arguments"].format(texts)
    return _text(default, pairs)


def _text(default: Any, pairs: List[Any]) -> Any:
    """Give the text that stands for a default, or None where there is none."""
    for text, choice in pairs:
        if choice is default or (type(choice) is type(default) and choice == default):
            return text
    if not isinstance(default, (str, int, float)) and type(default).__module__.partition(".")[0] not in _HOMES:
        return None
    text = str(default)
    # A default that is the folder in which a script is read is the folder in which it will run.
    return os.path.relpath(text) if text.startswith(os.getcwd()) else text


def _is_stream(default: Any) -> bool:
    several = default if isinstance(default, (list, tuple)) else [default]
    return any(one == "-" or hasattr(one, "write") for one in several)


def reads_stdin(action: Any) -> bool:
    """Tell whether an argument that is left out stands for the standard input."""
    default = action.default
    several = default if isinstance(default, (list, tuple)) else [default]
    opener = getattr(argparse, "FileType", ())
    streams = [stream for stream in (sys.stdin, getattr(sys.stdin, "buffer", None)) if stream is not None]
    if any(one is stream for one in several for stream in streams):
        return True
    reading = isinstance(action.type, opener) and not set(str(getattr(action.type, "_mode", "r"))) & set("wax")
    return reading and "-" in several


def _tell_default(action: Any, param: Param) -> None:
    """Say a default that no field can hold, where the help does not."""
    default = action.default
    if param["default"] is None and isinstance(default, (list, tuple, dict)) and default:
        shown = repr(default)
        if "default" not in param["help"].lower() and len(shown) <= 80:
            param["help"] = " ".join([_ended(param["help"]), "Left out: {}.".format(shown)]).strip()


def _ended(text: str) -> str:
    return text + "." if text and text[-1] not in ".!?:…)" else text


def titled(parser: Any) -> List[Any]:
    """List the groups that its author made: the parser has two of its own."""
    own = (parser._positionals, parser._optionals)
    return [group for group in parser._action_groups if group.title and not any(group is one for one in own)]


def _group(parser: Any, action: Any) -> str:
    """Give the title of the group that an argument stands in; "" for none of its author's."""
    for group in titled(parser):
        if any(one is action for one in group._group_actions):
            return str(group.title)
    return ""


def _help(parser: Any, action: Any) -> str:
    """Give an argument's help with what it names written out; in lines where its author laid it out."""
    if not action.help:
        return ""
    formatter = parser._get_formatter()
    try:
        text = str(formatter._expand_help(action))
    except (ValueError, TypeError, KeyError):
        text = str(action.help)
    # As a default, the folder in which a script is read is the one in which it will run.
    text = _STREAM.sub(r"\1", _ADDRESS.sub("", text)).replace(os.getcwd(), ".")
    if "(default: None)" not in str(action.help):
        text = text.replace("(default: None)", "").replace("(default: ==SUPPRESS==)", "")
    lines = text.strip("\n").expandtabs().splitlines()
    if isinstance(formatter, argparse.RawTextHelpFormatter):
        return "\n".join(line.strip() for line in lines).strip()
    return " ".join(" ".join(lines).split())
