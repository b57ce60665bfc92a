"""Example command lines in a script's texts are understood, and fill its form; what is not clear is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import SCRIPTS
from core_fixtures import go, write
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.read.lines.own_words import line_of

SCRIPT = '''"""Shrink.

{text}
"""
import argparse
parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("photo", nargs="?")
parser.add_argument("-w", "--width", type=int)
parser.add_argument("-v", action="count")
parser.add_argument("--words", nargs="+")
parser.add_argument("--maybe", nargs="?", const="x")
parser.add_argument("--password")
parser.add_argument("--mode", choices=["fit", "crop"])
args = parser.parse_args()
'''


def examples(folder: Path, text: str) -> list[tuple[str, dict[str, object]]]:
    [spec] = read(write(folder, SCRIPT.replace("{text}", text), "shrink.py")).specs
    return [(one.label, dict(one.raws)) for one in spec.examples]


@pytest.mark.parametrize(
    ("text", "label", "raws"),
    [
        ("$ python shrink.py -w 3", "python shrink.py -w 3", {"width": "3"}),
        ("    shrink.py --wid 3", "shrink.py --wid 3", {"width": "3"}),
        ("- `./shrink.py -w3`", "./shrink.py -w3", {"width": "3"}),
        (
            "Usage: %(prog)s a b -w 3 c".replace(" a b", " a").replace(" c", ""),
            "shrink.py a -w 3",
            {"width": "3", "photo": "a"},
        ),
        ("Example: shrink -vv x.png", "shrink -vv x.png", {"v": "2", "photo": "x.png"}),
        (
            "shrink.py --words a 'b c' --maybe",
            "shrink.py --words a 'b c' --maybe",
            {"words": ("a", "b c"), "maybe_alone": "yes"},
        ),
        ("shrink.py -w 3 --password hunter2", "shrink.py -w 3 --password hunter2", {"width": "3"}),
        ("shrink.py -w 3 > out.txt", "shrink.py -w 3", {"width": "3"}),
        ("shrink.py -w 3    # a small one", "shrink.py -w 3", {"width": "3"}),
    ],
)
def test_a_line_that_calls_the_script_fills_its_form(
    tmp_path: Path, text: str, label: str, raws: dict[str, object]
) -> None:
    assert examples(tmp_path, text) == [(label, raws)]


@pytest.mark.parametrize(
    "text",
    [
        "shrink.py [-w WIDTH] PHOTO",
        "shrink.py PHOTO --width WIDTH",
        "shrink.py <photo>",
        "shrink.py photo ...",
        "shrink.py -w wide",
        "shrink.py --mode none",
        "shrink.py --nope 3",
        "shrink.py",
        "shrink.py -h",
        "python other.py -w 3",
        "cat x | shrink.py -w 3",
        "shrink.py -w $WIDTH",
        "shrink pictures to a width",
        "shrink.py --password hunter2",
    ],
)
def test_what_is_no_example_is_left_out(tmp_path: Path, text: str) -> None:
    assert examples(tmp_path, text) == []


def test_an_example_is_offered_once_and_no_more_than_a_few(tmp_path: Path) -> None:
    text = "\n".join(f"shrink.py -w {number}" for number in (1, 1, *range(1, 30)))
    assert [raws["width"] for _, raws in examples(tmp_path, text)] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("name", [f"examples_{name}" for name in ("epilog", "subcommands", "usage_comment", "click")])
def test_the_form_understands_a_line_as_the_scripts_own_parser_does(name: str) -> None:
    reading = read(SCRIPTS / f"{name}.py")
    seen = 0
    for spec in reading.specs:
        for one in spec.examples:
            called, raws = fill(reading, spec.tool, line_of(reading, one.label).args)
            files = {param.name for param in spec.params if param.kind in ("file", "files")}
            assert called.tool == spec.tool
            defaults = {param.name: param.default for param in spec.params}
            told = {key: raw for key, raw in raws.items() if key not in files and raw != defaults[key]}
            assert told == dict(one.raws)
            assert go(Path(reading.script), dict(one.raws), tool=spec.tool).ended.state == "done"
            seen += 1
    assert seen >= 2
