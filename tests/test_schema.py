"""JSON Schemas: every reading of the museum holds to the one of the format, and inputs to those of their tools."""

from __future__ import annotations

import json
from typing import Any

import pytest

from conftest import SCRIPTS
from json_schema import faults
from museum import exhibits, expectation
from shipway.errors import Unreadable
from shipway.read import read, tool_of
from shipway.schema import inputs_schema, reading_schema
from shipway.spec import Argv, Exclusive, Param, Spec, to_json

FORMAT = reading_schema()


@pytest.mark.parametrize("name", exhibits())
def test_every_reading_holds_to_the_schema_of_its_format(name: str) -> None:
    try:
        reading = read(SCRIPTS / f"{name}.py")
    except Unreadable:
        return
    assert faults(FORMAT, json.loads(json.dumps(to_json(reading)))) == []
    for spec in reading.specs:
        schema = inputs_schema(spec)
        for run in expectation(name)["runs"]:
            if "raws" in run and "line" not in run and tool_of(reading, run.get("tool")) is spec and "bad" not in run:
                given: dict[str, Any] = {key: raw for key, raw in run["raws"].items() if raw is not None}
                excluding = {key: part for key, part in schema.items() if key != "allOf"}
                missing = [one for one in faults(excluding, given) if "is required" not in one]
                assert missing == [] or run.get("problems") or run["state"] != "done", run


def test_a_reading_that_is_none_is_refused() -> None:
    plain = json.loads(json.dumps(to_json(read(SCRIPTS / "bounds.py"))))
    for change, why in (
        ({"shipway": 2}, "const"),
        ({"specs": "x"}, "is no array"),
        ({"title": None}, "is no string"),
        ({"specs": [{"tool": "x", "dialect": "cobol"}]}, "enum"),
        ({"specs": [{"tool": "x", "dialect": "function", "params": [{"kind": "text"}]}]}, "name is required"),
    ):
        assert why in str(faults(FORMAT, {**plain, **change})), change


TAKES = Spec(
    "t",
    "function",
    params=(
        Param("n", "whole_number", required=True, minimum=1, below=10),
        Param("ratio", "number"),
        Param("mode", "choice", choices=("a", "b")),
        Param("tags", "list", max_length=2),
        Param("loud", "yes_no"),
        Param("data", "json"),
        Param("photo", "file", required=True),
        Param("one", place="argv", argv=Argv(("--one",))),
        Param("two", place="argv", argv=Argv(("--two",))),
    ),
    exclusive=(Exclusive(("one", "two"), required=True),),
)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"n": 3, "one": "x"}, ""),
        ({"n": "3", "two": "x", "ratio": 0.5, "mode": "a", "tags": ["a", "b"], "loud": True, "data": {"a": [1]}}, ""),
        ({"n": 3, "one": "x", "ratio": None}, ""),
        ({"one": "x"}, "n is required"),
        ({"n": 0, "one": "x"}, "minimum"),
        ({"n": 10, "one": "x"}, "below"),
        ({"n": True, "one": "x"}, "is no integer"),
        ({"n": 3, "one": "x", "mode": "c"}, "enum"),
        ({"n": 3, "one": "x", "tags": ["a", "b", "c"]}, "against n"),
        ({"n": 3, "one": "x", "strange": 1}, "strange is not known"),
        ({"n": 3, "one": "x", "two": "y"}, "not"),
        ({"n": 3}, "one is required"),
    ],
)
def test_the_schema_of_a_tool_says_what_it_takes(given: dict[str, Any], why: str) -> None:
    found = faults(inputs_schema(TAKES), given)
    assert (why in str(found)) if why else found == [], found


def test_a_secret_default_is_in_no_schema() -> None:
    spec = Spec("t", "function", params=(Param("password", "secret", default="hunter2"),))
    assert "hunter2" not in json.dumps(inputs_schema(spec))
