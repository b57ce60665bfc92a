"""Values become words, and each text arrives in exactly its own parameter, whatever it looks like."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shipway.bind import bind
from shipway.errors import BadInput
from shipway.profile import MINE
from shipway.run.argv import words
from shipway.spec import Argv, Param, Raw, Spec


def param(name: str, *flags: str, nargs: str = "", style: str = "value", level: int = 0, **facts: object) -> Param:
    return Param(name, place="argv", argv=Argv(flags, nargs, style, level), **facts)  # type: ignore[arg-type]


def line(values: dict[str, object], *params: Param, command: tuple[str, ...] = ()) -> list[str]:
    return words(Spec("t", "argparse", params=params, command=command), values)


@pytest.mark.parametrize(
    ("one", "value", "expected"),
    [
        (param("x", "-x", "--ex"), "5", ["--ex=5"]),
        (param("x", "-x", "--ex"), "", ["--ex="]),
        (param("x", "-x"), "5", ["-x", "5"]),
        (param("x", "-x"), "", ["-x", ""]),
        (param("x", "-x"), "-5", ["-x-5"]),
        (param("x", "-x"), "@file", ["-x@file"]),
        (param("x", "-name"), "-5", ["-name=-5"]),
        (param("x", "+x"), "+5", ["+x+5"]),
        (param("x", "--ex", default="5"), "5", []),
        (param("x", "--ex", default="5", required=True), "5", ["--ex=5"]),
        (param("x"), "5", ["5"]),
        (param("x", default="5"), "5", ["5"]),
        (param("x"), "-v", ["--", "-v"]),
        (param("x"), "-", ["-"]),
        (param("x", nargs="*"), ("a", "-b"), ["--", "a", "-b"]),
        (param("x", "--ex", nargs="?"), "", ["--ex"]),
        (param("x", "--ex", nargs="?"), "5", ["--ex=5"]),
        (param("x", "--ex", nargs="+"), ("a", "b"), ["--ex", "a", "b"]),
        (param("x", "--ex", nargs="+"), ("-a",), ["--ex=-a"]),
        (param("x", "--ex", nargs="*"), (), ["--ex"]),
        (param("x", "--ex", style="flag"), "yes", ["--ex"]),
        (param("x", "--ex", style="flag"), "no", []),
        (param("x", "--ex", "--no-ex", style="on/off"), "yes", ["--ex"]),
        (param("x", "--ex", "--no-ex", style="on/off"), "no", ["--no-ex"]),
        (param("x", "-v", style="count"), "3", ["-v", "-v", "-v"]),
        (param("x", "--ex", style="append"), ("a", "-b"), ["--ex=a", "--ex=-b"]),
        (param("x", "--ex", style="append", nargs="2"), ("a", "b", "c", "d"), ["--ex", "a", "b", "--ex", "c", "d"]),
        (param("x", "--ex", style="append", nargs="+"), ("a", "-b"), ["--ex=a", "--ex=-b"]),
        (
            param("x", "--ex", style="append", nargs="+", item="arguments"),
            ("a 'b c'", "d"),
            ["--ex", "a", "b c", "--ex=d"],
        ),
        (param("x", "--ex", style="append", nargs="?", item="arguments"), ("", "d"), ["--ex", "--ex=d"]),
        (param("x", nargs="...", style="line"), ["x", "-a b"], ["x", "-a b"]),
    ],
)
def test_each_style_has_its_words(one: Param, value: object, expected: list[str]) -> None:
    assert line({"x": value}, one) == expected


def test_an_option_that_takes_all_it_gets_is_closed_before_a_positional() -> None:
    several, alone, word = param("s", "--s", nargs="+"), param("l", "--l", nargs="?"), param("w")
    assert line({"s": ("a", "b"), "w": "c"}, several, word) == ["--s", "a", "b", "--", "c"]
    assert line({"l": "", "w": "c"}, alone, word) == ["--l", "--", "c"]
    assert line({"l": "1", "w": "c"}, alone, word) == ["--l=1", "c"]


def test_an_option_that_takes_all_it_gets_does_not_take_the_subcommand() -> None:
    several, other = param("s", "--s", nargs="+"), param("o", "--o")
    assert line({"o": "1", "s": ("a", "b")}, other, several, command=("go",)) == ["--s", "a", "b", "--o=1", "go"]


def test_what_belongs_to_a_subcommand_stands_behind_it() -> None:
    params = (param("a", "--a"), param("b", "--b", level=1), param("c", level=2), param("d", "--d", level=2))
    values = {"a": "1", "b": "2", "c": "3", "d": "4"}
    assert line(values, *params, command=("one", "two")) == ["--a=1", "one", "--b=2", "two", "--d=4", "3"]


def test_a_command_line_goes_as_it_is_and_what_stands_before_it_is_safe() -> None:
    rest = param("rest", nargs="...", style="line")
    assert line({"rest": ["--", "-v"]}, rest) == ["--", "-v"]
    assert line({"cmd": "ls", "rest": ["-v"]}, param("cmd"), rest) == ["ls", "-v"]
    assert line({"cmd": "-x", "rest": ["-v"]}, param("cmd"), rest) == ["--", "-x", "-v"]


def real_parser() -> argparse.ArgumentParser:
    """Build a parser with an option of every sort; what could be taken for another option is there to be taken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default="out.txt")
    parser.add_argument("-o", "-one")
    parser.add_argument("-s")
    parser.add_argument("-v", "--verbose", action="count", default=0)
    parser.add_argument("--delete", action="store_true")
    parser.add_argument("--tag", action="append")
    parser.add_argument("--pair", nargs=2)
    parser.add_argument("--level", nargs="?", const="alone")
    parser.add_argument("--words", nargs="+")
    parser.add_argument("first")
    parser.add_argument("more", nargs="*")
    return parser


