"""A pasted command line is understood as a shell would take it apart, and nothing in it is ever carried out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SCRIPTS
from core_fixtures import write
from shipway.bind import bind
from shipway.errors import BadInput
from shipway.profile import VISITORS
from shipway.read import read
from shipway.read.lines.own_words import line_of
from shipway.read.lines.pasted import fill_pasted, pasted_by_visitor
from shipway.read.lines.quoting import words_of
from shipway.snippets import Place, shell
from shipway.spec import Raw, Reading, Spec

READING = Reading("/home/ann/resize_all.py", "Resize", specs=(Spec("resize_all", "argparse"),))
WORDS = ("--width", "2 px", "a'b")
SPELLINGS = [
    "--width '2 px' \"a'b\"",
    "python resize_all.py --width '2 px' \"a'b\"",
    "$ python3 resize_all.py --width '2 px' \"a'b\"",
    "ann@host:~/work$ python3.12 -u -W ignore resize_all.py --width '2 px' \"a'b\"",
    "./resize_all.py --width '2 px' a\\'b",
    "resize_all.py --width '2 px' a\\'b",
    "resize-all --width '2 px' a\\'b",
    "/usr/local/bin/resize_all --width '2 px' a\\'b",
    "~/.venv/bin/python /home/bo/resize_all.py --width '2 px' a\\'b",
    "uv run resize_all.py --width '2 px' a\\'b",
    "poetry run python resize_all.py --width '2 px' a\\'b",
    "python -m resize_all --width '2 px' a\\'b",
    'py resize_all.py --width "2 px" "a\'b"',
    "$ python resize_all.py \\\n    --width '2 px' \\\n    \"a'b\"\n",
    "python resize_all.py `\r\n  --width '2 px' `\r\n  \"a'b\"",
    'python resize_all.py ^\n  --width "2 px" "a\'b"',
    "# how to do it\npython resize_all.py --width '2 px' a\\'b  # and so on\n# that is all\n",
    'C:\\work> python resize_all.py --width "2 px" "a\'b"',
    "python resize_all.py --width $'2\\x20px' $'a\\'b'",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_spelling_gives_the_same_words(text: str) -> None:
    assert line_of(READING, text).args == WORDS


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("LANG=C python resize_all.py", "sets LANG for the script's environment"),
        ("sudo python resize_all.py", "leave “sudo” out"),
        ("python resize_all.py > out.txt", "writes to a file by “>”"),
        ("python resize_all.py < in.txt", "reads a file by “<”"),
        ("cat x | python resize_all.py", "joins several commands by “|”"),
        ("python resize_all.py && rm -rf /", "more than one command"),
        ("python resize_all.py || true", "“||”"),
        ("python resize_all.py; id", "“;”"),
        ("python resize_all.py $(id)", "“$(…)”"),
        ('python resize_all.py "$HOME/x"', "“$HOME”"),
        ("python resize_all.py `id`", "“`”"),
        ("python resize_all.py --x 'open", "is not closed"),
        ('python resize_all.py --x "open', "is not closed"),
        ("python resize_all.py $'open", "is not closed"),
        ("cd work\npython resize_all.py", "these are several lines"),
        ("python -c 'print(1)'", "not this script"),
        ("x" * 100_001, "longer than 100,000 characters"),
    ],
)
def test_what_a_form_cannot_do_is_refused_in_one_sentence(text: str, why: str) -> None:
    with pytest.raises(BadInput) as refusal:
        line_of(READING, text)
    assert why in refusal.value.problems[""]
    assert "\n" not in refusal.value.problems[""]


@settings(deadline=None, max_examples=60)
@given(st.text("ab '\"\\#\n\t-=ä*~?[]{}!%,:@", max_size=16))
def test_words_are_taken_apart_as_bash_does(text: str) -> None:
    try:
        commands = words_of("x " + text + " y")
    except BadInput:
        return
    # No wildcards, no braces, no home, no folder before this one: those are texts here.
    show = "set -f +B; HOME='~'; unset OLDPWD; x() { for word; do printf '%s\\0' \"$word\"; done; }\n"
    done = subprocess.run(["bash", "-c", f"{show}x {text} y"], capture_output=True, check=False)
    expected = done.stdout.decode().split("\0")[:-1]
    assert commands == [["x", *expected]], (text, done.stderr)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_pasted_is_understood_or_refused(text: str) -> None:
    try:
        line_of(READING, text)
    except BadInput as refusal:
        assert set(refusal.problems) == {""}  # noqa: PT017


SCRIPT = """
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument("--name")
    parser.add_argument("--photo", type=argparse.FileType("rb"))
    parser.add_argument("--count", type=int)
    parser.add_argument("words", nargs="*")
    args = parser.parse_args()
