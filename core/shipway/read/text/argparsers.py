"""argparse in a script's text: what it does to its parsers, step by step, for a parser to be made again from.

Nothing of the script is executed. A step holds literals only; what could not be reckoned is left out, and noted.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from shipway.read.source import Source
from shipway.read.text.encode import Unencodable, encode
from shipway.read.text.modules import finder
from shipway.read.text.scopes import Bound, Class, Enough, Function, Scope, Super, Thing
from shipway.read.text.walk import Walk

_PARSERS: Final = ("ArgumentParser", "ArgParser")
_MAKING: Final = {
    "add_argument_group": "add_argument_group",
    "add_mutually_exclusive_group": "add_mutually_exclusive_group",
    "add_subparsers": "add_subparsers",
    "add_parser": "add_parser",
}
_HARMLESS: Final = {
    "argcomplete.autocomplete",
    "print",
    "str",
    "len",
    "type",
    "vars",
    "isinstance",
    "hasattr",
    "id",
    "repr",
}
_PARSING: Final = ("parse_args", "parse_known_args", "parse_intermixed_args", "parse_known_intermixed_args")
_LOST: Final = {"choices": "are", "metavar": "is", "help": "is", "default": "is", "nargs": "is", "action": "is"}
_MADE: Final = "made as"
"""The fact of a thing that says under which number the steps know it."""


@dataclass
class _Reader:
    steps: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    root: int | None = None
    sites: int = 0
    """Places where the script has a parser parse."""
    aside: set[int] = field(default_factory=set)
    """Parsers that are parents, or subparsers."""

    def seen(self, walk: Walk, function: Any, args: list[Any], named: dict[str, Any], node: ast.Call) -> Any:
        """Take note of what a call does to a parser."""
        if isinstance(function, Class) and any(name.endswith(_PARSERS) for name in function.roots()):
            thing = self._make(Thing(function), args, named, node)
            return walk.make(thing, args, named)
        name = getattr(function, "dotted", "")
        if name.endswith(_PARSERS):
            return self._make(Thing(), args, named, node)
        if isinstance(function, Bound):
            owner = function.owner.thing if isinstance(function.owner, Super) else function.owner
            if isinstance(owner, Thing) and _MADE in owner.facts and not _is_defined(function, owner):
                return self._do(owner, function.name, args, named, node)
            if isinstance(owner, Bound) and owner.name == "_action_groups" and isinstance(owner.owner, Thing):
                return self._groups(owner.owner, function.name, args)
        given = next((one for one in [*args, *named.values()] if isinstance(one, Thing) and _MADE in one.facts), None)
        if given is None or isinstance(function, (Function, Class)) or name in _HARMLESS:
            return NotImplemented
        what = ast.unparse(node.func)
        if not (isinstance(function, Bound) and _MADE in getattr(function.owner, "facts", {})) and len(what) < 80:
            self.notes.append({"flags": None, "text": f"the options that {what} adds (line {node.lineno})"})
        return given

    def _make(self, thing: Thing, args: Sequence[Any], named: Mapping[str, Any], node: ast.Call) -> Thing:
        step = {"do": "make", "line": node.lineno, "named": {}}
        self._named(step, {**dict(zip(("prog", "usage", "description", "epilog"), args, strict=False)), **named}, None)
        return self._add(thing, step)

    def _add(self, thing: Thing, step: dict[str, Any]) -> Thing:
        thing.facts[_MADE] = step["makes"] = len(self.steps)
        self.steps.append(step)
        return thing

    def _do(self, owner: Thing, name: str, args: list[Any], named: dict[str, Any], node: ast.Call) -> Any:
        number = owner.facts[_MADE]
        if name in _PARSING:
            return self._parse(owner, name, node.lineno)
        step: dict[str, Any] = {"do": name, "on": number, "line": node.lineno, "args": [], "named": {}}
        if name == "__init__":
            self._named(self.steps[number], named, None)
        elif name in _MAKING:
            first = "name" if name == "add_parser" else "title"
            self._named(step, {**({first: args[0]} if args else {}), **named}, None)
            if name == "add_parser" and not isinstance(step["named"].get("name"), str):
                self.notes.append({"flags": None, "text": f"subcommands whose names are computed (line {node.lineno})"})
                return Thing()
            made = self._add(Thing(), step)
            self.aside.add(made.facts[_MADE])
            return made
        elif name in ("add_argument", "add"):
            self._argument(step, args, named)
        elif name == "set_defaults":
            self._named(step, named, None)
            self.steps.append(step)
        return Thing()

    def _argument(self, step: dict[str, Any], args: list[Any], named: dict[str, Any]) -> None:
        step["do"] = "add_argument"
        flags = [one for one in args if isinstance(one, str)]
        if len(flags) != len(args) or not all(isinstance(name, str) for name in named):
            self.notes.append({"flags": None, "text": f"an option whose name is computed (line {step['line']})"})
            return
        step["args"] = flags
        self._named(step, named, flags or [str(named.get("dest"))])
        self.steps.append(step)

    def _named(self, step: dict[str, Any], named: Mapping[str, Any], flags: list[str] | None) -> None:
        """Put the arguments of a call into its step; note those that are not known."""
        for name, value in named.items():
            if name == "parents":
                parents = (
                    [one.facts[_MADE] for one in value or () if isinstance(one, Thing) and _MADE in one.facts]
                    if (isinstance(value, (list, tuple)))
                    else []
                )
                step["parents"] = parents
                self.aside.update(parents)
                continue
            if name == "default" and getattr(value, "dotted", "").startswith("sys.std"):
                # No text of a form stands for a stream.
                continue
            try:
                step["named"][name] = encode(value, code=name in ("type", "action", "formatter_class"))
            except Unencodable:
                if flags is not None and name in _LOST:
                    flag = max(flags, key=len)
                    text = f"{flag}: its {name} {_LOST[name]} computed (line {step['line']})"
                    self.notes.append({"flags": flags, "text": text})
                    if name in ("choices", "default"):
                        step.setdefault("lost", []).append(name)
                elif flags is None and name in ("description", "epilog"):
                    text = f"its {name} is computed (line {step['line']})"
                    self.notes.append({"flags": None, "text": text})

    def _groups(self, owner: Thing, name: str, args: list[Any]) -> Any:
        """Follow the known way to show required options first: the group of options is taken out, and put back."""
        if name == "pop":
            return self._add(Thing(), {"do": "pop", "on": owner.facts.get(_MADE), "line": 0, "aside": True})
        if name == "append" and args and isinstance(args[0], Thing) and _MADE in args[0].facts:
            self.steps.append({"do": "push", "on": owner.facts.get(_MADE), "line": 0, "what": args[0].facts[_MADE]})
        return None

    def _parse(self, owner: Thing, name: str, line: int) -> Any:
        number = owner.facts[_MADE]
        self.steps.append({"do": name, "on": number, "line": line})
        self.root = number
        branches = any(step["do"] == "add_subparsers" and step["on"] == number for step in self.steps)
        ahead = self.steps[number]["named"].get("add_help") is False and not branches
        if "known" not in name or not (ahead or self.sites > 1):
            raise Enough
        # It reads ahead (for --config, say): another one is likely to follow.
        return Thing()

    def chosen(self) -> int | None:
        """Give the parser that is the form: the one that parses, else the one with the most arguments."""
        if self.root is not None:
            return self.root
        makers = [step["makes"] for step in self.steps if step["do"] == "make" and step["makes"] not in self.aside]
        sizes = {number: sum(step.get("on") == number for step in self.steps) for number in makers}
        best = max(makers, key=lambda number: sizes[number], default=None)
        return best if best is not None and sizes[best] else None


def _is_defined(function: Bound, owner: Thing) -> bool:
    """Tell whether a class of the script between says what the method does."""
    bases = owner.home.bases if isinstance(owner.home, Class) else []
    return any(isinstance(base, Class) and isinstance(base.find(function.name), Function) for base in bases)


def steps_of(source: Source, entry: Source, path: Sequence[str]) -> dict[str, Any] | None:
    """Give the steps that make a script's parser again, and what they leave out; None where it has none.

    `path` lists the folders where its interpreter finds packages: those of `entry` are looked into.
    """
    reader = _Reader(sites=len(re.findall(r"\.parse_(?:known_)?(?:intermixed_)?args\(", source.text)))
    walk = Walk(reader.seen, finder(source, entry, path))
    try:
        scope = walk.module(source, main=True)
        if reader.chosen() is None and entry is not source:
            scope = walk.module(entry, main=True)
        if reader.chosen() is None:
            _enter_all(walk, scope)
    except (Enough, RecursionError):
        pass
    root = reader.chosen()
    return None if root is None else {"steps": reader.steps, "root": root, "notes": reader.notes}


def _enter_all(walk: Walk, scope: Scope) -> None:
    """Go through functions that nobody called: something from elsewhere may."""
    functions = [one for one in scope.names.values() if isinstance(one, Function)]
    for one in [one for one in scope.names.values() if isinstance(one, Class)]:
        thing = Thing(one)
        methods = [value for value in one.scope.names.values() if isinstance(value, Function)]
        functions += [Function(method.node, method.scope, thing) for method in methods]
    for function in sorted(functions, key=lambda one: one.name != "main"):
        if function.node not in walk.entered and not isinstance(function.node, ast.Lambda):
            walk.call(function, [], {})
