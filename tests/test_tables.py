"""Results of libraries' own classes: instances of fields, charts that are pages, generators that go on for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core_fixtures import Watched, begin, eventually, go, write

HEAD = """
import attr, collections, dataclasses, sys, typing
import numpy as np
from pydantic import BaseModel

class City(BaseModel):
    name: str
    people: int = 5

@attr.define
class Stop:
    place: str
    minutes: float = 1.5

class Pair(typing.NamedTuple):
    low: int
    high: int

class Chart:
    def to_html(self):
        return "<p>chart</p>"
Chart.__module__ = "plotly.graph_objs"
"""
RESULTS = [
    ("City(name='a')", "json", {"name": "a", "people": 5}),
    ("Stop('a')", "json", {"place": "a", "minutes": 1.5}),
    ("Pair(1, 2)", "json", {"low": 1, "high": 2}),
    ("collections.deque([1, 2])", "json", [1, 2]),
    ("np.array([1.5, 2])", "json", [1.5, 2.0]),
    ("{'a': 1}.keys()", "json", ["a"]),
    ("range(3)", "json", [0, 1, 2]),
    ("[City(name='a'), City(name='b')]", "table", [["a", "5"], ["b", "5"]]),
    ("[Stop('a')]", "table", [["a", "1.5"]]),
    ("np.array([(1, 2.5)], dtype=[('a', int), ('b', float)])", "table", [["1", "2.5"]]),
]


@pytest.mark.parametrize(("expression", "shape", "value"), RESULTS, ids=[expression for expression, _, _ in RESULTS])
def test_an_instance_of_a_librarys_class_is_shown_by_its_fields(
    tmp_path: Path, expression: str, shape: str, value: object
) -> None:
    pytest.importorskip("pydantic")
    result = go(write(tmp_path, f"{HEAD}\ndef f(x: int = 0):\n    return {expression}\n"), {}, tool="f").result
    assert result.shape == shape
    assert (json.loads(result.value) if shape == "json" else result.value["rows"]) == value


def test_a_chart_that_makes_a_page_of_itself_is_a_file(tmp_path: Path) -> None:
    pytest.importorskip("pydantic")
    told = go(write(tmp_path, f"{HEAD}\ndef f(x: int = 0):\n    return Chart(), 'done'\n"), {}, tool="f")
    assert [result.shape for result in told.results] == ["file", "text"]
    assert told.made == {"chart.html": b"<p>chart</p>"}


ENDLESS = """
import asyncio

def numbers(start: int):
    while True:
        yield start
        start += 1
        print("next", flush=True)

async def later(start: int):
    while True:
        await asyncio.sleep(0.01)
        yield start
        print("next", flush=True)

async def fails(x: int):
    yield x
    raise ValueError("then")
"""


@pytest.mark.parametrize("tool", ["numbers", "later"])
def test_an_endless_generator_gives_its_items_until_it_is_stopped(tmp_path: Path, tool: str) -> None:
    watched = Watched(*begin(write(tmp_path, ENDLESS), {"start": "1"}, tool=tool))
    eventually(lambda: len(watched.told.results) > 3)
    watched.run.stop()
    assert watched.end().state == "cancelled"


def test_what_an_asynchronous_generator_gave_before_it_failed_stays(tmp_path: Path) -> None:
    told = go(write(tmp_path, ENDLESS), {"x": "1"}, tool="fails")
    assert [result.value for result in told.results] == ["1"]
    assert (told.ended.state, told.ended.reason) == ("failed", "ValueError: then")
