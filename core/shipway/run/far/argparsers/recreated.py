"""Makes a parser again, step by step, from what stands in a script's text; nothing of the script itself is executed."""

import argparse
import enum
import pathlib
from typing import Any, Dict, List

from _shipway import say
from _shipway.argparsers import catching

_TYPES: Dict[str, Any] = {
    one.__name__: one for one in (int, float, str, bool, complex, bytes, list, tuple, set, dict)
}  # fmt: skip
_LIBRARY = {
    "decimal.Decimal", "fractions.Fraction", "uuid.UUID", "datetime.date.fromisoformat", "json.loads",
    "datetime.datetime.fromisoformat", "datetime.time.fromisoformat", "ast.literal_eval", "ipaddress.ip_address",
    "os.path.abspath", "os.path.expanduser", "os.path.realpath", "os.fspath",
}  # fmt: skip
"""What the standard library makes of a text without doing anything else."""
_IN_DOUBT = ("choices", "type", "default", "metavar", "const", "nargs", "required", "dest", "help", "action")
"""What an argument can be made without, the least missed first."""


def do(job: Dict[str, Any]) -> None:
    """Make the parser again, and let it parse: the live reader catches it there, as it catches a script's own."""
    recipe = job["recipe"]
    catching.catch(job)
    _tell_notes(recipe["notes"])
    made: Dict[int, Any] = {}
    for step in recipe["steps"]:
        try:
            _step(step, made)
        except Exception as error:
            text = "line {}: {}".format(step["line"], str(error).splitlines()[0] if str(error) else "?")
            recipe["notes"].append({"flags": None, "text": text})
    catching.settle()
    if recipe["root"] in made:
        made[recipe["root"]].parse_args()


def _tell_notes(notes: List[Dict[str, Any]]) -> None:
    """Have what the text does not tell said with the tools that lack it."""
    tell = say.tell

    def told(*said: str, **facts: Any) -> None:
        what = said[0] if said else facts.pop("say")
        for tool in facts["tools"] if what == "caught" else ():
            flags = {flag for param in tool["params"] for flag in [*param["argv"]["flags"], param["name"]]}
            lacks = [note["text"] for note in notes if note["flags"] is None or flags.intersection(note["flags"])]
            tool["unmapped"] = list(dict.fromkeys([*tool["unmapped"], *lacks]))
        tell(what, **facts)

    say.tell = told


def _step(step: Dict[str, Any], made: Dict[int, Any]) -> None:
    named = {name: _value(value) for name, value in step.get("named", {}).items()}
    target = made.get(step.get("on", -1))
    name = step["do"]
    if name == "make":
        made[step["makes"]] = _parser(step, named, made)
    elif target is None:
        return
    elif name == "pop":
        made[step["makes"]] = target._action_groups.pop()
    elif name == "push":
        target._action_groups.append(made[step["what"]])
    elif name.startswith("parse"):
        getattr(target, name)()
    elif name == "add_argument":
        _argument(target, step, named)
    elif name == "set_defaults":
        target.set_defaults(**named)
    elif name == "add_parser":
        known = {"aliases": named["aliases"]} if "aliases" in named else {}
        known.update({"help": named["help"]} if "help" in named else {})
        word = named.pop("name")
        made[step["makes"]] = target.add_parser(
            word, **known, **_known(named, "aliases", "help"), **_parents(step, made)
        )
    else:
        made[step["makes"]] = _grouped(target, name, named)


def _parser(step: Dict[str, Any], named: Dict[str, Any], made: Dict[int, Any]) -> Any:
    return argparse.ArgumentParser(**_known(named), **_parents(step, made))


def _parents(step: Dict[str, Any], made: Dict[int, Any]) -> Dict[str, Any]:
    parents = [made[one] for one in step.get("parents", ()) if one in made]
    return {"parents": parents} if parents else {}


def _known(named: Dict[str, Any], *but: str) -> Dict[str, Any]:
    """Give what an ArgumentParser takes, formatters of others left out."""
    names = argparse.ArgumentParser.__init__.__code__.co_varnames
    known = {name: value for name, value in named.items() if name in names and name not in but and name != "self"}
    formatter = known.get("formatter_class")
    if not (isinstance(formatter, type) and issubclass(formatter, argparse.HelpFormatter)):
        known.pop("formatter_class", None)
    return known


def _grouped(target: Any, name: str, named: Dict[str, Any]) -> Any:
    if name == "add_subparsers":
        taken = ("title", "description", "prog", "required", "dest", "help", "metavar")
        return target.add_subparsers(**{one: named[one] for one in taken if one in named})
    if name == "add_mutually_exclusive_group":
        return target.add_mutually_exclusive_group(required=bool(named.get("required")))
    return target.add_argument_group(**{one: named[one] for one in ("title", "description") if one in named})


