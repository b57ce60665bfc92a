"""Scripts that read: each question is asked and answered, and the bytes equal the command line's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core_fixtures import Watched, begin, eventually, go, way, write
from shipway.events import Answered, Ask
from shipway.profile import MINE

__all__ = ["way"]
pytestmark = pytest.mark.usefixtures("way")


def by_hand(script: Path, given: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, str(script)], input=given.encode(), capture_output=True, check=False)


QUESTIONS = [
    ("name = input('Name: ')\nprint('Hi', name)\n", ["Ann"], ["Name: "]),
    ("a = int(input('A? '))\nb = int(input('B? '))\nprint(a + b)\n", ["1", "2"], ["A? ", "B? "]),
    ("print('Your name: ', end='')\nprint(input())\n", ["Ann"], ["Your name:"]),
    ("print('Pick one')\nprint(input())\n", ["1"], ["Pick one"]),
    ("while True:\n    x = input('> ')\n    if x == 'q':\n        break\n    print(x)\n", ["a", "", "q"], ["> "] * 3),
    (
        "import sys\nfor line in sys.stdin:\n    print(line.strip()[::-1])\nx = input\n",
        ["ab", "cd", None],
        ["", "ba", "dc"],
    ),
    ("import sys\nsys.stderr.write('Key: ')\nprint(input())\n", ["k"], ["Key:"]),
    ("import sys\nprint(repr(input()), sys.stdin.newlines)\n", ["a\rb\r"], [""]),
    ("print(input('Ж: '))\n", ["Привет"], ["Ж: "]),
    ("from input_here import ask\nprint(ask('Deep: '))\ninput\n", ["d"], ["Deep: "]),
    ("import sys\nsys.stdout.write('Key: ')\nprint(sys.stdin.readline())\n", ["k"], ["Key:"]),
    ("import sys\nprint('Text, then the end:')\nprint(sys.stdin.read())\n", ["a", "b", None], ["Text, then the end:"]),
    ("import fileinput\nfor line in fileinput.input([]):\n    print(line, end='')\n", ["a", "b", None], ["", "a", "b"]),
    (
        "import threading\nt = threading.Thread(target=lambda: print(input('T? ')))\nt.start()\nt.join()\n",
        ["t"],
        ["T? "],
    ),
    ("import readline\nprint(input('R? '))\n", ["r"], ["R? "]),
    (
        "import builtins, sys\nbuiltins.input = lambda p: (print(p, end=''), sys.stdin.readline())[1]\ninput('O? ')\n",
        ["o"],
        ["O?"],
    ),
    ("import sys\nprint('out')\nsys.stderr.write('New: ')\nprint(input())\n", ["n"], ["New:"]),
    ("import click\nprint(click.prompt('N', type=int, default=3))\n", ["x", "4"], ["N [3]:", "N [3]:"]),
    (
        "import click\nprint(click.prompt('P', type=click.Choice(['a', 'b']), err=True))\n",
        ["c", "b"],
        ["P (a, b):"] * 2,
    ),
    ("import click\nprint(click.confirm('Sure?', default=None))\nclick.pause()\n", ["", "y"], ["Sure? [y/n]:"] * 2),
    ("import typer\nprint(typer.prompt('Name'), typer.confirm('Sure?'))\n", ["A", "n"], ["Name:", "Sure? [y/N]:"]),
    (
        "import cmd\nclass Shell(cmd.Cmd):\n    prompt = '(sh) '\n    def do_add(self, line):\n"
        "        print(sum(map(int, line.split())))\n    def do_EOF(self, line):\n        return 1\n"
        "Shell().cmdloop()\n",
        ["add 1 2", None],
        ["(sh) ", "(sh) "],
    ),
    ("import code\ncode.interact(banner='hi', exitmsg='bye')\n", ["1 + 1", None], [">>> ", ">>> "]),
    ("import pdb\npdb.set_trace()\nprint('on')\n", ["p 1 + 1", "c"], ["(Pdb) ", "(Pdb) "]),
]


@pytest.mark.parametrize(("text", "answers", "prompts"), QUESTIONS, ids=[text[:40] for text, _, _ in QUESTIONS])
def test_every_question_is_asked_and_the_output_is_that_of_the_command_line(
    tmp_path: Path, text: str, answers: list[str | None], prompts: list[str]
) -> None:
    write(tmp_path, "def ask(q):\n    return input(q)\n", "input_here.py")
    script = write(tmp_path, f"if False:\n    input()\n{text}")
    told = go(script, answers=tuple(answers))
    hand = by_hand(script, "".join(f"{answer}\n" for answer in answers if answer is not None))
    assert (told.of("stdout"), told.of("stderr"), told.ended.code) == (hand.stdout, hand.stderr, hand.returncode)
    assert [ask.prompt.strip() for ask in told.asks][: len(prompts)] == [prompt.strip() for prompt in prompts]
    assert [ask.id for ask in told.asks] == list(range(1, len(told.asks) + 1))


@pytest.mark.parametrize(
    "wait",
    [
        "os.read(0, 9)",
        "sys.__stdin__.readline()",
        "select.select([0], [], []) and input()",
        "subprocess.run([sys.executable, '-c', 'input()'])",
        "subprocess.run(['sh', '-c', 'read line'])",
    ],
)
def test_who_reads_past_the_interpreter_is_asked_as_well(tmp_path: Path, wait: str) -> None:
    text = f"import os, select, subprocess, sys\nprint('Say: ', end='', flush=True)\n{wait}\ninput('Next: ')\n"
    told = go(write(tmp_path, text), answers=("x", "y"))
    assert [ask.prompt.strip() for ask in told.asks] == ["Say:", "Next:"]
    assert told.ended.code == 0


def test_a_script_that_works_long_before_it_asks_is_asked_for_nothing(tmp_path: Path) -> None:
    text = "import subprocess, time\ntime.sleep(1.5)\nsubprocess.run(['sleep', '1.5'])\ninput('Now: ')\n"
    assert [ask.prompt for ask in go(write(tmp_path, text), answers=("x",)).asks] == ["Now: "]


@pytest.mark.parametrize("library", ["click", "typer"])
def test_the_hidden_prompts_of_libraries_are_secret(tmp_path: Path, library: str) -> None:
    text = f"import {library}\nprint(len({library}.prompt('Key', hide_input=True, confirmation_prompt=True)))\n"
    told = go(write(tmp_path, text), answers=("abc", "abd", "abc", "abc"))
    asked = [(ask.prompt.strip(), ask.secret) for ask in told.asks]
    assert asked == [("Key:", True), ("Repeat for confirmation:", True)] * 2
    assert "Error: The two entered values do not match.\n" in told.stdout
    assert told.stdout.endswith("3\n")


def test_an_editor_is_refused_with_a_sentence(tmp_path: Path) -> None:
    told = go(write(tmp_path, "import click\nprint(click.edit('text'))\n"))
    assert told.stderr.startswith("no editor can be opened here\n")
    assert "Editing failed" in told.ended.reason


def test_every_way_of_getpass_asks_for_a_secret(tmp_path: Path) -> None:
    text = (
        "import getpass, io\nfrom getpass import getpass as g, unix_getpass\nprint(getpass.getpass(), g('B: '),"
        " unix_getpass('C: '), g(prompt='D: ', stream=None), getpass.fallback_getpass('E: '))\n"
    )
    told = go(write(tmp_path, text), answers=("a", "b", "c", "d", "e"))
    assert [(ask.prompt, ask.secret) for ask in told.asks] == [
        (prompt, True) for prompt in ("Password: ", "B: ", "C: ", "D: ", "E: ")
    ]
    assert told.stdout == "a b c d e\n"


def test_the_end_of_input_is_an_eof_error(tmp_path: Path) -> None:
    script = write(tmp_path, "input('Name: ')\n")
    told = go(script, answers=(None,))
    assert told.of("stderr") == by_hand(script, "").stderr
    assert told.ended.reason.startswith("EOFError")
    assert Answered(1, None) in told.events


def test_a_secret_is_asked_as_one_and_shown_as_dots(tmp_path: Path) -> None:
    text = "import getpass\np = getpass.getpass('PIN: ')\nq = input('Name: ')\nprint(len(p), q)\n"
    told = go(write(tmp_path, text), answers=("s3cret", "Ann"))
    assert [(ask.prompt, ask.secret) for ask in told.asks] == [("PIN: ", True), ("Name: ", False)]
    assert [event for event in told.events if isinstance(event, Answered)] == [
        Answered(1, "••••••••"),
        Answered(2, "Ann"),
    ]
    assert told.stdout == "Name: 6 Ann\n"
    assert told.stderr == "PIN: "
    assert "s3cret" not in str(told.events)


def test_the_question_comes_after_what_was_written_before_it(tmp_path: Path) -> None:
    told = go(write(tmp_path, "print('x' * 300_000)\ninput('Name: ')\n"), answers=("Ann",))
    asked = next(number for number, event in enumerate(told.events) if isinstance(event, Ask))
    before = b"".join(getattr(event, "data", b"") for event in told.events[:asked])
    assert before == b"x" * 300_000 + b"\nName: "


def test_prompts_are_answered_ahead_from_the_form(tmp_path: Path) -> None:
    script = write(tmp_path, "a = input('A: ')\nb = int(input('B: '))\nprint(a, b)\nc = input('C: ')\nprint(c)\n")
    told = go(script, {"a": "x", "b": "2", "c": "z"})
    assert told.stdout == "A: B: x 2\nC: z\n"
    told = go(script, {"a": "x", "c": "never ahead of b"}, answers=("5", "live"))
    assert told.stdout == "A: B: x 5\nC: live\n"


def test_an_answer_of_a_whole_paragraph_arrives(tmp_path: Path) -> None:
    script = write(tmp_path, "x = input('Text: ')\nprint(len(x), x[-1])\n")
    assert go(script, answers=("я" * 30_000,)).stdout == "Text: 30000 я\n"


def test_an_answer_that_no_line_can_hold_ends_the_run_with_a_sentence(tmp_path: Path) -> None:
    ended = go(write(tmp_path, "print(len(input('How? ')))\n"), answers=("x" * 70_000,)).ended
    assert (ended.state, ended.code) == ("failed", None)
    assert "64 KiB" in ended.reason


def test_half_of_a_surrogate_pair_in_an_answer_is_written_out(tmp_path: Path) -> None:
    told = go(write(tmp_path, "print(ascii(input('How? ')))\n"), answers=("a\ud83d",))
    assert told.stdout == "How? 'a\\\\ud83d'\n"


def test_a_script_that_goes_on_after_the_end_of_input_is_not_asked_again(tmp_path: Path) -> None:
    text = "for _ in range(3):\n    try:\n        input('A: ')\n    except EOFError:\n        print('none')\n"
    told = go(write(tmp_path, text), answers=(None,))
    assert (told.stdout, len(told.asks)) == ("A: none\n" * 3, 1)


def test_a_secret_is_not_asked_for_after_the_end_of_input(tmp_path: Path) -> None:
    ask = "try:\n    {}\nexcept EOFError:\n    print('none')\n"
    text = "import getpass\n" + ask.format("input('A: ')") + ask.format("getpass.getpass('B: ')")
    told = go(write(tmp_path, text), answers=(None,))
    assert (told.stdout, told.ended.state, len(told.asks)) == ("A: none\nnone\n", "done", 1)


def test_two_answers_at_once_answer_one_question(tmp_path: Path) -> None:
    script = write(tmp_path, "import time\na = input('A: ')\ntime.sleep(0.3)\nb = input('B: ')\nprint(a, b)\n")
    watched = Watched(*begin(script))
    eventually(lambda: len(watched.told.asks) == 1)
    watched.run.answer("one")
    watched.run.answer("too early")
    eventually(lambda: len(watched.told.asks) == 2)
    watched.run.answer("two")
    assert watched.end().code == 0
    assert watched.told.stdout == "A: B: one two\n"


def test_text_for_the_standard_input_is_read_to_its_end(tmp_path: Path) -> None:
    script = write(tmp_path, "import sys\nprint(repr(sys.stdin.read()))\n")
    assert go(script, {"standard_input": "a\r\nя"}, profile=MINE).stdout == "'a\\r\\nя'\n"
    assert go(script, {}).stdout == "''\n"


def test_a_script_that_does_not_ask_has_no_input(tmp_path: Path) -> None:
    script = write(tmp_path, "import os\nprint(os.read(0, 10))\n")
    assert go(script).stdout == "b''\n"


def test_a_descriptor_of_the_callers_is_the_standard_input(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"\xff raw")
    script = write(tmp_path, "import sys\nprint(sys.stdin.buffer.read())\n")
    with (tmp_path / "in").open("rb") as file:
        assert go(script, stdin=file.fileno()).stdout == "b'\\xff raw'\n"
