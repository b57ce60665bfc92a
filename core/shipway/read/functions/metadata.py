"""What stands beside a type: `Annotated[int, Ge(1)]`, `Field(ge=1)`, `Option(help=…)`, `conint(gt=0)`."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from shipway.read.functions.hint_table import Hint
from shipway.read.functions.names import Module
from shipway.read.source import dotted

_BOUNDS: Final = {
    "ge": "minimum", "le": "maximum", "gt": "above", "lt": "below", "min": "minimum", "max": "maximum",
    "gte": "minimum", "lte": "maximum",
    "Ge": "minimum", "Le": "maximum", "Gt": "above", "Lt": "below",
    "min_length": "min_length", "max_length": "max_length", "MinLen": "min_length", "MaxLen": "max_length",
    "min_items": "min_length", "max_items": "max_length", "multiple_of": "multiple_of", "MultipleOf": "multiple_of",
    "instance_of": "",
}  # fmt: skip
_HELP: Final = ("description", "help", "documentation")
_NUMBERS: Final = ("minimum", "maximum", "above", "below", "multiple_of")


def described(module: Module, hint: Hint, metadata: Iterable[ast.expr]) -> Hint:
    """Add to a hint what its metadata tells."""
    for meta in metadata:
        if isinstance(meta, (ast.Name, ast.Attribute)) and (found := module.find(dotted(meta))) is not None:
            meta = value if (value := getattr(found.node, "value", None)) is not None else meta
        if isinstance(meta, ast.Constant) and isinstance(meta.value, str):
            hint = replace(hint, help=meta.value)
        elif isinstance(meta, ast.Call):
            hint = _called(hint, meta)
        elif isinstance(meta, ast.List):
            hint = described(module, hint, meta.elts)
    return hint


def item_limits(hint: Hint) -> str:
    """Say of a text in a list what a Param can only say of the list."""
    low, high = hint.bounds.get("min_length"), hint.bounds.get("max_length")
    parts = [f"at least {low:g}" if low is not None else "", f"at most {high:g}" if high is not None else ""]
    told = " and ".join(part for part in parts if part)
    sentences = [f"Each item has {told} characters."] if told else []
    if hint.pattern:
        sentences.append(f"Each item matches {hint.pattern}.")
    return " ".join([*sentences, hint.help]).strip()


def item_bounds(hint: Hint) -> dict[str, float]:
    """Give the bounds of an item that its list carries: those of numbers."""
    return {name: value for name, value in hint.bounds.items() if name in _NUMBERS}


def default_of(metadata: Iterable[ast.expr]) -> ast.expr | None:
    """Give the default that stands in `Annotated[int, Field(default=5)]`, or None."""
    calls = (meta for meta in metadata if isinstance(meta, ast.Call))
    return next((key.value for meta in calls for key in meta.keywords if key.arg == "default"), None)


def _called(hint: Hint, meta: ast.Call) -> Hint:
    """Read `Ge(1)`, `Interval(ge=1, le=9)`, `Field(gt=0)`, `Len(1, 5)`, `Option(help="…", min=0)` and the like."""
    name = dotted(meta.func).rpartition(".")[2]
    found: dict[str, ast.expr] = {_BOUNDS[key.arg]: key.value for key in meta.keywords if key.arg in _BOUNDS}
    if name in _BOUNDS and meta.args:
        found[_BOUNDS[name]] = meta.args[0]
    if name == "Len":
        found.update(zip(("min_length", "max_length"), meta.args, strict=False))
    bounds = {**hint.bounds, **{bound: value for bound, node in found.items() if (value := _number(node)) is not None}}
    bounds.pop("", None)
    texts = {str(key.arg): text for key in meta.keywords if (text := _text(key.value))}
    help_text = next((texts[word] for word in _HELP if word in texts), hint.help)
    if name == "Doc" and meta.args:
        help_text = _text(meta.args[0]) or help_text
    examples = next((key.value for key in meta.keywords if key.arg == "examples"), None)
    if isinstance(examples, (ast.List, ast.Tuple)) and examples.elts:
        shown = ", ".join(ast.unparse(one) if not _text(one) else _text(one) for one in examples.elts[:3])
        help_text = f"{help_text} For example: {shown}.".strip()
    inner = [*meta.args, *(key.value for key in meta.keywords if key.arg == "validator")]
    hint = replace(
        hint,
        bounds=bounds,
        help=help_text,
        pattern=texts.get("pattern", texts.get("regex", hint.pattern)),
        label=texts.get("title", hint.label),
        unit=_text(meta.args[0]) if name == "Unit" and meta.args else hint.unit,
    )
    if any(key.arg == "hide_input" and getattr(key.value, "value", False) is True for key in meta.keywords):
        hint = replace(hint, kind="secret")
    for one in inner:
        # `validator=[ge(1), le(9)]`, `validator=and_(ge(1), le(9))`
        for call in one.elts if isinstance(one, ast.List) else [one]:
            if isinstance(call, ast.Call):
                hint = _called(hint, call)
    return hint


def _number(node: ast.expr) -> float | None:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError):
        return None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
