"""Findings about loops: those that nothing in the script ends."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from shipway.read.findings.calls import Found
from shipway.read.findings.names import Scope
from shipway.read.findings.sites import Site
from shipway.read.functions.names import walked
from shipway.read.source import below

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Known = dict[tuple[int, str, int, bool], bool]
"""Which functions end the script: asked in a scope, to a depth, with exceptions kept or not."""

_ENDLESS: Final = ("itertools.count", "itertools.cycle")
_UNTIL: Final = {"KeyError", "IndexError", "StopIteration", "EOFError", "Empty", "queue.Empty"}
_EXITS: Final = ("sys.exit", "exit", "quit", "os._exit", "os.abort", "os.execv", "os.execvp", "os.execl", "os.execlp")


def endless(sites: Iterable[Site], nodes: Sequence[ast.AST]) -> Iterator[Found]:
    """Find loops that no break, return, exception or exit leaves; a generator's are its caller's to end."""
    functions = {node.name: node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
    until = _until(nodes)
    names = (node for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load))
    stored = Counter(node.id for node in names)
    known: _Known = {}
    for site in sites:
        node = site.node
        if id(node) in until:
            continue
        if isinstance(node, ast.While) and _holds(node.test, site.scope, stored):
            says = f"may loop for ever (while {ast.unparse(node.test)})"
        elif isinstance(node, (ast.For, ast.AsyncFor)) and _is_endless(node.iter, site.scope):
            says = f"may loop for ever (for … in {ast.unparse(node.iter)})"
        else:
            continue
        inside = _Inside(site.scope, functions, known)
        if not any(inside.leaves(one) for one in node.body):
            yield "loops", says, node.lineno


def _until(nodes: Iterable[ast.AST]) -> set[int]:
    """Give the loops that run until something is used up, which a `try` around them awaits: KeyError, EOFError…"""
    found: set[int] = set()
    for node in (one for one in nodes if isinstance(one, ast.Try)):
        caught = " ".join(ast.unparse(one.type) for one in node.handlers if one.type)
        if _UNTIL & set(re.findall(r"[\w.]+", caught)):
            found.update(id(inner) for part in node.body for inner in below(part) if isinstance(inner, ast.While))
    return found


def _holds(test: ast.expr, scope: Scope, stored: Mapping[str, int]) -> bool:
    """Tell whether a condition is always true."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return isinstance(test.operand, ast.Constant) and not test.operand.value
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq):
        return isinstance(test.left, ast.Constant) and ast.dump(test.left) == ast.dump(test.comparators[0])
    if not isinstance(test, ast.Name) or (holder := scope.holder(test.id)) is None:
        return False
    bounds = holder.names[test.id]
    if len(bounds) != 1 or not isinstance(bounds[0], ast.Constant) or bounds[0].value is not True:
        return False
    # Whatever any other function does to a name like this one counts as well.
    return stored[test.id] == 1


def _is_endless(node: ast.expr, scope: Scope) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = scope.name_of(node.func)
    if name == "enumerate" and node.args:
        return _is_endless(node.args[0], scope)
    alone = name == "itertools.repeat" and len(node.args) + len(node.keywords) == 1
    return alone or name in _ENDLESS or ast.unparse(node) == "iter(int, 1)"


@dataclass(frozen=True)
class _Inside:
    """Where in a loop's body one is: `loops` lie between; `kept`: an exception is caught before it gets out."""

    scope: Scope
    functions: Mapping[str, _Function]
    known: _Known
    loops: int = 0
    kept: bool = False

    def leaves(self, node: ast.AST) -> bool:
        """Tell whether a part of a loop's body can leave the loop."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                return False
            case ast.Break():
                return self.loops == 0
            case ast.Return() | ast.Yield() | ast.YieldFrom():
                return True
            case ast.Raise():
                return not self.kept
            case ast.Call() if self._ends(node):
                return True
            case ast.Try():
                return self._leaves_try(node)
            case ast.While() | ast.For() | ast.AsyncFor():
                deeper = replace(self, loops=self.loops + 1)
                return any(map(deeper.leaves, node.body)) or any(map(self.leaves, node.orelse))
        return any(map(self.leaves, ast.iter_child_nodes(node)))

    def _leaves_try(self, node: ast.Try) -> bool:
        # `except Exception` lets an exit out.
        bare = any(handler.type is None or "BaseException" in ast.unparse(handler.type) for handler in node.handlers)
        if any(map(replace(self, kept=self.kept or bare).leaves, node.body)):
            return True
        # Ctrl-C is no end that the script comes to by itself.
        handlers = [one for one in node.handlers if one.type is None or ast.unparse(one.type) != "KeyboardInterrupt"]
        rest = [*(one for handler in handlers for one in handler.body), *node.orelse, *node.finalbody]
        return any(map(self.leaves, rest))

    def _ends(self, call: ast.Call, depth: int = 3) -> bool:
        """Tell whether a call ends the whole script: itself, or a function of the script that may."""
        name = self.scope.name_of(call.func)
        if name in _EXITS:
            return not self.kept or name.startswith("os.")
        function = self.functions.get(_own(call.func))
        if function is None or not depth:
            return False
        key = (id(self.scope), function.name, depth, self.kept)
        if key not in self.known:
            # A function that calls itself is asked once.
            self.known[key] = False
            calls = (one for one in walked(function) if isinstance(one, ast.Call))
            self.known[key] = any(self._ends(one, depth - 1) for one in calls)
        return self.known[key]


def _own(func: ast.expr) -> str:
    """Give the name under which a function or method of the script is called, or ""."""
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id in ("self", "cls"):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""
