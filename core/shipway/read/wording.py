"""What a question says, as far as that is written in the script."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Final

from shipway.read.source import Source

Env = Mapping[str, ast.expr]
"""What the parameters of a function were called with, as far as that is written there."""

_DEPTH: Final = 8
_MARKS: Final = " \t:>?»→=-–."
_COLOUR: Final = re.compile("\x1b\\[[0-9;]*m")
_ITEM: Final = re.compile(r"\s*[\[(]?(\d{1,2}(?=\s{2})|\w{1,3}(?=[\])]?\s*[.):=–-]))[\])]?\s*[.):=–-]*\s*(\S.*)")


def pieces(source: Source, node: ast.expr | None, env: Env, depth: int = _DEPTH) -> list[str | None]:
    """Give the literal parts of a text in order; None stands for what is known when it runs only."""
    if node is None or depth == 0:
        return [None]
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.Name):
        known = env.get(node.id) or source.constants.get(node.id)
        return [None] if known is None else pieces(source, known, {}, depth - 1)
    if isinstance(node, ast.JoinedStr):
        return [part for value in node.values for part in pieces(source, value, env, depth - 1)]
    if isinstance(node, ast.FormattedValue):
        return [None] if node.format_spec else pieces(source, node.value, env, depth - 1)
    if isinstance(node, ast.BinOp):
        return _operated(source, node, env, depth)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _split(pieces(source, node.func.value, env, depth - 1), r"\{[^{}]*\}")
    return [None]


def _operated(source: Source, node: ast.BinOp, env: Env, depth: int) -> list[str | None]:
    left = pieces(source, node.left, env, depth - 1)
    if isinstance(node.op, ast.Mod):
        return _split(left, r"%[-\d.]*[sdifgr]")
    right = pieces(source, node.right, env, depth - 1)
    if not isinstance(node.op, ast.Add):
        return [None]
    if all(part is not None and part.isdigit() for part in (*left, *right)):
        # `i + 1` of a loop that is known.
        return [str(int(left[0] or 0) + int(right[0] or 0))]
    return left + right


def _split(parts: list[str | None], mark: str) -> list[str | None]:
    found: list[str | None] = []
    for part in parts:
        for number, text in enumerate([None] if part is None else re.split(mark, part)):
            found += [None, text] if number else [text]
    return found


def prompt_of(call: ast.Call) -> ast.expr | None:
    """Give the expression of what a call asks, or None when it asks nothing in words."""
    named = {key.arg: key.value for key in call.keywords}
    return call.args[0] if call.args else named.get("prompt") or named.get("text")


def label_of(parts: list[str | None]) -> str:
    """Give the question in words: the last line of a prompt, without the marks around it."""
    text = _COLOUR.sub("", "".join("…" if part is None else part for part in parts))
    lines = [line.strip() for line in text.splitlines() if line.strip(_MARKS + "*#")]
    line = re.sub(r"\s*[\[(]\s*([yY](es)?\s*/\s*[nN]o?)\s*[\])]", "", lines[-1]) if lines else ""
    return line.strip().rstrip(_MARKS).strip("*#= \t").strip()


def menu_of(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """Give the items of a menu that was printed: "1. Add" becomes ("1", "Add")."""
    found = [match for line in lines if (match := _ITEM.fullmatch(_COLOUR.sub("", line)))]
    items = tuple((match[1], match[2].strip()) for match in found if match[1].isdigit() or len(match[1]) == 1)
    return items if len(items) > 1 else ()
