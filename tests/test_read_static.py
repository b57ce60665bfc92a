"""A script whose parser cannot be caught alive is read from its text: the parser is made again, nothing is executed."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import go, reading_of, write
from parser_ways import WAYS
from shipway.errors import BadInput
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.read.source import Source
from shipway.read.text.argparsers import steps_of
from shipway.spec import Param, Reading

HEAD = """
    import argparse, os, pathlib, sys
    from enum import Enum
    SETTINGS = open("/nowhere/settings.ini").read()
"""


def of(folder: Path, text: str) -> Reading:
    """Read a script of these lines that needs a file that is not there before it comes to them."""
    script = write(folder, HEAD)
    write(folder, script.read_text() + write(folder, text, "more.py").read_text())
    reading = read(script)
    assert not reading.live
    assert reading.problem.startswith("its form was read from its text only: it failed before it came to its parser")
    return reading


def params(folder: Path, *lines: str) -> tuple[Param, ...]:
    """Give the parameters of a parser with these lines."""
    body = "\n".join(lines)
    (spec,) = of(folder, f"parser = argparse.ArgumentParser()\n{body}\nargs = parser.parse_args()\n").specs
    return tuple(param for param in spec.params if param.place == "argv")


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_a_parser_is_found_wherever_it_is_made(tmp_path: Path, text: str) -> None:
    (spec,) = of(tmp_path, text).specs
    assert [(one.name, one.kind, one.default) for one in spec.params[-1:]] == [("size", "whole_number", "3")]


VALUES = [
    ('NAMES = ["a", "b"]', "choices=NAMES", {"kind": "choice", "choices": ("a", "b")}),
    ('D = {"a": 1, "b": 2}', "choices=list(D)", {"choices": ("a", "b")}),
    ('D = {"b": 1, "a": 2}', "choices=sorted(D.keys())", {"choices": ("a", "b")}),
    ('class C(Enum):\n    RED = "red"\n    BLUE = "blue"', "choices=[c.value for c in C], default=C.BLUE.value",
     {"choices": ("red", "blue"), "default": "blue"}),
    ("", "type=int, choices=range(1, 4), default=2 ** 1", {"choices": ("1", "2", "3"), "default": "2"}),
    ('A = "x"', 'default=f"{A}-{1 + 2}", help="so (%(default)s)"', {"default": "x-3", "help": "so (x-3)"}),
    ('A = "x"', 'help="one " "two " + A + " %%" % ()', {"help": "one two x %"}),
    ("", 'default="{}/{}".format("a", 1)', {"default": "a/1"}),
    ("", 'default=os.path.join("a", "b.txt")', {"default": "a/b.txt"}),
    ("", 'type=pathlib.Path, default=pathlib.Path("a") / "b"', {"kind": "file", "default": "a/b"}),
    ("", 'default=os.environ.get("NO_SUCH_NAME", "home")', {"default": "home"}),
    ("", 'type=lambda text: text.split(",")', {"kind": "text"}),
    ("", 'type=argparse.FileType("w")', {"kind": "file_out"}),
    ("", 'nargs="+", type=float, required=True', {"kind": "list", "item": "number", "required": True}),
    ("", 'action="store_true"', {"kind": "yes_no", "default": "no"}),
    ("", 'action="count", default=0', {"kind": "whole_number", "default": "0"}),
    ("", "action=argparse.BooleanOptionalAction, default=True", {"kind": "yes_no", "default": "yes"}),
    ("class Upper(argparse.Action):\n    def __call__(self, *a): ...", "action=Upper", {"kind": "text"}),
    ("", "help=argparse.SUPPRESS", None),
]  # fmt: skip


@pytest.mark.parametrize(("before", "words", "facts"), VALUES, ids=[f"{row[0]} {row[1]}" for row in VALUES])
def test_literals_are_reckoned(tmp_path: Path, before: str, words: str, facts: dict[str, object] | None) -> None:
    found = params(tmp_path, before, f'parser.add_argument("--x", {words})')
    assert len(found) == (0 if facts is None else 1)
    if facts is not None:
        assert {name: getattr(found[0], name) for name in facts} == facts


COMPUTED = [
    ("choices=load()", "--x: its choices are computed (line 5)"),
    ("default=SETTINGS.strip()", "--x: its default is computed (line 5)"),
    ('help="as " + SETTINGS', "--x: its help is computed (line 5)"),
    ("nargs=SETTINGS", "--x: its nargs is computed (line 5)"),
]


@pytest.mark.parametrize(("words", "said"), COMPUTED)
def test_what_only_the_script_could_tell_is_left_out_and_listed_with_its_line(
    tmp_path: Path, words: str, said: str
) -> None:
    text = f'parser = argparse.ArgumentParser()\nparser.add_argument("--x", {words})\nparser.parse_args()'
    (spec,) = of(tmp_path, text).specs
    assert spec.unmapped == (said,)
    assert spec.params[0].choices == ()
    assert spec.params[0].default is None


def test_options_that_others_add_and_names_that_are_computed_are_listed(tmp_path: Path) -> None:
    reading = of(
        tmp_path,
        """
        import nosuch
        parser = argparse.ArgumentParser()
        nosuch.add_options(parser)
        for line in SETTINGS.splitlines():
            parser.add_argument("--" + line)
        parser.parse_args()
        """,
    )
    assert reading.specs[0].unmapped == (
        "the options that nosuch.add_options adds (line 6)",
        "an option whose name is computed (line 8)",
    )


def test_subcommands_groups_and_exclusions_are_those_of_the_live_reader(tmp_path: Path) -> None:
    reading = of(
        tmp_path,
        """
        def common(one):
            one.add_argument("--force", action="store_true")
        parser = argparse.ArgumentParser(description="All.")
        parser.add_argument("-v", "--verbose", action="store_true")
        commands = parser.add_subparsers(dest="command", required=True)
        add = commands.add_parser("add", help="add it", aliases=["a"])
        add.add_argument("name")
        common(add)
        drop = commands.add_parser("drop", description="Drop it.")
        either = drop.add_mutually_exclusive_group(required=True)
        either.add_argument("--all", action="store_true")
        either.add_argument("--one")
        out = drop.add_argument_group("Output")
        out.add_argument("--log", type=pathlib.Path)
        args = parser.parse_args()
        """,
    )
    assert [(spec.tool, [one.name for one in spec.params]) for spec in reading.specs] == [
        ("add", ["verbose", "name", "force"]),
        ("drop", ["verbose", "all", "one", "log"]),
    ]
    assert [(one.names, one.required) for one in reading.specs[1].exclusive] == [(("all", "one"), True)]
    assert reading.specs[1].params[-1].group == "Output"


def test_options_in_a_neighbour_are_followed(tmp_path: Path) -> None:
    write(
        tmp_path, "SIZES = ['s', 'm']\ndef add(parser):\n    parser.add_argument('--size', choices=SIZES)\n", "near.py"
    )
    reading = of(tmp_path, "import near\nparser = argparse.ArgumentParser()\nnear.add(parser)\nparser.parse_args()")
    assert reading.specs[0].params[0].choices == ("s", "m")


def test_a_command_line_is_understood_and_refused_as_by_the_live_parser(tmp_path: Path) -> None:
    reading = of(
        tmp_path,
        """
        parser = argparse.ArgumentParser()
        parser.add_argument("--size", type=int, choices=[1, 2])
        parser.add_argument("names", nargs="*")
        parser.parse_args()
        """,
    )
    script = Path(reading.script)
    assert fill(reading, None, ["--size", "2", "a", "b"])[1] == {"size": "2", "names": ("a", "b")}
    with pytest.raises(BadInput, match="invalid choice: 3"):
        fill(reading, None, ["--size", "3"])
    assert go(script, {"size": "2"}).ended.state == "failed"


def test_a_form_that_was_read_from_the_text_runs(tmp_path: Path) -> None:
    script = write(
        tmp_path,
        """
        import argparse, subprocess
        version = subprocess.run(["echo", "1.2"], capture_output=True, text=True).stdout.strip()
        parser = argparse.ArgumentParser()
        parser.add_argument("--size", type=int, default=3)
        print(version, parser.parse_args().size)
        """,
    )
    assert "may not do this: subprocess.Popen" in read(script).problem
    assert go(script, {"size": "4"}).stdout == "1.2 4\n"


PARSER = "import argparse\np = argparse.ArgumentParser()\n"
HOSTILE = {
    "canary in a default": PARSER + 'p.add_argument("--x", default={})\np.parse_args()',
    "canary in a decorator": PARSER + "@({})\ndef f(): ...\np.parse_args()",
    "canary in a type": PARSER + 'p.add_argument("--x", type=({}))\np.parse_args()',
    "canary in a base": PARSER + "class C({}): ...\nC()\np.parse_args()",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_reading_a_text_executes_nothing_of_it(tmp_path: Path, text: str) -> None:
    canary = tmp_path / "canary"
    script = write(tmp_path, text.format(f"open({str(canary)!r}, 'w')"))
    source = Source.of(script)
    steps = steps_of(source, source, ())
    assert steps is not None
    assert not canary.exists()


GROWING = {
    "texts": 's = "x"\n' + 's = s + s\ns = f"{s}{s}"\ns = s.replace("x", s)\n' * 40,
    "numbers": "n = 9\n" + "n = n ** n\nn = n << n\nn = n * n\n" * 40,
    "lists": "x = [1]\n" + "x = x * 1000\nx.extend(x)\n" * 40,
    "ranges": "x = list(range(10 ** 12))\nfor i in range(10 ** 15):\n    for j in range(10 ** 15): x.append(j)\n",
    "recursion": "def f(n):\n    return f(n + 1)\nf(0)\n",
    "both ways": "def f():\n" + "    if f(): f()\n" * 30 + "f()\n",
    "formats": 's = "%999999999d" % 5\nt = "{:999999999}".format(5)\nu = f"{5:999999999}"\n',
    "classes of themselves": "class A: ...\nclass A(A): ...\nA().x.y()\n",
    "odd names": "import argparse as a\na.x = 1\ndel a\n(a := 1)\n[b, *c] = 1, 2\nd[0].e = 5\nasync def g(): ...\n",
}


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING)
def test_odd_and_growing_texts_end_soon(tmp_path: Path, text: str) -> None:
    rest = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--x')\np.parse_args()\n"
    source = Source.of(write(tmp_path, text + rest))
    steps_of(source, source, ())


def test_a_script_without_any_parser_in_its_text_keeps_its_command_line(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "import argparse, nosuch\nopen('/nowhere')\nnosuch.ArgumentParser\n")
    assert reading.specs[0].dialect == "command line"
