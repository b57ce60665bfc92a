"""Scripts that ask: literal prompts of a straight line of code become parameters; all else is asked live."""

from __future__ import annotations

import ast
import re
from typing import Any, Final

from shipway.read.command_line import ARGUMENTS
from shipway.read.command_line.argv_places import places
from shipway.read.command_line.usage import usage_of
from shipway.read.prompts.followed import asks
from shipway.read.prompts.straight import Question, straight
from shipway.read.source import Source, dotted, humanize
from shipway.read.uses import (
    Use,
    choices_of,
    enclosing,
    is_number,
    uses_of,
)
from shipway.read.wording import label_of, menu_of, pieces, prompt_of
from shipway.spec import Param, Spec

__all__ = ["asks", "asks_at_once", "prompts"]

LIVE: Final = "Leave it empty to be asked."
_DATES: Final = {"%Y-%m-%d": "date", "%H:%M": "time", "%H:%M:%S": "time"}
_BY_NAME: Final = {"IntPrompt.ask": "whole_number", "FloatPrompt.ask": "number"}
_TYPES: Final = {"int": "whole_number", "float": "number"}


def prompts(source: Source) -> tuple[Spec, ...]:
    """Read a script that asks; nothing when it does not."""
    if not source.asks:
        return ()
    line = _line(source)
    params: list[Param] = []
    for question in straight(source):
        params.append(_param(source, question, [*line, *params]))
    title, summary, text = source.heading
    return (
        Spec(
            tool=source.name,
            dialect="prompts",
            title=title,
            summary=summary,
            help=text,
            params=(*line, *params),
            stdin="asks",
            usage=usage_of(source) if source.uses_argv else "",
        ),
    )


def _line(source: Source) -> tuple[Param, ...]:
    """Give the places of its command line, unless they may be left for a question; then the line as it is typed."""
    if not source.uses_argv:
        return ()
    found = places(source)
    firm = found.exact and all(param.required for param in found.params)
    return found.params if firm else (ARGUMENTS,)


def asks_at_once(source: Source) -> bool:
    """Tell whether it asks as soon as it is imported."""
    return any(asks(source, node) for node in source.work(guarded=False))


def _param(source: Source, question: Question, params: list[Param]) -> Param:
    call, target = question.call, question.target
    number = sum(param.place == "answer" for param in params)
    name = dotted(call.func)
    asked = prompt_of(call)
    parts: list[str | None] = [""] if asked is None else pieces(source, asked, question.env)
    uses = _uses(source, question)
    facts = _facts(name, call, uses)
    label = label_of(parts) or (label_of([*question.printed[-1:]]) if question.printed else "")
    if (default := facts.get("default")) is not None:
        # "Name [Ann]: " with the default Ann.
        label = re.sub(rf"\s*[\[(](default[:=]?\s*)?{re.escape(default)}[\])]$", "", label)
    menu = menu_of([*question.printed, *"".join(part or "" for part in parts).splitlines()])
    if menu and label in {label_of([f"{key}. {text}"]) for key, text in menu}:
        label = ""
    live = LIVE if default is None else ""
    told = "; ".join(f"{key}. {text}" for key, text in menu)
    turn = f" ({question.place} of {question.of})" if question.of and label and not _counts(question) else ""
    return Param(
        name=_free((target or "answer") if target else f"answer_{number + 1}", params, question),
        place="answer",
        label=(label or humanize(target) or f"Answer {number + 1}") + turn,
        help=" ".join(part for part in (facts.pop("help", ""), f"{told}." if told else "", live) if part),
        asks=_pattern(parts, name),
        **facts,
    )


def _uses(source: Source, question: Question) -> list[Use]:
    """Give what is done with an answer: where it is asked, and where a function that asks hands it on to."""
    first = uses_of(source, question.call, enclosing(source, question.call), question.own_target)
    if question.caller is None:
        return first
    later = uses_of(source, question.caller, enclosing(source, question.caller), question.target)
    return [use for use in first if use.does not in ("other", "shown", "empty")] + later


