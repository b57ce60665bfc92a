"""What answer the code around a question wants."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from shipway.read.source import FunctionNode, Source, dotted

_DEPTH: Final = 8
_NUMBERS: Final = {"int": "whole_number", "float": "number", "Decimal": "number", "decimal.Decimal": "number"}
_READERS: Final = ("read_csv", "read_excel", "read_json", "imread", "load_workbook", "ZipFile", "Image.open", "loadtxt")
_KEEPS: Final = (
    "strip",
    "lstrip",
    "rstrip",
    "lower",
    "upper",
    "casefold",
    "title",
    "capitalize",
    "replace",
    "removesuffix",
)
_FOLDERS: Final = (
    "os.listdir",
    "os.walk",
    "os.scandir",
    "os.chdir",
    "listdir",
    "walk",
    "scandir",
    "chdir",
    "shutil.rmtree",
)
_EMPTY: Final = ("not {}", "{} == ''", "len({}) < 1", "len({}) == 0", "not {}.strip()", "{}.strip() == ''")
_DIGITS: Final = ("isdigit", "isnumeric", "isdecimal")
_COLLECTS: Final = ("list", "tuple", "set", "sorted", "sum", "max", "min")
_YES: Final = {"y": "n", "yes": "no", "Y": "N", "Yes": "No", "YES": "NO", "true": "false", "j": "n", "o": "n", "s": "n"}


@dataclass(frozen=True)
class Use:
    """One thing that the code does with an answer; `kind` says what it wants, `literals` what it is compared with."""

    does: str
    kind: str = ""
    item: str = ""
    apart: str = ""
    literals: tuple[str, ...] = ()
    default: str | None = None
    count: int = 0


SHOWN: Final = Use("shown")
OTHER: Final = Use("other")


def uses_of(source: Source, call: ast.expr, body: list[ast.AST], target: str) -> list[Use]:
    """Tell what the code does with the answer: around the question itself, and later with the name that holds it."""
    uses, held = _climb(source, call)
    if target and held:
        loads = [
            one for one in body if isinstance(one, ast.Name) and one.id == target and isinstance(one.ctx, ast.Load)
        ]
        uses += [use for use in (_when_empty(one, target) for one in body) if use is not None]
        # `age = int(age)` holds what `age` held.
        uses += [use for one in loads for use in (_climb(source, one)[0] or [OTHER])]
    return uses


def _when_empty(node: ast.AST, target: str) -> Use | None:
    """Tell what stands for an empty answer: `if not x: x = "text"`, `if len(x) < 1: x = "text"`."""
    if not isinstance(node, ast.If) or ast.unparse(node.test) not in {form.format(target) for form in _EMPTY}:
        return None
    match node.body[0]:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))) if name == target:
            return Use("default", default=text)
    return None


def _climb(source: Source, node: ast.AST) -> tuple[list[Use], bool]:
    """Go up from an expression to what is done with it; tells too whether a name holds it then."""
    apart, item = "", ""
    uses: list[Use] = []
    for _ in range(_DEPTH):
        parent = source.parents.get(id(node))
        if isinstance(parent, ast.Attribute) and isinstance(outer := source.parents.get(id(parent)), ast.Call):
            if parent.attr == "split":
                apart = _separator(outer)
            elif parent.attr not in _KEEPS:
                return [*uses, Use("digits") if parent.attr in _DIGITS else _started(parent, outer)], False
            node = outer
        elif isinstance(parent, ast.Call) and node is not parent.func:
            use, item, goes_on = _called(parent, apart, item)
            uses += [use] if use is not None else []
            if not goes_on:
                return uses, False
            node = parent
        elif isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            if apart:
                return [*uses, Use("list", "list", item or "text", apart, count=_count(parent))], False
            return uses, True
        elif isinstance(parent, (ast.Expr, ast.Return)):
            return uses, False
        elif isinstance(parent, ast.For) and apart:
            return [*uses, Use("list", "list", item or "text", apart)], False
        else:
            use = _ended(source, parent, node, apart, item)
            # What becomes of a number that was made of it says nothing more of the answer.
            return uses if uses and use is OTHER else [*uses, use], isinstance(parent, ast.BoolOp)
    return uses, False


def _called(call: ast.Call, apart: str, item: str) -> tuple[Use | None, str, bool]:
    """Say what a call makes of an answer: a use, or the kind of its items and that it goes on from there."""
    name = dotted(call.func)
    leaf = name.rpartition(".")[2]
    if name in _NUMBERS and len(call.args) == 1:
        return Use("made", _NUMBERS[name]), "", True
    if name == "map" and len(call.args) == 2:
        return None, {"int": "whole_number", "float": "number"}.get(dotted(call.args[0]), "text"), True
    if name in _COLLECTS and apart:
        return None, item, True
    if name in ("open", "io.open", "Path", "pathlib.Path") or name.endswith(_READERS):
        writes = (
            len(call.args) > 1
            and isinstance(call.args[1], ast.Constant)
            and set(str(call.args[1].value)) & {"w", "x", "a"}
        )
        return Use("file", "file_out" if writes else "file"), "", False
    if name in _FOLDERS:
        return Use("file", "folder"), "", False
    if leaf == "strptime" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
        return Use("date", str(call.args[1].value)), "", False
    if name in ("print", "str", "len", "repr", "format") or leaf in ("format", "write", "info", "join"):
        return SHOWN, "", False
    return OTHER, "", False


def _ended(source: Source, parent: ast.AST | None, node: ast.AST, apart: str, item: str) -> Use:
    """Say what is done where an expression ends."""
    match parent:
        case ast.BoolOp(op=ast.Or(), values=[first, ast.Constant(value=str(text))]) if first is node:
            return Use("default", default=text)
        case ast.Compare(left=left, ops=[operation], comparators=[other]) if left is node:
            literals = tuple(_literals(source, other))
            if literals and isinstance(operation, (ast.Eq, ast.NotEq)):
                return Use("equals", literals=literals)
            if literals and isinstance(operation, (ast.In, ast.NotIn)):
                return Use("in" if isinstance(operation, ast.In) else "not in", literals=literals)
        case ast.Subscript(value=value, slice=ast.Constant(value=0)) if value is node:
            return _ended(source, source.parents.get(id(parent)), parent, apart, item)
        case ast.Subscript(slice=index) if index is node and isinstance(parent.value, ast.Name):
            # What a list holds is not what it is asked by.
            table = isinstance(source.constants.get(parent.value.id), ast.Dict)
            literals = tuple(_literals(source, parent.value)) if table else ()
            if literals and isinstance(parent.ctx, ast.Load):
                return Use("not in", literals=literals)
        case ast.Match():
            return Use("equals", literals=tuple(_cases(parent)))
        case ast.comprehension() if apart:
            made = source.parents.get(id(parent))
            elt = getattr(made, "elt", None)
            inner = (
                {"int": "whole_number", "float": "number"}.get(dotted(elt.func), "text")
                if isinstance(elt, ast.Call)
                else "text"
            )
            return Use("list", "list", inner, apart)
        case ast.FormattedValue():
            return SHOWN
        case ast.UnaryOp(op=ast.Not()) | ast.If() | ast.While():
            return Use("empty")
    return OTHER


def _started(method: ast.Attribute, call: ast.Call) -> Use:
    if method.attr == "startswith" and call.args and isinstance(call.args[0], ast.Constant):
        return Use("equals", literals=(str(call.args[0].value),))
    return SHOWN if method.attr in ("encode", "center") else OTHER


def _separator(call: ast.Call) -> str:
    return (
        str(call.args[0].value) if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value else " "
    )


def _count(node: ast.AST) -> int:
    """Tell how many answers `a, b = input().split()` takes; 0 for any number."""
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    plain = isinstance(target, ast.Tuple) and not any(isinstance(one, ast.Starred) for one in target.elts)
    return len(target.elts) if plain and isinstance(target, ast.Tuple) else 0


def _literals(source: Source, node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Name):
        constant = source.constants.get(node.id)
        if constant is not None and not source.changes(node.id):
            yield from _literals(source, constant)
    elif (
        isinstance(node, ast.Constant)
        and isinstance(node.value, (str, int, float))
        and not isinstance(node.value, bool)
    ):
        yield str(node.value)
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for one in node.elts:
            yield from _literals(source, one)
    elif isinstance(node, ast.Dict):
        for key in node.keys:
            yield from _literals(source, key) if key is not None else ()


def _cases(node: ast.Match) -> Iterator[str]:
    for case in node.cases:
        patterns = case.pattern.patterns if isinstance(case.pattern, ast.MatchOr) else [case.pattern]
        for one in patterns:
            if isinstance(one, ast.MatchValue) and isinstance(one.value, ast.Constant):
                yield str(one.value.value)


def choices_of(uses: list[Use]) -> tuple[str, ...]:
    """Give the answers that the code tells apart, where it takes no other; () when it may."""
    equal = [text for use in uses if use.does == "equals" for text in use.literals]
    inside = [text for use in uses if use.does == "in" for text in use.literals]
    demanded = [text for use in uses if use.does == "not in" for text in use.literals]
    free = any(use.does in ("other", "list", "file", "date", "digits") for use in uses)
    # A word beside numbers is what ends them: "q".
    free = free or (any(use.does == "made" for use in uses) and not all(map(is_number, [*inside, *equal])))
    if demanded:
        return _unique([*demanded, *equal])
    texts = _unique([*inside, *equal])
    lower = {text.lower() for text in texts}
    if texts and lower <= {"y", "yes", "yep", "yeah", "ok", "true", "1", "j", "ja", "o", "oui", "s", "si"} - (
        {"1"} if len(lower) == 1 else set()
    ):
        return (texts[0], _YES[texts[0]]) if texts[0] in _YES and not free else ()
    if texts and lower <= {"n", "no", "nope"}:
        yes = {no: yes for yes, no in _YES.items() if yes.lower() in ("y", "yes")}
        return (yes[texts[0]], texts[0]) if texts[0] in yes and not free else ()
    return texts if len(texts) > 1 and not free and "" not in texts else ()


def is_number(text: str) -> bool:
    """Tell whether a text is a number as people write it."""
    return text.lstrip("-").replace(".", "", 1).isdigit()


def _unique(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def enclosing(source: Source, node: ast.AST) -> list[ast.AST]:
    """Give the nodes of the function around a node, or of the whole script."""
    while (parent := source.parents.get(id(node))) is not None:
        node = parent
        if isinstance(node, FunctionNode):
            break
    return list(ast.walk(node))
