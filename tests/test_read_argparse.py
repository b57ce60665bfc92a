"""argparse: the parser is caught in its script, and every argument of it becomes a parameter or is listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core_fixtures import pythons, reading_of, write
from shipway.errors import BadInput, NoSuchTool
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.spec import Argv, Param, Raws, Reading, Spec

HEAD = """
    import argparse, pathlib, sys
    parser = argparse.ArgumentParser(description="What it does.\\n\\nAnd more.", epilog="The end of %(prog)s.")
"""


def parser_of(folder: Path, *lines: str) -> Reading:
    """Write a script with these lines between parser and parsing, and read it."""
    body = "\n".join(f"    {line}" for line in lines)
    reading = reading_of(folder, f"{HEAD}{body}\n    args = parser.parse_args()\n")
    assert reading.live, reading.problem
    return reading


def spec_of(folder: Path, *lines: str) -> Spec:
    (spec,) = parser_of(folder, *lines).specs
    return spec


def facts(param: Param) -> dict[str, Any]:
    """Give what differs from a plain text that is not required, its place and label left out."""
    plain = Param(param.name, label=param.label, place="argv")
    return {name: value for name, value in vars(param).items() if value != getattr(plain, name)}


ARGUMENTS: list[tuple[str, dict[str, Any]]] = [
    ('"p"', {"required": True, "argv": Argv()}),
    ('"p", nargs="?"', {"argv": Argv((), "?")}),
    ('"p", nargs="+"', {"kind": "list", "required": True, "argv": Argv((), "+")}),
    ('"p", nargs="*", type=int', {"kind": "list", "item": "whole_number", "argv": Argv((), "*")}),
    ('"p", nargs=2', {"kind": "list", "required": True, "argv": Argv((), "2")}),
    ('"p", nargs=argparse.REMAINDER', {"kind": "arguments", "argv": Argv((), "...", "line")}),
    ('"-p", "--pp", dest="p"', {"argv": Argv(("-p", "--pp"))}),
    ('"-p", required=True', {"required": True, "argv": Argv(("-p",))}),
    ('"-p", default=5, type=int, help="n (%(default)s)"',
     {"kind": "whole_number", "default": "5", "help": "n (5)", "argv": Argv(("-p",))}),
    ('"-p", help="100%% sure"', {"help": "100% sure", "argv": Argv(("-p",))}),
    ('"-p", type=float', {"kind": "number", "argv": Argv(("-p",))}),
    ('"-p", type=lambda text: text', {"argv": Argv(("-p",))}),
    ('"-p", type=pathlib.Path', {"kind": "file", "argv": Argv(("-p",))}),
    ('"-p", type=argparse.FileType("r")', {"kind": "file", "argv": Argv(("-p",))}),
    ('"-p", type=argparse.FileType("w")', {"kind": "file_out", "argv": Argv(("-p",))}),
    ('"-p", metavar="INPUT_FILE"', {"kind": "file", "argv": Argv(("-p",))}),
    ('"-p", metavar="OUT_FILE"', {"kind": "file_out", "argv": Argv(("-p",))}),
    ('"-p", metavar="FOLDER"', {"kind": "folder", "argv": Argv(("-p",))}),
    ('"-p", metavar="PROFILE"', {"argv": Argv(("-p",))}),
    ('"-p", action="store_true"', {"kind": "yes_no", "default": "no", "argv": Argv(("-p",), "", "flag")}),
    ('"-p", action="store_false"', {"kind": "yes_no", "default": "no", "argv": Argv(("-p",), "", "flag")}),
    ('"-p", action="store_const", const=3', {"kind": "yes_no", "default": "no", "argv": Argv(("-p",), "", "flag")}),
    ('"-p", action="version", version="1"', {"kind": "yes_no", "default": "no", "argv": Argv(("-p",), "", "exit"),
     "help": "show program's version number and exit"}),
    ('"-p", action="count", default=0',
     {"kind": "whole_number", "default": "0", "minimum": 0, "maximum": 100, "argv": Argv(("-p",), "", "count")}),
    ('"-p", action="append", type=int',
     {"kind": "list", "item": "whole_number", "argv": Argv(("-p",), "", "append")}),
    ('"-p", action="append", nargs=2', {"kind": "list", "item": "arguments", "argv": Argv(("-p",), "2", "append")}),
    ('"-p", action="extend", nargs="+"', {"kind": "list", "argv": Argv(("-p",), "+", "append")}),
    ('"--p", action=argparse.BooleanOptionalAction, default=True',
     {"kind": "yes_no", "default": "yes", "argv": Argv(("--p", "--no-p"), "", "on/off")}),
    ('"--p", action=argparse.BooleanOptionalAction',
     {"kind": "choice", "choices": ("yes", "no"), "argv": Argv(("--p", "--no-p"), "", "on/off")}),
    ('"-p", choices=["a", "b"], default="b"',
     {"kind": "choice", "choices": ("a", "b"), "default": "b", "argv": Argv(("-p",))}),
    ('"-p", choices=range(1, 4), type=int', {"kind": "choice", "choices": ("1", "2", "3"), "argv": Argv(("-p",))}),
    ('"-p", choices=["a", "b"], nargs="+"', {"kind": "choices", "choices": ("a", "b"), "argv": Argv(("-p",), "+")}),
    # Choices that cannot be listed, or whose text the parser would not take, are typed.
    ('"-p", choices=range(10**9), type=int, metavar="N"', {"kind": "whole_number", "argv": Argv(("-p",))}),
    ('"-p", choices=[object()]', {"argv": Argv(("-p",))}),
    ('"-p", choices=type("Any", (), {"__contains__": lambda *_: True})(), metavar="X"', {"argv": Argv(("-p",))}),
    ('"-p", nargs="?", const="x"', {"argv": Argv(("-p",), "?")}),
    ('"-p", action=type("Own", (argparse.Action,), {})', {"argv": Argv(("-p",))}),
]  # fmt: skip


@pytest.mark.parametrize(("argument", "expected"), ARGUMENTS, ids=[argument for argument, _ in ARGUMENTS])
def test_an_argument_becomes_a_parameter(tmp_path: Path, argument: str, expected: dict[str, Any]) -> None:
    spec = spec_of(tmp_path, f"parser.add_argument({argument})")
    assert facts(spec.params[0]) == expected
    assert spec.unmapped == ()


def test_the_tool_is_described_in_the_scripts_words(tmp_path: Path) -> None:
    spec = spec_of(tmp_path, "parser.add_argument('-p')")
    assert (spec.tool, spec.title, spec.summary) == ("script", "Script", "What it does.")
    assert spec.help == "And more.\n\nThe end of script.py."
    assert spec.dialect == "argparse"


def test_hidden_and_exclusive_options_are_listed(tmp_path: Path) -> None:
    spec = spec_of(
        tmp_path,
        "parser.add_argument('--secret-door', help=argparse.SUPPRESS)",
        "group = parser.add_mutually_exclusive_group()",
        "group.add_argument('--json', action='store_true')",
        "group.add_argument('--csv', action='store_true')",
        "must = parser.add_mutually_exclusive_group(required=True)",
        "must.add_argument('-a')",
        "must.add_argument('-b')",
    )
    assert [param.name for param in spec.params] == ["json", "csv", "a", "b"]
    assert spec.unmapped == ("hidden by its author: --secret-door",)
    assert [(one.names, one.required) for one in spec.exclusive] == [(("json", "csv"), False), (("a", "b"), True)]


def test_groups_and_parents_keep_their_titles(tmp_path: Path) -> None:
    spec = spec_of(
        tmp_path,
        "common = argparse.ArgumentParser(add_help=False)",
        "common.add_argument_group('Shared').add_argument('--quiet', action='store_true')",
        "parser = argparse.ArgumentParser(parents=[common])",
        "parser.add_argument_group('Size').add_argument('--width')",
        "parser.add_argument('--plain')",
    )
    assert {param.name: param.group for param in spec.params} == {"quiet": "Shared", "width": "Size", "plain": ""}


NESTED = (
    "parser.add_argument('--verbose', action='store_true')",
    "commands = parser.add_subparsers(dest='command', required=True)",
    "add = commands.add_parser('add', aliases=['a'], description='Add one.')",
    "add.add_argument('name')",
    "remote = commands.add_parser('remote').add_subparsers(required=True)",
    "remote.add_parser('show').add_argument('name', type=int)",
    "remote.add_parser('drop')",
)


def test_every_subcommand_is_a_tool_with_what_stands_above_it(tmp_path: Path) -> None:
    specs = parser_of(tmp_path, *NESTED).specs
    assert [(spec.tool, spec.command) for spec in specs] == [
        ("add", ("add",)),
        ("remote show", ("remote", "show")),
        ("remote drop", ("remote", "drop")),
    ]
    assert [(param.name, param.kind, param.argv and param.argv.level) for param in specs[1].params] == [
        ("verbose", "yes_no", 0),
        ("name", "whole_number", 2),
    ]
    assert (specs[0].title, specs[0].summary) == ("Add", "Add one.")


def test_a_subcommand_that_may_be_left_out_leaves_a_tool_without_it(tmp_path: Path) -> None:
    specs = parser_of(tmp_path, "parser.add_subparsers().add_parser('go').add_argument('x')").specs
    assert [spec.tool for spec in specs] == ["script", "go"]


@pytest.mark.parametrize(
    ("text", "stdin", "params"),
    [
        ("sys.stdin.read()", "text", ["p", "standard_input"]),
        ("input('Name: ')", "asks", ["p"]),
        ("", "none", ["p"]),
    ],
)
def test_what_it_reads_beside_its_arguments_is_seen(tmp_path: Path, text: str, stdin: str, params: list[str]) -> None:
    head = HEAD + "    parser.add_argument('-p')\n    parser.parse_args()\n"
    (spec,) = reading_of(tmp_path, f"{head}    {text}\n").specs
    assert (spec.stdin, [param.name for param in spec.params]) == (stdin, params)


def test_a_console_script_is_read_by_the_parser_of_its_package() -> None:
    script = Path(__import__("sys").prefix, "bin/pip-licenses")
    if not script.exists():
        pytest.skip("pip-licenses is not installed here")
    reading = read(script)
    assert reading.live, reading.problem
    assert "format_" in [param.name for param in reading.specs[0].params]


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "3.12", "3.13"])
def test_other_interpreters_tell_the_same(tmp_path: Path, version: str) -> None:
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    parser_of(tmp_path, *NESTED, "add.add_argument('--more', nargs='+', choices=['a'])")
    script = tmp_path / "script.py"
    assert read(script, found[0]).specs == read(script).specs


LINES: list[tuple[str, Raws]] = [
    ("", {}),
    ("--verbose add Ann", {"verbose": "yes", "name": "Ann"}),
    ("a -- -x", {"name": "-x"}),
    ("remote show 5", {"name": "5"}),
]


@pytest.mark.parametrize(("line", "raws"), LINES[1:], ids=[line for line, _ in LINES[1:]])
def test_a_command_line_fills_the_form(tmp_path: Path, line: str, raws: Raws) -> None:
    assert dict(fill(parser_of(tmp_path, *NESTED), None, line.split())[1]) == raws


@pytest.mark.parametrize(
    ("argument", "line", "raw"),
    [
        ('"-p", action="count"', "-ppp", "3"),
        ('"-p", action="append"', "-p a -p b", ("a", "b")),
        ('"--p", nargs="?", type=int', "--p", ""),
        ('"--p", nargs="+"', "--p a b", ("a", "b")),
        ('"--p", action=argparse.BooleanOptionalAction', "--no-p", "no"),
        ('"-p", type=int', "-p 0007", "0007"),
        ('"p", nargs=argparse.REMAINDER', "run -x 'y", "run -x ''\"'\"'y'"),
        ('"-p", type=argparse.FileType("w")', "-p made.txt", "made.txt"),
    ],
)
def test_a_word_fills_its_field_as_it_was_written(tmp_path: Path, argument: str, line: str, raw: object) -> None:
    reading = parser_of(tmp_path, f"parser.add_argument({argument})")
    assert dict(fill(reading, None, line.split())[1]) == {"p": raw}
    assert not Path("made.txt").exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [("add", "the following arguments are required: name"), ("add Ann --nosuch", "unrecognized arguments: --nosuch"),
     ("remote show x", "invalid int value: 'x'")],
)  # fmt: skip
def test_a_command_line_that_the_parser_refuses_is_refused_in_its_words(
    tmp_path: Path, line: str, message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        fill(parser_of(tmp_path, *NESTED), None, line.split())


FUNCTION = "def f(name: str, n: int = 1, loud: bool = False, no_loud: bool = False, *rest: str): ...\n"


@pytest.mark.parametrize(
    ("line", "raws"),
    [
        ("Ann 3", {"name": "Ann", "n": "3"}),
        ("--n 3 Ann", {"n": "3", "name": "Ann"}),
        ("Ann --loud", {"name": "Ann", "loud": "yes"}),
        ("Ann --no-loud", {"name": "Ann", "no_loud": "yes"}),
        ("Ann 1 x y", {"name": "Ann", "n": "1", "rest": ("x", "y")}),
        ("--name=-x", {"name": "-x"}),
    ],
)
def test_a_function_has_a_command_line_too(tmp_path: Path, line: str, raws: Raws) -> None:
    reading = reading_of(tmp_path, FUNCTION)
    assert dict(fill(reading, "f", line.split())[1]) == raws


def test_a_line_that_a_function_does_not_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--nosuch is not a parameter of f"):
        fill(reading_of(tmp_path, FUNCTION), "f", ["--nosuch", "1"])
    with pytest.raises(BadInput, match="g takes nothing more, but got 'y'"):
        fill(reading_of(tmp_path, "def g(a): ...\n"), "g", ["x", "y"])
    with pytest.raises(NoSuchTool):
        fill(reading_of(tmp_path, FUNCTION), "g", [])
    write(tmp_path, "print(1)\n", "plain.py")
    with pytest.raises(BadInput, match="plain takes no command line"):
        fill(read(tmp_path / "plain.py"), None, ["x"])
