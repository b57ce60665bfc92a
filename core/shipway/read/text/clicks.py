"""click and typer in a script's text: their commands as steps that make an argparse parser of the same words.

It serves where the live commands cannot be met, as when click itself is not installed; nothing is executed.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from shipway.read.source import Source
from shipway.read.text import literals
from shipway.read.text.encode import Unencodable, encode
from shipway.read.text.literals import UNKNOWN, Member, Name
from shipway.read.text.modules import finder
from shipway.read.text.scopes import Bound, Enough, Function, Scope, Thing
from shipway.read.text.signatures import arguments_of
from shipway.read.text.walk import Walk

Step = dict[str, Any]
_PARTS: Final = ("click", "typer", "rich_click", "asyncclick", "cloup")
_TYPES: Final = {
    "INT": "int", "IntRange": "int", "FLOAT": "float", "FloatRange": "float", "STRING": "str", "BOOL": "bool",
    "Path": "pathlib.Path", "UUID": "uuid.UUID", "int": "int", "float": "float", "str": "str", "bool": "bool",
}  # fmt: skip
_COMMAND: Final = "the command that it is"


@dataclass(eq=False)
class Command:
    """A command, a group or an app: its options in order, and what stands below it."""

    name: str = ""
    help: str | None = None
    options: list[Step] = field(default_factory=list)
    below: list[Command] = field(default_factory=list)
    above: Command | None = None
    is_group: bool = False
    is_app: bool = False
    alone: bool = True
    """An app without a callback, which is its only command where it has but one."""


@dataclass
class _Reader:
    found: list[Command] = field(default_factory=list)
    root: Command | None = None

    def seen(self, walk: Walk, function: Any, args: list[Any], named: dict[str, Any], _: ast.Call) -> Any:
        """Take note of what a call makes of commands."""
        owner = _command(function.owner) if isinstance(function, Bound) else _command(function)
        name = function.name if isinstance(function, Bound) else ""
        if owner is not None and name in ("add_command", "add_typer"):
            below = _command(args[0]) if args else None
            if below is not None:
                given = named.get("name") or (args[1] if len(args) > 1 else None)
                below.name = given if isinstance(given, str) else below.name
                below.above = owner
                owner.below.append(below)
            return None
        if owner is not None and (name == "main" or not isinstance(function, Bound)):
            self.root = owner
            raise Enough
        match _ours(function):
            case "Typer":
                return self._thing(
                    Command(name=_text(named.get("name")), help=_or_none(named.get("help")), is_app=True)
                )
            case "Choice" if args:
                kinds = literals.items(args[0])
                return Thing(facts={"choices": [getattr(one, "name", one) for one in kinds]}) if kinds else UNKNOWN
            case "IntRange" | "FloatRange" | "Path" | "File" | "DateTime" as kind:
                return Name(f"click.{kind}")
            case "run" if args and isinstance(args[0], Function):
                self.root = self._typed(walk, args[0], "")
                raise Enough
        return NotImplemented

    def _thing(self, command: Command) -> Thing:
        self.found.append(command)
        return Thing(facts={_COMMAND: command})

    def defined(self, walk: Walk, function: Function, scope: Scope) -> Any:
        """Give what a function's decorators make of it: a command, or the function as it is."""
        for decorator in getattr(function.node, "decorator_list", ()):
            call = decorator if isinstance(decorator, ast.Call) else ast.Call(func=decorator, args=[], keywords=[])
            called = walk.value(call.func, scope)
            name = called.name if isinstance(called, Bound) else _ours(called)
            owner = _command(called.owner) if isinstance(called, Bound) else None
            if name in ("command", "group", "callback") and (owner is not None or not isinstance(called, Bound)):
                args, named = walk.given(call, scope)
                return self._made(walk, function, name, owner, args, named)
        return function

    def _made(
        self, walk: Walk, function: Function, what: str, owner: Command | None, args: list[Any], named: Any
    ) -> Any:
        if owner is not None and owner.is_app:
            made = self._typed(walk, function, _text(args[0] if args else named.get("name")))
            if what == "callback":
                owner.options, owner.alone, owner.help = made.options, False, owner.help or made.help
                return function
        else:
            made = Command(help=_doc(function), is_group=what == "group")
            made.name = _text(args[0] if args else named.get("name")) or function.name.lower().replace("_", "-")
            made.options = [step for one in self._options(walk, function) if (step := _step(**one)) is not None]
        made.help = _or_none(named.get("help")) or made.help
        if owner is not None:
            made.above = owner
            owner.below.append(made)
        return self._thing(made)

    def _options(self, walk: Walk, function: Function) -> list[Step]:
        found = []
        for decorator in getattr(function.node, "decorator_list", ()):
            if isinstance(decorator, ast.Call) and _ours(walk.value(decorator.func, function.scope)) in (
                "option",
                "argument",
                "version_option",
            ):
                args, named = walk.given(decorator, function.scope)
                what = _ours(walk.value(decorator.func, function.scope))
                found.append({"what": what, "args": args, "named": named, "line": decorator.lineno})
        return found

    def _typed(self, walk: Walk, function: Function, name: str) -> Command:
        options = [step for one in arguments_of(walk, function) if (step := _step(**one)) is not None]
        return Command(name or function.name.lower().replace("_", "-"), _doc(function), options)

    def chosen(self) -> Command | None:
        """Give the command that is called, else the first that is no other's subcommand."""
        top = [one for one in self.found if one.above is None and (one.below or not one.is_app)]
        return self.root or next((one for one in top if one.below), top[0] if top else None)


