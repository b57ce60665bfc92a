"""Any command line of any parser fills a form, and the filled form means the same command line again."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core_fixtures import go, write
from far_side import filled, specs
from shipway.bind import bind
from shipway.errors import BadInput
from shipway.profile import MINE
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.run.argv import words

HOSTILE = [
    "-x", "-v", "--out=/etc/x", "--o0", "@file", "$(id)", "`id`", "a\nb", '"', "'", "a b", "-a b", "", "=", "-o=5",
    "-1",    "\u202eabc", "\u05d0\u05d1", "\udcff", "*", "~", "../x", "x" * 100_000, "-", ";rm",
]  # fmt: skip
WORD = st.sampled_from(["a", "b1", "7", "x y", "é", "a=b"]) | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=4
)
TEXT = st.sampled_from(HOSTILE) | WORD
# What stands alone behind an option of several values: no spelling can tell it from an option.
TAME = WORD.filter(lambda text: text[0] not in "-+@")


@dataclass
class Arg:
    """One `add_argument`, and what it gives to a line."""

    names: tuple[str, ...]
    facts: dict[str, Any]
    line: list[str] = field(default_factory=list)


@dataclass
class Level:
    """A parser: its arguments, in groups or not, and its subcommands."""

    args: list[Arg]
    exclusive: int = 0
    required_command: bool = True
    commands: dict[str, Level] = field(default_factory=dict)

    def fill(self, parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
        """Add everything to a parser."""
        free = [arg for arg in self.args if arg.names[0].startswith("-") and not arg.facts.get("required")]
        excluding = free[: self.exclusive]
        together: Any = parser.add_mutually_exclusive_group() if excluding else None
        group = parser.add_argument_group("Group", "Of its own.")
        for number, arg in enumerate(self.args):
            (together if any(arg is one for one in excluding) else group if number % 3 == 2 else parser).add_argument(
                *arg.names, **arg.facts
            )
        if self.commands:
            branches = parser.add_subparsers(required=self.required_command, dest="command")
            for word, level in self.commands.items():
                level.fill(branches.add_parser(word, aliases=[word + "s"]))
        return parser


def _values(draw: st.DrawFn, nargs: Any, facts: dict[str, Any], single: Any) -> list[str]:
    one = single
    if facts.get("type") is int:
        one = st.integers(0, 99).map(str)
    if "choices" in facts:
        one = st.sampled_from([str(choice) for choice in facts["choices"]])
    if nargs is None or nargs == 1:
        return [draw(one)]
    many = one if one is not single else TAME
    low, high = {"?": (0, 1), "*": (0, 3), "+": (1, 3)}.get(nargs, (nargs, nargs))
    return draw(st.lists(many, min_size=low, max_size=high))


SORTS: list[dict[str, Any]] = [
    {}, {"type": int, "default": 3}, {"default": "d"}, {"nargs": "?", "const": "c"}, {"nargs": "?"}, {"nargs": "*"},
    {"nargs": "+"}, {"nargs": 2}, {"nargs": 1}, {"choices": ["p", "q"]}, {"type": int, "choices": range(3)},
    {"action": "store_true"}, {"action": "store_false"}, {"action": "store_const", "const": 9},
    {"action": "append"}, {"action": "append", "nargs": 2}, {"action": "append", "nargs": "+"},
    {"action": "append", "nargs": "*"}, {"action": "append", "nargs": "?", "const": "k"},
    {"action": "append_const", "const": 4}, {"action": "extend", "nargs": "+"}, {"action": "extend", "nargs": 2},
    {"action": "count"}, {"action": "count", "default": 2}, {"action": argparse.BooleanOptionalAction},
    {"required": True}, {"default": argparse.SUPPRESS},
    # Several options may store in one place, where the last one counts.
    {"dest": "shared"}, {"dest": "shared", "action": "store_const", "const": 5},
    {"dest": "shared", "action": "store_false"}, {"dest": "shared", "nargs": "?", "const": "k"},
]  # fmt: skip
QUIET = ("store_true", "store_false", "store_const", "append_const", "count")


@st.composite
def options(draw: st.DrawFn, number: int, level: int) -> Arg:
    facts = dict(draw(st.sampled_from(SORTS)))
    long, short = f"--o{level}{number}", f"-{'abcdefg'[number]}"
    names = draw(st.sampled_from([(long,), (short, long), (short,)]))
    if facts.get("action") is argparse.BooleanOptionalAction:
        names = (long,)
    arg = Arg(names, facts)
    action = facts.get("action")
    again = action in ("append", "extend", "count")
    times = draw(st.integers(0, 2 if again else 1)) if not facts.get("required") else 1
    for _ in range(times):
        flag = draw(st.sampled_from(names))
        if action in QUIET:
            arg.line += [flag]
        elif action is argparse.BooleanOptionalAction:
            arg.line += [draw(st.sampled_from([long, f"--no-{long[2:]}"]))]
        else:
            # One value may be anything, joined to its flag; several must be told from options by themselves.
            texts = _values(draw, facts.get("nargs"), facts, TEXT)
            joined = len(texts) == 1 and (flag.startswith("--") or texts[0] != "")
            arg.line += [flag + ("=" if flag.startswith("--") else "") + texts[0]] if joined else [flag, *texts]
    return arg


@st.composite
def places(draw: st.DrawFn, number: int, level: int, last: bool) -> Arg:
    sorts: list[dict[str, Any]] = [{}, {"type": int}, {"choices": ["p", "q"]}, {"nargs": 2}]
    if last:
        sorts += [{"nargs": "?"}, {"nargs": "?", "default": "d"}, {"nargs": "*"}, {"nargs": "+"}]
    facts = dict(draw(st.sampled_from(sorts)))
    return Arg((f"p{level}{number}",), facts, _values(draw, facts.get("nargs"), facts, WORD))


@st.composite
def levels(draw: st.DrawFn, depth: int = 0) -> tuple[Level, list[str]]:
    """Draw a parser, and a line for it."""
    args = [draw(options(number, depth)) for number in range(draw(st.integers(0, 4)))]
    deeper = depth < 2 and draw(st.integers(0, 2)) == 0
    count = draw(st.integers(0, 2))
    positionals = [draw(places(number, depth, last=number == count - 1 and not deeper)) for number in range(count)]
    line = [word for arg in draw(st.permutations(args)) for word in arg.line]
    texts = [text for arg in positionals for text in arg.line]
    if texts and (draw(st.booleans()) or any(text[:1] in "-+" for text in texts)):
        line.append("--")
    line += texts
    commands = {}
    if deeper:
        commands["go"], tail = draw(levels(depth + 1))
        commands["other"] = Level([Arg(("--x",), {})])
        line += [draw(st.sampled_from(["go", "gos"])), *tail]
    return Level(args + positionals, draw(st.integers(0, 2)), True, commands), line


def _parsed(level: Level, line: list[str]) -> dict[str, Any] | None:
    with contextlib.redirect_stderr(io.StringIO()):
        try:
            return vars(level.fill(argparse.ArgumentParser(prog="p")).parse_args(line))
        except SystemExit:
            return None


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Any:
    descriptor = os.open(tmp_path_factory.mktemp("told") / "told", os.O_WRONLY | os.O_CREAT)
    yield descriptor
    os.close(descriptor)


@settings(deadline=None, max_examples=200)
@given(drawn=levels())
def test_a_filled_form_means_the_command_line_that_filled_it(drawn: tuple[Level, list[str]], channel: int) -> None:
    level, line = drawn
    expected = _parsed(level, line)
    assume(expected is not None)

    def make() -> argparse.ArgumentParser:
        return level.fill(argparse.ArgumentParser(prog="p"))

    command, raws = filled(make, line, channel)
    spec = next(spec for spec in specs(make) if spec.command == command)
    again = words(spec, bind(spec, raws, MINE))
    got = _parsed(level, again)
    if expected is not None and expected.get("command"):
        # An alias is called by its first name.
        expected = {**expected, "command": "go"}
    assert got == expected, (line, raws, again)


def hostile_parser() -> argparse.ArgumentParser:
    """Build a parser with a place of every sort at two levels; `+` begins options too, and `@` a file of arguments."""
    parser = argparse.ArgumentParser(prog="p", prefix_chars="-+", fromfile_prefix_chars="@")
    parser.add_argument("--out")
    parser.add_argument("-o")
    parser.add_argument("+p", "++plus")
    parser.add_argument("-x", action="store_true")
    parser.add_argument("--hidden", help=argparse.SUPPRESS)
    parser.add_argument("--tag", action="append")
    parser.add_argument("--pairs", action="append", nargs=2)
    parser.add_argument("--more", action="extend", nargs="+")
    parser.add_argument("--maybe", nargs="?", const="alone")
    parser.add_argument("--words", nargs="*")
    parser.add_argument("first")
    go = parser.add_subparsers(required=True, dest="command").add_parser(
        "go", prefix_chars="-", fromfile_prefix_chars="@"
    )
    go.add_argument("--deep")
    go.add_argument("second")
    go.add_argument("rest", nargs="*")
    return parser


SINGLE = ("out", "o", "plus", "maybe", "first", "deep", "second")
SEVERAL = ("tag", "more", "words", "rest")
(HOSTILE_SPEC,) = specs(hostile_parser)


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:12]) for text in HOSTILE])
@pytest.mark.parametrize("name", [*SINGLE, *SEVERAL, "pairs"])
def test_a_hostile_text_arrives_in_its_own_parameter_or_is_refused_there(name: str, text: str) -> None:
    raws: dict[str, Any] = {"first": "f", "second": "s"}
    given: Any = text if name in SINGLE else (text, "b") if name != "pairs" else (f"a {shlex.quote(text)}",)
    try:
        values = bind(HOSTILE_SPEC, {**raws, name: given}, MINE)
        line = words(HOSTILE_SPEC, values)
    except BadInput as refusal:
        # An option can be given any text that is joined to it; what stands by itself may be taken for something else.
        assert set(refusal.problems) == {name}  # noqa: PT017
        assert name in ("words", "pairs") or (text == "@file" and name in ("first", "second", "rest"))
        return
    plain = vars(hostile_parser().parse_args(["f", "go", "s"]))
    arrived = text if name in SINGLE else [text, "b"] if name != "pairs" else [["a", text]]
    if name == "maybe" and text == "":
        assert line[0] == "--maybe="
    assert vars(hostile_parser().parse_args(line)) == {**plain, name: arrived}


@pytest.mark.parametrize("name", [*SINGLE, *SEVERAL])
def test_a_nul_is_refused_at_its_field(name: str) -> None:
    given: Any = "a\0b" if name in SINGLE else ("a\0b",)
    with pytest.raises(BadInput) as refusal:
        bind(HOSTILE_SPEC, {"first": "f", "second": "s", name: given}, MINE)
    assert set(refusal.value.problems) == {name}


SHOWN = """
    import argparse, json, sys
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--out")
    parser.add_argument("-v", action="count", default=1)
    parser.add_argument("--pair", nargs=2, action="append")
    group = parser.add_subparsers(dest="command")
    go = group.add_parser("go", aliases=["g"])
    go.add_argument("--level", nargs="?", const="c")
    go.add_argument("files", nargs="*")
    print(ascii(vars(parser.parse_args())))
