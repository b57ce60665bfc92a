"""The places of a plain command line: `sys.argv[1]`, `sys.argv[2]`… as parameters, where they are certain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from shipway.read.command_line.lacking import counts, optional
from shipway.read.source import FunctionNode, Source, dotted, humanize, is_guard
from shipway.read.uses import Use, choices_of, enclosing, uses_of
from shipway.spec import Argv, Param

MOST: Final = 9


@dataclass(frozen=True)
class Places:
    """What a script takes at the places of its command line; `exact`: it takes no more than that."""

    params: tuple[Param, ...] = ()
    exact: bool = False


class _Uncertain(Exception):
    """What stands on the line depends on more than its place."""


def places(source: Source) -> Places:
    """Give a parameter for each place that is read by its number; none where anything else is done with the line."""
    if source.parsers or source.imports & {"fileinput"}:
        return Places()
    try:
        found, most, more = _found(source)
    except _Uncertain:
        return Places()
    numbers = sorted(found)
    if not numbers or numbers != list(range(1, len(numbers) + 1)) or len(numbers) > MOST:
        return Places()
    params: list[Param] = []
    for number in numbers:
        params.append(_param(source, number, found[number], {param.name for param in params}))
    required = [number for number, param in enumerate(params) if param.required]
    # What stands before a place that must be given must be given as well.
    last = max(required, default=-1)
    firm = [_firm(param) if number <= last else param for number, param in enumerate(params)]
    return Places(tuple(firm), not more and most == len(numbers))


def _firm(param: Param) -> Param:
    plain = {**param.__dict__, "required": True, "default": None, "argv": Argv()}
    return Param(**plain)


def _found(source: Source) -> tuple[dict[int, list[ast.expr]], int, bool]:
    """Give the expressions that read each place, the most that a check lets through, and whether more is taken."""
    seen = _Seen(source)
    for node, offset in _lines(source):
        parent = source.parents.get(id(node))
        match parent:
            case ast.Subscript(slice=ast.Slice()):
                seen.part(parent, offset)
            case ast.Subscript():
                seen.place(parent, offset)
            case ast.Call(func=ast.Name(id="len")):
                seen.most = max(seen.most, _limit(source, parent) + offset)
            case ast.Assign(targets=[ast.Tuple(elts=names)]) if parent.value is node and offset == 0:
                seen.names(names[1:], 1)
            case ast.Assign() if parent.value is node and _alias(source, node):
                pass
            case ast.If() | ast.UnaryOp() | ast.While():
                pass
            case _:
                raise _Uncertain
    return seen.found, seen.most, seen.more


class _Seen:
    """What was seen of a command line so far."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.found: dict[int, list[ast.expr]] = {}
        self.most = 0
        self.more = False

    def place(self, node: ast.Subscript, offset: int) -> None:
        """Take `sys.argv[2]`."""
        number = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if not isinstance(number, int) or number < 0 or not isinstance(node.ctx, ast.Load):
            raise _Uncertain
        if number + offset == 0:
            return
        if _decides(self._source, node) or _in_branch(self._source, node):
            raise _Uncertain
        self.found.setdefault(number + offset, []).append(node)

    def part(self, node: ast.Subscript, offset: int) -> None:
        """Take `sys.argv[1:]`, to a name, to several, or as what is left."""
        piece = node.slice
        assert isinstance(piece, ast.Slice)
        first = piece.lower.value if isinstance(piece.lower, ast.Constant) else None
        if not isinstance(first, int) or first < 0 or piece.step is not None:
            raise _Uncertain
        parent = self._source.parents.get(id(node))
        if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], (ast.Tuple, ast.List)):
            self.names(parent.targets[0].elts, first + offset)
        elif piece.upper is not None or (first + offset == 1 and not _alias(self._source, node)):
            raise _Uncertain
        elif first + offset > 1:
            self.more = True

    def names(self, names: list[ast.expr], first: int) -> None:
        """Take `a, b = sys.argv[1:]`."""
        if not all(isinstance(one, ast.Name) for one in names):
            raise _Uncertain
        for number, name in enumerate(names, first):
            self.found.setdefault(number, []).append(name)
        self.most = max(self.most, first + len(names) - 1)


def _lines(source: Source) -> Iterator[tuple[ast.expr, int]]:
    """Give every expression that stands for the command line, and which place its first item has."""
    bare = any(
        isinstance(node, ast.ImportFrom) and node.module == "sys" and any(one.name == "argv" for one in node.names)
        for node in source.nodes
    )
    names: dict[str, int] = {"argv": 0} if bare else {}
    lines = [one for one in source.nodes if isinstance(one, ast.Attribute) and dotted(one) == "sys.argv"]
    for line in lines:
        yield line, 0
        names.update(_named(source, line))
    for node in source.nodes:
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load):
            yield node, names[node.id]


