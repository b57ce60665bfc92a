"""The commands of a click program, described: a tool for each that can be called, nested and chained ones included."""

import warnings
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from _shipway.clicks import markup, options

_DEEPEST, _MOST = 8, 1000
REST = "more_arguments"
"""Names the field for words that a command takes beside its parameters."""
CHAIN = "commands"
"""Names the field for the commands of a chain."""

Key = Tuple[Tuple[str, ...], str, Tuple[str, ...]]


class Shown(NamedTuple):
    """What the form shows of a parameter: under which name, spelled how."""

    name: str
    style: str
    word: str = ""


class Level(NamedTuple):
    """What is known on the way to a command: the words so far, the parameters above, and the names they have."""

    path: Tuple[str, ...] = ()
    params: Tuple[Dict[str, Any], ...] = ()
    unmapped: Tuple[str, ...] = ()


def tools(context: Any, shown: Optional[Dict[Key, Shown]] = None) -> List[Dict[str, Any]]:
    """Describe a command: one tool, or one for each of its subcommands; `shown` gets what each parameter became."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _level(context, Level(), {} if shown is None else shown)
        return found or [_tool(context, Level(), *_params(context, Level(), {}))]


def key_of(path: Any, param: Any) -> Key:
    """Give what tells a parameter from all others: a class may make its parameters anew each time."""
    return tuple(path), str(param.name or ""), (*param.opts, *param.secondary_opts)


def is_group(command: Any) -> bool:
    """Tell a command that has subcommands."""
    return hasattr(command, "list_commands") and hasattr(command, "get_command")


def inside(context: Any, command: Any, name: str) -> Any:
    """Give the context of a subcommand, of which nothing is parsed."""
    chain = {"allow_extra_args": True, "allow_interspersed_args": False}
    extra = {**(chain if getattr(context.command, "chain", False) else {}), **command.context_settings}
    return command.context_class(command, info_name=name, parent=context, **extra)


def _level(context: Any, level: Level, shown: Dict[Key, Shown]) -> List[Dict[str, Any]]:
    command = context.command
    params, unmapped = _params(context, level, shown)
    if not is_group(command):
        return [_tool(context, level, params, unmapped)]
    branches, lost = _branches(context, deep=len(level.path) >= _DEEPEST)
    found = []
    chain = bool(getattr(command, "chain", False))
    if getattr(command, "invoke_without_command", False) and not chain:
        found.append(_tool(context, level, params, unmapped))
    below = Level(level.path, tuple(params), tuple(unmapped))
    for names, sub in branches:
        if len(found) >= _MOST:
            lost.append("one command too many for a form: " + names[0])
            continue
        inner = _level(inside(context, sub, names[0]), below._replace(path=(*level.path, names[0])), shown)
        if len(names) > 1 and inner:
            inner[0]["also"] = list(names[1:])
        found += inner
    if chain:
        required = not getattr(command, "invoke_without_command", False)
        found.append(_tool(context, level, [*params, _chain(branches, len(level.path), required)], unmapped))
    if found:
        found[0]["unmapped"] = [*found[0]["unmapped"], *lost]
    return found


def _branches(context: Any, deep: bool) -> Tuple[List[Tuple[List[str], Any]], List[str]]:
    """List a group's subcommands, each with all of its names; a lazy one that cannot be loaded is said to be lost."""
    lost: List[str] = []
    by_id: Dict[int, Tuple[List[str], Any]] = {}
    for name in context.command.list_commands(context):
        try:
            sub = context.command.get_command(context, name)
        except Exception as error:
            lost.append("the command {} could not be loaded: {}: {}".format(name, type(error).__name__, error))
            continue
        if sub is None:
            lost.append("the command {} is listed by its author, and not there".format(name))
        elif deep:
            lost.append("nested too deeply for a form: " + name)
        elif sub.hidden:
            lost.append("hidden by its author: the command " + name)
        else:
            by_id.setdefault(id(sub), ([], sub))[0].append(name)
    return list(by_id.values()), lost


def _is_of_a_shell(param: Any) -> bool:
    """Tell a flag that is about completion in a shell: nothing for a form."""
    return any("completion" in flag for flag in param.opts)