"""


def test_the_scripts_own_parser_reads_the_words_and_says_what_is_wrong(tmp_path: Path) -> None:
    reading = read(write(tmp_path, SCRIPT))
    spec, raws = fill_pasted(reading, "script", "$ python script.py --na Ann --count 3 a b")
    assert (spec.tool, raws) == ("script", {"name": "Ann", "count": "3", "words": ("a", "b")})
    with pytest.raises(BadInput) as refusal:
        fill_pasted(reading, "script", "python script.py --count x")
    assert refusal.value.problems == {"": "argument --count: invalid int value: 'x'"}


def test_a_visitors_path_is_never_taken_as_one(tmp_path: Path) -> None:
    reading = read(write(tmp_path, SCRIPT))
    line = "script.py --name Ann --photo /etc/passwd"
    spec, raws, files = pasted_by_visitor(reading, "script", line)
    assert raws == {"name": "Ann"}
    assert [param.name for param in files] == ["photo"]
    with pytest.raises(BadInput, match="takes an uploaded file"):
        bind(spec, fill_pasted(reading, "script", line)[1], VISITORS)


def test_a_visitors_line_makes_no_parser_read_a_file_of_this_machine(tmp_path: Path) -> None:
    secret = write(tmp_path, "the secret\n", "secret.txt")
    text = SCRIPT.replace("ArgumentParser()", "ArgumentParser(fromfile_prefix_chars='@')")
    reading = read(write(tmp_path, text))
    with pytest.raises(BadInput, match="may name a file"):
        pasted_by_visitor(reading, "script", f"--name x @{secret}")


@pytest.mark.parametrize(
    ("text", "tool", "raws"),
    [
        ("whole_number 3", "whole_number", {"value": "3"}),
        ("python all_kinds.py number --value 2.5", "number", {"value": "2.5"}),
        ("--value 2", "only_by_name", {"value": "2"}),
        ("shipway run all_kinds.py text --set 'value=a b'", "text", {"value": "a b"}),
        ("shipway run all_kinds.py list_of_texts --set value=a --set=value=b", "list_of_texts", {"value": ("a", "b")}),
        ("shipway run all_kinds.py text -- --value x", "text", {"value": "x"}),
    ],
)
def test_a_line_for_a_function_fills_its_form(text: str, tool: str, raws: dict[str, Raw]) -> None:
    reading = read(SCRIPTS / "all_kinds.py")
    spec, found = fill_pasted(reading, "only_by_name", text)
    assert (spec.tool, found) == (tool, raws)


def test_a_line_for_a_function_says_what_it_does_not_take() -> None:
    reading = read(SCRIPTS / "all_kinds.py")
    for text, why in (
        ("shipway run x.py text --set x=1", "x is not a parameter"),
        ("shipway run x.py --events", "--events"),
    ):
        with pytest.raises(BadInput, match=why):
            fill_pasted(reading, "text", text)


def test_the_line_that_a_form_gives_fills_it_again(tmp_path: Path) -> None:
    for script, tool, given_raws in (
        (write(tmp_path, SCRIPT), "script", {"name": "-x\n$'é\x1b", "words": ("a b", "*")}),
        (SCRIPTS / "all_kinds.py", "text", {"value": "it's \\ \x07"}),
        (write(tmp_path, "name = input('Name? ')\nage = int(input('Age? '))\n", "asks.py"), "asks", {"": "Ann O'Hara"}),
    ):
        reading = read(script)
        spec = next(one for one in reading.specs if one.tool == tool)
        raws: dict[str, Raw] = {name or spec.params[0].name: raw for name, raw in given_raws.items()}
        found, filled = fill_pasted(reading, tool, shell(reading, spec, raws, Place(script.name)))
        assert (found.tool, filled) == (tool, raws)