def _command(value: Any) -> Command | None:
    found = value.facts.get(_COMMAND) if isinstance(value, Thing) else None
    return found if isinstance(found, Command) else None


def _ours(value: Any) -> str:
    """Give the last part of a name of click's or typer's, "" for any other."""
    first, _, rest = value.dotted.partition(".") if isinstance(value, Name) else ("", "", "")
    return rest.rpartition(".")[2] if first in _PARTS else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _or_none(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _doc(function: Function) -> str | None:
    text = None if isinstance(function.node, ast.Lambda) else ast.get_docstring(function.node)
    return text.partition("\f")[0].replace("%", "%%") if text else None


def _step(what: str, args: Sequence[Any], named: Mapping[str, Any], line: int) -> Step | None:
    """Give the `add_argument` that takes the words of an option or an argument."""
    words = [one for one in args if isinstance(one, str)]
    if what == "version_option":
        shown = {"action": "version", "version": "", "help": _text(named.get("help")) or "Show the version and exit."}
        flags = [word for word in words if word.startswith("-")] or ["--version"]
        return {"do": "add_argument", "args": flags, "named": _encoded(shown), "line": line}
    if isinstance(default := named.get("default"), Member):
        named = {**named, "default": default.value}
    flags = [part for word in words if word[:1] in "-/" for part in word.split("/") if part]
    made: dict[str, Any] = {}
    if isinstance(named.get("help"), str):
        made["help"] = named["help"].replace("%", "%%")
    if named.get("hidden") is True:
        made["help"] = Name("argparse.SUPPRESS")
    made.update(_typing(named))
    plain = [word for word in words if word[:1] not in "-/"]
    if what == "argument" or not flags:
        return _place(plain, made, named, line) if plain else None
    if plain:
        made["dest"] = plain[0]
    made.update(_way(flags, named))
    if made.get("action") in ("store_true", "count", Name("argparse.BooleanOptionalAction")):
        made = {name: value for name, value in made.items() if name not in ("type", "choices", "nargs")}
    if isinstance(made.get("action"), Name):
        flags = [flag for flag in flags if not flag.startswith("--no-")]
    elif any("/" in word[1:] for word in words):
        # Of flags that say yes and no, the one that says what is so anyway changes nothing.
        is_on = named.get("default") is True
        pairs = [word.split("/") for word in words if word[:1] == "-"]
        flags = [pair[-1].strip() for pair in pairs if len(pair) == 2] if is_on else [pair[0].strip() for pair in pairs]
        made = {name: made[name] for name in ("dest", "help") if name in made}
        made["action"] = "store_false" if is_on else "store_true"
    if named.get("required") is True and not named.get("prompt"):
        made["required"] = True
    lacks = [f"{'/'.join(flags)}: {text} (line {line})" for text in _lacks(named)]
    return {"do": "add_argument", "args": flags, "named": _encoded(made), "line": line, "lacks": lacks}


def _lacks(named: Mapping[str, Any]) -> list[str]:
    """Say what click does with an option and no form from its text knows."""
    kind = named.get("type")
    name = kind.dotted.rpartition(".")[2] if isinstance(kind, Name) else ""
    ranged = name.endswith("Range") or "min" in named or "max" in named
    lacks = (
        (named.get("prompt") not in (None, False), "it is asked for where it is left empty"),
        (named.get("envvar") is not None, "it may come from the environment"),
        (ranged, "its bounds are those of the script alone"),
        (name == "DateTime", "how its date is written is not known"),
        (named.get("callback") is not None, "a function of the script checks it or acts on it"),
    )
    return [text for holds, text in lacks if holds]


def _way(flags: Sequence[str], named: Mapping[str, Any]) -> dict[str, Any]:
    """Tell how an option is spelt, and what it is without."""
    # What is asked for has no default: an empty field asks.
    asked = named.get("prompt") not in (None, False) and named.get("prompt_required") is not False
    default = None if asked else named.get("default")
    if named.get("count") is True:
        return {"action": "count", "default": 0}
    if any(flag.startswith("--no-") and "--" + flag[5:] in flags for flag in flags):
        return {"action": Name("argparse.BooleanOptionalAction"), "default": default}
    if named.get("is_flag") is True or "flag_value" in named:
        return {"action": "store_true"}
    made: dict[str, Any] = {} if default is UNKNOWN or callable(default) else {"default": default}
    if named.get("multiple") is True:
        made["action"] = "append"
        made.pop("default", None)
    if isinstance(named.get("nargs"), int) and named["nargs"] > 1:
        made["nargs"] = named["nargs"]
    return made


def _typing(named: Mapping[str, Any]) -> dict[str, Any]:
    kind, default = named.get("type"), named.get("default")
    if isinstance(kind, Thing) and "choices" in kind.facts:
        return {"choices": kind.facts["choices"]}
    if isinstance(kind, (list, tuple)) and all(isinstance(one, str) for one in kind):
        return {"choices": kind}
    name = kind.dotted.rpartition(".")[2] if isinstance(kind, Name) else ""
    if not name and type(default) in (int, float):
        name = type(default).__name__
    return {"type": Name(_TYPES[name])} if name in _TYPES and name not in ("bool", "BOOL") else {}


def _place(words: Sequence[str], made: dict[str, Any], named: Mapping[str, Any], line: int) -> Step:
    if named.get("nargs") == -1:
        made["nargs"] = "+" if named.get("required") is True else "*"
    elif isinstance(named.get("nargs"), int) and named["nargs"] > 1:
        made["nargs"] = named["nargs"]
    elif named.get("required") is False or named.get("default") is not None:
        made["nargs"] = "?"
        made["default"] = named.get("default")
    return {"do": "add_argument", "args": [words[0].lower().replace("-", "_")], "named": _encoded(made), "line": line}


def _encoded(made: Mapping[str, Any]) -> dict[str, Any]:
    named = {}
    for name, value in made.items():
        with contextlib.suppress(Unencodable):
            named[name] = encode(value, code=name in ("type", "action"))
    return named


def commands_of(source: Source, entry: Source, path: Sequence[str]) -> dict[str, Any] | None:
    """Give the steps that make a parser of a script's commands; None where it has none."""
    reader = _Reader()
    walk = Walk(reader.seen, finder(source, entry, path), reader.defined)
    with contextlib.suppress(Enough, RecursionError):
        walk.module(source, main=True)
        if reader.chosen() is None and entry is not source:
            walk.module(entry, main=True)
    root = reader.chosen()
    if root is not None and root.is_app and root.alone and len(root.below) == 1:
        root = root.below[0]
    if root is None:
        return None
    made = {"description": root.help, "conflict_handler": "resolve"}
    steps: list[Step] = [{"do": "make", "line": 0, "named": made, "makes": 0}]
    _write(root, 0, steps, 0)
    notes = [{"flags": step["args"], "text": text} for step in steps for text in step.get("lacks", ())]
    return {"steps": steps, "root": 0, "notes": notes, "dialect": "click"}


def _write(command: Command, number: int, steps: list[Step], depth: int) -> None:
    steps += [{**step, "on": number} for step in command.options]
    if not command.below or depth > 6:
        return
    group = len(steps)
    steps.append({"do": "add_subparsers", "on": number, "line": 0, "named": {"required": True}, "makes": group})
    for one in command.below:
        at = len(steps)
        named = {"name": one.name, "description": one.help, "conflict_handler": "resolve"}
        steps.append({"do": "add_parser", "on": group, "line": 0, "named": named, "makes": at})
        _write(one, at, steps, depth + 1)