def _facts(name: str, call: ast.Call, uses: list[Use]) -> dict[str, Any]:
    """Give what is known of an answer: its kind, choices, default and bounds."""
    named = {key.arg: key.value for key in call.keywords}
    if (
        "getpass" in name
        or name.startswith("pwinput")
        or _is_true(named.get("hide_input"))
        or _is_true(named.get("password"))
    ):
        return {"kind": "secret"}
    facts: dict[str, Any] = {}
    if name.endswith(("onfirm", "onfirm.ask")):
        return {"kind": "choice", "choices": ("y", "n"), **_default_of(named)}
    facts = _default_of(named)
    default = next((use.default for use in uses if use.does == "default"), None)
    if default:
        facts["default"] = default
    kinds = [use for use in uses if use.kind]
    choices = choices_of(uses)
    text = any(use.does in ("equals", "in", "not in") and not all(map(is_number, use.literals)) for use in uses)
    if choices:
        return {**facts, "kind": "choice", "choices": choices}
    made = next((use for use in kinds if use.does == "list"), None) or next(iter(kinds), None)
    if name in _BY_NAME:
        return {**facts, "kind": _BY_NAME[name]}
    if (stated := named.get("type")) is not None and dotted(stated) in _TYPES:
        return {**facts, "kind": _TYPES[dotted(stated)]}
    if made is None or (made.does == "made" and text):
        return facts
    if made.does == "file":
        # A path that the script falls back to is no file that somebody chose.
        return _made(made)
    return {**facts, **_made(made)}


def _made(use: Use) -> dict[str, Any]:
    if use.does == "list":
        count = {"min_length": use.count, "max_length": use.count} if use.count else {}
        return {"kind": "list", "item": use.item, "type": use.apart, **count}
    if use.does == "date":
        kind = _DATES.get(use.kind)
        return {"kind": kind} if kind else {"help": f"A date or time, written as {_written(use.kind)}."}
    return {"kind": use.kind}


def _written(pattern: str) -> str:
    """Give an example of a pattern of `strptime`."""
    marks = {
        "%Y": "2026",
        "%y": "26",
        "%m": "11",
        "%d": "22",
        "%H": "14",
        "%M": "30",
        "%S": "05",
        "%b": "Nov",
        "%B": "November",
    }
    for mark, text in marks.items():
        pattern = pattern.replace(mark, text)
    return pattern


def _default_of(named: dict[str | None, ast.expr]) -> dict[str, Any]:
    node = named.get("default")
    value = node.value if isinstance(node, ast.Constant) else None
    if value is None or value is ...:
        return {}
    if isinstance(value, bool):
        return {"default": "y" if value else "n"}
    return {"default": str(value)} if str(value) else {}


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _counts(question: Question) -> bool:
    """Tell whether the prompts of a loop differ by themselves: "Number 1", "Number 2"."""
    return any(
        isinstance(one, ast.Name) and one.id in question.env for one in ast.walk(prompt_of(question.call) or ast.Pass())
    )


def _pattern(parts: list[str | None], name: str) -> tuple[str, ...]:
    """Give the literal parts that the question must hold for its answer to be given; () where nothing is known."""
    if not any(part and part.strip() for part in parts):
        return ()
    pattern = [""] if parts[0] is None else []
    for part in parts:
        if part is None:
            pattern += [""] if len(pattern) else []
        elif pattern and pattern[-1] and parts[parts.index(part) - 1] is not None:
            pattern[-1] += part
        else:
            pattern.append(part)
    # The libraries write their own marks behind a question.
    return (*pattern, "") if "." in name and "getpass" not in name else tuple(pattern)


def _free(name: str, params: list[Param], question: Question) -> str:
    taken = {param.name for param in params}
    if question.of:
        name = f"{name}_{question.place}"
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