PARAMS = (
    param("out", "--out", default="out.txt"),
    param("o", "-o", "-one"),
    param("s", "-s"),
    param("verbose", "-v", "--verbose", style="count", kind="whole_number", default="0"),
    param("delete", "--delete", style="flag", kind="yes_no", default="no"),
    param("tag", "--tag", style="append", kind="list"),
    param("pair", "--pair", nargs="2", kind="list"),
    param("level", "--level", nargs="?"),
    param("words", "--words", nargs="+", kind="list"),
    param("first", required=True),
    param("more", nargs="*", kind="list"),
)
SPEC = Spec("t", "argparse", params=PARAMS)
HOSTILE = [
    "-v", "-x", "--delete", "--out=/etc/x", "--out", "-o", "@file", "$(id)", "`id`", "a\nb", '"', "'", "a b", "-a b",
    "-", "-1", "", "=", "-o=5", "--words", ";rm", "я", "\udcff", "*", "~", "-one=2", "--del", "../x",
]  # fmt: skip
# "--" itself can only be said to the first positional: argparse before 3.13 takes away every other, even in "--out=--".
TEXT = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6
).filter(lambda text: text != "--")
SEVERAL = st.lists(TEXT, min_size=2, max_size=3).map(tuple)
RAWS = st.fixed_dictionaries(
    {"first": TEXT},
    optional={
        "out": TEXT,
        "o": TEXT,
        "s": TEXT,
        "verbose": st.sampled_from(["0", "1", "3"]),
        "delete": st.sampled_from(["yes", "no"]),
        "tag": SEVERAL,
        "pair": st.tuples(TEXT, TEXT),
        "level": TEXT,
        "words": SEVERAL,
        "more": SEVERAL,
    },
)


@settings(deadline=None)
@given(RAWS)
def test_every_text_arrives_in_its_own_parameter_and_nowhere_else(raws: dict[str, Raw]) -> None:
    try:
        values = bind(SPEC, raws, MINE)
    except BadInput as refusal:
        # Refused are only texts that no command line can give to an option of several values.
        assert set(refusal.problems) <= {"pair", "words"}  # noqa: PT017
        return
    got = vars(real_parser().parse_args(words(SPEC, values)))
    level = raws.get("level")
    assert got == {
        "out": raws.get("out", "out.txt"),
        "o": raws.get("o"),
        "s": raws.get("s"),
        "verbose": int(str(raws.get("verbose", 0))),
        "delete": raws.get("delete") == "yes",
        "tag": list(raws["tag"]) if "tag" in raws else None,
        "pair": list(raws["pair"]) if "pair" in raws else None,
        "level": "alone" if level == "" else level,
        "words": list(raws["words"]) if "words" in raws else None,
        "first": raws["first"],
        "more": list(raws.get("more", ())),
    }


def test_two_dashes_arrive_as_the_first_positional() -> None:
    assert real_parser().parse_args(words(SPEC, {"first": "--"})).first == "--"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_alone_arrives_as_it_is(text: str) -> None:
    for name in ("out", "o", "s", "tag", "first"):
        value: object = (text,) if name == "tag" else text
        values = {"first": "f", name: value}
        got = vars(real_parser().parse_args(words(SPEC, values)))
        expected = {**vars(real_parser().parse_args(["f"])), name: [text] if name == "tag" else text}
        assert got == expected


def test_an_at_sign_opens_no_file_where_an_option_takes_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("--delete\n")
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--out")
    parser.add_argument("-s")
    at = f"@{tmp_path}/file"
    assert parser.parse_args(words(SPEC, {"out": at, "s": at})) == argparse.Namespace(out=at, s=at)
