"""The far side under every Python from 3.8 on: the same scripts are read and run alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import SCRIPTS
from core_fixtures import go, pythons, write
from museum import expectation
from shipway.profile import MINE
from shipway.read import read
from shipway.spec import ABSENT, Reading

VERSIONS = ("3.8", "3.9", "3.10", "3.12", "3.13")

MUSEUM = (
    "untyped",
    "examples_subcommands",
    "inline_with_tools",
    "asks_twice",
    "reads_stdin",
    "makes_files",
    "exits_three",
    "raises",
    "getpass_it",
    "prompts_menu",
    "words_getopt",
    "terminal_getchar",
    "package_shapes",
    "package_units",
    "project_greet_all",
)
"""One of each way to take inputs and to end."""

NEWER = ("argparse_many", "web_form")
"""They use what came with Python 3.9: BooleanOptionalAction, and hints such as list[str]."""

FUNCTIONS = """
import asyncio
import datetime as dt
import enum
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple, Union

class Size(enum.Enum):
    SMALL = 1
    LARGE = 2

@dataclass
class Box:
    width: int
    depth: float = 2.5

class Spot(NamedTuple):
    x: int
    y: int = 0

def everything(size: Size, day: dt.date, price: Decimal, box: Box, spot: Spot, many: List[int],
               pair: Tuple[int, str] = (1, "a"), maybe: Optional[float] = None,
               either: Union[int, str] = 3, named: Dict[str, int] = {}) -> str:
    return repr((size, day, price, box, spot, many, pair, maybe, either, named))

def counts(to: int = 3):
    for number in range(to):
        yield number * number

async def waits(seconds: float = 0.0) -> str:
    await asyncio.sleep(seconds)
    return "waited"

def takes(file: Path) -> int:
    return len(file.read_text())
"""

CLICK = """
import click

@click.command()
@click.option("--count", default=2, show_default=True, help="How often.")
@click.option("--loud/--quiet", default=False)
@click.argument("name", type=click.Choice(["Ann", "Bo"]))
def main(count, loud, name):
    for _ in range(count):
        click.echo("HELLO " + name if loud else "hello " + name)

if __name__ == "__main__":
    main()
"""


@pytest.fixture(params=VERSIONS)
def other(request: pytest.FixtureRequest) -> Path:
    """Give the interpreter of a version."""
    found = pythons(request.param)
    if not found:
        pytest.skip(f"there is no Python {request.param} of pyenv here")
    return found[-1]


def told(reading: Reading) -> list[Any]:
    """Give what a reading says, but for where the interpreter's packages lie."""
    return [reading.title, reading.problem, reading.live, reading.specs, reading.findings]


@pytest.mark.slow
def test_scripts_of_the_museum_are_read_and_run_alike(other: Path) -> None:
    for name in MUSEUM if "/3.8." in str(other) else (*MUSEUM, *NEWER):
        kept = expectation(name)
        path = SCRIPTS / kept.get("target", f"{name}.py")
        assert told(read(path, other)) == told(read(path)), name
        for run in kept["runs"]:
            if "raws" not in run or "bad" in run:
                continue
            raws = {key: tuple(raw) if isinstance(raw, list) else raw for key, raw in run["raws"].items()}
            done = go(path, raws, tool=run.get("tool"), answers=tuple(run.get("answers", ())), python=other)
            assert (done.ended.state, done.ended.code) == (run["state"], run["exit"]), (name, done.stderr)
            assert done.of("stdout").decode() == run.get("stdout", ""), name


@pytest.mark.slow
def test_functions_get_their_values_alike(tmp_path: Path, other: Path) -> None:
    path = write(tmp_path, FUNCTIONS)
    assert told(read(path, other)) == told(read(path))
    everything = {
        "size": "LARGE",
        "day": "2026-11-22",
        "price": "1.10",
        "box.width": "4",
        "spot.x": "7",
        "many": ("1", "2"),
        "pair": ABSENT,
    }
    raws = {key: raw for key, raw in everything.items() if raw is not ABSENT}
    here, there = (go(path, raws, tool="everything", python=one) for one in (None, other))
    assert there.result == here.result
    assert "Box(width=4, depth=2.5)" in str(there.result.value)
    assert [one.value for one in go(path, {"to": "3"}, tool="counts", python=other).results] == [
        one.value for one in go(path, {"to": "3"}, tool="counts").results
    ]
    assert go(path, {}, tool="waits", python=other).result.value == "waited"


@pytest.mark.slow
# click itself is for 3.10 and later.
@pytest.mark.parametrize("other", ["3.10", "3.12", "3.13"], indirect=True)
def test_a_click_program_is_read_and_run_alike(tmp_path: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    monkeypatch.setenv("PYTHONPATH", str(Path(click.__file__).parent.parent))
    path = write(tmp_path, CLICK)
    assert told(read(path, other)) == told(read(path))
    raws = {"name": "Bo", "count": "1", "loud": "yes"}
    assert go(path, raws, python=other, profile=MINE).stdout == "HELLO Bo\n"
