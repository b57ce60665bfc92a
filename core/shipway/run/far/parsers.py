"""argparse, met alive: the parser caught in its script and described, a command line understood, a complaint passed on.

Written against argparse of Python 3.8 to 3.14. What is private there and used here: `_actions`, `_action_groups`,
`_mutually_exclusive_groups`, `_get_formatter`, `_get_values`; they have kept their meaning since 2.7.
"""

import argparse
import itertools
import os
import pathlib
import sys
from typing import Any, Dict, List, Optional

from _shipway import say

ON_OFF = getattr(argparse, "BooleanOptionalAction", ())
_FLAGS = (argparse._StoreConstAction, argparse._AppendConstAction, argparse._VersionAction)
_NO_FILE = ("profile", "format", "pattern", "glob", "type", "ext", "size", "count", "mode")
_WRITTEN = ("out", "dest", "save", "write", "log")
_MOST = 1000
"""Choices that a form lists; where there are more, they are typed."""
_COUNT = 100
"""Times that a flag such as -v can be given in a form."""
_SECRET = {"password", "passwd", "passphrase", "secret", "token", "apikey"}
_KINDS: Dict[Any, str] = {int: "whole_number", float: "number", pathlib.Path: "file"}


def watch_complaints() -> None:
    """Pass on what a parser says is wrong, and with which of its arguments; its own words and exit stay as they are."""
    _remember_arguments()
    complain = argparse.ArgumentParser.error

    def error(self: Any, message: str) -> Any:
        argument = getattr(sys.exc_info()[1], "shipway_argument", None)
        say.tell("refused", text=message, flags=list(getattr(argument, "option_strings", ())), dest=_dest(argument))
        complain(self, message)

    argparse.ArgumentParser.error = error  # type: ignore


def _remember_arguments() -> None:
    make = argparse.ArgumentError.__init__

    def init(self: Any, argument: Any, message: str) -> None:
        make(self, argument, message)
        self.shipway_argument = argument

    argparse.ArgumentError.__init__ = init  # type: ignore


def _dest(argument: Any) -> str:
    dest = getattr(argument, "dest", None)
    return dest if isinstance(dest, str) and dest != argparse.SUPPRESS else ""


def catch(job: Dict[str, Any]) -> None:
    """From now on, the first real parsing tells the parser (or, with `fill`, what the command line means) and ends."""
    parse, parse_whole = argparse.ArgumentParser.parse_known_args, argparse.ArgumentParser.parse_args

    def parse_known_args(self: Any, _: Any = None, namespace: Any = None) -> Any:
        if not self.add_help and not any(isinstance(action, argparse._SubParsersAction) for action in self._actions):
            # A parser that leaves -h to another one reads ahead (for --config, say): it is let through.
            return parse(self, [], namespace)
        return found(self)

    def parse_args(self: Any, *_: Any, **__: Any) -> Any:
        return found(self, parse_whole)

    def found(parser: Any, read: Any = parse) -> None:
        if job["fill"] is None:
            say.tell("caught", tools=tools(parser, {}), near=_near(job["script"]))
        else:
            from _shipway import lines

            argparse.ArgumentParser.parse_known_args = parse  # type: ignore
            lines.fill(parser, read, job["fill"])
        sys.stdout.flush()
        os._exit(0)

    argparse.ArgumentParser.parse_known_args = parse_known_args  # type: ignore
    argparse.ArgumentParser.parse_known_intermixed_args = parse_known_args  # type: ignore
    argparse.ArgumentParser.parse_args = parse_args  # type: ignore
    argparse.ArgumentParser.parse_intermixed_args = parse_args  # type: ignore


def _near(script: str) -> List[str]:
    """List the script's own modules: what was imported from its folder."""
    folder = os.path.dirname(script) + os.sep
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return sorted(
        file for file in files if file and file.startswith(folder) and file != script and "site-packages" not in file
    )


def tools(parser: Any, names: Dict[int, str]) -> List[Dict[str, Any]]:
    """Describe a parser: one tool, or one for each of its subcommands, nested ones included."""
    parser.color = False
    return _level(parser, [], [], [], set(), names)


def _level(
    parser: Any, command: List[str], params: List[Any], unmapped: List[str], used: "set[str]", names: Dict[int, str]
) -> List[Dict[str, Any]]:
    params, unmapped, used = list(params), list(unmapped), set(used)
    branches = None
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            branches = action
        elif isinstance(action, argparse._HelpAction):
            continue
        elif action.help == argparse.SUPPRESS:
            unmapped.append("hidden by its author: " + ("/".join(action.option_strings) or str(action.dest)))
        else:
            name = names.setdefault(id(action), _name(action, command, used))
            used.add(name)
            params.append(_param(parser, action, name, len(command)))
    tools = []
    if branches is None or not branches.required:
        tools.append(_tool(parser, command, params, unmapped))
    if branches is not None:
        shown: Dict[int, Any] = {}
        for word, branch in branches.choices.items():
            shown.setdefault(id(branch), (word, branch))
        for word, branch in shown.values():
            tools += _level(branch, [*command, word], params, unmapped, used, names)
    return tools


def _tool(parser: Any, command: List[str], params: List[Any], unmapped: List[str]) -> Dict[str, Any]:
    return {
        "command": command,
        "description": _text(parser, parser.description),
        "epilog": _text(parser, parser.epilog),
        "params": params,
        "unmapped": unmapped + _together(parser),
    }


def _text(parser: Any, text: Optional[str]) -> str:
    return text.replace("%(prog)s", parser.prog) if text else ""


