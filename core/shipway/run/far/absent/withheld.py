"""Keeps stand-ins out of what is told of a parser: what came from one is left out, and named as left out."""

import argparse
import re
from typing import Any, Dict, List, Tuple

from _shipway import absent, say
from _shipway.absent import standins

_notes: List[Tuple[Any, str]] = []
"""What was left out: of which flags and dest, or of the whole parser (None)."""


def ready() -> None:
    """From now on, leave stand-ins out of every argument that a parser gets, and out of what is told."""
    container: Any = argparse._ActionsContainer
    add, make, add_argument = container._add_action, argparse.ArgumentParser.__init__, container.add_argument

    def add_action(self: Any, action: Any) -> Any:
        _clean(action)
        return add(self, action)

    def init(self: Any, *args: Any, **named: Any) -> None:
        make(self, *args, **_without(named))

    container._add_action, container.add_argument = add_action, standins.tolerate(add_argument)
    argparse.ArgumentParser.__init__ = init  # type: ignore
    tell = say.tell

    def told(*said: str, **facts: Any) -> None:
        what = said[0] if said else facts.pop("say")
        if what in ("caught", "filled"):
            facts["absent"] = absent.told()
        if what == "caught":
            for tool in facts["tools"]:
                _clean_tool(tool)
        tell(what, **facts)

    say.tell = told


def _clean(action: Any) -> None:
    key = (tuple(action.option_strings), action.dest)
    what = _name(*key)
    for part in ("choices", "default", "help", "metavar"):
        source = standins.is_in(getattr(action, part, None))
        if source:
            setattr(action, part, None)
            _notes.append((key, _left_out(what + ": its", part, source)))
            if isinstance(action.help, str):
                action.help = re.sub(r"%\({}\)\w".format(part), "…", action.help)
    if standins.is_in(action.type):
        # Its own words are the judge, when the script runs.
        action.type = _text
    if standins.is_in(action.nargs):
        action.nargs = None
    if standins.is_in(getattr(action, "const", None)):
        action.const = None


def _text(text: str) -> str:
    return text


def _without(named: Dict[str, Any]) -> Dict[str, Any]:
    kept = {}
    for name, value in named.items():
        if name == "parents" and isinstance(value, (list, tuple)):
            kept[name] = [one for one in value if not standins.is_in(one)]
            source = next(filter(None, map(standins.is_in, value)), "")
        else:
            source = standins.is_in(value)
            if not source:
                kept[name] = value
        if source and name != "formatter_class":
            _notes.append((None, _left_out("its", "options" if name == "parents" else name, source)))
    return kept


def _left_out(whose: str, part: str, source: str) -> str:
    """Say what is not shown, and whose it is: "--model: its choices come from “torch”, which is not installed"."""
    module = source.partition(".")[0]
    come = "come" if part.endswith("s") else "comes"
    if " " in module:
        return "{} {} {} from {}".format(whose, part, come, module)
    broken = any(why for name, why in absent.stood.items() if name.partition(".")[0] == module)
    why = "cannot be imported here" if broken else "is not installed"
    return "{} {} {} from “{}”, which {}".format(whose, part, come, module, why)


def _name(flags: Any, dest: Any) -> str:
    return max(flags, key=len) if flags else str(dest)


def _clean_tool(tool: Dict[str, Any]) -> None:
    unmapped = tool["unmapped"] = list(tool["unmapped"])
    for part in ("description", "epilog"):
        source = standins.is_in(tool.get(part))
        if source:
            tool[part] = ""
            unmapped.append(_left_out("its", part, source))
    keys = {(tuple(param["argv"]["flags"]), param["name"]) for param in tool["params"] if param.get("argv")}
    unmapped += [note for key, note in _notes if key is None or key in keys]
    unmapped += [_left_out("some of its", "options", source) for _, source in standins.given]
    for param in tool["params"]:
        _clean_param(param, unmapped)
    tool["unmapped"] = list(dict.fromkeys(unmapped))


def _clean_param(param: Dict[str, Any], unmapped: List[str]) -> None:
    what = _name((param.get("argv") or {}).get("flags"), param["name"])
    for part, empty in (("help", ""), ("label", param["name"]), ("default", None), ("group", "")):
        source = standins.is_in(param.get(part))
        if source:
            param[part] = empty
            unmapped.append(_left_out(what + ": its", part, source))
    source = standins.is_in(param.get("choices"))
    if source or (param["kind"] in ("choice", "choices") and not param.get("choices")):
        param["kind"] = "text" if param["kind"] == "choice" else "list"
        param["choices"] = []
        unmapped.append(_left_out(what + ": its", "choices", source or "a package that is not installed"))
