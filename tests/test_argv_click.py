"""click: each text arrives in exactly its own parameter, whatever it looks like; fill, then run, equals the line."""

from __future__ import annotations

from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from far_clicks import Make, filled, specs
from shipway.bind import bind
from shipway.errors import BadInput
from shipway.profile import MINE
from shipway.run.argv import words
from shipway.spec import Argv, Param, Raw, Spec

HOSTILE = [
    "-v", "-x", "--delete", "--out=/etc/x", "--out", "-o", "@file", "$(id)", "`id`", "a\nb", '"', "'", "a b", "-a b",
    "-", "--", "-1", "", "=", "-o=5", "+w", "/S", ";rm", "я", "שלום", "*", "~", "../x", "x" * 100_000, "one", "two",
]  # fmt: skip


def param(name: str, *flags: str, nargs: str = "", style: Any = "value", level: int = 0, **facts: Any) -> Param:
    more = {key: facts.pop(key) for key in ("off", "formats", "instead") if key in facts}
    return Param(name, place="argv", argv=Argv(flags, nargs, style, level, **more), **facts)


def line(values: dict[str, object], *params: Param, command: tuple[str, ...] = ()) -> list[str]:
    return words(Spec("t", "click", params=params, command=command), values)


@pytest.mark.parametrize(
    ("one", "value", "expected"),
    [
        (param("x", "-x", "--ex"), "5", ["--ex=5"]),
        (param("x", "-x", "--ex"), "", ["--ex="]),
        (param("x", "-x"), "-5", ["-x", "-5"]),
        (param("x", "-x"), "", ["-x", ""]),
        (param("x", "-name"), "-5", ["-name=-5"]),
        (param("x", "--ex", default="5"), "5", []),
        (param("x", "--ex", default="5", required=True), "5", ["--ex=5"]),
        (param("x", "--ex", nargs="2"), ("-a", "--b"), ["--ex", "-a", "--b"]),
        (param("x", "--ex", nargs="2", style="append"), ("a", "b", "c", "d"), ["--ex", "a", "b", "--ex", "c", "d"]),
        (param("x", "--ex", style="append"), ("a", "-b"), ["--ex=a", "--ex=-b"]),
        (param("x", "--ex", style="flag"), "yes", ["--ex"]),
        (param("x", "--ex", style="flag"), "no", []),
        (param("x", "--on", "--off", off=("--off",), style="on/off"), "yes", ["--on"]),
        (param("x", "--on", "--off", off=("--off",), style="on/off"), "no", ["--off"]),
        (param("x", "-S", off=("-S",), style="on/off"), "yes", []),
        (param("x", "--up", "--low", style="switch", choices=("up", "low")), "low", ["--low"]),
        (param("x", "-v", style="count"), "3", ["-v", "-v", "-v"]),
        (param("x", "--ex", style="alone"), "yes", ["--ex"]),
        (param("x", "--d", kind="date", formats=("%d.%m.%Y",)), "2026-02-01", ["--d=01.02.2026"]),
        (param("x", "--d", kind="date", formats=("%d.%m.%Y",)), "1.2.2026", ["--d=1.2.2026"]),
        (param("x", "--d", kind="date", formats=("%d.%m.%Y",)), "soon", ["--d=soon"]),
        (param("x"), "5", ["5"]),
        (param("x"), "-v", ["--", "-v"]),
        (param("x"), "--", ["--", "--"]),
        (param("x"), "-", ["-"]),
        (param("x", nargs="*"), ("a", "-b"), ["--", "a", "-b"]),
        (param("x", nargs="...", style="line"), ["-x", "a b"], ["--", "-x", "a b"]),
    ],
)
def test_each_style_has_its_words(one: Param, value: object, expected: list[str]) -> None:
    assert line({"x": value}, one) == expected


