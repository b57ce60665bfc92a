"""One parameter of a click command, described: what a form shows of it, and how a command line spells it."""

import enum
import os
import re
from typing import Any, Dict, List, Optional, Tuple

from _shipway.clicks import markup, sorts

Rows = List[Tuple[Any, ...]]

_COUNT = 100
"""Times that a flag such as -v can be given in a form."""
_SECRET = {"password", "passwd", "passphrase", "secret", "token", "apikey"}
_ENDING = ("version", "help", "completion")
"""Words of eager flags that show something and end."""


def is_option(param: Any) -> bool:
    """Tell options from arguments, whatever class they are of."""
    return bool(param.param_type_name == "option")


def only_shows(param: Any) -> bool:
    """Tell an eager flag that shows something and ends, such as --version."""
    if not is_option(param) or not param.is_flag or param.secondary_opts:
        return False
    if not param.is_eager and param.name not in ("install_completion", "show_completion"):
        return False
    words = " ".join([str(param.name or ""), *param.opts]).lower()
    return any(word in words for word in _ENDING)


def is_asked(param: Any) -> bool:
    """Tell an option whose value is asked for where it is not given."""
    return is_option(param) and param.prompt is not None and bool(param.prompt_required or param.required)


def may_stand_alone(param: Any) -> bool:
    """Tell an option that may be given without its value: it then has a value of its author's, or is asked for."""
    needs = is_option(param) and getattr(param, "_flag_needs_value", False)
    return bool(needs) and param.nargs == 1 and not (param.is_flag or param.count)


def alone_row(param: Any, row: Dict[str, Any]) -> Dict[str, Any]:
    """Describe the tick for an option that is given without its value."""
    flag = max(param.opts, key=len)
    meant = getattr(param, "flag_value", None)
    means = "to be asked" if param.prompt is not None else "for {}".format(meant) if isinstance(meant, str) else ""
    argv = {"flags": row["argv"]["flags"], "style": "alone", "level": row["argv"]["level"]}
    return {
        "name": row["name"] + "_alone", "kind": "yes_no", "place": "argv", "label": row["label"] + " alone",
        "help": "Gives {} alone{}.".format(flag, ", " + means if means else ""), "default": "no",
        "group": row["group"], "argv": argv,
    }  # fmt: skip


def style_of(param: Any) -> str:
    """Tell how a parameter is spelled (see Argv)."""
    if not is_option(param):
        return "line" if _takes_the_rest(param) else "value"
    if param.count or (param.is_flag and param.multiple and not param.secondary_opts):
        return "count"
    if param.is_flag:
        return "on/off" if param.secondary_opts else "flag"
    return "append" if param.multiple else "value"


def _takes_the_rest(param: Any) -> bool:
    return param.nargs == -1 and type(getattr(param, "type", None)).__name__ == "UnprocessedParamType"


def nargs_of(param: Any) -> str:
    """Give how many texts it takes at once, as argparse would write it."""
    if is_option(param):
        if param.is_flag or param.count:
            return ""
        return "" if param.nargs == 1 else str(param.nargs)
    if param.nargs == 1:
        return "" if param.required else "?"
    return (
        str(param.nargs) if param.nargs != -1 else "..." if _takes_the_rest(param) else "+" if param.required else "*"
    )


