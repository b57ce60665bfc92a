"""What a person gives becomes values, or every bad field is named: the same gate for all front ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from shipway.bind import ARGUMENT_LIMIT, bind, typed
from shipway.errors import BadInput
from shipway.profile import MINE, VISITORS, Profile
from shipway.spec import ABSENT, Argv, FileRef, Param, Raw, Spec

OPTION, WORD = Argv(("--x",)), Argv()


def function(*params: Param) -> Spec:
    return Spec("tool", "function", params=params)


def parser(*params: Param) -> Spec:
    placed = tuple(replace(param, place="argv", argv=param.argv or OPTION) for param in params)
    return Spec("tool", "argparse", params=placed)


def values(spec: Spec, raws: Mapping[str, Raw], profile: Profile = VISITORS) -> dict[str, object]:
    return dict(bind(spec, raws, profile))


def problems(spec: Spec, raws: Mapping[str, Raw], profile: Profile = VISITORS) -> dict[str, str]:
    with pytest.raises(BadInput) as refusal:
        bind(spec, raws, profile)
    return refusal.value.problems


def problem(param: Param, raw: Raw, profile: Profile = VISITORS) -> str:
    told = problems(function(param), {param.name: raw}, profile)
    assert list(told) == [param.name]
    return told[param.name]


def test_all_problems_are_named_at_once() -> None:
    spec = function(Param("a", "whole_number"), Param("b", required=True), Param("c", "date"), Param("d"))
    assert problems(spec, {"a": "x", "c": "y", "d": "fine", "e": "z"}) == {
        "e": "is not a parameter of this tool",
        "a": "“x” is not a whole number",
        "b": "is required",
        "c": "“y” is not a date, like 2026-11-22",
    }


def test_the_message_of_a_refusal_is_one_sentence_with_the_names() -> None:
    with pytest.raises(BadInput, match=r"^a: “x” is not a number$"):
        bind(function(Param("a", "number")), {"a": "x"}, MINE)


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("text", ABSENT, {}),
        ("text", "", {"p": ""}),
        ("text", " x ", {"p": " x "}),
        ("secret", "", {"p": ""}),
        ("whole_number", ABSENT, {}),
        ("whole_number", "", {}),
        ("whole_number", "5", {"p": 5}),
        ("yes_no", "no", {"p": False}),
        ("list", (), {}),
        ("list", ("a", "b"), {"p": ("a", "b")}),
        ("list", "a\r\nb", {"p": ("a", "b")}),
    ],
)
def test_absent_and_empty_and_a_text_are_three_things(kind: str, raw: Raw, expected: dict[str, object]) -> None:
    assert values(function(Param("p", kind)), {"p": raw}) == expected


@pytest.mark.parametrize("raw", [ABSENT, "", ()])
def test_an_empty_required_field_is_named(raw: Raw) -> None:
    assert problem(Param("p", "whole_number", required=True), raw) == "is required"


def test_an_empty_text_is_a_value_of_a_required_text() -> None:
    assert values(function(Param("p", required=True)), {"p": ""}) == {"p": ""}


def test_a_parameter_that_is_not_handed_in_keeps_the_scripts_default() -> None:
    assert values(function(Param("p", "whole_number", default="3")), {}) == {}


@pytest.mark.parametrize(
    ("param", "text", "raw"),
    [
        (Param("p"), "", ABSENT),
        (Param("p", default="x"), "", ""),
        (Param("p", "number", default="1"), "", ABSENT),
        (Param("p"), " ", " "),
    ],
)
def test_a_box_that_was_emptied_on_purpose_is_an_empty_text(param: Param, text: str, raw: Raw) -> None:
    assert typed(param, text) == raw


@pytest.mark.parametrize(
    ("param", "raw", "value"),
    [
        (Param("p", "number", type="Decimal"), "0.10", Decimal("0.10")),
        (Param("p", type="Fraction"), "3/4", Fraction(3, 4)),
        (Param("p", "list", item="whole_number"), ("1", "2"), (1, 2)),
        (Param("p", "list", item="number", type="Decimal"), "1.0\n2.0", (Decimal("1.0"), Decimal("2.0"))),
        (Param("p", "duration"), "-90 s", dt.timedelta(seconds=-90)),
        (Param("p", "table"), "a\n1\n", [{"a": "1"}]),
        (Param("p", "json"), '{"a": 1}', {"a": 1}),
    ],
)
def test_a_function_gets_parsed_values(param: Param, raw: Raw, value: object) -> None:
    assert values(function(param), {"p": raw}) == {"p": value}


@pytest.mark.parametrize(
    ("param", "raw", "message"),
    [
        (Param("p", "whole_number", minimum=1), "0", "must be at least 1, not 0"),
        (Param("p", "whole_number", maximum=9), "10", "must be at most 9, not 10"),
        (Param("p", "number", above=0), "0", "must be more than 0, not 0.0"),
        (Param("p", "number", below=1), "1", "must be less than 1, not 1.0"),
        (Param("p", "number", type="Decimal", minimum=1), "0.5", "must be at least 1, not 0.5"),
        (Param("p", type="Fraction", maximum=1), "3/2", "must be at most 1, not 3/2"),
        (Param("p", min_length=2), "a", "needs at least 2 characters, and has 1"),
        (Param("p", max_length=2), "abc", "may have at most 2 characters, and has 3"),
        (Param("p", "list", min_length=2), ("a",), "needs at least 2 items, and has 1"),
        (Param("p", "list", max_length=1), "a\nb", "may have at most 1 items, and has 2"),
        (Param("p", "list", item="whole_number"), "1\nx\n3", "item 2: “x” is not a whole number"),
        (Param("p", "list", item="whole_number", minimum=1), "1\n0", "item 2: “0” must be at least 1, not 0"),
        (Param("p", "choice", choices=("a", "b")), "c", "“c” is not one of the choices: a, b"),
        (Param("p", "choices", choices=("a", "b")), ("a", "c"), "“c” is not one of the choices: a, b"),
        (Param("p"), ("a", "b"), "takes one value, not 2"),
        (Param("p", "json"), "{", "“{” is not JSON: Expecting property name enclosed in double quotes at "
         "line 1, column 2"),
        (Param("p"), "a\0b", "holds a NUL character, which no text may"),
        (Param("p"), "\ud83d", "holds half of a character, which no text may"),
        (Param("p", "whole_number"), "x" * 50, "“" + "x" * 37 + "…” is not a whole number"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_named_with_its_reason(param: Param, raw: Raw, message: str) -> None:
    assert problem(param, raw) == message


@pytest.mark.parametrize("digits", ["1" + "0" * 400, "-1" + "0" * 400])
def test_a_number_too_large_for_a_float_is_still_held_to_its_bounds(digits: str) -> None:
    inside = Param("p", "whole_number", **({"minimum": 0} if digits[0] == "1" else {"maximum": 0}))
    outside = Param("p", "whole_number", **({"maximum": 9} if digits[0] == "1" else {"minimum": 9}))
    assert values(function(Param("p", "whole_number")), {"p": digits}) == {"p": int(digits)}
    assert values(function(inside), {"p": digits}) == {"p": int(digits)}
    assert problem(outside, digits).startswith("must be at ")


def test_bytes_of_a_command_line_that_are_no_utf_8_go_as_they_came() -> None:
    assert values(function(Param("p")), {"p": "\udcff"}) == {"p": "\udcff"}


@pytest.mark.parametrize("kind", ["file", "files", "folder"])
def test_a_visitors_path_is_refused(kind: str) -> None:
    for spec in (function(Param("p", kind)), parser(Param("p", kind))):
        assert problems(spec, {"p": "/etc/passwd"}) == {"p": "takes an uploaded file, not a path"}


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/b", "a\\b", "c:x", "..", "."])
def test_a_visitors_file_out_is_a_plain_name(name: str) -> None:
    assert problem(Param("p", "file_out"), name) == f"“{name}” is not a plain file name"
    assert problems(parser(Param("p", "file_out")), {"p": name}) == {"p": f"“{name}” is not a plain file name"}


def test_the_author_may_name_any_place_for_a_file_out() -> None:
    assert values(function(Param("p", "file_out")), {"p": "../x"}, MINE) == {"p": "../x"}
    assert values(function(Param("p", "file_out")), {"p": "отчёт 1.csv"}) == {"p": "отчёт 1.csv"}


def test_the_authors_path_must_be_there_and_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").touch()
    monkeypatch.chdir(tmp_path)
    a, b = str(tmp_path / "a.txt"), str(tmp_path / "b.txt")
    assert values(function(Param("p", "file")), {"p": "a.txt"}, MINE) == {"p": a}
    assert values(function(Param("p", "files")), {"p": ("a.txt", "b.txt")}, MINE) == {"p": (a, b)}
    assert values(function(Param("p", "files")), {"p": "a.txt\nb.txt\n"}, MINE) == {"p": (a, b)}
    assert values(function(Param("p", "folder")), {"p": "."}, MINE) == {"p": str(tmp_path)}


@pytest.mark.parametrize("path", ["nothing.txt", "~nobody-of-this-name/x", "x" * 5000, "a/" * 9000])
def test_a_path_that_cannot_be_there_is_refused(path: str) -> None:
    assert problem(Param("p", "file"), path, MINE).endswith("is not there")


def test_a_file_of_the_front_end_is_taken_by_its_path() -> None:
    one, two = FileRef("/held/1", "a.txt"), FileRef("/held/2", "b.txt")
    assert values(function(Param("p", "file")), {"p": one}) == {"p": "/held/1"}
    assert values(function(Param("p", "files")), {"p": (one, two)}) == {"p": ("/held/1", "/held/2")}
    assert problem(Param("p", "file"), (one, two)) == "takes one file, not 2"


def test_a_table_may_come_as_a_file(tmp_path: Path) -> None:
    held = tmp_path / "rows"
    held.write_bytes("\ufeffname,n\r\nЯ,1\r\n".encode())
    assert values(function(Param("p", "table")), {"p": FileRef(str(held), "r.csv")}) == {"p": [{"name": "Я", "n": "1"}]}


def test_a_file_that_is_no_text_is_named_with_the_byte(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"ab\xff")
    held = FileRef(str(tmp_path / "x"), "x.csv")
    assert problem(Param("p", "table"), held) == "the file 'x.csv' is not UTF-8 text (byte 3)"
    gone = FileRef(str(tmp_path / "gone"), "y.csv")
    assert problem(Param("p", "table"), gone) == "the file 'y.csv' cannot be read: No such file or directory"
    assert problem(Param("p"), (held, held)) == "takes a text, not a file"


@pytest.mark.parametrize(
    ("param", "raw", "value"),
    [
        (Param("p", "whole_number"), " 0x10 ", " 0x10 "),
        (Param("p", "number"), "nan", "nan"),
        (Param("p", "date"), "tomorrow", "tomorrow"),
        (Param("p", "text"), "", ""),
        (Param("p", "yes_no"), "TRUE", "yes"),
        (Param("p", "list", item="whole_number", argv=Argv((), "*")), ("1", "x"), ("1", "x")),
        (Param("p", "list", argv=Argv((), "*")), "a\nb", ("a", "b")),
        (Param("p", "whole_number", argv=Argv(("-v",), style="count")), " 2 ", "2"),
        # The flag alone, which is not the same as its absence.
        (Param("p", "whole_number", argv=Argv(("--level",), "?")), "", ""),
        (Param("p", "file", argv=WORD), "-", "-"),
        (Param("p", "file", argv=WORD), "~/not/there", "~/not/there"),
    ],
)
def test_a_parser_tool_gets_texts_as_they_are(param: Param, raw: Raw, value: object) -> None:
    assert values(parser(param), {"p": raw}, MINE) == {"p": value}


def test_a_field_for_a_command_line_gives_its_words() -> None:
    spec = Spec("x", "command line", params=(Param("arguments", "arguments", "argv", argv=Argv((), "...", "line")),))
    assert values(spec, {"arguments": "-n '2 3'"}) == {"arguments": ["-n", "2 3"]}
    assert problems(spec, {"arguments": "'"}) == {"arguments": "“'” is not a command line: no closing quotation"}


def test_one_argument_holds_128_kib_and_no_more() -> None:
    spec = parser(Param("p"))
    assert values(spec, {"p": "x" * ARGUMENT_LIMIT}) == {"p": "x" * ARGUMENT_LIMIT}
    told = {"p": "is too long for a command line, which takes 128 KiB: give it as a file"}
    assert problems(spec, {"p": "x" * (ARGUMENT_LIMIT + 1)}) == told
    assert problems(spec, {"p": "я" * (ARGUMENT_LIMIT // 2 + 1)}) == told
    assert values(function(Param("p")), {"p": "x" * (ARGUMENT_LIMIT + 1)})


@pytest.mark.parametrize("text", ["-v", "--out=/etc/x", "-"])
def test_an_option_of_several_values_takes_none_that_its_parser_would_take_for_another_option(text: str) -> None:
    spec = parser(Param("p", "list", argv=Argv(("--words",), "+")))
    if text == "-":
        assert values(spec, {"p": ("a", text)}) == {"p": ("a", text)}
    else:
        told = f"item 2: “{text}” would be taken for an option of its own: it may not begin with -"
        assert problems(spec, {"p": ("a", text)}) == {"p": told}
    assert values(spec, {"p": ("-1", "-.5")}) == {"p": ("-1", "-.5")}


@pytest.mark.parametrize(
    ("param", "raw", "message"),
    [
        (Param("name", place="answer"), "a\nb", "must be one line"),
        (Param("name", "whole_number", place="answer"), "x", "“x” is not a whole number"),
        (Param("name", "number", place="answer"), "x", "“x” is not a number"),
    ],
)
def test_an_answer_is_judged_as_the_script_will(param: Param, raw: Raw, message: str) -> None:
    assert problems(Spec("x", "prompts", params=(param,)), {"name": raw}) == {"name": message}


def test_an_answer_goes_as_it_is() -> None:
    spec = Spec("x", "prompts", params=(Param("n", "number", place="answer"), Param("t", place="answer")))
    assert values(spec, {"n": " 1e3 ", "t": ""}) == {"n": " 1e3 ", "t": ""}
