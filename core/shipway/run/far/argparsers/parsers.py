"""argparse, described: what a parser, its groups and its subcommands take.

Written against argparse of Python 3.8 to 3.14. What is private there and used by the far side: `_actions`,
`_action_groups`, `_mutually_exclusive_groups`, `_registry_get`, `_get_formatter`, `_get_values`, `_get_value`,
`_check_value`; they have kept their meaning since 2.7.
"""

from __future__ import annotations

import argparse

from _shipway.argparsers import actions, as_params

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Optional, Sequence, Set

    Tool = Dict[str, Any]


class Names:
    """What was given a name: actions by their id. `choices` keeps what the text of each choice stands for."""

    def __init__(self) -> None:
        self.of: Dict[int, str] = {}
        self.choices: Dict[int, Any] = {}


def tools(parsers: Sequence[Any], names: Names, rest: bool = False) -> List[Tool]:
    """Describe the last of a script's parsers: one tool, or one for each of its subcommands, nested ones included.

    What the parsers before it take goes in front. `rest`: what the last one does not know is the script's business.
    """
    parser = parsers[-1]
    for one in parsers:
        one.color = False
    above = _Above()
    for before in parsers[:-1]:
        _join(before, parser, above, names)
    told = _level(parser, [], above, names)
    _same(parsers[:-1], parser, names)
    for tool in told if rest else ():
        tool["params"].append(as_params.further(tool["params"]))
    return told


class _Above:
    """What stands above a level: parameters, remarks, names in use, groups."""

    def __init__(self, other: "Optional[_Above]" = None) -> None:
        self.params: List[Any] = list(other.params) if other else []
        self.unmapped: List[str] = list(other.unmapped) if other else []
        self.used: Set[str] = set(other.used) if other else set()
        self.exclusive: List[Any] = list(other.exclusive) if other else []
        self.groups: List[Any] = list(other.groups) if other else []
        self.marks: str = other.marks if other else ""
        self.from_file: str = other.from_file if other else ""

    def take(self, parser: Any, action: Any, command: List[str], names: Names, level: int) -> None:
        """Add one argument, under a name of its own."""
        name = names.of.setdefault(id(action), _name(action, command, self.used))
        params = as_params.params(parser, action, name, level, names.choices)
        self.used.update(param["name"] for param in params)
        self.params += params


def _join(before: Any, parser: Any, above: _Above, names: Names) -> None:
    """Add what a parser before the last one takes, and the last one does not."""
    known = {id(action) for action in parser._actions}
    flags = set(parser._option_string_actions)
    dests = {action.dest for action in parser._actions if not action.option_strings}
    for action in before._actions:
        if id(action) in known or isinstance(action, (argparse._HelpAction, argparse._SubParsersAction)):
            continue
        twice = set(action.option_strings) & flags if action.option_strings else action.dest in dests
        if not twice and action.help != argparse.SUPPRESS:
            above.take(before, action, [], names, 0)


def _same(befores: Sequence[Any], parser: Any, names: Names) -> None:
    """Let an argument of an earlier parser stand for the one that the last parser declares again."""
    for before in befores:
        for action in before._actions:
            for flag in action.option_strings:
                again = parser._option_string_actions.get(flag)
                if again is not None and id(again) in names.of:
                    names.of.setdefault(id(action), names.of[id(again)])


def _level(parser: Any, command: List[str], above: _Above, names: Names) -> List[Tool]:
    here = _Above(above)
    here.marks += "".join(mark for mark in parser.prefix_chars if mark not in here.marks)
    here.from_file += parser.fromfile_prefix_chars or ""
    branches = None
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            branches = action
        elif isinstance(action, argparse._HelpAction):
            own = [flag for flag in action.option_strings if flag not in ("-h", "--help")]
            here.unmapped += ["shows the help: " + "/".join(own)] if own else []
        elif action.help == argparse.SUPPRESS:
            here.unmapped.append("hidden by its author: " + ("/".join(action.option_strings) or str(action.dest)))
        else:
            # Behind the subcommand, a positional takes what is left of the whole line.
            behind = branches is not None and not action.option_strings
            here.take(parser, action, command, names, -1 if behind else len(command))
    _together(parser, here, names)
    here.groups += [group for group in _groups(parser) if group not in here.groups]
    told = []
    if branches is None or not branches.required:
        told.append(_tool(parser, command, here))
    for word, branch in _branches(branches):
        for tool in _level(branch, [*command, word], here, names):
            tool["description"] = tool["description"] or (tool["command"][-1] == word and _said(branches, word)) or ""
            told.append(tool)
    return told


