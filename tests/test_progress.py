"""`shipway.progress(…)`, and what becomes of numbers and texts that are no progress."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core_fixtures import Told, go, pythons, write
from shipway import words
from shipway.environment import environment
from shipway.events import Progress
from shipway.read import read
from shipway.read.imports import distributions
from shipway.read.source import Source
from shipway.run.progress import Bars
from test_run import by_hand


def told_by(told: Told) -> list[Progress]:
    """Give all that a run told of its progress."""
    return [event for event in told.events if isinstance(event, Progress)]


def most(seconds: float) -> int:
    """Say how many can be told in this time, where no second has more than four, and the last one always comes."""
    return 4 * (int(seconds) + 1) + 1


def test_a_script_says_how_far_it_is(tmp_path: Path) -> None:
    script = write(
        tmp_path,
        """
        import time
        from shipway import progress

        for step in range(5):
            progress(step, 5, f"step {step}")
            time.sleep(0.2)
        progress(5, 5, "all")
        print("end")
        """,
    )
    told = go(script, tool="script")
    seen = told_by(told)
    assert (seen[0], seen[-1]) == (Progress(0, 5, "step 0"), Progress(5, 5, "all"))
    assert 3 <= len(seen) <= 6
    assert (told.stdout, told.stderr) == ("end\n", "")


def test_the_last_one_is_told_even_where_it_comes_too_soon(tmp_path: Path) -> None:
    script = write(tmp_path, "import shipway\nfor n in range(1, 38):\n    shipway.progress(n, 100)\n")
    assert told_by(go(script, tool="script")) == [Progress(1, 100), Progress(37, 100)]


def test_a_function_says_how_far_it_is(tmp_path: Path) -> None:
    script = write(
        tmp_path, "from shipway import progress\n\ndef work(n: int) -> int:\n    progress(1, n)\n    return n\n"
    )
    told = go(script, {"n": "3"}, tool="work")
    assert told_by(told) == [Progress(1, 3)]
    assert told.result.value == "3"


def test_outside_of_a_run_it_is_silent_and_never_fails(tmp_path: Path) -> None:
    script = write(
        tmp_path, f"from shipway import progress\nfor value in ({HOSTILE}):\n    progress(value, value, value)\n"
    )
    done = by_hand(script)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def test_importing_shipway_is_light() -> None:
    text = "import sys; had = set(sys.modules); import shipway; print(sorted(set(sys.modules) - had))"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout == "['shipway']\n"


WITHOUT = """
import shipway
from shipway import progress

progress(1, 2, "half")
for name in ("read", "run.progress"):
    try:
        __import__("shipway." + name)
    except ImportError as error:
        print(error)
