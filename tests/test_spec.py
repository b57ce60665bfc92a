"""A reading is plain data: it goes to JSON and back unchanged, and another version is refused."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shipway.kinds import KINDS
from shipway.spec import FORMAT, Argv, Example, Finding, Param, Reading, Spec, from_json, spec_from_json, to_json

FULL = Param(
    name="size",
    kind="whole_number",
    place="argv",
    label="Size",
    help="How big — «так»",
    required=True,
    default=("1", "2"),
    choices=("1", "2"),
    item="whole_number",
    type="Decimal",
    nullable=True,
    minimum=-1.5,
    maximum=9,
    above=0,
    below=10,
    min_length=1,
    max_length=3,
    multiple_of=0.5,
    pattern="a+",
    unit="px",
    group="Picture",
    prefill="3",
    argv=Argv(("-s", "--size"), "+", "append", 1),
    asks=("Size of ", "? "),
)

ARGVS = st.builds(Argv, flags=st.lists(st.text(), max_size=2).map(tuple), nargs=st.sampled_from(["", "?", "*", "2"]))
PARAMS = st.builds(
    Param,
    name=st.text(),
    kind=st.sampled_from(sorted(KINDS)),
    default=st.none() | st.text() | st.lists(st.text(), max_size=2).map(tuple),
    choices=st.lists(st.text(), max_size=2).map(tuple),
    minimum=st.none() | st.floats(allow_nan=False),
    argv=st.none() | ARGVS,
)
EXAMPLES = st.builds(
    Example,
    label=st.text(),
    raws=st.dictionaries(st.text(), st.text() | st.lists(st.text(), max_size=2).map(tuple), max_size=2),
)
SPECS = st.builds(
    Spec,
    tool=st.text(),
    dialect=st.just("function"),
    params=st.lists(PARAMS, max_size=3).map(tuple),
    examples=st.lists(EXAMPLES, max_size=2).map(tuple),
)
READINGS = st.builds(
    Reading,
    script=st.text(),
    title=st.text(),
    specs=st.lists(SPECS, max_size=2).map(tuple),
    findings=st.lists(st.builds(Finding, code=st.text(), text=st.text()), max_size=2).map(tuple),
    near=st.lists(st.text(), max_size=2).map(tuple),
)


@settings(deadline=None)
@given(READINGS)
def test_a_reading_goes_to_json_and_back_unchanged(reading: Reading) -> None:
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


def test_every_field_of_a_parameter_goes_to_json_and_back() -> None:
    assert all(getattr(FULL, field.name) != getattr(Param(""), field.name) for field in dataclasses.fields(Param))
    reading = Reading("/x.py", "X", specs=(Spec("x", "argparse", params=(FULL,), command=("a", "b")),))
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


def test_the_json_carries_its_version() -> None:
    assert to_json(Reading("/x.py", "X"))["shipway"] == FORMAT == 1


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_another_version_is_refused(version: object) -> None:
    plain = {**to_json(Reading("/x.py", "X")), "shipway": version}
    with pytest.raises(ValueError, match=f"this is format {version!r} of a reading; this Shipway knows 1"):
        from_json(plain)


def test_an_unknown_field_of_a_spec_is_not_passed_over() -> None:
    with pytest.raises(TypeError, match="colour"):
        spec_from_json({"tool": "x", "dialect": "function", "colour": "red"})


def test_a_parameter_is_found_by_its_name() -> None:
    spec = Spec("x", "function", params=(Param("a"), FULL))
    assert spec.param("size") is FULL
    assert spec.param("b") is None


def test_the_data_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        FULL.name = "other"  # type: ignore[misc]