def test_what_belongs_to_a_command_stands_behind_it() -> None:
    params = (
        param("a", "--a"),
        param("g"),
        param("b", "--b", level=1),
        param("c", level=2),
        param("d", "--d", level=2),
    )
    values = {"a": "1", "g": "-g", "b": "2", "c": "3", "d": "4"}
    assert line(values, *params, command=("one", "two")) == ["--a=1", "--", "-g", "one", "--b=2", "two", "--d=4", "3"]


def test_an_option_that_stands_alone_takes_nothing_that_follows() -> None:
    params = (param("x", "--ex"), param("x_alone", "--ex", style="alone"), param("o", "--o"), param("w"))
    assert line({"x_alone": "yes", "o": "1", "w": "a"}, *params) == ["--ex", "--o=1", "a"]
    assert line({"x_alone": "yes", "w": "a"}, *params) == ["--ex", "--", "a"]
    assert line({"x_alone": "yes"}, *params[:3], command=("go",)) == ["--ex", "--", "go"]
    assert line({"x_alone": "yes", "x": "v"}, *params) == ["--ex=v"]
    with pytest.raises(BadInput, match="may not begin with -"):
        line({"x": "--delete"}, *params)


def test_a_positional_is_not_left_out_before_another() -> None:
    with pytest.raises(BadInput, match="a: is required, because what comes after it is given"):
        line({"b": "1"}, param("a", nargs="?"), param("b", nargs="?"))
    assert line({"b": "1"}, param("a", nargs="?", default="d"), param("b", nargs="?")) == ["d", "1"]
    assert line({"b": "1"}, param("a", nargs="?", instead="-"), param("b", nargs="?")) == ["-", "1"]
    assert line({"b": "1"}, param("a", nargs="*"), param("b")) == ["1"]
    with pytest.raises(BadInput, match="a: is required, because a command follows"):
        line({}, param("a", nargs="?"), command=("go",))


@pytest.mark.parametrize(("style", "texts"), [("value", ("a",)), ("value", ("a", "b", "c")), ("append", ("a",))])
def test_too_few_or_too_many_values_are_refused(style: str, texts: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="takes 2 values"):
        line({"x": texts}, param("x", "--ex", nargs="2", style=style))


OPTIONS: dict[str, Any] = {
    "value": lambda n: click.Option([f"--o{n}", f"-{chr(97 + n)}"], default="d"),
    "short": lambda n: click.Option([f"-{chr(97 + n)}", f"s{n}"]),
    "required": lambda n: click.Option([f"--r{n}"], required=True),
    "pair": lambda n: click.Option([f"--p{n}"], nargs=2),
    "many": lambda n: click.Option([f"--m{n}"], multiple=True),
    "pairs": lambda n: click.Option([f"--t{n}"], type=(str, str), multiple=True),
    "flag": lambda n: click.Option([f"--f{n}"], is_flag=True),
    "on/off": lambda n: click.Option([f"--y{n}/--no-y{n}"], default=None),
    "on/off+": lambda n: click.Option([f"+{chr(97 + n)}/-{chr(97 + n)}", f"w{n}"], default=True),
    "count": lambda n: click.Option([f"--c{n}"], count=True),
    "choice": lambda n: click.Option([f"--h{n}"], type=click.Choice(["Red", "blue"], case_sensitive=False)),
    "number": lambda n: click.Option([f"--n{n}"], type=int),
    "alone": lambda n: click.Option([f"--l{n}"], is_flag=False, flag_value="alone"),
    "prompt": lambda n: click.Option([f"--q{n}"], prompt=True, hide_input=True),
}
ARGUMENTS: dict[str, Any] = {
    "one": lambda n: click.Argument([f"a{n}"]),
    "two": lambda n: click.Argument([f"a{n}"], nargs=2),
    "all": lambda n: click.Argument([f"a{n}"], nargs=-1),
    "maybe": lambda n: click.Argument([f"a{n}"], required=False),
}
got: list[Any] = []