def _named(source: Source, line: ast.expr) -> dict[str, int]:
    """Give the name that holds the line, or the line without the script: `args = sys.argv[1:]`."""
    parent = source.parents.get(id(line))
    if isinstance(parent, ast.Subscript) and ast.unparse(parent.slice) == "1:":
        name = _alias(source, parent)
        return {name: 1} if name else {}
    name = _alias(source, line)
    return {name: 0} if name else {}


def _alias(source: Source, node: ast.expr) -> str:
    parent = source.parents.get(id(node))
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
        name = parent.targets[0].id
        times = sum(
            isinstance(one, ast.Name) and one.id == name and not isinstance(one.ctx, ast.Load) for one in source.nodes
        )
        return name if times == 1 else ""
    return ""


def _limit(source: Source, call: ast.AST) -> int:
    """Tell how many words a check of `len(sys.argv)` lets through: 2 for `!= 3`; 0 where it is open."""
    test = source.parents.get(id(call))
    if isinstance(test, ast.Compare) and isinstance(test.comparators[0], ast.Constant):
        number = test.comparators[0].value
        if isinstance(number, int) and isinstance(test.ops[0], (ast.NotEq, ast.Eq)):
            return number - 1
    return 0


def _decides(source: Source, node: ast.expr) -> bool:
    """Tell whether what stands there says what the others mean: it is compared with an option, or a command."""
    parent = source.parents.get(id(node))
    while isinstance(parent, (ast.Attribute, ast.Call)) and isinstance(
        source.parents.get(id(parent)), (ast.Call, ast.Compare, ast.Attribute)
    ):
        parent = source.parents.get(id(parent))
    if not isinstance(parent, (ast.Compare, ast.BoolOp, ast.UnaryOp)):
        return False
    return isinstance(parent, ast.Compare) and any(
        isinstance(one, ast.Constant) and isinstance(one.value, str)
        for part in parent.comparators
        for one in ast.walk(part)
    )


def _in_branch(source: Source, node: ast.AST) -> bool:
    """Tell whether a place is read only where something else than the number of words says so."""
    child, parent = node, source.parents.get(id(node))
    while parent is not None and not isinstance(parent, FunctionNode):
        if isinstance(parent, (ast.If, ast.IfExp, ast.While)) and child is not parent.test:
            guard = isinstance(parent, ast.If) and is_guard(parent)
            if not guard and not counts(parent.test):
                return True
        elif isinstance(parent, (ast.For, ast.comprehension)):
            return True
        child, parent = parent, source.parents.get(id(parent))
    return False


def _param(source: Source, number: int, reads: list[ast.expr], taken: set[str]) -> Param:
    target, uses = _held(source, reads)
    name = target or f"word_{number}"
    while name in taken:
        name += "_"
    facts: dict[str, Any] = {}
    made = next((use for use in uses if use.kind in ("whole_number", "number", "file", "file_out")), None)
    if made is not None:
        facts["kind"] = made.kind
    elif choices := choices_of(uses):
        facts |= {"kind": "choice", "choices": choices}
    free, default = optional(source, reads, target)
    return Param(
        name=name,
        place="argv",
        label=humanize(target) or f"Word {number}",
        required=not free,
        default=default,
        argv=Argv(nargs="?" if free else ""),
        **facts,
    )


def _held(source: Source, reads: list[ast.expr]) -> tuple[str, list[Use]]:
    """Give the name that holds what stands at a place, and what is done with it."""
    target = ""
    uses: list[Use] = []
    for node in reads:
        name = node.id if isinstance(node, ast.Name) else _target(source, node)
        target = target or name
        if isinstance(node, ast.Name):
            loads = [one for one in enclosing(source, node) if isinstance(one, ast.Name) and one.id == name]
            uses += [use for one in loads if isinstance(one.ctx, ast.Load) for use in uses_of(source, one, [], "")]
        else:
            uses += uses_of(source, node, enclosing(source, node), name)
    return target, uses


def _target(source: Source, node: ast.expr) -> str:
    """Give the name that holds it: of a variable, or of the parameter that it is handed to."""
    child: ast.AST = node
    parent = source.parents.get(id(child))
    while parent is not None and not isinstance(parent, ast.stmt):
        if (
            isinstance(parent, ast.Call)
            and child in parent.args
            and (function := source.functions.get(dotted(parent.func)))
        ):
            names = [arg.arg for arg in function.args.args]
            return names[parent.args.index(child)] if parent.args.index(child) < len(names) else ""
        child, parent = parent, source.parents.get(id(parent))
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        one = parent.targets[0]
        if isinstance(one, ast.Tuple) and isinstance(parent.value, ast.Tuple):
            pairs = zip(one.elts, parent.value.elts, strict=False)
            one = next((name for name, value in pairs if any(part is node for part in ast.walk(value))), one)
        return one.id if isinstance(one, ast.Name) else one.attr if isinstance(one, ast.Attribute) else ""
    return ""
