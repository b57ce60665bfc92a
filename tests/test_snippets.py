"""The same values as Python, a shell's line, curl and a link: each is run, and gives what the form's run gives."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SCRIPTS
from core_fixtures import write
from elsewhere import in_bash, in_python
from shipway.bind import bind
from shipway.errors import BadInput
from shipway.profile import MINE
from shipway.read import read, tool_of
from shipway.run.argv import words
from shipway.snippets import Place, curl, link, python, shell, snippets
from shipway.snippets.shell import quoted
from shipway.spec import Argv, FileRef, Param, Raw, Reading, Spec

ARGPARSE = """
    import argparse, json, sys
    parser = argparse.ArgumentParser()
    parser.add_argument("--name")
    parser.add_argument("--password")
    parser.add_argument("--photo", type=argparse.FileType("rb"))
    parser.add_argument("--tag", action="append")
    parser.add_argument("words", nargs="*")
    args = parser.parse_args()
    print(ascii([args.name, args.password, args.photo and args.photo.read(), args.tag, args.words]))
"""
HOSTILE = [
    "-x",
    "--out=/etc/x",
    "@file",
    "$(id)",
    "`id`",
    "a\nb",
    '"',
    "'",
    "\\",
    "!",
    "~",
    "*",
    "\u202edlrow",
    "\x1b[2J",
    "\r",
    "\udcff",
]
TEXTS = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8
)


def at(script: Path) -> Place:
    return Place(script.name)


@pytest.mark.parametrize("way", ["shell", "python"])
def test_a_parser_tool_runs_elsewhere_as_in_the_form(way: str, tmp_path: Path) -> None:
    script = write(tmp_path, ARGPARSE)
    (tmp_path / "a 'photo'.png").write_bytes(b"\x89png")
    reading = read(script)
    raws: dict[str, Raw] = {
        "name": "-x $(id)\n'é'",
        "photo": "a 'photo'.png",
        "tag": ("a", "--b"),
        "words": ("--", "z"),
    }
    raws["words"] = ("-w", "z")
    make = {"shell": shell, "python": python}[way]
    text = make(reading, reading.specs[0], raws, at(script))
    done = in_bash(text, tmp_path) if way == "shell" else in_python(text, tmp_path)
    expected = ascii(["-x $(id)\n'é'", None, b"\x89png", ["a", "--b"], ["-w", "z"]]) + "\n"
    assert done.stdout.decode() == expected, (text, done.stderr)


@pytest.mark.parametrize("way", ["shell", "python"])
def test_answers_and_standard_input_are_fed(way: str, tmp_path: Path) -> None:
    asks = write(tmp_path, "name = input('Name? ')\nage = int(input('Age? '))\nprint(name, age + 1)\n", "asks.py")
    reads = write(tmp_path, "import sys\nprint(ascii(sys.stdin.read()))\n", "reads.py")
    make = {"shell": shell, "python": python}[way]
    for script, expected in ((asks, b"Name? Age? Ann % 5\n"), (reads, b"'two\\nlines %s'\n")):
        reading = read(script)
        first, *_ = reading.specs[0].params
        raws: dict[str, Raw] = {first.name: "two\nlines %s"}
        if script is asks:
            raws = dict(zip((param.name for param in reading.specs[0].params), ("Ann %", "4"), strict=True))
        text = make(reading, reading.specs[0], raws, at(script))
        done = in_bash(text, tmp_path) if way == "shell" else in_python(text, tmp_path)
        assert done.stdout == expected, (text, done.stderr)


@pytest.mark.parametrize(
    ("tool", "raws", "shown"),
    [
        ("whole_number", {"value": "3"}, "3"),
        ("text", {"value": "-x $(id) 'é'"}, '''"-x $(id) 'é'"'''),
        ("list_of_texts", {"value": ("one\ntwo",)}, "['one\\ntwo']"),
        ("list_of_texts", {"value": ("a", "b")}, "['a', 'b']"),
        ("dataclass_of_two", {"value.x": "1.5"}, "Point(x=1.5, y=0.0)"),
    ],
)
def test_a_function_has_a_line_for_the_shell(tool: str, raws: dict[str, Raw], shown: str, tmp_path: Path) -> None:
    reading = read(SCRIPTS / "all_kinds.py")
    line = shell(reading, tool_of(reading, tool), raws, Place(str(SCRIPTS / "all_kinds.py")))
    done = in_bash(line, tmp_path)
    assert done.stdout.decode().rstrip("\n") == shown, (line, done.stderr)


PARAMS = (
    Param("name", place="argv", argv=Argv(("--name", "-n"))),
    Param("tag", "list", place="argv", argv=Argv(("--tag",), style="append")),
    Param("first", place="argv", argv=Argv()),
)
SPEC = Spec("tool", "argparse", params=PARAMS)
READING = Reading("/x/script.py", "Script", specs=(SPEC,))


@settings(deadline=None, max_examples=60)
@given(
    st.fixed_dictionaries(
        {}, optional={"name": TEXTS, "tag": st.lists(TEXTS, min_size=1, max_size=3).map(tuple), "first": TEXTS}
    )
)
def test_a_shell_takes_the_line_apart_into_the_very_words(raws: dict[str, Raw]) -> None:
    line = shell(READING, SPEC, raws, Place("script.py"))
    show = 'python() { printf "%s\\0" "$@"; }\n'
    # As bytes: not every text of a command line is UTF-8.
    done = subprocess.run(
        ["bash", "-c", (show + line).encode("utf-8", "surrogateescape")], capture_output=True, check=True
    )
    expected = ["script.py", *words(SPEC, bind(SPEC, raws, MINE))]
    assert done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1] == expected, line
    assert all(mark.isprintable() or mark == "\n" for mark in line)


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional={"name": TEXTS.filter(lambda text: text.isprintable()), "first": TEXTS}))
def test_a_link_carries_the_very_texts(raws: dict[str, Raw]) -> None:
    if any("\udcff" in str(raw) for raw in raws.values()):
        return
    address = urlsplit(link(READING, SPEC, raws, Place("script.py", "https://example.org")))
    assert (address.scheme, address.netloc, address.path) == ("https", "example.org", "/t/script/tool")
    assert parse_qs(address.query, keep_blank_values=True, strict_parsing=bool(address.query)) == {
        name: [raw] for name, raw in raws.items()
    }


def test_a_secret_and_a_file_that_was_handed_in_stand_nowhere(tmp_path: Path) -> None:
    script = write(tmp_path, ARGPARSE)
    reading = read(script)
    raws: dict[str, Raw] = {
        "password": "hunter2",
        "photo": FileRef("/srv/uploads/7f3a/cat.png", "cat.png"),
        "name": "Ann",
    }
    for one in snippets(reading, reading.specs[0], raws, Place("script.py")):
        assert "Ann" in one.text
        for word in ("hunter2", "7f3a", "cat.png"):
            assert word not in one.text, one
        if one.name != "link":
            assert "In place of … comes your own: Password, Photo" in one.text
            assert one.text.startswith("#")
        else:
            assert one.text == "http://127.0.0.1:8000/t/script/script?name=Ann"


def test_a_typed_path_stays_out_of_a_link(tmp_path: Path) -> None:
    script = write(tmp_path, ARGPARSE)
    reading = read(script)
    made = {one.name: one.text for one in snippets(reading, reading.specs[0], {"photo": "/home/ann/x.png"}, at(script))}
    assert "ann" not in made["link"]
    assert "--photo=/home/ann/x.png" in made["shell"]
    assert "-F 'photo=@\"/home/ann/x.png\"'" in made["curl"]


def test_what_is_missing_is_a_blank_and_what_is_wrong_is_named() -> None:
    reading = read(SCRIPTS / "all_kinds.py")
    spec = tool_of(reading, "whole_number")
    assert "--set value=…" in shell(reading, spec, {}, Place("all_kinds.py")).replace("'", "").replace(
        "=value", " value"
    )
    with pytest.raises(BadInput, match="is not a whole number"):
        snippets(reading, spec, {"value": "x"}, Place("all_kinds.py"))


def test_what_is_too_long_to_be_copied_is_not_shown() -> None:
    made = {one.name: one.text for one in snippets(READING, SPEC, {"name": "x" * 30_000}, Place("script.py"))}
    assert made == {"link": "http://127.0.0.1:8000/t/script/tool", "shell": "", "python": "", "curl": ""}


def test_curl_hands_json_over_where_there_is_no_file() -> None:
    line = curl(READING, SPEC, {"name": "it's", "tag": ("a",)}, Place("script.py"))
    *_, address, flag, body = shlex.split(line)
    assert (address, flag) == ("http://127.0.0.1:8000/api/script/tool", "--json")
    assert json.loads(body) == {"name": "it's", "tag": ["a"]}


def test_what_cannot_be_seen_is_written_by_its_bytes() -> None:
    assert quoted("a b") == "'a b'"
    assert quoted("\x1b'") == "$'\\x1b\\''"
    assert quoted("\u202e") == "$'\\xe2\\x80\\xae'"


def test_what_a_script_only_defines_is_called_by_shipway(tmp_path: Path) -> None:
    script = SCRIPTS / "typer_defined.py"
    reading = read(script)
    [spec] = reading.specs
    assert spec.entry
    raws: dict[str, Raw] = {param.name: "3" for param in spec.params if param.required}
    for text in (shell(reading, spec, raws, Place(str(script))), python(reading, spec, raws, Place(str(script)))):
        done = in_bash(text, tmp_path) if text.startswith("shipway") else None
        assert done is None or (done.returncode == 0 and done.stdout), done.stderr
        assert "shipway" in text


def test_one_of_several_commands_that_a_script_only_defines_is_called_by_its_name(tmp_path: Path) -> None:
    text = """
        import click
        @click.command()
        def first(): print("first")
        @click.group()
        def tools(): pass
        @tools.command()
        @click.argument("n", type=int)
        def twice(n): print(2 * n)
    """
    reading = read(write(tmp_path, text))
    raws: dict[str, Raw] = {"n": "4"}
    spec = tool_of(reading, "tools twice")
    line = shell(reading, spec, raws, at(tmp_path / "script.py"))
    assert in_bash(line, tmp_path).stdout == b"8\n", line
    lines = python(reading, spec, raws, at(tmp_path / "script.py"))
    assert in_python(lines, tmp_path).stdout == b"8\n", lines
