"""What a child tells is taken with care: the script can write to its channel as well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core_fixtures import go, write
from shipway.run.messages import explained, is_asked, message_of

TABLE = {"columns": ["a"], "rows": [["1"]], "numeric": [True], "total": 1}
STRANGE = [
    "",
    "no json",
    "[]",
    "7",
    '{"say":' + "[" * 100_000,
    *(
        json.dumps({"say": "result", **more})
        for more in (
            {},
            {"shape": [], "value": "x"},
            {"shape": "text"},
            {"shape": "text", "value": 7},
            {"shape": "nothing that we know", "value": "x"},
            {"shape": "table", "value": 7},
            {"shape": "table", "value": TABLE | {"columns": "a"}},
            {"shape": "table", "value": TABLE | {"rows": [["1", "2"]]}},
            {"shape": "table", "value": TABLE | {"rows": [[1]]}},
            {"shape": "table", "value": TABLE | {"numeric": []}},
            {"shape": "table", "value": TABLE | {"total": "many"}},
        )
    ),
]


@pytest.mark.parametrize("line", STRANGE, ids=lambda line: line[:60])
def test_a_line_that_the_far_side_would_not_write_says_nothing(line: str) -> None:
    assert message_of(line.encode()) == {}


@pytest.mark.parametrize(("shape", "value"), [("text", "x"), ("number", "1"), ("json", "{}"), ("table", TABLE)])
def test_a_result_is_taken(shape: str, value: object) -> None:
    assert message_of(json.dumps({"say": "result", "shape": shape, "value": value}).encode())["value"] == value


def test_a_script_that_writes_to_the_channel_does_itself_no_good(tmp_path: Path) -> None:
    lines = "".join(f"{line}\n" for line in STRANGE if len(line) < 1000)
    script = f"""
        import os
        for fd in range(3, 64):
            try:
                os.write(fd, {lines.encode()!r})
            except OSError:
                pass
        print("still here")
    """
    told = go(write(tmp_path, script))
    assert (told.ended.state, told.stdout, told.results) == ("done", "still here\n", [])


def test_a_missing_package_is_told_with_what_to_do() -> None:
    assert "pip install numpy" in explained("ModuleNotFoundError: No module named 'numpy.linalg'")
    assert explained("ValueError: no") == "ValueError: no"


def test_half_of_a_surrogate_pair_is_written_out(tmp_path: Path) -> None:
    script = "def give(n: int):\n    yield '\\ud83d'\n    yield [{'a': '\\ud83d'}]\n"
    told = go(write(tmp_path, script), {"n": "1"})
    assert told.results[0].value == "\\ud83d"
    assert told.results[1].value["rows"] == [["\\ud83d"]]


@pytest.mark.parametrize(
    ("prompt", "parts", "fits"),
    [
        ("Name: ", ("Name: ",), True),
        ("Name:", ("\nName: ",), True),
        ("Ann, your age? ", ("", ", your age? "), True),
        ("Your age? ", ("Your ",), False),
        ("Which?", ("1. One\n2. Two\nWhich? ",), True),
        ("Name [x]: ", ("Name", ""), True),
        ("anything", (), True),
        ("A: ", ("B: ",), False),
    ],
)
def test_a_question_is_known_by_its_literal_parts(prompt: str, parts: tuple[str, ...], fits: bool) -> None:
    assert is_asked(prompt, parts) is fits
