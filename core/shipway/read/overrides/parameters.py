"""One parameter, or the order of them, as its author wants it; what the script does not allow is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from shipway.kinds import KINDS, MANY
from shipway.script_types import parse
from shipway.spec import Param, Spec

_PLAIN: Final = ("label", "help", "unit", "group", "minimum", "maximum")
_FIXED: Final = ("flag", "exit", "on/off", "switch", "count", "line", "alone", "rest")
"""Styles of a command line that leave a parameter no other kind."""


def file_kind(param: Param) -> str:
    """Give the kind of a parameter that its author calls a file."""
    return param.kind if param.kind == "folder" else "files" if param.kind in MANY else "file"


def changed(param: Param, own: Mapping[str, Any]) -> tuple[Param | None, dict[str, str]]:
    """Give the parameter as the settings have it, None where it is hidden; and what of them cannot be, by setting."""
    problems: dict[str, str] = {}
    new = replace(param, **{key: own[key] for key in _PLAIN if key in own})
    if "choices" in own:
        new = replace(new, choices=own["choices"], kind="choices" if new.kind in MANY else "choice")
    if "kind" in own and (why := _other_kind(new, own["kind"])):
        problems["kind"] = why
    elif "kind" in own:
        new = replace(new, kind=own["kind"])
    if "default" in own and (why := _no_value(new, own["default"])):
        problems["default"] = why
    elif "default" in own:
        # What the script itself falls back to stays its default: this one has to be handed over.
        new = replace(new, prefill=own["default"])
    if "required" in own and param.required and not own["required"]:
        problems["required"] = "the script itself requires it"
    elif "required" in own:
        new = replace(new, required=own["required"])
    if own.get("hidden") and param.required:
        problems["hidden"] = "the script requires it, so that it has to be on the form"
    return (None if own.get("hidden") and not param.required else new), problems


def _other_kind(param: Param, kind: str) -> str:
    if kind not in KINDS:
        return f"is no kind; there are: {', '.join(KINDS)}"
    if kind == param.kind:
        return ""
    if param.argv is not None and param.argv.style in _FIXED:
        return f"the command line takes it as {KINDS[param.kind].label} only"
    if (kind in MANY) != (param.kind in MANY):
        return "it takes several values" if param.kind in MANY else "it takes one value"
    if kind in ("choice", "choices") and not param.choices:
        return "needs choices"
    return ""


def _no_value(param: Param, raw: str | tuple[str, ...]) -> str:
    if isinstance(raw, tuple) != (param.kind in MANY):
        return "must be a list" if param.kind in MANY else "must be one value"
    kind = param.item if param.kind == "list" else "text" if param.kind in MANY else param.kind
    for text in raw if isinstance(raw, tuple) else (raw,):
        if param.choices and text not in param.choices:
            return f"“{text}” is none of its choices"
        try:
            parse(kind, param.type, text)
        except ValueError as problem:
            return f"“{text}” {problem}"
    return ""


def arranged(spec: Spec, order: Sequence[str]) -> Spec:
    """Put the named parameters first, in this order. What goes by its place keeps its order among its like."""
    rank = {name: number for number, name in enumerate(order)}
    wanted = sorted(spec.params, key=lambda param: rank.get(param.name, len(rank)))
    fixed = iter([param for param in spec.params if _by_place(param)])
    return replace(spec, params=tuple(next(fixed) if _by_place(param) else param for param in wanted))


def _by_place(param: Param) -> bool:
    return param.place == "answer" or (param.argv is not None and not param.argv.flags)
