"""Loops that ask: how often they turn, and whether they only ask again until an answer is good."""

from __future__ import annotations

import ast
from typing import Final

from shipway.read.prompts.followed import target_of
from shipway.read.source import Source, dotted, is_ask
from shipway.read.wording import Env

MOST: Final = 12
"""Turns of a loop that are shown ahead."""

_PLAIN: Final = "print input int float str len range round abs ValueError min max isinstance sys.exit exit"
_OF_TEXTS: Final = """
    strip lower upper isdigit isnumeric isalpha isalnum isdecimal startswith endswith split replace title capitalize
    casefold format exit
"""


def turns(source: Source, iterable: ast.expr, env: Env) -> list[ast.expr]:
    """Give what a loop runs over, where that is written out; nothing where it is not, or too much."""
    if isinstance(iterable, ast.Name):
        iterable = env.get(iterable.id) or source.constants.get(iterable.id) or iterable
    values: list[ast.expr] = []
    if isinstance(iterable, (ast.List, ast.Tuple)) and not any(isinstance(one, ast.Starred) for one in iterable.elts):
        values = list(iterable.elts)
    elif isinstance(iterable, ast.Call) and dotted(iterable.func) == "range" and 0 < len(iterable.args) < 3:
        bounds = [number for one in iterable.args if (number := _number(source, one, env)) is not None]
        numbers = range(*bounds) if len(bounds) == len(iterable.args) else range(0)
        values = [ast.Constant(one) for one in numbers[: MOST + 1]]
    return values if len(values) <= MOST else []


def _number(source: Source, node: ast.expr, env: Env) -> int | None:
    if isinstance(node, ast.Name):
        node = env.get(node.id) or source.constants.get(node.id) or node
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int) else None


def is_retry(node: ast.While) -> bool:
    """Tell a loop that only asks and checks: until an answer can be converted, or is one of those wanted."""
    if not is_check(node):
        return False
    always = isinstance(node.test, ast.Constant)
    tries = [one for one in ast.walk(node) if isinstance(one, ast.Try)]
    leaves = any(isinstance(one, (ast.Break, ast.Return)) for part in node.body for one in ast.walk(part))
    if tries:
        return leaves or not always
    if not always:
        # `while not name: name = input()`
        names = {one.id for one in ast.walk(node.test) if isinstance(one, ast.Name)}
        return bool(names & {target_of(part) for part in node.body}) and not leaves and refuses(node.test)
    tests = [
        one.test
        for one in node.body
        if isinstance(one, ast.If) and any(isinstance(part, (ast.Break, ast.Return)) for part in ast.walk(one))
    ]
    # A loop that a certain word ends takes many answers, not one.
    return leaves and bool(tests) and not any(_is_word(test) for test in tests)


def refuses(test: ast.expr) -> bool:
    """Tell a condition that holds while an answer is not good yet."""
    return any(isinstance(one, (ast.Not, ast.NotIn, ast.NotEq, ast.Lt, ast.Gt, ast.Is)) for one in ast.walk(test))


def _is_word(test: ast.expr) -> bool:
    compared = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq)
    return compared or isinstance(test, ast.UnaryOp)


def is_check(node: ast.While) -> bool:
    """Tell whether a loop calls nothing but what asks, converts, looks and prints."""
    return all(_is_harmless(one) for part in node.body for one in ast.walk(part) if isinstance(one, ast.Call))


def _is_harmless(call: ast.Call) -> bool:
    name = dotted(call.func)
    return (
        name in _PLAIN.split()
        or is_ask(name)
        or (isinstance(call.func, ast.Attribute) and call.func.attr in _OF_TEXTS.split())
    )
