"""Scripts for a newer Python than the one that reads them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core_fixtures import go, pythons, reading_of, write
from shipway.errors import Unreadable
from shipway.read import read

SCRIPT = """
from dataclasses import dataclass

type Names = list[str]
type Pair[A] = tuple[A, A]

@dataclass
class Box[T]:
    name: str
    size: int = 3

def first[T: float](value: T, names: Names) -> T:
    return value

def second[
    T: (int, str),
    *Ts,
](value: T, pair: Pair, box: Box[int]) -> str:
    return repr((value, pair, box))

async def third[K, V = int](x: dict[K, V]) -> K:
    return x
"""


def test_type_parameters_and_aliases_are_read_by_any_python(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, SCRIPT)
    seen = {spec.tool: [(param.name, param.kind, param.item) for param in spec.params] for spec in reading.specs}
    assert seen == {
        "first": [("value", "number", "text"), ("names", "list", "text")],
        "second": [
            ("value", "text", "text"),
            ("pair", "list", "text"),
            ("box.name", "text", "text"),
            ("box.size", "whole_number", "text"),
        ],
        "third": [("x", "json", "text")],
    }


def test_they_run_where_their_python_is(tmp_path: Path) -> None:
    found = pythons("3.12", "3.13")
    if not found:
        pytest.skip("there is no Python 3.12 or 3.13 of pyenv here")
    script = write(tmp_path, SCRIPT)
    raws = {"value": "5", "pair": ("a", "b"), "box.name": "n"}
    told = go(script, raws, tool="second", python=found[-1])
    assert told.result.value == "(5, ('a', 'b'), Box(name='n', size=3))"


def test_a_line_keeps_its_number(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="line 22"):
        read(write(tmp_path, SCRIPT + "def broken(:\n").rename(tmp_path / "b.py"))
    text = SCRIPT + "print(1)\n"
    assert reading_of(tmp_path, text).specs[0].unmapped[-1].endswith("line 22")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python knows the syntax")
@pytest.mark.parametrize("text", ["f'{x['a']}'", "f'{x[\n    1]}'", "Rf'a {\n    x}'"])
def test_what_only_a_newer_python_may_allow_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable, match="a newer Python may allow this; Shipway itself runs on 3"):
        reading_of(tmp_path, f"def f(x):\n    return {text}\n")


@pytest.mark.parametrize("text", ["'abc", '"a {', "f'a {x}", "f'{x} {{ b"])
def test_what_no_python_allows_is_not_called_newer(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reading_of(tmp_path, f"def f(x):\n    return {text}\n")
    assert "newer" not in str(caught.value)
