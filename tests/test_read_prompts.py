"""Scripts that ask: the prompts of a straight line are shown ahead, all others are asked live."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import reading_of
from shipway.spec import Spec

STRAIGHT = [
    ("name = input('Your name: ')", [("name", "text", "Your name")]),
    ("n = int(input('How many? '))", [("n", "whole_number", "How many")]),
    ("x = float(input('Rate>').strip())", [("x", "number", "Rate")]),
    ("x: int = int(input())", [("x", "whole_number", "X")]),
    ("print(input('Say: '))", [("answer_1", "text", "Say")]),
    ("a = input('A: ')\nb = input('B: ')", [("a", "text", "A"), ("b", "text", "B")]),
    ("a = input('1: ')\na = input('2: ')", [("a", "text", "1"), ("a_2", "text", "2")]),
    ("x = int(input('a: ')) + int(input('b: '))", [("x", "whole_number", "a"), ("x_2", "whole_number", "b")]),
    ("import getpass\np = getpass.getpass('PIN: ')", [("p", "secret", "PIN")]),
    ("from getpass import getpass\np = getpass()", [("p", "secret", "P")]),
    ("x = input('Title\\n=====\\nPick one: ')", [("x", "text", "Pick one")]),
    ("x = input(f'Hello {name}: ')", [("x", "text", "X")]),
    ("def main():\n    n = int(input('N: '))\n\nmain()", [("n", "whole_number", "N")]),
    ("def main():\n    n = input('N: ')\n\nif __name__ == '__main__':\n    main()", [("n", "text", "N")]),
    ("def ask(q):\n    return input(q)\n\na = ask('A')\nb = ask('B')", [("answer_1", "text", "Answer 1"),
     ("answer_2", "text", "Answer 2")]),
    ("try:\n    n = int(input('N: '))\nexcept ValueError:\n    print('no')", [("n", "whole_number", "N")]),
    ("with open('x') as f:\n    n = input('N: ')", [("n", "text", "N")]),
]  # fmt: skip
LIVE = [
    ("while True:\n    n = input('N: ')", []),
    ("for i in range(3):\n    n = input('N: ')", []),
    ("a = input('A: ')\nif a:\n    b = input('B: ')\nc = input('C: ')", ["a"]),
    ("a = input('A: ') if x else 'y'", []),
    ("a = [input('A: ') for i in range(3)]", []),
    ("a = x or input('A: ')", []),
    (
        "def main():\n    a = input('A: ')\n    while a:\n        a = input('again: ')\n\nmain()\nb = input('B: ')",
        ["a"],
    ),
    ("def f():\n    f()\n    return input('x')\n\nf()", []),
]


def spec_of(folder: Path, text: str) -> Spec:
    (spec,) = reading_of(folder, text).specs
    return spec


@pytest.mark.parametrize(("text", "expected"), STRAIGHT, ids=[text[:40] for text, _ in STRAIGHT])
def test_the_prompts_of_a_straight_line_become_a_form(
    tmp_path: Path, text: str, expected: list[tuple[str, str, str]]
) -> None:
    spec = spec_of(tmp_path, text)
    assert [(param.name, param.kind, param.label) for param in spec.params] == expected
    assert all(param.place == "answer" and not param.required for param in spec.params)


@pytest.mark.parametrize(("text", "ahead"), LIVE, ids=[text[:40] for text, _ in LIVE])
def test_what_depends_on_something_is_asked_live(tmp_path: Path, text: str, ahead: list[str]) -> None:
    spec = spec_of(tmp_path, text)
    assert [param.name for param in spec.params] == ahead


@pytest.mark.parametrize("text", [text for text, _ in STRAIGHT + LIVE], ids=range(len(STRAIGHT + LIVE)))
def test_a_script_that_asks_is_read_as_one_tool_that_asks(tmp_path: Path, text: str) -> None:
    spec = spec_of(tmp_path, text)
    assert (spec.tool, spec.dialect, spec.stdin) == ("script", "prompts", "asks")


def test_a_function_of_another_name_is_no_question(tmp_path: Path) -> None:
    assert spec_of(tmp_path, "class A:\n    pass\n\nA().input('x')\n").dialect == "command line"
