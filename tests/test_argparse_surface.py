"""Every part of argparse's public surface has a row: a little parser, what is read in it, and what a line means."""

from __future__ import annotations

import argparse
import inspect
import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from core_fixtures import go, pythons, write
from shipway.profile import MINE
from shipway.read import read
from shipway.read.lines.fill import fill

FIRST = "import argparse, sys, json\n"
LAST = "\nprint(json.dumps(vars(args), default=str, sort_keys=True))\n"


@dataclass(frozen=True)
class Row:
    """`made` makes a parser `p`; `line` is understood as `raws`, and the filled form prints `printed`."""

    made: str
    line: tuple[str, ...]
    raws: dict[str, Any]
    printed: dict[str, Any] | str
    parse: str = "args = p.parse_args()"
    since: tuple[int, int] = (3, 8)
    kinds: dict[str, str] = field(default_factory=dict)


def own(argument: str, line: str, raws: dict[str, Any], printed: dict[str, Any] | str, **more: Any) -> Row:
    """Give a row of a parser with one argument."""
    return Row(f"p = argparse.ArgumentParser()\np.add_argument({argument})", tuple(line.split()), raws, printed, **more)


def top(arguments: str, **more: Any) -> Row:
    """Give a row of a parser made with these arguments, and an option --x."""
    made = f"p = argparse.ArgumentParser({arguments})\np.add_argument('--x')"
    return Row(made, ("--x", "1"), {"x": "1"}, {"x": "1"}, **more)


def sub(arguments: str, **more: Any) -> Row:
    """Give a row of subcommands made with these arguments."""
    made = f"p = argparse.ArgumentParser()\ns = p.add_subparsers({arguments})\ns.add_parser('go').add_argument('--x')"
    return Row(made, ("go", "--x", "1"), {"x": "1"}, {"x": "1"}, **more)