def program(options: list[list[str]], arguments: list[str]) -> Make:
    """Make a program of up to three levels; what it was given is in `got`."""

    def make() -> click.Command:
        deepest = [ARGUMENTS[kind](number) for number, kind in enumerate(arguments)]
        inner: click.Command | None = None
        for level in reversed(range(len(options))):
            params = [OPTIONS[kind](number) for number, kind in enumerate(options[level])]
            name, callback = ("prog", "one", "two")[level], _keep(level)
            if inner is None:
                inner = click.Command(name, params=[*params, *deepest], callback=callback)
            else:
                inner = click.Group(name, params=list(params), callback=callback, commands=[inner])
        assert inner is not None
        return inner

    return make


def _keep(level: int) -> Any:
    return lambda **given: got.append((level, given))


def called(make: Make, args: list[str]) -> Any:
    got.clear()
    make().main(args, standalone_mode=False)
    return list(got)


PROGRAMS = st.builds(
    program,
    st.lists(st.lists(st.sampled_from(sorted(OPTIONS)), max_size=4), min_size=1, max_size=3),
    st.sampled_from([[], ["one"], ["all"], ["two"], ["one", "all"], ["all", "one"], ["one", "maybe"], ["two", "all"]]),
)
TEXT = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5)
QUICK = settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))


def _raw(draw: Any, one: Param) -> Raw:
    assert one.argv is not None
    if one.kind == "yes_no":
        return str(draw(st.sampled_from(["yes", "no"])))
    if one.choices:
        return str(draw(st.sampled_from(one.choices)))
    if one.kind == "whole_number":
        return str(draw(st.integers(0, 3)))
    if one.kind == "list":
        size = int(one.argv.nargs) if one.argv.nargs.isdigit() else 1
        times = 1 if one.argv.style == "value" and size > 1 else draw(st.integers(1, 2))
        return tuple(draw(st.lists(TEXT, min_size=size * times, max_size=size * times)))
    return str(draw(TEXT))


@QUICK
@given(PROGRAMS, st.data())
def test_a_form_says_what_its_line_says(make: Make, data: st.DataObject) -> None:
    (spec,) = specs(make)
    raws = {
        one.name: _raw(data.draw, one)
        for one in spec.params
        if one.required or one.kind == "secret" or data.draw(st.booleans())
    }
    try:
        args = words(spec, bind(spec, raws, MINE))
    except BadInput as refusal:
        # Refused is only what no line can say: a value like an option of one that may stand alone, too long a text.
        assert all("may not begin" in why or "is required, because" in why for why in refusal.problems.values())  # noqa: PT017
        return
    said = called(make, args)
    command, again = filled(make, args)
    assert command == spec.command
    assert called(make, words(spec, bind(spec, again, MINE))) == said
    flat = {name: value for _, given in said for name, value in given.items() if len(said) == 1}
    for one in spec.params if len(said) == 1 else ():
        if one.name in raws and one.name in flat and one.kind in ("text", "secret", "list") and raws[one.name] != "":
            assert _texts(flat[one.name]) == _texts(raws[one.name])
        if one.name in raws and one.name in flat and one.choices == ("yes", "no"):
            assert flat[one.name] is (raws[one.name] == "yes")


def _texts(value: Any) -> list[str]:
    if isinstance(value, (tuple, list)):
        return [text for each in value for text in _texts(each)]
    return [str(value)]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
@pytest.mark.parametrize("kind", ["value", "short", "many", "pair", "one", "all"])
def test_a_hostile_text_arrives_as_it_is(kind: str, text: str) -> None:
    options, arguments = ([[kind, "flag"]], []) if kind in OPTIONS else ([["flag"]], [kind])
    make = program(options, arguments)
    (spec,) = specs(make)
    one = spec.params[0] if kind in OPTIONS else spec.params[-1]
    raw: Raw = (text, text) if kind in ("many", "pair", "all") else text
    ((_, given_),) = called(make, words(spec, bind(spec, {one.name: raw}, MINE)))
    assert given_[one.name] == raw
    assert given_.get("f1", given_.get("f0")) is False
