"""Example command lines in a script's own texts, understood by what its form knows: with one click they fill it.

Nothing is run for them: a line that its parser would refuse is refused when the filled form runs.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NoReturn

from shipway.bind import bind
from shipway.errors import BadInput
from shipway.kinds import FILES, KINDS, MANY
from shipway.profile import MINE
from shipway.read.lines.own_words import line_of, names_script
from shipway.read.source import Source
from shipway.spec import Example, Param, Reading, Spec

MOST: Final = 6
"""Examples of one tool that are offered."""

LINES: Final = 40
"""Lines of a script's texts that are looked at closely."""

Texts = dict[str, str | tuple[str, ...]]

_MARKED: Final = re.compile(
    r"^\s*(?:(?:usage|examples?|e\.g\.|run|try)\s*:\s*)?(?:(?:[$%❯➜>]|[\w.@~/:-]+[$%]|[-*•]|\d+[.)])\s+)?`*\s*",
    re.IGNORECASE,
)
_JUDGED: Final = ("whole_number", "number", "date", "time", "datetime")
"""Kinds whose text tells whether the parser would take it."""


def with_examples(source: Source, reading: Reading) -> Reading:
    """Give the reading with the examples that stand in the script's texts."""
    tools = [spec for spec in reading.specs if spec.dialect not in ("function", "prompts")]
    if not tools:
        return reading
    found: dict[str, dict[str, Example]] = {}
    for line in list(dict.fromkeys(_lines(source, reading)))[:LINES]:
        try:
            understood = _understood(tools, line_of(reading, line).args)
        except BadInput:
            continue
        if understood is not None:
            spec, raws = understood
            found.setdefault(spec.tool, {}).setdefault(str(sorted(raws.items())), Example(line, raws))
    specs = (
        replace(spec, examples=(*spec.examples, *list(found.get(spec.tool, {}).values())[:MOST]))
        for spec in reading.specs
    )
    return replace(reading, specs=tuple(specs))


def _lines(source: Source, reading: Reading) -> Iterator[str]:
    """Give the lines that call the script, each without what stands before it and with those it goes on in."""
    for text in _texts(source, reading):
        lines = text.replace("%(prog)s", source.path.name).splitlines()
        while lines:
            line = _MARKED.sub("", lines.pop(0)).strip().rstrip("`")
            while line.endswith("\\") and lines:
                line = line[:-1].rstrip() + " " + lines.pop(0).strip()
            # What stands behind it explains it, and an output is kept by the form itself.
            line = re.sub(r"\s+>{1,2}\s*\S+$", "", re.split(r"\s{2,}#|\s{3,}", line)[0]).strip()
            if len(line) < 400 and names_script(reading, line):
                yield line


def _texts(source: Source, reading: Reading) -> Iterator[str]:
    """Give what a person may read: docstrings, descriptions, epilogs, and the comments at the head."""
    name = source.path.stem
    yield source.docstring
    for spec in reading.specs:
        yield spec.help
    for node in source.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > len(name):
            yield node.value if "%(prog)" in node.value or name in node.value else ""
    head = (line for line in source.text.splitlines()[:60] if line.startswith("#"))
    yield "\n".join(line.lstrip("# ") for line in head)


def _understood(specs: Sequence[Spec], args: Sequence[str]) -> tuple[Spec, Texts] | None:
    """Give the tool that a line calls and what it gives to it, None where that is not clear."""
    if not args or any(_is_placeholder(word) for word in args):
        return None
    for spec in sorted(specs, key=lambda spec: -len(spec.command)):
        try:
            raws = _read(spec, args)
            bind(spec, raws, MINE)
            _judge(spec, raws)
        except (BadInput, argparse.ArgumentError, ValueError):
            continue
        own = {
            name: raw
            for name, raw in raws.items()
            if (param := spec.param(name)) is not None and param.kind not in (*FILES, "secret") and raw != param.default
        }
        if any(word in _metavars(spec) for word in args) or not own:
            return None
        return spec, own
    return None