ACTIONS = {
    None: own("'--x'", "--x 1", {"x": "1"}, {"x": "1"}),
    "store": own("'--x', action='store'", "--x 1", {"x": "1"}, {"x": "1"}),
    "store_const": own("'--x', action='store_const', const=5", "--x", {"x": "yes"}, {"x": 5}),
    "store_true": own("'--x', action='store_true'", "--x", {"x": "yes"}, {"x": True}),
    "store_false": own("'--no-x', dest='x', action='store_false'", "--no-x", {"no_x": "yes"}, {"x": False}),
    "append": own("'--x', action='append'", "--x 1 --x 2", {"x": ("1", "2")}, {"x": ["1", "2"]}),
    "append_const": own("'--x', action='append_const', const=5", "--x", {"x": "yes"}, {"x": [5]}),
    "extend": own("'--x', action='extend', nargs='+'", "--x 1 2 --x 3", {"x": ("1", "2", "3")}, {"x": ["1", "2", "3"]}),
    "count": own("'-v', action='count', default=1", "-vv", {"v": "2"}, {"v": 3}),
    "help": Row("p = argparse.ArgumentParser(add_help=False)\np.add_argument('-?', '--usage', action='help')\n"
                "p.add_argument('--x')", ("--x", "1"), {"x": "1"}, {"x": "1"}),
    "version": own("'--version', action='version', version='7'", "--version", {"version": "yes"}, "7\n"),
    "parsers": sub(""),
}  # fmt: skip
CLASSES = {
    "Action": Row("class Own(argparse.Action):\n    def __call__(self, parser, space, values, flag=None):\n"
                  "        setattr(space, self.dest, values + '!')\n"
                  "p = argparse.ArgumentParser()\np.add_argument('--x', action=Own)", ("--x", "1"), {"x": "1"},
                  {"x": "1!"}),
    "BooleanOptionalAction": own("'--x', action=argparse.BooleanOptionalAction", "--no-x", {"x": "no"}, {"x": False},
                                 since=(3, 9)),
}  # fmt: skip
NARGS = {
    "OPTIONAL": own("'--x', nargs=argparse.OPTIONAL, const='c'", "--x", {"x_alone": "yes"}, {"x": "c"}),
    "ZERO_OR_MORE": own("'--x', nargs=argparse.ZERO_OR_MORE", "--x", {"x": ()}, {"x": []}),
    "ONE_OR_MORE": own("'x', nargs=argparse.ONE_OR_MORE", "a b", {"x": ("a", "b")}, {"x": ["a", "b"]}),
    "PARSER": own("'x', nargs=argparse.PARSER", "a -b", {"x": "a -b"}, {"x": ["a", "-b"]}),
    "REMAINDER": own("'x', nargs=argparse.REMAINDER", "a -b", {"x": "a -b"}, {"x": ["a", "-b"]}),
    "SUPPRESS": own("'--x', default=argparse.SUPPRESS", "", {}, {}),
}
ARGUMENT = {
    "option_strings": own("'-x', '--ex'", "-x1", {"ex": "1"}, {"ex": "1"}),
    "dest": own("'-x', dest='y'", "-x 1", {"y": "1"}, {"y": "1"}),
    "nargs": own("'--x', nargs=2", "--x 1 2", {"x": ("1", "2")}, {"x": ["1", "2"]}),
    "const": own("'--x', nargs='?', const='c'", "--x", {"x_alone": "yes"}, {"x": "c"}),
    "default": own("'--x', default='d'", "--x e", {"x": "e"}, {"x": "e"}),
    "type": own("'--x', type=int", "--x 07", {"x": "07"}, {"x": 7}, kinds={"x": "whole_number"}),
    "choices": own("'--x', choices=('a', 'b')", "--x a", {"x": "a"}, {"x": "a"}, kinds={"x": "choice"}),
    "required": own("'--x', required=True", "--x 1", {"x": "1"}, {"x": "1"}),
    "help": own("'--x', help='Of %(prog)s, %(type)s.', type=int", "--x 1", {"x": "1"}, {"x": 1}),
    "metavar": own("'--x', metavar='FILE'", "--x f", {"x": "f"}, {"x": "f"}, kinds={"x": "file"}),
    "version": own("'--v', action='version', version='7'", "--v", {"v": "yes"}, "7\n"),
    "deprecated": own("'--x', deprecated=True", "--x 1", {"x": "1"}, {"x": "1"}, since=(3, 13)),
}
SUBPARSERS = {
    "title": sub("title='T'"), "description": sub("description='D'"), "prog": sub("prog='P'"),
    "parser_class": sub("parser_class=argparse.ArgumentParser"), "action": sub("action='parsers'"),
    "dest": Row("p = argparse.ArgumentParser()\ns = p.add_subparsers(dest='d')\ns.add_parser('go', aliases=['g'])",
                ("g",), {}, {"d": "go"}),
    "required": sub("required=True"), "help": sub("help='H'"), "metavar": sub("metavar='M'"),
    "option_strings": sub(""),
}  # fmt: skip
PARSER = {
    "prog": top("prog='P'"), "usage": top("usage='U'"), "description": top("'P', description='D'"),
    "epilog": top("epilog='E'"),
    "parents": Row("q = argparse.ArgumentParser(add_help=False)\nq.add_argument('--x')\n"
                   "p = argparse.ArgumentParser(parents=[q])", ("--x", "1"), {"x": "1"}, {"x": "1"}),
    "formatter_class": top("formatter_class=argparse.RawTextHelpFormatter"),
    "prefix_chars": Row("p = argparse.ArgumentParser(prefix_chars='+')\np.add_argument('++x')\np.add_argument('y')",
                        ("++x=+1", "-y"), {"x": "+1", "y": "-y"}, {"x": "+1", "y": "-y"}),
    "fromfile_prefix_chars": Row("p = argparse.ArgumentParser(fromfile_prefix_chars='@')\np.add_argument('--x')",
                                 ("--x=@f",), {"x": "@f"}, {"x": "@f"}),
    "argument_default": top("argument_default='d'"),
    "conflict_handler": Row("p = argparse.ArgumentParser(conflict_handler='resolve')\np.add_argument('-x', '--x')\n"
                            "p.add_argument('--x', type=int)", ("--x", "1"), {"x_1": "1"}, {"x": 1}),
    "add_help": top("add_help=False"), "allow_abbrev": top("allow_abbrev=False"),
    "exit_on_error": top("exit_on_error=False", since=(3, 9)),
    "suggest_on_error": top("suggest_on_error=True", since=(3, 14)), "color": top("color=True", since=(3, 14)),
}  # fmt: skip
X = "p = argparse.ArgumentParser()\np.add_argument('--x')"
PARSES = {
    "parse_args": Row(X, ("--x", "1"), {"x": "1"}, {"x": "1"}, parse="args = p.parse_args(namespace=None)"),
    "parse_known_args": Row(X, ("--x", "1", "--y"), {"x": "1", "arguments": "--y"}, {"x": "1", "rest": ["--y"]},
                            parse="args, rest = p.parse_known_args()\nargs.rest = rest"),
    "parse_intermixed_args": Row(X + "\np.add_argument('y', nargs='*')", ("a", "--x", "1", "b"),
                                 {"x": "1", "y": ("a", "b")}, {"x": "1", "y": ["a", "b"]},
                                 parse="args = p.parse_intermixed_args()"),
    "parse_known_intermixed_args": Row(X, ("--x", "1", "--y"), {"x": "1", "arguments": "--y"},
                                       {"x": "1", "rest": ["--y"]},
                                       parse="args, rest = p.parse_known_intermixed_args()\nargs.rest = rest"),
    "_parse_known_args": Row(X, ("--x", "1"), {"x": "1"}, {"x": "1"}),
}  # fmt: skip
GROUPS = {
    "add_argument_group": Row("p = argparse.ArgumentParser()\np.add_argument_group('G', 'D').add_argument('--x')",
                              ("--x", "1"), {"x": "1"}, {"x": "1"}),
    "add_mutually_exclusive_group": Row("p = argparse.ArgumentParser()\n"
                                        "g = p.add_mutually_exclusive_group(required=True)"
                                        "\ng.add_argument('--x', default='one')\ng.add_argument('--y')",
                                        ("--x", "one"), {"x": "one"}, {"x": "one", "y": None}),
    "add_subparsers": sub(""),
    "add_argument": own("'x'", "1", {"x": "1"}, {"x": "1"}),
}  # fmt: skip
TABLES = {"action": ACTIONS, "class": CLASSES, "nargs": NARGS, "add_argument": ARGUMENT, "add_subparsers": SUBPARSERS,
          "ArgumentParser": PARSER, "parse": PARSES, "add": GROUPS}  # fmt: skip