"""
LINES = [
    [],
    ["-vv", "--pair", "1", "2", "--pair", "a b", "c"],
    ["--out=-x", "go", "--level", "--", "-y", "$(id)", "a\nb"],
    ["--out", "x" * 100_000, "g", "--level=", "é\udcff", ""],
    ["--out=@file", "go"],
]


@pytest.mark.parametrize("line", LINES, ids=[str(number) for number in range(len(LINES))])
def test_it_holds_through_the_real_child(tmp_path: Path, line: list[str]) -> None:
    script = write(tmp_path, SHOWN)
    spec, raws = fill(read(script), None, line)
    told = go(script, raws, tool=spec.tool, profile=MINE)
    bare = [word.encode("utf-8", "surrogateescape") for word in line]
    by_hand = subprocess.run([sys.executable, str(script), *bare], capture_output=True, check=True)
    assert told.of("stdout") == by_hand.stdout.replace(b"'command': 'g'", b"'command': 'go'")


def test_what_no_form_can_say_is_refused_in_words(tmp_path: Path) -> None:
    text = SHOWN.replace("group =", "parser.add_argument('--door', help=argparse.SUPPRESS)\n    group =")
    text = text.replace("group =", "parser.add_argument('--add', action='append_const', const=1)\n    group =")
    reading = read(write(tmp_path, text))
    for line, message in (
        (["--door", "1"], "--door is hidden by its author"),
        (["--add", "--add"], "--add is given twice"),
        (["--help"], "it asks for the help"),
        (["@file"], "@file stands for a file of arguments"),
    ):
        with pytest.raises(BadInput, match=message):
            fill(reading, None, line)