def _judge(spec: Spec, raws: Texts) -> None:
    """Raise ValueError for a text that is none of its kind."""
    for param in spec.params:
        raw = raws.get(param.name, ())
        kind = param.item if param.kind == "list" else param.kind
        for text in (raw,) if isinstance(raw, str) else raw:
            if kind in _JUDGED and text:
                KINDS[kind].parse(text)


def _is_placeholder(word: str) -> bool:
    return word in ("...", "…", "[options]", "OPTIONS") or re.match(r"[\[<{]", word) is not None or "..." in word


def _metavars(spec: Spec) -> set[str]:
    """Give the words in capitals that stand for a value in a usage line."""
    names = {name for param in spec.params for name in (param.name, param.label.replace(" ", "_"))}
    return {name.upper() for name in names if len(name) > 1}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput({"": message})


def _read(spec: Spec, args: Sequence[str]) -> Texts:
    """Read a line by the spellings of one tool: the options of each level, and its subcommands between them."""
    if (
        any(param.argv and param.argv.style == "line" and not param.argv.flags for param in spec.params)
        and not spec.command
    ):
        lines = [param for param in spec.params if param.argv and param.argv.style == "line"]
        if len(spec.params) == 1 and lines:
            return {lines[0].name: KINDS["arguments"].format(list(args))}
    left, found = list(args), {}
    for level in range(len(spec.command) + 1):
        here = [param for param in spec.params if param.argv and param.argv.level in (level, -1)]
        parser = _parser(spec, here)
        deeper = spec.command[level] if level < len(spec.command) else None
        if deeper is None:
            space = parser.parse_args(left)
        else:
            at = next((at for at, word in enumerate(left) if word == deeper), None)
            if at is None:
                raise BadInput({"": f"does not call {deeper}"})
            space, left = parser.parse_args(left[:at]), left[at + 1 :]
        found.update(_raws(here, vars(space)))
    return found


def _parser(spec: Spec, params: Iterable[Param]) -> _Parser:
    marks = spec.marks or "-"
    parser = _Parser(add_help=False, prefix_chars=marks, argument_default=argparse.SUPPRESS, conflict_handler="resolve")
    for param in params:
        assert param.argv is not None
        how: dict[str, Any] = {}
        match param.argv.style:
            case "flag" | "exit" | "alone":
                how = {"action": "store_const", "const": "yes"}
            case "count":
                how = {"action": "count"}
            case "on/off":
                how = {"action": "store_const", "const": "yes"}
            case "append":
                how = {"action": "append", **_nargs(param)}
            case _:
                how = _nargs(param)
        off = _off(param)
        flags = [flag for flag in param.argv.flags if flag not in off]
        if param.argv.style == "switch":
            for flag, choice in zip(param.argv.flags, param.choices, strict=False):
                parser.add_argument(flag, dest=param.name, action="store_const", const=choice)
        elif flags:
            parser.add_argument(*flags, dest=param.name, **how)
        elif not off:
            parser.add_argument(param.name, **how)
        if off:
            parser.add_argument(*off, dest=param.name, action="store_const", const="no")
    return parser


def _off(param: Param) -> list[str]:
    """Give the flags that say no."""
    assert param.argv is not None
    if param.argv.style != "on/off":
        return []
    return list(param.argv.off) or [flag for flag in param.argv.flags if flag.startswith("--no-")]


def _nargs(param: Param) -> dict[str, Any]:
    assert param.argv is not None
    nargs = param.argv.nargs
    if nargs == "":
        return {}
    return {
        "nargs": int(nargs) if nargs.isdigit() else nargs,
        **({"const": ""} if nargs == "?" and param.argv.flags else {}),
    }


def _raws(params: Iterable[Param], given: Mapping[str, Any]) -> Texts:
    found: Texts = {}
    for param in params:
        if param.name not in given:
            continue
        value = given[param.name]
        assert param.argv is not None
        if param.argv.style == "line":
            found[param.name] = KINDS["arguments"].format(value)
        elif isinstance(value, list):
            flat = [one for part in value for one in (part if isinstance(part, list) else [part])]
            if flat or param.argv.flags:
                found[param.name] = tuple(flat)
        elif param.kind in MANY:
            found[param.name] = (str(value),)
        else:
            found[param.name] = str(value)
    return found
