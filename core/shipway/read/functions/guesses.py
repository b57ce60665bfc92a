"""Parameters without a hint: what defaults, docstrings, doctests, names, and the function's own use of them tell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import Final

from shipway.read.functions.defaults import literal
from shipway.read.functions.docstrings import hint_of_words
from shipway.read.functions.hint_table import Hint
from shipway.read.functions.hints import hint_of
from shipway.read.functions.names import Module, walked
from shipway.read.source import FunctionNode, dotted

_WHOLE: Final = re.compile(
    r"^(n|count|port|year|month|day|seed|epochs|iterations|max_iter|n_iter|num|n_[a-z]+|num_\w+|max_\w*(steps|count|tries|retries)|"
    r"\w+_(count|id_count)|retries|indent|precision|digits|decimals|k)$"
)
_PATHS: Final = re.compile(
    r"^(path|file|filename|filepath|file_path|file_name|\w+_(path|file|filename|filepath|fname)|infile|outfile|fname|"
    r"folder|directory|dirname|\w+_(dir|folder|directory)|csv|csv_file)$"
)
_CODE: Final = re.compile(
    r"^(callback|func|fn|function|logger|session|conn|connection|cursor|lock|queue|executor|loop|ax|fig|on_\w+|\w+_(callback|func|fn))$"
)
"""Names of what only code can give, where None stands for it."""
_MATHS: Final = (ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow)
_NUMERIC: Final = ("whole_number", "number")
_NUMBER: Final = Hint(kind="number", type="int or float")


def guessed(module: Module, node: FunctionNode, name: str, default: ast.expr | None, told: str) -> Hint:
    """Give the hint of a parameter that carries none; not known where nothing tells."""
    if told and (hint := hint_of_words(module, told)).known:
        return hint
    if default is not None and (shown := hint_of_default(module, default)) is not None:
        return shown
    if default is not None and not _is_none(default):
        return Hint(known=False)
    if (told and not hint_of_words(module, told).usable) or (default is not None and _CODE.match(name)):
        return Hint(known=False, usable=False)
    return _by_use(node, name) or (Hint(kind="file", known=False) if _PATHS.match(name) else Hint(known=False))


def hint_of_default(module: Module, default: ast.expr) -> Hint | None:
    """Tell the kind of an unhinted parameter by its default; None where that tells nothing."""
    if isinstance(default, ast.Attribute) and (owner := hint_of(module, default.value)).members:
        return owner
    if isinstance(default, ast.Call):
        hint = hint_of(module, default.func)
        return hint if hint.known else None
    if isinstance(default, (ast.Lambda, ast.JoinedStr)):
        return Hint(known=False, usable=False) if isinstance(default, ast.Lambda) else Hint()
    try:
        value = literal(module, default)
    except (ValueError, TypeError, ArithmeticError, RecursionError, AttributeError):
        return None
    return hint_of_value(module, value)


def hint_of_values(module: Module, values: Iterable[object]) -> Hint | None:
    """Give the hint that suits all of some values; None where they differ too much."""
    hints = [hint_of_value(module, value) for value in values if value is not None]
    kinds = {hint.kind for hint in hints if hint is not None}
    if hints and all(hint is not None and hint.kind == "list" and hint.item in _NUMERIC for hint in hints):
        return Hint(kind="list", item="number", type="int or float")
    if not hints or None in hints or len(kinds) != 1:
        return _NUMBER if kinds and kinds <= {"whole_number", "number"} else None
    return _NUMBER if kinds <= {"number", "whole_number"} else hints[0]


def hint_of_value(module: Module, value: object) -> Hint | None:
    """Give the hint of a value's own type."""
    if isinstance(value, (list, tuple, set, frozenset)):
        names = {_name_of(one) for one in value}
        name = type(value).__name__
        if names == {"int", "float"}:
            names = {"float"}
        if len(names) == 1 and "" not in names and not names & {"list", "tuple", "dict"}:
            return hint_of(module, ast.parse(f"list[{names.pop()}]", mode="eval").body)
        nested = any(isinstance(one, (list, tuple, dict, set)) for one in value)
        return Hint(kind="json") if nested else hint_of(module, ast.Name(name))
    name = _name_of(value)
    return hint_of(module, ast.Name(name)) if name else None


