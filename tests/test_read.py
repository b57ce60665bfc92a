"""Reading a script: what it is, what is wrong with it, when it is read anew, and that reading does no harm."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from core_fixtures import reading_of, write
from shipway.errors import NoSuchTool, Unreadable
from shipway.read import read, tool_of
from shipway.read.source import LIMIT

PARSER = """
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument("--{name}")
    {more}
    parser.parse_args()
"""


def parser(name: str, more: str = "") -> str:
    return PARSER.replace("{name}", name).replace("{more}", more)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = (\n", r"script.py, line 1: '\(' was never closed"),
        ("a = 1\nif a\n", "script.py, line 2: expected ':'"),
        ("a = 1\0\n", "script.py.*null bytes"),
        ("(" * 300 + ")" * 300, "script.py.*too many nested parentheses"),
    ],
)
def test_a_syntax_error_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        reading_of(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=f"there is no file {tmp_path / 'no.py'}$"):
        read(tmp_path / "no.py")
    with pytest.raises(Unreadable, match=f"{tmp_path} .*__main__.py"):
        read(tmp_path)


def test_a_file_that_is_too_large_is_not_parsed(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"script\.py has 512 kB; scripts of at most 512 kB are read"):
        reading_of(tmp_path, "#" * (LIMIT + 1))
    assert reading_of(tmp_path, "#" * LIMIT)


def test_an_encoding_of_its_own_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "latin.py"
    path.write_bytes('# coding: latin-1\n"""Größe."""\ndef f(x): ...\n'.encode("latin-1"))
    assert read(path).title == "Größe"


def test_a_byte_order_mark_is_no_part_of_the_script(tmp_path: Path) -> None:
    path = tmp_path / "bom.py"
    path.write_bytes(b'\xef\xbb\xbf"""Hello."""\nprint(1)\n')
    assert read(path).title == "Hello"


def test_what_the_script_itself_warns_of_is_left_to_its_run(tmp_path: Path) -> None:
    # Warnings are errors here: one out of the parser would make the script unreadable.
    assert reading_of(tmp_path, 'pattern = "\\d+"\ndef f(x: int): ...\n').specs[0].tool == "f"


def test_a_tool_is_found_by_name_and_the_others_are_named(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "def f(x): ...\ndef g(x): ...\n")
    assert tool_of(reading, None).tool == "f"
    assert tool_of(reading, "g").tool == "g"
    with pytest.raises(NoSuchTool, match=r"script.py has no tool 'h'; it has: f, g"):
        tool_of(reading, "h")


def test_an_unchanged_file_is_not_read_again_and_a_changed_one_is(tmp_path: Path) -> None:
    script = write(tmp_path, parser("first", "print(1, file=open('/dev/null', 'w'))"))
    first = read(script)
    assert read(script) is first
    write(tmp_path, parser("second"))
    assert [param.name for param in read(script).specs[0].params] == ["second"]


def test_a_changed_module_of_its_own_is_read_anew(tmp_path: Path) -> None:
    write(tmp_path, 'NAME = "--first"\n', "options.py")
    script = write(tmp_path, "import argparse, options\n" + parser("x", "parser.add_argument(options.NAME)").strip())
    script = write(
        tmp_path,
        """
        import argparse
        import options
        parser = argparse.ArgumentParser()
        parser.add_argument(options.NAME)
        parser.parse_args()
        """,
    )
    reading = read(script)
    assert [param.name for param in reading.specs[0].params] == ["first"]
    assert reading.near == (str(tmp_path / "options.py"),)
    write(tmp_path, 'NAME = "--second-name"\n', "options.py")
    assert [param.name for param in read(script).specs[0].params] == ["second_name"]


def test_a_script_that_was_broken_is_read_when_it_is_mended(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        reading_of(tmp_path, "def f(:\n")
    with pytest.raises(Unreadable):
        read(tmp_path / "script.py")
    assert reading_of(tmp_path, "def f(x): ...\n").specs[0].tool == "f"


@pytest.mark.parametrize(
    ("text", "tool", "params", "stdin"),
    [
        ("print(1)\n", "command line", [], "none"),
        ("import sys\nprint(sys.argv)\n", "command line", ["arguments"], "none"),
        ("import sys\nprint(sys.stdin.read())\n", "command line", ["standard_input"], "text"),
        ("import docopt\n", "command line", ["arguments"], "none"),
    ],
)
def test_a_script_without_a_parser_gets_a_command_line(
    tmp_path: Path, text: str, tool: str, params: list[str], stdin: str
) -> None:
    (spec,) = reading_of(tmp_path, text).specs
    assert (spec.dialect, [param.name for param in spec.params], spec.stdin) == (tool, params, stdin)


def test_a_parser_library_that_is_not_mapped_is_named(tmp_path: Path) -> None:
    assert (
        "its options are read by docopt, which Shipway does not map yet"
        in reading_of(tmp_path, "import docopt\n").problem
    )


def test_functions_that_also_work_can_be_run_as_a_whole(tmp_path: Path) -> None:
    assert [spec.tool for spec in reading_of(tmp_path, "def f(x: int): ...\nprint(f(1))\n").specs] == ["f", "script"]
    assert [spec.tool for spec in reading_of(tmp_path, "import sys\ndef f(x): ...\nf(sys.argv[1])\n").specs] == [
        "script",
        "f",
    ]
    assert [spec.tool for spec in reading_of(tmp_path, "X = [1]\ndef f(x): ...\n").specs] == ["f"]


CANARY = "import pathlib\npathlib.Path({canary!r}).touch()\n"


@pytest.mark.parametrize("more", ["print(1)", "def f(x): ...", "name = input('Name: ')", "import sys; sys.argv"])
def test_reading_never_runs_a_script_without_a_parser(tmp_path: Path, more: str) -> None:
    canary = tmp_path / "canary"
    reading_of(tmp_path, CANARY.format(canary=str(canary)) + more + "\n")
    assert not canary.exists()


HARM = {
    "write": "open({place!r}, 'w')",
    "append through os": "os.open({place!r}, os.O_CREAT | os.O_WRONLY)",
    "make a folder": "os.mkdir({place!r})",
    "link": "os.symlink('/etc/hosts', {place!r})",
    "move out": "open('x', 'w').close(); os.rename('x', {place!r})",
    "copy out": "shutil.copyfile('/etc/hosts', {place!r})",
    "keep a database": "sqlite3.connect({place!r}).execute('create table t (a)')",
    "start a program": "subprocess.run(['touch', {place!r}])",
    "start a shell": "os.system('touch ' + {place!r})",
    "spawn": "os.posix_spawn('/bin/touch', ['touch', {place!r}], {{}})",
    "fork": "os.fork() or open({place!r}, 'w')",
}


@pytest.mark.parametrize("harm", HARM)
def test_reading_a_parser_does_no_harm_on_the_way(tmp_path: Path, harm: str) -> None:
    place = tmp_path / "canary"
    deed = HARM[harm].format(place=str(place))
    reading = reading_of(
        tmp_path, f"import os, shutil, sqlite3, subprocess\n{deed}\n" + "from argparse import ArgumentParser\n"
    )
    assert not place.exists()
    assert "PermissionError" in reading.problem
    assert "a script that is being read may not" in reading.problem
    assert [param.name for param in reading.specs[0].params] == ["arguments"]


def test_reading_a_parser_reaches_nobody_over_the_network(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        text = f"import socket\nsocket.create_connection(('127.0.0.1', {port}))\nfrom argparse import ArgumentParser\n"
        assert "a script that is being read may not do this: socket" in reading_of(tmp_path, text).problem
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_script_may_write_into_its_own_temporary_folder_while_it_is_read(tmp_path: Path) -> None:
    before = set(os.listdir("/tmp"))
    more = "import tempfile; tempfile.mkdtemp(); open('here', 'w').close(); tempfile.NamedTemporaryFile()"
    reading = reading_of(tmp_path, parser("x", more))
    assert reading.live, reading.problem
    left = {name for name in set(os.listdir("/tmp")) - before if name.startswith("tmp")}
    assert not left
    assert sorted(os.listdir(tmp_path)) == ["script.py"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "import no_such_package_here\nfrom argparse import ArgumentParser\n",
            "it imports no_such_package_here, which is not",
        ),
        (
            "from argparse import ArgumentParser\nraise SystemExit(3)\n",
            "it failed before it came to its parser: exit code 3",
        ),
        ("from argparse import ArgumentParser\nimport sys\nsys.exit()\n", "it ended before it came to its parser"),
        (
            "from argparse import ArgumentParser\n1 / 0\n",
            "it failed before it came to its parser: ZeroDivisionError: division by zero",
        ),
        ("from argparse import ArgumentParser\n", "the script came to its end without asking its parser"),
    ],
)
def test_a_script_that_does_not_come_to_its_parser_says_why(tmp_path: Path, text: str, problem: str) -> None:
    reading = reading_of(tmp_path, text)
    assert problem in reading.problem
    assert not reading.live
    assert (reading.specs[0].dialect, reading.specs[0].params[0].name) == ("command line", "arguments")


@pytest.mark.slow
def test_a_script_that_never_comes_to_its_parser_is_given_up(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "import time\nfrom argparse import ArgumentParser\ntime.sleep(60)\n")
    assert "it did not come to its parser within 10 s" in reading.problem


def test_the_first_file_of_a_package_is_named_after_its_folder(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "import sys\nprint(sys.argv)\n", "harbour/__init__.py")
    assert (reading.title, reading.specs[0].tool) == ("Harbour", "harbour")