ROWS = [(f"{table} {name}", row) for table, rows in TABLES.items() for name, row in rows.items()]


def parameters(function: Any) -> set[str]:
    """List the parameters of a function, those that are only passed on left out."""
    kept = inspect.signature(function).parameters.values()
    return {one.name for one in kept if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD) and one.name != "self"}


def surface() -> dict[str, set[Any]]:
    """Walk what argparse of this Python offers."""
    registered = argparse.ArgumentParser()._registries["action"]
    listed = [getattr(argparse, name) for name in argparse.__all__]
    classes = {one.__name__ for one in listed if isinstance(one, type) and issubclass(one, argparse.Action)}
    constants = {name for name in (*argparse.__all__, "PARSER") if isinstance(getattr(argparse, name), str)}
    makers = [one.__init__ for name, one in registered.items() if name != "parsers"]
    methods = dir(argparse.ArgumentParser)
    return {
        "action": set(registered),
        "class": classes,
        "nargs": constants,
        "add_argument": set().union(*map(parameters, makers)),
        "add_subparsers": parameters(registered["parsers"].__init__) | {"title", "description"},
        "ArgumentParser": parameters(argparse.ArgumentParser.__init__),
        "parse": {name for name in methods if name.startswith(("parse_", "_parse_known_args"))},
        "add": {name for name in methods if name.startswith("add_")},
    }


@pytest.mark.parametrize("table", TABLES)
def test_every_part_of_argparse_has_a_row(table: str) -> None:
    assert surface()[table] <= set(TABLES[table])


@pytest.mark.parametrize("version", ["3.8", "3.10", "3.11", "3.12", "3.13"])
def test_other_pythons_offer_nothing_without_a_row(version: str) -> None:
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    text = "from __future__ import annotations\nimport argparse, inspect, json\n"
    text += inspect.getsource(parameters) + inspect.getsource(surface)
    text += "print(json.dumps({table: list(map(str, names)) for table, names in surface().items()}))\n"
    walked = subprocess.run([str(found[0]), "-c", text], capture_output=True, check=True)
    for table, names in json.loads(walked.stdout).items():
        assert set(names) <= set(map(str, TABLES[table]))


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_a_row_is_read_filled_and_run(name: str, row: Row, tmp_path: Path) -> None:
    here = (3, 11)
    python = None
    if row.since > here:
        found = pythons(".".join(map(str, row.since)))
        if not found:
            pytest.skip(f"there is no Python {row.since} of pyenv here")
        python = found[0]
    check(row, tmp_path, python)


@pytest.mark.parametrize("version", ["3.8", "3.10", "3.12", "3.13"])
@pytest.mark.parametrize(
    "name", ["action extend", "nargs OPTIONAL", "parse parse_known_intermixed_args", "nargs PARSER"]
)
def test_rows_hold_under_other_pythons(name: str, version: str, tmp_path: Path) -> None:
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    check(dict(ROWS)[name], tmp_path, found[0])


def check(row: Row, folder: Path, python: Path | None) -> None:
    """Read the row's script, fill its form from the line, and run the filled form."""
    script = write(folder, FIRST + row.made + "\n" + row.parse + LAST)
    reading = read(script, python)
    assert reading.live, reading.problem
    spec, raws = fill(reading, None, row.line, python)
    assert dict(raws) == row.raws
    kinds = {param.name: param.kind for param in spec.params}
    assert {name: kinds[name] for name in row.kinds} == row.kinds
    told = go(script, raws, tool=spec.tool, profile=MINE, python=python)
    assert told.ended.code == 0, told.stderr
    assert (told.stdout if isinstance(row.printed, str) else json.loads(told.stdout)) == row.printed