def _argument(target: Any, step: Dict[str, Any], named: Dict[str, Any]) -> None:
    """Add an argument as far as argparse takes it: what does not go together was told apart wrongly."""
    if "choices" in step.get("lost", ()) and isinstance(named.get("help"), str):
        named["help"] = named["help"].replace("%(choices)s", "…")
    if "default" in step.get("lost", ()) and isinstance(named.get("help"), str):
        named["help"] = named["help"].replace("%(default)s", "…")
    if "version" == named.get("action"):
        named.setdefault("version", "")
    failed = None
    for name in (None, *_IN_DOUBT):
        if name is not None:
            if name not in named:
                continue
            del named[name]
        try:
            target.add_argument(*step["args"], **named)
            return
        except argparse.ArgumentError:
            raise
        except Exception as error:
            failed = failed or error
            unknown = [one for one in named if "'{}'".format(one) in str(error)]
            for one in unknown:
                named.pop(one)
            try:
                target.add_argument(*step["args"], **named)
                return
            except Exception:
                continue
    if failed is not None:
        raise failed


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(one) for one in value]
    if not isinstance(value, dict):
        return value
    return _MEANT[value["$"]](value)


def _by_name(value: Dict[str, Any]) -> Any:
    name = value["name"]
    if name in _TYPES:
        return _TYPES[name]
    if name.startswith("argparse."):
        return getattr(argparse, name.partition(".")[2], None)
    if name.startswith("pathlib.") and isinstance(getattr(pathlib, name[8:], None), type):
        return getattr(pathlib, name[8:])
    if name in _LIBRARY:
        module, _, rest = name.partition(".")
        found: Any = __import__(module)
        for part in rest.split("."):
            found = getattr(found, part)
        return found
    return _opaque(name.rpartition(".")[2])


def _opaque(name: str) -> Any:
    """Stand for a function that only the script itself has."""

    def function(text: Any = None, *_: Any, **__: Any) -> Any:
        return text

    function.__name__ = function.__qualname__ = name
    return function


def _call(value: Dict[str, Any]) -> Any:
    name = value["name"].rpartition(".")[2]
    args = [_value(one) for one in value["args"]]
    if name == "FileType":
        return argparse.FileType(*(args[:1] or [_value(value["named"].get("mode", "r"))]))
    if name in ("Path", "PurePath") and all(isinstance(one, str) for one in args):
        return pathlib.Path(*args)
    return _opaque(name)


def _action(value: Dict[str, Any]) -> Any:
    base = getattr(argparse, value["base"], None)
    if not (isinstance(base, type) and issubclass(base, argparse.Action)):
        base = argparse.Action

    def init(self: Any, option_strings: Any, dest: Any, nargs: Any = None, **named: Any) -> None:
        base.__init__(
            self, option_strings, dest, **({"nargs": 0} if value["takes_none"] else {"nargs": nargs}), **named
        )

    def call(self: Any, _parser: Any, space: Any, values: Any, _flag: Any = None) -> None:
        setattr(space, self.dest, values)

    own: Dict[str, Any] = {"__init__": init, "__call__": call} if base is argparse.Action else {}
    return type(value["name"], (base,), own)


class _Text(str, enum.Enum):
    """What an enum of the script is derived from that is a text as well."""


_enums: Dict[str, Any] = {}


def _enum(value: Dict[str, Any]) -> Any:
    if value["name"] not in _enums:
        members = [(name, _value(one)) for name, one in value["members"]]
        kind: Any = _Text if value["text"] else enum.Enum
        made: Any = kind(value["name"], members)
        if value["shown"] in ("value", "name"):
            made.__str__ = lambda self: str(getattr(self, value["shown"]))
        _enums[value["name"]] = made
    return _enums[value["name"]]


def _pairs(value: Dict[str, Any]) -> Any:
    return {_value(key): _value(one) for key, one in value["items"]}


def _tuple(value: Dict[str, Any]) -> Any:
    items: List[Any] = value["items"]
    return tuple(map(_value, items))


_MEANT: Dict[str, Any] = {
    "tuple": _tuple,
    "dict": _pairs,
    "range": lambda value: range(*value["ends"]),
    "number": lambda value: float(value["text"]) if value["text"].strip("-") in ("inf", "nan") else int(value["text"]),
    "name": _by_name,
    "function": lambda value: _opaque(value["name"]),
    "call": _call,
    "action": _action,
    "enum": _enum,
    "member": lambda value: _enum(value["home"])[value["name"]],
}