def _branches(action: Any) -> List[Any]:
    """List the subcommands, each once: by its first word, without its aliases."""
    shown: Dict[int, Any] = {}
    for word, branch in action.choices.items() if action is not None else ():
        shown.setdefault(id(branch), (word, branch))
    return list(shown.values())


def _said(branches: Any, word: str) -> str:
    """Give what the list of subcommands says of one."""
    texts = [one.help for one in branches._choices_actions if one.dest == word]
    return "" if not texts or texts[0] in (None, argparse.SUPPRESS) else str(texts[0]).replace("%%", "%")


def _tool(parser: Any, command: List[str], here: _Above) -> Tool:
    return {
        "command": command,
        "description": _prose(parser, parser.description),
        "epilog": _prose(parser, parser.epilog),
        "params": list(here.params),
        "unmapped": list(here.unmapped),
        "exclusive": list(here.exclusive),
        "groups": list(here.groups),
        "marks": here.marks or "-",
        "from_file": here.from_file,
    }


def _prose(parser: Any, text: Optional[str]) -> str:
    """Give a description: line for line where its author laid it out, else in paragraphs."""
    if not text:
        return ""
    text = str(text)
    try:
        text = text % {"prog": parser.prog} if "%(prog)" in text else text
    except (ValueError, TypeError, KeyError):
        text = text.replace("%(prog)s", parser.prog)
    lines = text.expandtabs().strip("\n").rstrip().splitlines()
    # Behind "examples:" the indentation is its author's own; behind the first line of a docstring it is not.
    heads = len(lines) > 1 and lines[0].rstrip().endswith(":") and bool(lines[1].strip())
    rest = [line for line in (lines if heads else lines[1:]) if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in rest), default=0)
    # A smaller margin than code has is its author's.
    margin = margin if margin >= 4 else 0
    return "\n".join([line.strip() for line in lines[:1]] + [line[margin:].rstrip() for line in lines[1:]])


def _together(parser: Any, here: _Above, names: Names) -> None:
    """Tell which options exclude each other: the form shows them together, and the script's parser is the judge."""
    for group in parser._mutually_exclusive_groups:
        shown = [action for action in group._group_actions if id(action) in names.of]
        if len(shown) > 1:
            members = [names.of[id(action)] for action in shown]
            here.exclusive.append({"names": members, "required": bool(group.required)})
            for param in here.params if group.required else ():
                if param["name"] in members and param["kind"] != "yes_no":
                    # Whichever is given must be said, even where it equals the script's own default.
                    param["default"] = None


def _groups(parser: Any) -> List[Any]:
    return [
        [str(group.title), _prose(parser, group.description)] for group in as_params.titled(parser) if group.description
    ]


def dest_of(argument: Any) -> str:
    """Give where a parser puts the value; "" for what it puts nowhere."""
    dest = getattr(argument, "dest", None)
    return dest if isinstance(dest, str) and dest != argparse.SUPPRESS else ""


def _name(action: Any, command: List[str], used: "Set[str]") -> str:
    """Name a parameter by its dest; where that is taken, by its longest flag, then by its subcommand as well.

    A flag that stores what its author chose is named by itself: `--no-color` with the dest `color` says the opposite.
    """
    flag, dest = actions.plain_flag(action), dest_of(action)
    by_flag = isinstance(action, argparse._StoreConstAction) and not isinstance(action, argparse._StoreTrueAction)
    if by_flag or isinstance(action, argparse._AppendConstAction):
        dest = flag or dest
    candidates = [dest or flag, flag, ".".join([*command, dest or flag])]
    for candidate in candidates:
        if candidate and candidate not in used:
            return str(candidate)
    return "{}_{}".format(candidates[0], len(used))