print(hasattr(shipway, "__version__"))
"""


def python(version: str) -> Path:
    """Find an interpreter that has no Shipway."""
    found = pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} here")
    return found[0]


@pytest.mark.parametrize("version", ["3.8", "3.13"])
def test_an_interpreter_without_shipway_has_its_progress_and_nothing_else_of_it(tmp_path: Path, version: str) -> None:
    told = go(write(tmp_path, WITHOUT), tool="script", python=python(version))
    assert told_by(told) == [Progress(1, 2, "half")]
    assert told.stdout.splitlines() == [
        "No module named 'shipway.read'; 'shipway' is not a package",
        "No module named 'shipway.run'; 'shipway' is not a package",
        "False",
    ]


def test_a_script_is_read_whole_where_shipway_is_not_installed(tmp_path: Path) -> None:
    text = "import argparse\nfrom shipway import progress\n\nprogress(0, 1)\nargparse.ArgumentParser().parse_args()\n"
    reading = read(write(tmp_path, text), python("3.8"))
    assert (reading.live, reading.problem, reading.findings) == (True, "", ())


def test_a_module_of_that_name_beside_the_script_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "def progress(*given):\n    print('mine', given)\n", "shipway.py")
    told = go(write(tmp_path, "from shipway import progress\nprogress(1, 2)\n"), tool="script")
    assert (told.stdout, told_by(told)) == ("mine (1, 2)\n", [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("from shipway import progress", []),
        ("import shipway", []),
        ("from shipway import progress, __version__", ["shipway"]),
        ("import shipway.read", ["shipway"]),
    ],
)
def test_a_package_is_not_missing_for_progress_alone(tmp_path: Path, text: str, names: list[str]) -> None:
    path = write(tmp_path, text + "\n")
    assert [one.name for one in distributions(Source.of(path), environment(path))] == names


HOSTILE = "float('nan'), float('inf'), -float('inf'), 'x', None, [], 10**400, 1j, object()"
HTML = "<b>bold</b> & <script>alert(1)</script>"
ROWS: list[tuple[str, Progress | None]] = [
    ("250, 100", Progress(100, 100)),
    ("-5, 100", Progress(0, 100)),
    ("5, -100", Progress(5)),
    ("5, 0", Progress(5)),
    ("float('nan'), 100", None),
    ("float('inf'), 100", None),
    ("5, float('nan')", Progress(5)),
    ("5, float('inf')", Progress(5)),
    ("'x', 100", None),
    ("None, 100", None),
    ("10**400, 100", None),
    ("True, 2", Progress(1, 2)),
    ("'3', '4'", Progress(3, 4)),
    (f"1, 2, {HTML!r}", Progress(1, 2, HTML)),
    (r"1, 2, 'two\nlines\r\x1b[31m red\x1b[0m\x00'", Progress(1, 2, "two lines red")),
    (r"1, 2, 'half \ud800'", Progress(1, 2, r"half \ud800")),
    (r"1, 2, '\u202eover'", Progress(1, 2, "over")),
    ("1, 2, 'x' * 10**6", Progress(1, 2, "x" * 199 + "…")),
    ("1, 2, 3.5", Progress(1, 2, "3.5")),
    ("1, 2, None", Progress(1, 2)),
]


@pytest.mark.parametrize(("given", "expected"), ROWS)
def test_e22_what_a_script_says_is_clamped(tmp_path: Path, given: str, expected: Progress | None) -> None:
    told = go(write(tmp_path, f"from shipway import progress\nprogress({given})\n"), tool="script")
    assert told_by(told) == ([] if expected is None else [expected])
    assert (told.stderr, told.ended.state) == ("", "done")


def test_e22_an_object_that_fails_breaks_nothing(tmp_path: Path) -> None:
    script = write(
        tmp_path,
        """
        from shipway import progress

        class Hostile:
            def __getattr__(self, name):
                raise RuntimeError(name)
            def __str__(self):
                raise RuntimeError
            __float__ = __ge__ = __le__ = __bool__ = __str__

        progress(Hostile(), Hostile(), Hostile())
        progress(1, 2, Hostile())
        progress(2, 4, "well")
        """,
    )
    told = go(script, tool="script")
    assert told_by(told)[-1:] == [Progress(2, 4, "well")]
    assert (told.stderr, told.ended.state) == ("", "done")


@pytest.mark.parametrize(("total", "least"), [("100", 3), ("None", 6), ("2**62", 6)])
def test_e22_a_million_updates_a_second_are_told_four_times_in_each_at_most(
    tmp_path: Path, total: str, least: int
) -> None:
    script = write(
        tmp_path,
        f"""
        import time
        from shipway import progress

        began, done = time.perf_counter(), 0
        while time.perf_counter() - began < 2:
            for _ in range(1000):
                done += 1
                progress(done % 250, {total}, "round and round")
        progress(77, {total}, "the last")
        print(done)
        """,
    )
    told = go(script, tool="script")
    seen = told_by(told)
    assert least <= len(seen) <= most(2)
    assert (seen[-1].done, seen[-1].text) == (77, "the last")
    # On two busy processors; one that has nothing else to do makes a million a second.
    assert int(told.stdout) > 300_000


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"done": 10**400},
        {"done": True},
        {"done": "5"},
        {"done": [1]},
        {"done": 1, "total": {}},
        {"done": 1, "text": 7},
    ],
)
def test_e22_a_message_that_a_script_made_up_breaks_nothing(message: dict[str, Any]) -> None:
    assert Bars().told(message) in (None, Progress(1))


@pytest.mark.parametrize("number", ["9" * 5000, "1.2.3", "."])
def test_e22_a_line_that_only_looks_like_a_bar_breaks_nothing(number: str) -> None:
    for bar in (f"{number}/60 [00:02<00:03", f"27/{number} [00:02<00:03", f"27/60 [00:02<{number}"):
        seen = Bars().see(f"\r 45%|##| {bar}".encode())
        assert seen is None or (seen.done == 27 and seen.total in (60, None) and words.how_long(seen))


def test_e22_messages_that_a_script_makes_up_are_throttled_too() -> None:
    bars = Bars()
    seen = [bars.told({"done": n % 3, "total": 2}) for n in range(10_000)]
    assert len([one for one in seen if one is not None]) <= most(0)
    assert list(bars.rest()) == [Progress(0, 2)]