def _name_of(value: object) -> str:
    return type(value).__name__ if isinstance(value, (str, int, float, bool, complex, dict, list, tuple, bytes)) else ""


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _by_use(node: FunctionNode, name: str) -> Hint | None:
    """Tell by how a function uses a parameter: what is counted or reckoned with is a number, what is called is none.

    Anything that says otherwise (it is converted, indexed, joined with texts) leaves it open.
    """
    reckoned = whole = False
    for inner in walked(node):
        if isinstance(inner, ast.Call):
            called = dotted(inner.func)
            if called == name:
                return Hint(known=False, usable=False)
            given = [one.id for one in inner.args if isinstance(one, ast.Name)]
            if name in given and called == "range":
                whole = True
            elif name in given and (called.startswith("math.") or called in ("round", "divmod", "pow")):
                reckoned = True
            elif name in given and called in ("int", "float", "str", "Decimal", "isinstance", "len", "open", "complex"):
                return None
        elif (
            (isinstance(inner, (ast.Attribute, ast.Subscript)) and dotted(inner.value) == name)
            or (isinstance(inner, ast.Assign) and any(dotted(target) == name for target in inner.targets))
            or (isinstance(inner, (ast.For, ast.comprehension)) and dotted(inner.iter) == name)
        ):
            return None
        reckoned = reckoned or _reckons(inner, name)
    if whole or (_WHOLE.match(name) and not reckoned):
        return Hint(kind="whole_number")
    return _NUMBER if reckoned else None


def _reckons(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, _MATHS):
        sides = (node.left, node.right)
        texts = any(isinstance(one, ast.Constant) and isinstance(one.value, (str, bytes)) for one in sides)
        lists = any(isinstance(one, (ast.List, ast.Tuple, ast.JoinedStr)) for one in sides)
        return name in map(dotted, sides) and not texts and not lists
    if isinstance(node, ast.Compare) and dotted(node.left) == name and len(node.comparators) == 1:
        other = node.comparators[0]
        order = isinstance(node.ops[0], (ast.Lt, ast.Gt, ast.LtE, ast.GtE))
        return order and isinstance(other, ast.Constant) and isinstance(other.value, (int, float))
    return False


_READS: Final = frozenset({
    "read_csv", "read_excel", "read_json", "read_parquet", "read_table", "imread", "getsize", "isfile", "loadtxt",
    "genfromtxt", "load_workbook", "PdfReader", "Document", "parse_file", "read_text_file", "ZipFile", "TarFile",
})  # fmt: skip
_WRITES: Final = frozenset({"to_csv", "to_excel", "to_json", "to_parquet", "savefig", "imwrite", "savetxt", "imsave"})
_LISTS: Final = frozenset({"listdir", "walk", "scandir", "rmtree", "copytree", "isdir"})


def place_of(node: FunctionNode, name: str) -> str:
    """Tell by its use whether a text is a "file", a "folder" or a "file_out"; "" where nothing or too much tells."""
    found = set()
    for inner in walked(node):
        if isinstance(inner, ast.Call) and inner.args and dotted(inner.args[0]) == name:
            called = dotted(inner.func)
            last = called.rpartition(".")[2]
            if called in ("open", "io.open", "codecs.open", "gzip.open", "Image.open", "wave.open"):
                found.add("file_out" if set(_mode(inner)) & set("wxa") else "file")
            elif last in _READS:
                found.add("file")
            elif last in _WRITES:
                found.add("file_out")
            elif last in _LISTS:
                found.add("folder")
        elif isinstance(inner, ast.Assign) and any(dotted(target) == name for target in inner.targets):
            return ""
    return found.pop() if len(found) == 1 else ""


def _mode(call: ast.Call) -> str:
    given = (
        call.args[1] if len(call.args) > 1 else next((key.value for key in call.keywords if key.arg == "mode"), None)
    )
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""