def _together(parser: Any) -> List[str]:
    """Say which options exclude each other: the form shows them all, and the script's parser is the judge."""
    said = []
    for group in parser._mutually_exclusive_groups:
        flags = ["/".join(action.option_strings) or str(action.dest) for action in group._group_actions]
        if len(flags) > 1:
            said.append(("exactly" if group.required else "at most") + " one of " + ", ".join(flags))
    return said


def _name(action: Any, command: List[str], used: "set[str]") -> str:
    """Name a parameter by its dest; where that is taken, by its longest flag, then by its subcommand as well."""
    flag = max(action.option_strings, key=len).lstrip("-").replace("-", "_") if action.option_strings else ""
    candidates = [_dest(action) or flag, flag, ".".join([*command, _dest(action) or flag])]
    for candidate in candidates:
        if candidate and candidate not in used:
            return str(candidate)
    return "{}_{}".format(candidates[0], len(used))


def _param(parser: Any, action: Any, name: str, level: int) -> Dict[str, Any]:
    style = style_of(action)
    kind = _kind(action, style)
    choices = _choices(action)
    if style == "on/off" and action.default is None and not action.required:
        kind, choices = "choice", ["yes", "no"]
    return {
        "name": name,
        "kind": kind,
        "place": "argv",
        "label": _label(action),
        "help": _help(parser, action),
        "required": bool(action.required) and action.nargs not in ("*", "?", "..."),
        "default": _default(action, kind, style),
        "choices": choices if kind in ("choice", "choices") else [],
        "item": _KINDS.get(action.type, "text") if kind == "list" else "text",
        "minimum": 0 if style == "count" else None,
        "maximum": _COUNT if style == "count" else None,
        "group": _group(parser, action),
        "argv": {
            "flags": list(action.option_strings),
            "nargs": "" if action.nargs is None or style in ("flag", "count", "on/off") else str(action.nargs),
            "style": style,
            "level": level,
        },
    }


def _choices(action: Any) -> List[str]:
    """Give the choices as texts; none where they cannot be listed, or where the parser would not take their texts."""
    if isinstance(action.choices, range) and len(action.choices) > _MOST:
        return []
    try:
        choices = list(itertools.islice(iter(action.choices or ()), _MOST + 1))
        taken = [str(choice) for choice in choices if (action.type or str)(str(choice)) in action.choices]
    except Exception:
        return []
    return taken if len(taken) == len(choices) <= _MOST else []


def style_of(action: Any) -> str:
    if isinstance(action, argparse._CountAction):
        return "count"
    if isinstance(action, ON_OFF):
        return "on/off"
    if isinstance(action, _FLAGS) or action.nargs == 0:
        return "flag"
    if isinstance(action, argparse._AppendAction) and type(action).__name__ != "_ExtendAction":
        return "append"
    return "line" if action.nargs == argparse.REMAINDER else "value"


def _kind(action: Any, style: str) -> str:
    if style == "line":
        return "arguments"
    if style in ("flag", "on/off"):
        return "yes_no"
    if style == "count":
        return "whole_number"
    many = style == "append" or action.nargs not in (None, "?")
    if _choices(action):
        return "choices" if many else "choice"
    kind = _file_kind(action) or _KINDS.get(action.type, "text")
    if kind == "text" and not many and set(str(action.dest).lower().split("_")) & _SECRET:
        return "secret"
    if many:
        return "files" if kind == "file" else "list"
    return kind


def _file_kind(action: Any) -> str:
    """Tell files by their type, and where there is none by the word that stands for the value in the help."""
    if isinstance(action.type, getattr(argparse, "FileType", ())):
        mode = str(getattr(action.type, "_mode", "r"))
        return "file_out" if set(mode) & set("wax") else "file"
    if action.type not in (None, str, pathlib.Path):
        return ""
    words = " ".join(str(word) for word in (action.metavar, action.dest, *action.option_strings)).lower()
    if any(word in words for word in ("dir", "folder")):
        return "" if any(word in words for word in ("out", "dest")) else "folder" if action.nargs is None else ""
    is_file = action.type is pathlib.Path or "file" in words
    if not is_file or any(word in words for word in _NO_FILE):
        return ""
    return "file_out" if any(word in words for word in _WRITTEN) else "file"


def _label(action: Any) -> str:
    if action.option_strings:
        on_off = style_of(action) == "on/off"
        flags = [flag for flag in action.option_strings if not (on_off and flag.startswith("--no-"))]
        return str(max(flags, key=len).lstrip("-"))
    metavar = action.metavar if isinstance(action.metavar, str) else None
    return (metavar or str(action.dest)).strip("<>")


def _help(parser: Any, action: Any) -> str:
    if not action.help:
        return ""
    try:
        return str(parser._get_formatter()._expand_help(action))
    except (ValueError, TypeError, KeyError):
        return str(action.help)


def _default(action: Any, kind: str, style: str) -> Any:
    default = action.default
    if style == "flag":
        return "no"
    if style == "on/off":
        return None if default is None else "yes" if default else "no"
    if default is None or default is argparse.SUPPRESS or style == "append":
        return None
    if isinstance(default, (list, tuple)):
        return [str(item) for item in default] if default else None
    if isinstance(default, (str, int, float, pathlib.PurePath)) and not (kind == "file" and str(default) == "-"):
        text = str(default)
        # A default that is the folder in which a script is read is the folder in which it will run.
        return os.path.relpath(text) if text.startswith(os.getcwd()) else text
    return None


def _group(parser: Any, action: Any) -> str:
    for group in parser._action_groups[2:]:
        if any(one is action for one in group._group_actions):
            return group.title or ""
    return ""