def row(context: Any, param: Any, name: str, level: int) -> Dict[str, Any]:
    """Describe a parameter of its own."""
    found = sorts.sorts_of(param)
    style, nargs = style_of(param), nargs_of(param)
    many = (is_option(param) and param.multiple) or nargs not in ("", "?")
    default = default_of(context, param)
    kind, item = _kind(context, param, found, style, many, default)
    sort = found[0] if kind in ("list", "choices", "files") or len(found) == 1 else sorts.Sort()
    asked = style != "flag" and is_asked(param)
    shown = None if asked else _default(default, kind, sort, style)
    listed = list(sort.choices) if kind in ("choice", "choices") else []
    if kind == "yes_no" and style != "flag" and shown is None and not (style == "count"):
        kind, listed = "choice", ["yes", "no"]
    return {
        "name": name,
        "kind": kind,
        "place": "argv",
        "label": label(param),
        "help": _help(param, found, asked, default),
        "required": bool(param.required) and default is None and not asked and not _in_environment(context, param),
        "default": shown,
        "choices": listed,
        "item": item,
        "type": sort.type if kind == "text" else "",
        **dict(sort.bounds if kind in ("whole_number", "number") else ()),
        **({"minimum": 0, "maximum": _COUNT} if style == "count" else {}),
        "group": _group(param),
        "argv": {
            "flags": list(param.opts) + list(param.secondary_opts) if is_option(param) else [],
            "off": list(param.secondary_opts),
            "nargs": nargs,
            "style": style,
            "level": level,
            "instead": "-" if default == "-" and kind == "file" and not is_option(param) else "",
            "formats": list(sort.formats) if kind in ("date", "time", "datetime") else [],
        },
        "reads": kind in ("file", "files") and default == "-",
    }


def switch_row(context: Any, params: List[Any], name: str, level: int) -> Dict[str, Any]:
    """Describe flags that set the same name, each to a value of its own: one of them is chosen."""
    pairs = [(label(param), param) for param in params]
    active = [word for word, param in pairs if _is_active(context, param)]
    texts = ["{}: {}".format(word, markup.help_of(param)) for word, param in pairs if markup.help_of(param)]
    return {
        "name": name,
        "kind": "choice",
        "place": "argv",
        "label": name,
        "help": " ".join(text if text.endswith(".") else text + "." for text in texts),
        "required": any(param.required for param in params),
        "default": active[-1] if active else None,
        "choices": [word for word, _ in pairs],
        "group": _group(params[0]),
        "argv": {"flags": [max(param.opts, key=len) for param in params], "style": "switch", "level": level},
    }


def is_switch(param: Any) -> bool:
    """Tell a flag that may share its name with others."""
    return is_option(param) and style_of(param) == "flag"


def _is_active(context: Any, param: Any) -> bool:
    default = default_of(context, param)
    value = getattr(param, "flag_value", None)
    return default is not None and default is not False and (default is True or default == value)


def label(param: Any) -> str:
    """Name a parameter for people: its longest flag, or what stands for it in the usage."""
    if is_option(param):
        flags = param.opts or [param.name]
        return str(max(flags, key=len)).lstrip("-/+") or str(param.name)
    return str(param.metavar or param.name).strip("<>[]{}.").lower() or str(param.name)


def _kind(context: Any, param: Any, found: List[sorts.Sort], style: str, many: bool, default: Any) -> Tuple[str, str]:
    """Give the kind, and the kind of a list's items."""
    fixed = {"line": "arguments", "flag": "yes_no", "on/off": "yes_no", "count": "whole_number"}
    if style in fixed:
        return fixed[style], "text"
    words = " ".join(str(word) for word in (param.name, param.metavar or "", *param.opts))
    text = default if isinstance(default, str) else None
    guess = sorts.guessed(context.command, param, many, text)
    kinds = {guess if sort.guess else sorts.named(sort, words, text) for sort in found}
    kind = kinds.pop() if len(kinds) == 1 else "text"
    if not many:
        hidden = is_option(param) and getattr(param, "hide_input", False)
        secret = set(re.split("[_-]", words.lower())) & _SECRET
        return ("secret" if hidden or (kind == "text" and secret and not found[0].type) else kind), "text"
    if len(found) == 1 and (param.nargs in (1, -1)):
        if kind == "choice":
            return "choices", "text"
        if kind == "file":
            return "files", "text"
    return "list", kind if kind in ("whole_number", "number", "yes_no", "date", "time", "datetime") else "text"


def is_unset(value: Any) -> bool:
    """Tell nothing from a value: click has a sentinel of its own since 8.3."""
    return value is None or type(value).__name__ == "Sentinel"


def default_of(context: Any, param: Any) -> Any:
    """Give the default as the author wrote it, from a map of defaults first; nothing is called. None for none."""
    try:
        value = context.lookup_default(param.name, call=False)
    except Exception:
        value = None
    found = next((one for one in (value, param.default) if not is_unset(one)), None)
    if found is None and param.default is not None and style_of(param) == "on/off" and not param.required:
        # Not given at all, which click takes for off; a None that was given stands for neither.
        return False
    return found


