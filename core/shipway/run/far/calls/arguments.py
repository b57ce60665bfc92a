"""Texts -> what a function wants: the kinds parse, the function's own hints say which type it becomes."""

import inspect
import os
import re
from typing import Any, Dict, List, Tuple

from _shipway import script_types
from _shipway.calls import hinting, opened, records, shapes
from _shipway.calls.records import Refused

_BAD = (ValueError, TypeError, OSError, ArithmeticError, LookupError)
_MINE = "self"


def make(function: Any, inputs: List[Dict[str, Any]], maker: Any = None) -> Tuple[Any, List[Any], Dict[str, Any]]:
    """Give what is called, and its positional and keyword arguments.

    Each input is {"name", "kind", "item", "type", "pattern", "text"}, and "file" where `text` is the path of one that
    is to be decoded. Where `maker` is a class, an instance of it is made first, and `function` is the name of its
    method. Raises Refused, which names the inputs that cannot be used.
    """
    tree = _tree(inputs)
    if maker is not None:
        function = getattr(_instance(maker, tree.pop(_MINE, {})), function)
    args, kwargs = _placed(function, _given(function, tree, ""))
    return function, args, kwargs


def _instance(maker: Any, tree: Dict[str, Any]) -> Any:
    if records.is_record(maker):
        return _group(tree, maker, None, _MINE)
    args, kwargs = _placed(maker, _given(maker.__init__, tree, _MINE + "."))
    try:
        return maker(*args, **kwargs)
    except (ValueError, TypeError) as error:
        raise Refused(records.problems_of(error, {}, tree, _MINE)) from error


def _tree(inputs: List[Dict[str, Any]]) -> Dict[str, Any]:
    """Give the inputs by the parts of their names: those of a group stand together."""
    tree: Dict[str, Any] = {}
    for one in inputs:
        *path, last = one["name"].split(".")
        place = tree
        for part in path:
            place = place.setdefault(part, {_GROUP: True})
        place[last] = one
    return tree


_GROUP = ""
"""The mark of a group in the tree; no parameter has this name."""


def _given(function: Any, tree: Dict[str, Any], prefix: str) -> Dict[str, Any]:
    """Make the arguments of a function by name, and collect what is wrong with any of them."""
    hints = hinting.hints_of(function)
    given: Dict[str, Any] = {}
    problems: Dict[str, str] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        node, hint = tree.get(name), hints.get(name)
        default = None if parameter.default is parameter.empty else parameter.default
        whole = [one for one in hinting.members(hint) if records.is_record(hinting.origin(one))]
        try:
            if isinstance(node, dict) and _GROUP in node:
                given[name] = _group(node, whole[0] if whole else _class_of(hint), default, prefix + name)
            elif node is not None:
                given[name] = _many(node, hint, parameter)
            elif parameter.default is parameter.empty and whole and not hinting.may_be_none(hint):
                given[name] = _group({}, whole[0], None, prefix + name)
        except Refused as refused:
            problems.update(refused.problems)
        except _BAD as error:
            problems[prefix + name] = _sentence(node, error)
    if problems:
        raise Refused(problems)
    return given


def _class_of(hint: Any) -> Any:
    """Give the plain class of a hint, which is made by its constructor."""
    return next((one for one in hinting.members(hint) if isinstance(one, type)), hint)


def _many(one: Dict[str, Any], hint: Any, parameter: inspect.Parameter) -> Any:
    if parameter.kind is parameter.VAR_POSITIONAL and hint is not None:
        return value_of(one, Tuple[hint, ...])
    if parameter.kind is parameter.VAR_KEYWORD and hint is not None:
        return value_of(one, Dict[str, hint])
    return value_of(one, hint)


def _group(node: Dict[str, Any], hint: Any, default: Any, place: str) -> Any:
    """Make a record of the fields that were given, and of the groups within it."""
    fields = records.fields_of(hint)
    given: Dict[str, Any] = {}
    problems: Dict[str, str] = {}
    for name, one in node.items():
        field = fields.get(name)
        if name == _GROUP:
            continue
        try:
            if _GROUP in one:
                inner = hinting.members(field.hint)[0] if field else None
                start = default.get(name) if isinstance(default, dict) else getattr(default, name, None)
                given[name] = _group(one, inner, start, "{}.{}".format(place, name))
            else:
                given[name] = value_of(one, field.hint if field else None)
        except Refused as refused:
            problems.update(refused.problems)
        except _BAD as error:
            problems["{}.{}".format(place, name)] = _sentence(one, error)
    if problems:
        raise Refused(problems)
    return records.make(hint, given, default, place)