def _params(context: Any, level: Level, shown: Dict[Key, Shown]) -> Tuple[List[Dict[str, Any]], List[str]]:
    """Describe what a command takes itself, behind what stands above it."""
    params, unmapped = list(level.params), list(level.unmapped)
    used = {row["name"] for row in params}
    at = len(level.path)
    own = context.command.get_params(context)
    for param in own:
        key = key_of(level.path, param)
        if options.only_shows(param) and (_is_help(context, param) or _is_of_a_shell(param)):
            if not _is_help(context, param):
                unmapped.append("only shows something and ends: " + "/".join(param.opts))
        elif getattr(param, "hidden", False):
            unmapped.append("hidden by its author: " + ("/".join(param.opts) or str(param.name)))
        elif (same := _switches(own, param)) and len(same) > 1:
            if same[0] is param:
                name = _name(param, level.path, used)
                params.append(options.switch_row(context, same, name, at))
                for one in same:
                    shown[key_of(level.path, one)] = Shown(name, "switch", options.label(one))
        else:
            name = _name(param, level.path, used)
            params.append(options.row(context, param, name, at))
            if options.only_shows(param):
                params[-1]["argv"]["style"] = "exit"
            shown[key] = Shown(name, options.style_of(param))
            if options.may_stand_alone(param):
                params.append(options.alone_row(param, params[-1]))
        used = {row["name"] for row in params}
    if _takes_more(context, own):
        params.append(_rest(REST, "More arguments", "Words that the command hands on.", at, required=False))
    return params, unmapped


def _is_help(context: Any, param: Any) -> bool:
    return not param.expose_value and set(param.opts) <= set(context.help_option_names)


def _switches(own: List[Any], param: Any) -> List[Any]:
    """List the flags that set the same name; none when an option with a value does so too."""
    same = [one for one in own if one.name == param.name and one.name]
    return same if all(options.is_switch(one) and not getattr(one, "hidden", False) for one in same) else []


def _takes_more(context: Any, own: List[Any]) -> bool:
    """Tell a command that takes words beside its parameters."""
    parent = context.parent
    chained = parent is not None and getattr(parent.command, "chain", False)
    whole = any(not options.is_option(param) and param.nargs == -1 for param in own)
    return bool(context.allow_extra_args) and not chained and not whole and not is_group(context.command)


def _rest(name: str, label: str, text: str, level: int, required: bool) -> Dict[str, Any]:
    argv = {"flags": [], "nargs": "...", "style": "line", "level": level}
    return {
        "name": name, "kind": "arguments", "place": "argv", "label": label, "help": text, "required": required,
        "argv": argv,
    }  # fmt: skip


def _chain(branches: List[Tuple[List[str], Any]], level: int, required: bool) -> Dict[str, Any]:
    names = ", ".join(names[0] for names, _ in branches)
    text = "One or more of {}, each with its own options behind it.".format(names)
    return _rest(CHAIN, "Commands", text, level, required)


def _name(param: Any, path: Tuple[str, ...], used: "set[str]") -> str:
    """Name a parameter as its function does; where that is taken, by its longest flag, then by its command as well."""
    flag = max(param.opts, key=len, default="").lstrip("-/+").replace("-", "_") if options.is_option(param) else ""
    first = str(param.name or flag or "option")
    for candidate in (first, flag, ".".join([*path, first])):
        if candidate and candidate not in used:
            return candidate
    return "{}_{}".format(first, len(used))


def _tool(context: Any, level: Level, params: List[Dict[str, Any]], unmapped: List[str]) -> Dict[str, Any]:
    command = context.command
    rich = getattr(command, "rich_markup_mode", "") == "rich"
    texts = [_layout(markup.plain(_dedented(text), rich)) for text in _texts(command)]
    return {
        "command": list(level.path),
        "description": texts[0],
        "epilog": texts[1],
        "params": [{name: value for name, value in row.items() if name != "reads"} for row in params],
        "unmapped": list(dict.fromkeys(unmapped)),
        "asks": any(
            getattr(param, "prompt", None) is not None for one in _line(context) for param in one.command.params
        ),
        "reads": any(row.get("reads") for row in params),
        "also": [],
    }


def _line(context: Any) -> List[Any]:
    line = []
    while context is not None:
        line.append(context)
        context = context.parent
    return line


def _texts(command: Any) -> Tuple[str, str]:
    text = str(command.help or command.short_help or "")
    deprecated = getattr(command, "deprecated", False)
    if deprecated:
        why = " " + deprecated if isinstance(deprecated, str) else ""
        text += "\n\nIt is deprecated." + why
    return text, str(command.epilog or "")


def _dedented(text: str) -> str:
    """Take away the indentation of a docstring, whose first line has none."""
    first, *others = text.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in others if line.strip(" ")), default=0)
    return "\n".join([first.strip(" "), *(line[margin:].rstrip(" ") for line in others)]).strip("\n")


def _layout(text: str) -> str:
    return "\n\n".join(part.strip("\n") for part in text.split("\n\n") if part.strip())