def _default(default: Any, kind: str, sort: sorts.Sort, style: str) -> Any:
    if style == "flag":
        return "no"
    if style == "count":
        return str(default) if isinstance(default, int) and not isinstance(default, bool) else "0"
    if style == "on/off":
        return None if default is None else "yes" if default else "no"
    if callable(default) and not isinstance(default, enum.Enum):
        return None
    if kind in ("list", "choices", "files"):
        if not isinstance(default, (list, tuple)):
            return None
        parts = [one for each in default for one in (each if isinstance(each, (list, tuple)) else [each])]
        texts = [text_of(one, sort) for one in parts]
        return texts if texts and None not in texts else None
    text = text_of(default, sort)
    if kind == "yes_no" and text is not None:
        return "yes" if text.lower() in ("true", "yes", "1", "on", "t", "y") else "no"
    return None if kind == "file" and text == "-" else text


def text_of(value: Any, sort: sorts.Sort) -> Optional[str]:
    """Give the text that stands for a default; None where it has none."""
    if isinstance(value, enum.Enum):
        return str(value.name if value.name in sort.choices else value.value)
    if hasattr(value, "isoformat"):
        return _moment(value, sort.kind)
    if isinstance(value, (str, int, float, os.PathLike)) or type(value).__name__ in ("UUID", "Decimal", "Fraction"):
        return offered(str(value), sort) if sort.kind == "choice" else _home(str(value))
    return None


def _moment(value: Any, kind: str) -> str:
    if kind == "date" and hasattr(value, "date"):
        return str(value.date())
    return str(value.time()) if kind == "time" and hasattr(value, "time") else str(value)


def offered(text: str, sort: sorts.Sort) -> Optional[str]:
    """Give the choice that a text means; None where it is none of them."""
    for choice in sort.choices:
        if text == choice or (sort.loose and text.casefold() == choice.casefold()):
            return str(choice)
    return None


def _home(text: str) -> str:
    # A default that is the folder in which a script is read is the folder in which it will run.
    return os.path.relpath(text) if text.startswith(os.getcwd()) else text


def _help(param: Any, found: List[sorts.Sort], asked: bool, default: Any) -> str:
    parts = [markup.help_of(param)]
    notes = list(dict.fromkeys(sort.note for sort in found if sort.note))
    if notes:
        parts.append("({})".format(", ".join(notes)))
    shown = getattr(param, "show_default", None)
    if isinstance(shown, str):
        parts.append("(default: {})".format(shown))
    elif callable(default) and not isinstance(default, (type, enum.Enum)):
        parts.append("(default: computed when it runs)")
    if asked:
        parts.append("Leave it empty to be asked.")
    if param.envvar:
        parts.append("(environment: {})".format(", ".join(_variables(None, param))))
    return _sentences([part for part in parts if part])


def _sentences(parts: List[str]) -> str:
    text = ""
    for part in parts:
        ends = not text or text[-1] in ".!?:)" or part.startswith("(")
        text += ("" if not text else " " if ends else ". ") + part
    return text


def _variables(context: Any, param: Any) -> List[str]:
    """List the environment variables that may stand for it."""
    given = param.envvar
    names = [given] if isinstance(given, str) else [str(one) for one in given or ()]
    prefix = getattr(context, "auto_envvar_prefix", None)
    if prefix and is_option(param) and getattr(param, "allow_from_autoenv", False) and param.name:
        names.append("{}_{}".format(prefix, param.name.upper()))
    return names


def _in_environment(context: Any, param: Any) -> bool:
    return any(os.environ.get(name) for name in _variables(context, param))


def _group(param: Any) -> str:
    """Give the panel of typer's or rich-click's, or the group of cloup's or click-option-group's."""
    group = getattr(param, "group", None)
    names = (getattr(param, "rich_help_panel", None), getattr(group, "title", None), getattr(group, "name", None))
    return next((name for name in names if isinstance(name, str) and name), "")
