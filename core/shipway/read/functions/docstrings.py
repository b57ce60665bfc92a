"""Docstrings of functions: help and types of parameters, and doctests as examples."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import docstring_parser

from shipway.read.functions.hint_table import Hint
from shipway.read.functions.hints import hint_of
from shipway.read.functions.names import Module
from shipway.read.source import FunctionNode, dotted

_WORDS: Final[Mapping[str, str]] = {
    "string": "str", "strings": "str", "text": "str", "char": "str", "character": "str", "unicode": "str",
    "integer": "int", "integers": "int", "ints": "int", "boolean": "bool", "booleans": "bool", "bools": "bool",
    "floating": "float", "double": "float", "real": "float", "floats": "float", "decimal": "float",
    "numeric": "Number", "number": "Number", "numbers": "Number", "num": "Number", "scalar": "Number",
    "dictionary": "dict", "mapping": "dict", "dicts": "dict", "hash": "dict", "strs": "str",
    "array_like": "ndarray", "array-like": "ndarray", "nparray": "ndarray", "arrays": "ndarray", "np.array": "ndarray",
    "numpy.array": "ndarray", "filename": "Path", "filepath": "Path", "path": "Path", "file": "Path",
    "path-like": "Path", "path_like": "Path", "pathlib": "Path", "file-like": "BinaryIO", "dataframe": "DataFrame",
    "iterable": "list", "sequence": "list", "lists": "list", "tuples": "tuple", "list-like": "list",
    "callable": "Callable", "function": "Callable", "func": "Callable", "any": "Any", "obj": "Any", "object": "Any",
}  # fmt: skip
_NESTED: Final = re.compile(
    r"^(list|lists|tuple|set|sequence|iterable|array|collection)s? (?:of|containing) (.+)$", re.I
)
_BRACKETS: Final = re.compile(r"^(\w+)\s*[(<]\s*(.+?)\s*[)>]$")
_MOST: Final = 6
"""Examples that one tool shows."""


@dataclass(frozen=True)
class Told:
    """What a docstring tells of a parameter."""

    help: str = ""
    type: str = ""


def told_by(node: FunctionNode) -> dict[str, Told]:
    """Give what a function's docstring tells, by parameter."""
    doc = parsed(node)
    # A `:type x:` without a `:param x:` is none to the parser.
    lone = re.findall(r"^\s*[:@]type (\w+): *(.+)$", ast.get_docstring(node) or "", re.M)
    found = {name: Told("", words.strip()) for name, words in lone}
    return found | {
        name.strip().lstrip("*"): Told(" ".join((param.description or "").split()), (param.type_name or "").strip())
        for param in doc.params
        for name in param.arg_name.split(",")
    }


def parsed(node: FunctionNode | ast.ClassDef) -> docstring_parser.Docstring:
    """Parse a docstring of any of the usual styles; one that confuses its parser is taken as text."""
    text = ast.get_docstring(node) or ""
    try:
        return docstring_parser.parse(text)
    except (docstring_parser.ParseError, ValueError, IndexError, TypeError, AttributeError, RecursionError):
        doc = docstring_parser.Docstring()
        doc.short_description, _, doc.long_description = text.partition("\n\n")
        return doc


def hint_of_words(module: Module, words: str) -> Hint:
    """Give the hint that words tell: "int, optional", "list of str", "{'a', 'b'}", "array_like"."""
    text = re.sub(r"[`*]|:\w+:", "", words.strip().strip(".")).strip()
    text = re.split(r",?\s*(?:\boptional\b|\bdefaults?\b|\bshape\b|\bof shape\b|\brequired\b)", text, flags=re.I)[0]
    text = re.sub(r"\s*\((?:optional|n,?.*|.*\bdim\w*.*)\)$", "", text).strip(" ,;")
    if text.startswith("{") and text.endswith("}"):
        return _one(module, f"Literal[{text[1:-1]}]")
    nullable = False
    hints = []
    for part in re.split(r"\s+or\s+|\s*\|\s*|\s*/\s*|,\s+or\s+", text) if "[" not in text else [text]:
        if part.strip().lower() in ("none", "nonetype", "null"):
            nullable = True
        else:
            hints.append(_words(module, part.strip(" ,")))
    known = [hint for hint in hints if hint.known]
    if not known:
        return hints[0] if hints and not hints[0].usable else Hint(known=False)
    names = " | ".join(dict.fromkeys(_name(part) for part in re.split(r"\s+or\s+|\s*\|\s*|\s*/\s*", text)))
    joined = _one(module, names) if len(known) > 1 else known[0]
    joined = joined if joined.known else known[0]
    return Hint(**{**vars(joined), "nullable": nullable or joined.nullable})


def _words(module: Module, words: str) -> Hint:
    nested = _NESTED.match(words) or _BRACKETS.match(words)
    if nested and (inner := _words(module, re.sub(r"s$", "", nested[2]) if nested[2] != "s" else "")).known:
        outer = _name(nested[1])
        return _one(module, f"{outer if outer in ('list', 'tuple', 'set') else 'list'}[{_source(nested[2])}]") or inner
    if nested and nested[1].lower() in ("list", "tuple", "set"):
        return Hint(kind="list", type="anything")
    return _one(module, _name(words))


def _source(words: str) -> str:
    """Write words as the source text of a hint."""
    nested = _NESTED.match(words)
    if nested:
        return f"list[{_source(nested[2])}]"
    name = _name(words)
    return name if name.isidentifier() or "[" in name or "." in name else _name(re.sub(r"s$", "", words))


def _name(words: str) -> str:
    words = words.strip(" ,")
    return _WORDS.get(words.lower(), _WORDS.get(re.sub(r"s$", "", words.lower()), words))


def _one(module: Module, source: str) -> Hint:
    try:
        return hint_of(module, ast.parse(source, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError):
        return Hint(known=False)


def calls_in(node: FunctionNode | ast.ClassDef, name: str) -> list[tuple[str, ast.Call]]:
    """Give the doctest lines of a docstring that call this function, each with its call."""
    try:
        examples = doctest.DocTestParser().get_examples(ast.get_docstring(node) or "")
    except ValueError:
        return []
    found: dict[str, ast.Call] = {}
    for example in examples:
        try:
            tree = ast.parse(example.source)
        except (SyntaxError, ValueError, RecursionError):
            continue
        for inner in ast.walk(tree):
            if isinstance(inner, ast.Call) and dotted(inner.func).rpartition(".")[2] == name:
                found.setdefault(ast.unparse(inner), inner)
                break
    return list(found.items())[:_MOST]
