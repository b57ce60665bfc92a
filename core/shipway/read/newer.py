"""Syntax that is newer than the Python that reads: type parameters and `type` (PEP 695), said in older words."""

from __future__ import annotations

import ast
import re
import sys
from typing import Final, NamedTuple

_OWNER: Final = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+\w+[ \t]*(?=\[)", re.M)
_ALIAS: Final = re.compile(r"^([ \t]*)type[ \t]+(\w+)[ \t]*(\[[^\]\n=]*\])?[ \t]*=(?!=)", re.M)
_NEWER: Final = ("f-string", "multiple exception types must be parenthesized", "t-string")


class Param(NamedTuple):
    """A type parameter, with the fields that a newer syntax tree has for it; a tuple lists what it may be."""

    name: str
    bound: ast.expr | None


def parsed(data: bytes, name: str) -> ast.Module:
    """Parse a script; raises SyntaxError as `ast.parse` does, with a word on what a newer Python may allow."""
    try:
        return ast.parse(data, name)
    except SyntaxError as error:
        text, params = _older(data.decode("utf-8-sig", "replace"))
        if not params:
            raise _told(error) from None
    try:
        tree = ast.parse(text, name)
    except SyntaxError as error:
        raise _told(error) from None
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign)):
            vars(node)["type_params"] = params.get(node.lineno, [])
    return tree


def _told(error: SyntaxError) -> SyntaxError:
    if error.msg and (error.msg.startswith(_NEWER) or _goes_on(error)) and sys.version_info < (3, 14):
        version = ".".join(map(str, sys.version_info[:2]))
        error.msg += f" (a newer Python may allow this; Shipway itself runs on {version}, and reads scripts with that)"
    return error


def _goes_on(error: SyntaxError) -> bool:
    """Tell an f-string that ends its line within braces: from 3.12 on it may go on in the next."""
    rest = (error.text or "")[(error.offset or 1) - 1 :].replace("{{", "")
    begins = re.match(r"(?i:r?f|fr)['\"]", rest) and error.msg.startswith("unterminated string")
    return bool(begins) and rest.count("{") > rest.count("}")


def _older(text: str) -> tuple[str, dict[int, list[Param]]]:
    """Take type parameters out, so that no line moves; give them by the line of what they belong to."""
    params: dict[int, list[Param]] = {}
    pieces: list[str] = []
    end = 0
    for owner in _OWNER.finditer(text):
        close = _closing(text, owner.end())
        if owner.start() < end or close is None:
            continue
        inside = text[owner.end() + 1 : close]
        params[text.count("\n", 0, owner.start()) + 1] = [_param(part) for part in _split(inside)]
        rest = close + 1
        # Lines that the brackets took are given back within the parentheses that follow.
        open_at = rest + 1 if text[rest : rest + 1] == "(" else rest
        pieces += [text[end : owner.end()], text[rest:open_at], "\n" * inside.count("\n") if open_at > rest else ""]
        end = open_at
    for alias in _ALIAS.finditer(text):
        line = text.count("\n", 0, alias.start()) + 1
        params[line] = [_param(part) for part in _split((alias[3] or "[]")[1:-1])]
    return _ALIAS.sub(r"\1\2 =", "".join(pieces) + text[end:]), params


def _closing(text: str, start: int) -> int | None:
    """Find the bracket that closes the one at `start`."""
    depth = 0
    for place in range(start, min(len(text), start + 2000)):
        depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(text[place], 0)
        if not depth:
            return place
    return None


def _split(inside: str) -> list[str]:
    """Split type parameters at their commas, not at those within brackets."""
    parts, depth = [""], 0
    for mark in inside:
        depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(mark, 0)
        if mark == "," and not depth:
            parts.append("")
        else:
            parts[-1] += mark
    return [part.strip() for part in parts if part.strip()]


def _param(text: str) -> Param:
    name, _, bound = re.sub(r"=.*$", "", text, flags=re.S).partition(":")
    try:
        return Param(name.strip(), ast.parse(bound.strip(), mode="eval").body if bound.strip() else None)
    except SyntaxError:
        return Param(name.strip(), None)
