"""The straight line of a script: the questions that it asks whatever the answers are, in their order."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from shipway.read.prompts.followed import asks, bound, called_by, how_many, returns_early, target_of
from shipway.read.prompts.turns import is_check, is_retry, refuses, turns
from shipway.read.source import FunctionNode, Source, dotted, is_ask, is_guard
from shipway.read.wording import Env, pieces

_DEPTH: Final = 5
_BRANCHES: Final = (ast.IfExp, ast.BoolOp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)


@dataclass(frozen=True)
class Question:
    """One question of the straight line.

    `target` is the name that holds its answer at last, `own_target` the one in the function that asks; `caller` is
    the call of that function. In a loop of a known number of turns it is number `place` of `of`. `printed` is what
    was printed before it, and `env` what the parameters around it were called with.
    """

    call: ast.Call
    target: str = ""
    own_target: str = ""
    caller: ast.Call | None = None
    env: Env = field(default_factory=dict)
    printed: tuple[str, ...] = ()
    place: int = 0
    of: int = 0


class _Ends(Exception):
    """The straight line is over: what comes next depends on something."""


class _Returns(Exception):
    """A function came to its end."""


def straight(source: Source) -> list[Question]:
    """Give the questions that are asked one after the other, as far as nothing decides which."""
    walk = _Walk(source)
    with contextlib.suppress(_Ends, _Returns, RecursionError):
        walk.body(_body(source), Question(ast.Call(ast.Name(""), [], [])), _DEPTH)
    return walk.found


def _body(source: Source) -> list[ast.stmt]:
    """Give what runs from top to bottom: an assignment may ask through a function, and so is a part of it."""
    body: list[ast.stmt] = []
    for node in source.tree.body:
        if is_guard(node):
            body += node.body
        elif not isinstance(node, (FunctionNode, ast.ClassDef)):
            body.append(node)
    return body


class _Walk:
    """Walks the code as it runs, and notes what it asks and prints."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.found: list[Question] = []
        self._printed: list[str] = []

    def body(self, body: Sequence[ast.stmt], around: Question, depth: int) -> None:
        """Walk statements; raises _Ends where the straight line does, and _Returns where a function returns."""
        for node in body:
            self._statement(node, around, depth)

    def _statement(self, node: ast.stmt, around: Question, depth: int) -> None:
        match node:
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign() | ast.Expr():
                self._expressions(node, around, depth)
                self._note_print(node, around)
            case ast.Return() | ast.Raise():
                self._expressions(node, around, depth)
                raise _Returns
            case ast.With(items=items, body=body):
                for item in items:
                    self._expressions(item, around, depth)
                self.body(body, around, depth)
            case ast.Try(handlers=handlers) if not any(asks(self._source, handler) for handler in handlers):
                self.body([*node.body, *node.orelse, *node.finalbody], around, depth)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                pass
            case _ if asks(self._source, node):
                self._turning(node, around, depth)

    def _turning(self, node: ast.stmt, around: Question, depth: int) -> None:
        """Go through a branch or a loop that asks, as far as nothing decides which of its questions."""
        source = self._source
        match node:
            case ast.If(test=test, body=body, orelse=orelse):
                self._expressions(test, around, depth)
                if asks(source, ast.Module([*body, *orelse], [])):
                    self._by_arguments(test, [*body, *orelse], around, depth)
            case ast.Match(subject=subject, cases=cases) if not any(asks(source, case) for case in cases):
                self._expressions(subject, around, depth)
            case ast.For(iter=iterable):
                self._expressions(iterable, around, depth)
                if asks(source, ast.Module(node.body, [])):
                    self._turns(node, around, depth)
            case ast.While() if self._is_again(node):
                pass
            case ast.While():
                self._retries(node, around, depth)
            case _:
                raise _Ends

    def _by_arguments(self, test: ast.expr, body: list[ast.stmt], around: Question, depth: int) -> None:
        """Go on where a question is what is left when the command line says nothing."""
        if "argv" not in ast.unparse(test):
            raise _Ends
        self.body(body, around, depth)

    def _turns(self, node: ast.For, around: Question, depth: int) -> None:
        """Ask as often as a loop turns that is written out: `range(3)`, `["a", "b"]`."""
        values = turns(self._source, node.iter, around.env)
        leaves = any(
            isinstance(one, (ast.Break, ast.Continue, ast.Return)) for part in node.body for one in ast.walk(part)
        )
        if not values or leaves or not isinstance(node.target, ast.Name):
            raise _Ends
        for number, value in enumerate(values, 1):
            env = {**around.env, node.target.id: value}
            self.body(node.body, replace(around, env=env, place=number, of=len(values)), depth)

    def _is_again(self, node: ast.While) -> bool:
        """Tell `while x not in …: x = input("Again: ")`, which asks once more what was asked before."""
        asked = {question.own_target for question in self.found}
        names = {one.id for one in ast.walk(node.test) if isinstance(one, ast.Name)}
        targets = {target_of(part) for part in node.body if asks(self._source, part)}
        return bool(targets) and targets <= names & asked and refuses(node.test) and is_check(node)

    def _retries(self, node: ast.While, around: Question, depth: int) -> None:
        """Take a loop that asks until the answer is good for one question; any other is asked live."""
        questions = [
            one
            for part in node.body
            for one in ast.walk(part)
            if isinstance(one, ast.Call) and is_ask(dotted(one.func))
        ]
        if len(questions) != 1 or asks(self._source, node.test) or not is_retry(node):
            raise _Ends
        before = len(self.found)
        for part in node.body:
            if asks(self._source, part):
                self._statement(part, around, depth)
                break
            self._note_print(part, around)
        if len(self.found) != before + 1:
            raise _Ends
        if any(isinstance(one, ast.Return) for part in node.body for one in ast.walk(part)):
            raise _Returns

    def _note_print(self, node: ast.stmt, around: Question) -> None:
        """Note what is printed, by a function of the script as well: it may be the question, or a menu."""
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
            return
        shows = called_by(self._source, node.value)
        if shows is not None and not asks(self._source, shows):
            for part in shows.body:
                if isinstance(part, ast.Expr) and dotted(getattr(part.value, "func", part)) == "print":
                    self._note_print(part, around)
            return
        if dotted(node.value.func) in ("print", "sys.stdout.write", "click.echo") and node.value.args:
            parts = [part for one in node.value.args for part in pieces(self._source, one, around.env)]
            self._printed += [line for line in "".join(part or "…" for part in parts).splitlines() if line.strip()]

    def _expressions(self, node: ast.AST, around: Question, depth: int) -> None:
        """Walk what a statement computes, in the order of its text."""
        source = self._source
        if not asks(source, node):
            return
        inside = next((one for one in ast.walk(node) if isinstance(one, _BRANCHES) and asks(source, one)), None)
        if isinstance(inside, ast.ListComp) and not asks(source, inside.generators[0].iter):
            self._listed(node, inside, around, depth)
            return
        if inside is not None and not _is_straight(source, inside):
            raise _Ends
        calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
        for call in sorted(calls, key=lambda one: (one.end_lineno or 0, one.end_col_offset or 0)):
            self._call(call, target_of(node), around, depth)

    def _call(self, call: ast.Call, target: str, around: Question, depth: int) -> None:
        source = self._source
        if is_ask(dotted(call.func)) and dotted(call.func) not in source.functions:
            own = replace(around, call=call, own_target=target, printed=tuple(self._printed))
            # In a function that asks for its caller, the caller's name says what it asks for.
            self.found.append(
                replace(own, target=target if around.caller is None or not around.target else around.target)
            )
            self._printed = []
            return
        function = called_by(source, call)
        if function is None or not asks(source, function):
            return
        if depth == 0:
            raise _Ends
        # A function that asks several things gives none of them the name of what it returns.
        only = how_many(source, function) == 1 and any(
            isinstance(one, ast.Return) and one.value for one in ast.walk(function)
        )
        inner = replace(
            around, env=bound(function, call, around.env), caller=call if only else None, target=target if only else ""
        )
        try:
            self.body(function.body, inner, depth - 1)
        except _Returns:
            if asks(source, ast.Module([function.body[-1]], [])) and returns_early(function):
                raise _Ends from None

    def _listed(self, node: ast.AST, made: ast.ListComp, around: Question, depth: int) -> None:
        """Ask as often as a list is written to have items."""
        loop = made.generators[0]
        values = turns(self._source, loop.iter, around.env)
        plain = len(made.generators) == 1 and not loop.ifs and isinstance(loop.target, ast.Name)
        if not plain or not values or asks(self._source, loop.iter):
            raise _Ends
        assert isinstance(loop.target, ast.Name)
        for number, value in enumerate(values, 1):
            env = {**around.env, loop.target.id: value}
            here = replace(around, env=env, place=number, of=len(values))
            for call in (one for one in ast.walk(made.elt) if isinstance(one, ast.Call)):
                self._call(call, target_of(node), here, depth)


def _is_straight(source: Source, node: ast.AST) -> bool:
    """Tell a part with branches that asks all the same: `input(…) or "x"`, and what no command line says."""
    if isinstance(node, ast.BoolOp):
        return asks(source, node.values[0]) and not any(asks(source, one) for one in node.values[1:])
    if isinstance(node, ast.IfExp):
        return "argv" in ast.unparse(node.test)
    # What a list is made of is asked for once, before its first item.
    if not isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        return False
    return asks(source, node.generators[0].iter) and not asks(source, node.elt)
