"""typer: whatever form is filled in, its command line says the same, and reads back as the same form."""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from far_clicks import filled, specs
from shipway.bind import bind
from shipway.errors import BadInput
from shipway.profile import MINE
from shipway.run.argv import words
from shipway.spec import Param, Raw
from test_argv_click import HOSTILE, TEXT

MISSING = inspect.Parameter.empty


class Size(enum.Enum):
    SMALL = "small"
    LARGE = "large"


# What a parameter of the command looks like, under a letter of its own: its hint, and its default.
SHAPES: dict[str, Callable[[str], tuple[Any, Any]]] = {
    "text": lambda _: (str, "d"),
    "text or none": lambda _: (str | None, None),
    "needed": lambda _: (Annotated[str, typer.Option()], MISSING),
    "short": lambda letter: (Annotated[str, typer.Option(f"-{letter}", f"--s-{letter}")], "d"),
    "number": lambda _: (int, 3),
    "flag": lambda _: (bool, False),
    "on": lambda _: (bool, True),
    "maybe": lambda _: (bool | None, None),
    "flag alone": lambda letter: (Annotated[bool, typer.Option(f"--only-{letter}")], False),
    "choice": lambda _: (Size, Size.SMALL),
    "many": lambda _: (Annotated[list[str] | None, typer.Option()], None),
    "pair": lambda _: (Annotated[tuple[str, str] | None, typer.Option()], None),
    "count": lambda letter: (Annotated[int, typer.Option(f"--c-{letter}", count=True)], 0),
    "asked": lambda _: (Annotated[str, typer.Option(prompt=True, hide_input=True)], MISSING),
    "file": lambda _: (Path | None, None),
}
PLACES: dict[str, tuple[Any, Any]] = {
    "place": (str, MISSING),
    "place or not": (Annotated[str | None, typer.Argument()], None),
    "places": (Annotated[list[str] | None, typer.Argument()], None),
}
got: list[dict[str, Any]] = []


def app(shapes: list[str], places: list[str], commands: int) -> Any:
    """Give what makes a typer program of these parameters, with one command or several; `got` holds what it got."""

    def make() -> Any:
        program = typer.Typer(add_completion=False)
        for number in range(commands):
            program.command(f"do{number}")(_function(shapes, places))
        return typer.main.get_command(program)

    return make


def _function(shapes: list[str], places: list[str]) -> Any:
    def work(**given_: Any) -> None:
        got.append(given_)

    wanted = [(f"p{number}", PLACES[kind]) for number, kind in enumerate(places)]
    wanted += [(f"o{number}", SHAPES[kind](chr(97 + number))) for number, kind in enumerate(shapes)]
    parameters = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
        for name, (hint, default) in wanted
    ]
    work.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    work.__annotations__ = {name: hint for name, (hint, _) in wanted}
    return work


def called(make: Any, args: list[str]) -> list[dict[str, Any]]:
    got.clear()
    make().main(args, standalone_mode=False)
    return list(got)


def _raw(draw: Any, one: Param) -> Raw:
    if one.kind == "yes_no":
        return str(draw(st.sampled_from(["yes", "no"])))
    if one.choices:
        return str(draw(st.sampled_from(one.choices)))
    if one.kind == "whole_number":
        return str(draw(st.integers(0, 3)))
    if one.kind == "list":
        return tuple(draw(st.lists(TEXT, min_size=2, max_size=2)))
    return str(draw(TEXT))


PROGRAMS = st.builds(
    app,
    st.lists(st.sampled_from(sorted(SHAPES)), max_size=5),
    st.sampled_from([[], ["place"], ["places"], ["place", "places"], ["place", "place or not"]]),
    st.sampled_from([1, 2]),
)


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(PROGRAMS, st.data())
def test_a_form_says_what_its_line_says(make: Any, data: st.DataObject) -> None:
    spec = specs(make)[-1]
    raws = {
        one.name: _raw(data.draw, one)
        for one in spec.params
        if one.required or one.kind == "secret" or data.draw(st.booleans())
    }
    try:
        args = words(spec, bind(spec, raws, MINE))
    except BadInput as refusal:
        # Refused is only what no line can say.
        assert all("may not begin" in why or "is required, because" in why for why in refusal.problems.values())  # noqa: PT017
        return
    said = called(make, args)
    command, again = filled(make, args)
    assert command == spec.command
    assert called(make, words(spec, bind(spec, again, MINE))) == said
    for one in spec.params:
        value = said[-1].get(one.name)
        if one.name in raws and one.kind in ("text", "secret", "list") and raws[one.name] != "":
            assert [str(each) for each in (value if isinstance(value, (list, tuple)) else [value])] == (
                list(raws[one.name]) if one.kind == "list" else [raws[one.name]]  # type: ignore[arg-type]
            )
        if one.name in raws and one.kind == "yes_no":
            assert value is (raws[one.name] == "yes")


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
@pytest.mark.parametrize("kind", ["text", "needed", "short", "many", "pair", "asked", "place", "places"])
def test_a_hostile_text_arrives_as_it_is(kind: str, text: str) -> None:
    make = app([kind] if kind in SHAPES else ["flag"], [kind] if kind in PLACES else [], 1)
    (spec,) = specs(make)
    one = next(param for param in spec.params if param.name == ("o0" if kind in SHAPES else "p0"))
    raw: Raw = (text, text) if one.kind == "list" else text
    (given_,) = called(make, words(spec, bind(spec, {one.name: raw}, MINE)))
    value = given_[one.name]
    assert (tuple(value) if isinstance(value, (list, tuple)) else value) == raw
