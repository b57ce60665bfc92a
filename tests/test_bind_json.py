"""The inputs of a program, as a JSON object, become the same raws that a person's would."""

from __future__ import annotations

import json

import pytest

from shipway.bind import bind
from shipway.errors import BadInput
from shipway.profile import VISITORS
from shipway.raws import raws_from_json
from shipway.spec import ABSENT, Param, Raw, Spec

SPEC = Spec("f", "function", params=(Param("p", "json"),))


@pytest.mark.parametrize(
    ("written", "raw"),
    [
        ('" x "', " x "),
        ('""', ""),
        ("5", "5"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("-0.0", "-0.0"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
        ("9007199254740993", "9007199254740993"),
        ("9" * 4000, "9" * 4000),
        ("1e999", "1e999"),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
        ("true", "yes"),
        ("false", "no"),
        ("null", ABSENT),
        ('["a", "b"]', ("a", "b")),
        ('[1.50, true, null, "x"]', ("1.50", "yes", "", "x")),
        ("[]", ()),
        ('{"a": [1, {"b": null}]}', '{"a": [1, {"b": null}]}'),
        ('[{"a": "я"}]', '[{"a": "я"}]'),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"),
    ],
)
def test_a_value_becomes_the_raw_that_a_person_would_give(written: str, raw: Raw) -> None:
    assert raws_from_json(SPEC, f'{{"p": {written}}}'.encode()) == {"p": raw}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"p": "\xff"}', "the inputs are not UTF-8 text (byte 8)"),
        (b"", "the inputs are not JSON: Expecting value at line 1, column 1"),
        (b'{"p": 1', "the inputs are not JSON: Expecting ',' delimiter at line 1, column 8"),
        (b'{"p": 1}\n{}', "the inputs are not JSON: Extra data at line 2, column 1"),
        (b"[1, 2]", "the inputs must be a JSON object: names and their values"),
        (b"null", "the inputs must be a JSON object: names and their values"),
        (b'"text"', "the inputs must be a JSON object: names and their values"),
        (b"[" * 200_000, "the inputs are not JSON that can be read: they are nested too deeply"),
    ],
    ids=lambda data: repr(data)[:30],
)
def test_what_is_no_json_object_is_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(BadInput) as refusal:
        raws_from_json(SPEC, data)
    assert refusal.value.problems == {"": message}


@pytest.mark.parametrize("written", ['{"a": 1}', "[[1]]", '[{"a": 1}]'])
def test_what_is_nested_is_for_json_and_tables_only(written: str) -> None:
    spec = Spec("f", "function", params=(Param("p"), Param("j", "json"), Param("t", "table")))
    assert raws_from_json(spec, f'{{"j": {written}, "t": {written}}}'.encode()) == {"j": written, "t": written}
    with pytest.raises(BadInput, match="p: takes a text or a list of texts, not what is nested"):
        raws_from_json(spec, f'{{"p": {written}}}'.encode())


def test_a_byte_order_mark_is_no_part_of_the_inputs() -> None:
    assert raws_from_json(SPEC, b'\xef\xbb\xbf{"p": "x"}') == {"p": "x"}


def test_ten_megabytes_of_text_are_taken() -> None:
    text = "я" * 5 * 2**20
    raws = raws_from_json(SPEC, json.dumps({"p": text}, ensure_ascii=False).encode())
    assert dict(bind(Spec("f", "function", params=(Param("p"),)), raws, VISITORS)) == {"p": text}


def test_half_of_a_character_is_refused_by_the_field_that_it_is_for() -> None:
    raws = raws_from_json(SPEC, rb'{"p": "\ud83d"}')
    with pytest.raises(BadInput, match="p: holds half of a character, which no text may"):
        bind(Spec("x", "command line", params=(Param("p", place="stdin"),), stdin="text"), raws, VISITORS)
