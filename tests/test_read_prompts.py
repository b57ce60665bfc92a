"""Scripts that ask: the prompts of a straight line are shown ahead, all others are asked live."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core_fixtures import go, reading_of, write
from shipway.profile import MINE
from shipway.spec import Raw, Spec

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
    ("x = input(f'Hello {name}: ')", [("x", "text", "Hello …")]),
    ("x = input('Hello %s, how old? ' % name)", [("x", "text", "Hello …, how old")]),
    ("x = input('Hello {}: '.format(name))", [("x", "text", "Hello …")]),
    ("ASK = 'Your town: '\nx = input(ASK)", [("x", "text", "Your town")]),
    ("print('How tall are you?')\nx = float(input())", [("x", "number", "How tall are you")]),
    ("print('Height', end=': ')\nx = input('> ')", [("x", "text", "Height")]),
    ("x = input('\\033[1mName:\\033[0m ')", [("x", "text", "Name")]),
    ("def main():\n    n = int(input('N: '))\n\nmain()", [("n", "whole_number", "N")]),
    ("def main():\n    n = input('N: ')\n\nif __name__ == '__main__':\n    main()", [("n", "text", "N")]),
    ("def ask(q):\n    return input(q)\n\na = ask('A')\nb = ask('B')", [("a", "text", "A"), ("b", "text", "B")]),
    ("def ask(q, mark=': '):\n    return input(q + mark)\n\na = int(ask('Age'))", [("a", "whole_number", "Age")]),
    ("try:\n    n = int(input('N: '))\nexcept ValueError:\n    print('no')", [("n", "whole_number", "N")]),
    ("with open('x') as f:\n    n = input('N: ')", [("n", "text", "N")]),
    ("age = input('Age: ')\nage = int(age)", [("age", "whole_number", "Age")]),
    ("w = input('Weight: ')\nprint(float(w) / 2)", [("w", "number", "Weight")]),
    ("from decimal import Decimal\nd = Decimal(input('Price: '))", [("d", "number", "Price")]),
    ("x = eval(input('Sum: '))", [("x", "text", "Sum")]),
    ("a, b = map(int, input('Two: ').split())", [("a_b", "list", "Two")]),
    ("xs = list(map(float, input('Many: ').split(',')))", [("xs", "list", "Many")]),
    ("xs = [int(x) for x in input('Many: ').split()]", [("xs", "list", "Many")]),
    ("f = open(input('File: '))", [("f", "file", "File")]),
    ("name = input('File: ')\nwith open(name) as f:\n    print(f.read())", [("name", "file", "File")]),
    ("name = input('To: ')\nwith open(name, 'w') as f:\n    f.write('x')", [("name", "file_out", "To")]),
    ("import pandas as pd\np = input('CSV: ')\nd = pd.read_csv(p)", [("p", "file", "CSV")]),
    ("from datetime import datetime\nd = datetime.strptime(input('Day: '), '%Y-%m-%d')", [("d", "date", "Day")]),
    ("ok = input('Go on? (y/n) ').lower() == 'y'", [("ok", "choice", "Go on")]),
    ("for i in range(3):\n    n = input('N: ')", [("n_1", "text", "N (1 of 3)"), ("n_2", "text", "N (2 of 3)"),
     ("n_3", "text", "N (3 of 3)")]),
    ("for i in range(2):\n    n = int(input(f'Mark {i + 1}: '))", [("n_1", "whole_number", "Mark 1"),
     ("n_2", "whole_number", "Mark 2")]),
    ("for who in ['Ann', 'Bob']:\n    n = input(f'{who}: ')", [("n_1", "text", "Ann"), ("n_2", "text", "Bob")]),
    ("a = [input('A: ') for i in range(2)]", [("a_1", "text", "A (1 of 2)"), ("a_2", "text", "A (2 of 2)")]),
    ("while True:\n    try:\n        n = int(input('N: '))\n        break\n    except ValueError:\n"
     "        print('no')\nb = input('B: ')", [("n", "whole_number", "N"), ("b", "text", "B")]),
    ("def number(q):\n    while True:\n        try:\n            return int(input(q))\n        except ValueError:\n"
     "            print('no')\n\na = number('A: ')\nb = number('B: ')", [("a", "whole_number", "A"),
     ("b", "whole_number", "B")]),
    ("name = ''\nwhile not name:\n    name = input('Name: ')\nprint(name)", [("name", "text", "Name")]),
    ("class P:\n    def __init__(self):\n        self.name = input('Name: ')\n\np = P()", [("name", "text", "Name")]),
    ("class P:\n    def play(self):\n        n = int(input('N: '))\n\nP().play()", [("n", "whole_number", "N")]),
    ("import sys\nname = sys.argv[1] if len(sys.argv) > 1 else input('Name: ')", [("arguments", "arguments",
     "Command line"), ("name", "text", "Name")]),
    ("from rich.prompt import IntPrompt, Confirm\nn = IntPrompt.ask('Age')\nk = Confirm.ask('Sure?')",
     [("n", "whole_number", "Age"), ("k", "choice", "Sure")]),
]  # fmt: skip

LIVE = [
    ("while True:\n    n = input('N: ')", []),
    ("while True:\n    n = input('N: ')\n    if n == 'q':\n        break\n    print(n)", []),
    ("n = 3\nfor i in range(len(x)):\n    n = input('N: ')", []),
    ("for i in range(3):\n    n = input('N: ')\n    if n:\n        break", []),
    ("a = input('A: ')\nif a:\n    b = input('B: ')\nc = input('C: ')", ["a"]),
    ("a = input('A: ') if x else 'y'", []),
    ("a = [input('A: ') for i in range(n)]", []),
    ("a = x or input('A: ')", []),
    (
        "def main():\n    a = input('A: ')\n    while a:\n        a = input('again: ')\n\nmain()\nb = input('B: ')",
        ["a"],
    ),
    ("def f():\n    f()\n    return input('x')\n\nf()", []),
    ("try:\n    a = input('A: ')\nexcept EOFError:\n    a = input('B: ')\nc = input('C: ')", []),
    ("match x:\n    case 1:\n        input('A: ')", []),
]

FACTS: list[tuple[str, dict[str, Any]]] = [
    ("x = input('Name [Ann]: ') or 'Ann'", {"default": "Ann"}),
    ("x = input('Colour: ')\nif x == 'red':\n    print(1)\nelif x == 'blue':\n    print(2)\nelse:\n    print('no')",
     {"kind": "choice", "choices": ("red", "blue")}),
    ("print('1. Add')\nprint('2. Remove')\nc = int(input('Choose: '))\nif c == 1:\n    f()\nelif c == 2:\n    g()",
     {"kind": "choice", "choices": ("1", "2"), "help": "1. Add; 2. Remove. Leave it empty to be asked."}),
    ("c = input('1) One\\n2) Two\\nWhich? ')\nmatch c:\n    case '1':\n        f()\n    case '2' | 'two':\n        g()",
     {"kind": "choice", "choices": ("1", "2", "two"), "label": "Which"}),
    ("ops = ['+', '-']\no = input('Op: ')\nwhile o not in ops:\n    o = input('Again: ')", {"choices": ("+", "-")}),
    ("s = {'a': 1, 'b': 2}\nprint(s[input('Key: ')])", {"choices": ("a", "b")}),
    ("x = input('Sure? ')\nif x.lower() in ('y', 'yes'):\n    f()", {"choices": ("y", "n")}),
    ("if input('Again (y/n)? ').startswith('y'):\n    f()", {"choices": ("y", "n")}),
    ("x = input('Name: ')\nif x == 'Ann':\n    f()\nelif x == 'Bob':\n    g()\nelse:\n    greet(x)",
     {"kind": "text", "choices": ()}),
    ("x = input('Name: ')\nif not x:\n    x = 'Ann'", {"default": "Ann", "kind": "text"}),
    ("names = ['a', 'b']\nn = int(input('Which? '))\nprint(names[n])", {"kind": "whole_number", "choices": ()}),
    ("import os\nd = input('Folder: ')\nos.listdir(d)", {"kind": "folder"}),
    ("def ask():\n    return int(input('1  One\\n2  Two\\n'))\n\nc = ask()\nif c == 1:\n    f()\nelif c == 2:\n    g()",
     {"kind": "choice", "choices": ("1", "2"), "help": "1. One; 2. Two. Leave it empty to be asked."}),
    ("import sys\nif len(sys.argv) != 2:\n    sys.exit('usage')\nkey = int(sys.argv[1])\nt = input('Text: ')",
     {"name": "key", "place": "argv", "kind": "whole_number", "required": True}),
    ("x = input('N: ')\nif x == 'q':\n    exit()\nn = int(x)", {"kind": "text"}),
    ("x = int(input('Guess: '))\nif x == 7:\n    print('yes')", {"kind": "whole_number", "choices": ()}),
    ("a, b = input('Two: ').split(',')", {"kind": "list", "item": "text", "type": ",", "min_length": 2,
     "max_length": 2}),
    ("xs = list(map(int, input('All: ').split()))", {"item": "whole_number", "type": " "}),
    ("from datetime import datetime\nd = input('Day: ')\ne = datetime.strptime(d, '%d/%m/%Y')",
     {"kind": "text", "help": "A date or time, written as 22/11/2026. Leave it empty to be asked."}),
    ("from rich.prompt import Prompt\nx = Prompt.ask('Name', default='Ann')", {"default": "Ann", "label": "Name"}),
]  # fmt: skip

RUNS: list[tuple[str, dict[str, Raw], tuple[str, ...], str]] = [
    ("a, b = map(int, input().split())\nprint(a + b)", {"a_b": ("3", "4")}, (), "7\n"),
    ("xs = input('X: ').split(',')\nprint(xs)", {"xs": "a b\nc"}, (), "X: ['a b', 'c']\n"),
    ("n = input('N [x]: ') or 'x'\nprint(n)", {"n": "x"}, (), "N [x]: x\n"),
    ("n = input('N [x]: ') or 'x'\nprint(n)", {"n": ""}, (), "N [x]: x\n"),
    ("for i in range(2):\n    n = input('N: ')\n    print(n)", {"n_1": "a", "n_2": "b"}, (), "N: a\nN: b\n"),
    ("for i in range(2):\n    n = input('N: ')\n    print(n)", {"n_1": "a"}, ("c",), "N: a\nN: c\n"),
    ("while True:\n    try:\n        n = int(input('N: '))\n        if n > 9:\n            raise ValueError\n"
     "        break\n    except ValueError:\n        print('no')\nb = input('B: ')\nprint(n, b)", {"n": "12", "b": "x"},
     ("5",), "N: no\nN: B: 5 x\n"),
    ("c = input('1. A\\n2. B\\n? ')\nif c == '1':\n    print('A')\nelif c == '2':\n    print('B')", {"c": "2"}, (),
     "1. A\n2. B\n? B\n"),
    ("import sys\nn = sys.argv[1] if len(sys.argv) > 1 else input('N: ')\nprint(n)", {"n": "x"}, (), "N: x\n"),
    ("import sys\nn = sys.argv[1] if len(sys.argv) > 1 else input('N: ')\nprint(n)", {"arguments": "y",
     "n": "x"}, (), "y\n"),
    ("name = input('Name: ')\nage = int(input(f'{name}, your age? '))\nprint(name, age + 1)", {"name": "Ann",
     "age": "4"},
     (), "Name: Ann, your age? Ann 5\n"),
    ("def ask(q):\n    return input(q + ': ')\nprint(ask('A') + ask('B'))", {"answer_1": "x", "answer_2": "y"}, (),
     "A: B: xy\n"),
    ("if input('Go? (y/n) ') == 'y':\n    print(input('Where? '))", {"answer_1": "y"}, ("home",),
     "Go? (y/n) Where? home\n"),
]  # fmt: skip


def spec_of(folder: Path, text: str) -> Spec:
    (spec,) = reading_of(folder, text).specs
    return spec


@pytest.mark.parametrize(("text", "expected"), STRAIGHT, ids=[text[:40] for text, _ in STRAIGHT])
def test_the_prompts_of_a_straight_line_become_a_form(
    tmp_path: Path, text: str, expected: list[tuple[str, str, str]]
) -> None:
    spec = spec_of(tmp_path, text)
    assert [(param.name, param.kind, param.label) for param in spec.params] == expected
    assert all(param.place == "answer" and not param.required for param in spec.params if param.name != "arguments")


@pytest.mark.parametrize(("text", "ahead"), LIVE, ids=[text[:40] for text, _ in LIVE])
def test_what_depends_on_something_is_asked_live(tmp_path: Path, text: str, ahead: list[str]) -> None:
    spec = spec_of(tmp_path, text)
    assert [param.name for param in spec.params] == ahead


@pytest.mark.parametrize(("text", "facts"), FACTS, ids=[text[:40] for text, _ in FACTS])
def test_the_code_around_a_question_tells_what_it_wants(tmp_path: Path, text: str, facts: dict[str, Any]) -> None:
    param = spec_of(tmp_path, text).params[0]
    assert {name: getattr(param, name) for name in facts} == facts


@pytest.mark.parametrize("text", [text for text, _ in STRAIGHT + LIVE], ids=range(len(STRAIGHT + LIVE)))
def test_a_script_that_asks_is_read_as_one_tool_that_asks(tmp_path: Path, text: str) -> None:
    spec = reading_of(tmp_path, text).specs[-1]
    assert (spec.tool, spec.dialect, spec.stdin) == ("script", "prompts", "asks")


@pytest.mark.parametrize(("text", "raws", "answers", "stdout"), RUNS, ids=[text[:40] for text, *_ in RUNS])
def test_each_answer_arrives_at_its_own_question(
    tmp_path: Path, text: str, raws: dict[str, Raw], answers: tuple[str, ...], stdout: str
) -> None:
    told = go(write(tmp_path, text), raws, answers=answers)
    assert (told.stdout, told.ended.state) == (stdout, "done"), told.stderr


def test_a_file_that_is_asked_for_is_chosen(tmp_path: Path) -> None:
    data = write(tmp_path, "inside\n", "data.txt")
    script = write(tmp_path, "with open(input('File: ')) as f:\n    print(f.read())\n")
    assert go(script, {"answer_1": str(data)}, profile=MINE).stdout == "File: inside\n\n"


def test_a_function_of_another_name_is_no_question(tmp_path: Path) -> None:
    assert spec_of(tmp_path, "class A:\n    pass\n\nA().input('x')\n").dialect == "command line"