def _sentence(one: Any, error: Exception) -> str:
    """Say what is wrong with an input, with its text before what our own kinds say of it."""
    said = str(error).partition("\n")[0] or type(error).__name__
    text = one.get("text") if isinstance(one, dict) else None
    if isinstance(text, str) and ("file" in one or one["kind"] in ("file", "folder", "file_out")):
        return said.replace(text, os.path.basename(text))
    if isinstance(text, str) and said.startswith(("is ", "has ", "does ", "cannot ")):
        line = text.strip().partition("\n")[0]
        return "“{}” {}".format(line if len(line) <= 40 else line[:37] + "…", said)
    return said


def _placed(function: Any, given: Dict[str, Any]) -> Tuple[List[Any], Dict[str, Any]]:
    args: List[Any] = []
    kwargs: Dict[str, Any] = {}
    parameters = list(inspect.signature(function).parameters.values())
    by_place = _by_place(parameters, given)
    for number, parameter in enumerate(parameters):
        name, default = parameter.name, parameter.default
        if parameter.kind is parameter.VAR_POSITIONAL:
            args.extend(given.get(name, ()))
        elif parameter.kind is parameter.VAR_KEYWORD:
            kwargs.update(given.get(name, {}))
        elif number < by_place:
            args.append(given.get(name, None if default is parameter.empty else default))
        elif name in given or default is parameter.empty:
            # One that has no default and was left empty may be None.
            kwargs[name] = given.get(name)
    return args, kwargs


def _by_place(parameters: List[inspect.Parameter], given: Dict[str, Any]) -> int:
    """Count the parameters that must be given by place: up to the last positional-only one, or to `*args`."""
    count = 0
    for number, one in enumerate(parameters):
        needed = one.name in given or one.default is one.empty
        if one.kind is one.POSITIONAL_ONLY and needed:
            count = number + 1
        if one.kind is one.VAR_POSITIONAL and given.get(one.name):
            count = number
    return count


def value_of(one: Dict[str, Any], hint: Any) -> Any:
    """Give the value of one input."""
    text, hint = one["text"], hinting.bare(hint)
    if "file" in one:
        return opened.decoded(text, one["file"], one, hint)
    _matching(one, text)
    if isinstance(text, list):
        return _several(one, text, hint)
    if one["type"] in script_types.DECODED or opened.is_frame(hint):
        return opened.frame(script_types.parse(one["kind"], one["type"], text), hint, one["type"])
    if one["kind"] in ("json", "table") or one["type"] == "anything":
        return shapes.shaped(script_types.parse(one["kind"], one["type"], text), hint)
    return _one(one["kind"], one["type"], text, hint)


def _matching(one: Dict[str, Any], text: Any) -> None:
    pattern = one.get("pattern")
    if pattern and isinstance(text, str) and not re.search(pattern, text):
        raise ValueError("does not match {}".format(pattern))


def _several(one: Dict[str, Any], texts: List[str], hint: Any) -> Any:
    if isinstance(hint, type) and hasattr(hint, "__members__"):
        return shapes.member(texts, hint)
    item = "file" if one["kind"] == "files" else "choice" if one["kind"] == "choices" else one["item"]
    # Of `str | list[str]` the list is meant.
    several = [
        part for part in hinting.members(hint) if hinting.arguments(part) or part in (list, tuple, set, frozenset)
    ]
    return shapes.several(
        texts, several[0] if several else hint, lambda text, inner: _one(item, one["type"], text, inner)
    )


def _one(kind: str, type_name: str, text: str, hint: Any) -> Any:
    """Give one text the type of its hint; where there is none, the kind alone tells."""
    hint = hinting.bare(hint)
    if kind in ("file", "folder", "file_out"):
        return opened.opened(text, hint)
    if hint is None or type_name == "anything":
        return shapes.shaped(script_types.parse(kind, type_name, text), hint)
    value = shapes.shaped(text, hint)
    if value is text and str not in hinting.members(hint):
        # A class that says nothing of texts (SupportsFloat, a class of the script): the kind does.
        return script_types.parse(kind, type_name, text)
    return value
