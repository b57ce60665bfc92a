"""Bars of tqdm, rich, click, typer and alive-progress: told as progress, and drawn byte for byte as by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core_fixtures import go, write
from shipway.events import Progress
from test_progress import HTML, most, told_by
from test_run import by_hand

CLICK = """
import time
import click

with click.progressbar(range(5), label="Counting") as bar:
    for _ in bar:
        time.sleep(0.2)
print("end")
"""
RICH = """
import time
from rich.progress import BarColumn, Progress, TextColumn

with Progress(TextColumn("{task.description}"), BarColumn()) as bars:
    task = bars.add_task("[cyan]Counting[/cyan] [0]", total=5)
    for _ in range(5):
        time.sleep(0.2)
        bars.update(task, advance=1)
print("end")
"""
SCRIPTS = {
    "tqdm": """
        import time
        from tqdm import tqdm

        for _ in tqdm(range(5), desc="Counting", mininterval=0.01):
            time.sleep(0.2)
        print("end")
        """,
    "tqdm by hand": """
        import time
        from tqdm import tqdm

        with tqdm(total=5, desc="Counting", mininterval=0.01) as bar:
            for _ in range(5):
                time.sleep(0.2)
                bar.update(1)
        print("end")
        """,
    "rich": RICH,
    "rich advance": RICH.replace("bars.update(task, advance=1)", "bars.advance(task)"),
    "rich track": """
        import time
        from rich.progress import track

        for _ in track(range(5), description="Counting"):
            time.sleep(0.2)
        print("end")
        """,
    "click": CLICK,
    "click by hand": """
        import time
        import click

        with click.progressbar(length=5, label="Counting") as bar:
            for _ in range(5):
                time.sleep(0.2)
                bar.update(1)
        print("end")
        """,
    "typer": CLICK.replace("click", "typer"),
    "alive": """
        import time
        from alive_progress import alive_bar

        with alive_bar(5, title="Counting") as bar:
            for _ in range(5):
                time.sleep(0.2)
                bar()
        print("end")
        """,
    "alive iterator": """
        import time
        from alive_progress import alive_it

        for _ in alive_it(range(5), title="Counting"):
            time.sleep(0.2)
        print("end")
        """,
    "alive paused": """
        import time
        from alive_progress import alive_bar

        with alive_bar(5, title="Counting") as bar:
            time.sleep(0.5)
            bar()
            with bar.pause():
                time.sleep(0.5)
            bar()
            bar(3)
        print("end")
        """,
}


def masked(data: bytes) -> bytes:
    """Leave out how long it took: that differs from run to run."""
    # tqdm draws when it is time to; what it has drawn at the end is always the same.
    last = re.sub(rb"[^\r\n]*\r", b"", data)
    return re.sub(rb"[\d:.]+(s|it/s|/s|<)|\d:\d\d:\d\d|<[\d:]+|\~?[\d.]+s", b"_", last)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_bar_is_told_and_its_bytes_stay_the_same(tmp_path: Path, name: str) -> None:
    script = write(tmp_path, SCRIPTS[name])
    told, hand = go(script, tool="script"), by_hand(script, PYTHONUTF8="1")
    assert [masked(told.of("stdout")), masked(told.of("stderr"))] == [masked(hand.stdout), masked(hand.stderr)]
    seen = told_by(told)
    assert (seen[0].done, seen[0].total, seen[-1].done, seen[-1].total) == (0, 5, 5, 5)
    assert {re.sub(r" \[0\]$", "", one.text) for one in seen} == {"Counting"}
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert 3 <= len(seen) <= 6


UNKNOWN = {
    "rich": "from rich.progress import track\nfor _ in track(iter(range(7)), 'rows'):\n    pass\n",
    "click": "import click\nwith click.progressbar(iter(lambda n=iter(range(8)): next(n), 7), label='rows') as bar:\n"
    "    for _ in bar:\n        pass\n",
    "alive": "from alive_progress import alive_bar\nwith alive_bar(title='rows') as bar:\n"
    "    for _ in range(7):\n        bar()\n",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_bar_that_does_not_know_its_end_is_told_without(tmp_path: Path, name: str) -> None:
    seen = told_by(go(write(tmp_path, UNKNOWN[name]), tool="script"))
    assert (seen[-1].done, seen[-1].total, seen[-1].text) == (7, None if name != "rich" else seen[-1].total, "rows")


def test_a_percentage_that_an_alive_bar_is_set_to_is_told(tmp_path: Path) -> None:
    text = "from alive_progress import alive_bar\nwith alive_bar(manual=True) as bar:\n    bar(0.5)\n    bar(1.0)\n"
    assert told_by(go(write(tmp_path, text), tool="script"))[-1] == Progress(100, 100)


FAULTS = {
    "click": """
        import click

        def rows():
            yield 1
            raise ValueError("row 2")

        try:
            with click.progressbar(rows()) as bar:
                for _ in bar:
                    pass
        except ValueError:
            import traceback
            traceback.print_exc()
        with click.progressbar(rows()) as bar:
            for _ in bar:
                pass
        """,
    "alive": """
        import traceback
        from alive_progress import alive_bar

        with alive_bar(3, receipt=False) as bar:
            try:
                bar("x")
            except ValueError:
                traceback.print_exc()
            bar("y")
        """,
    "rich": """
        import traceback
        from rich.progress import Progress

        with Progress() as bars:
            task = bars.add_task("x", total=3)
            try:
                bars.update(task, advance="x")
            except TypeError:
                traceback.print_exc()
            bars.update(99)
        """,
    "import": "import rich.progress\n",
}


@pytest.mark.parametrize("name", FAULTS)
def test_no_frame_of_ours_stands_in_a_traceback(tmp_path: Path, name: str) -> None:
    if name == "import":
        write(tmp_path, "", "rich/__init__.py")
        write(tmp_path, "import nothing_of_this_name\n", "rich/progress.py")
    script = write(tmp_path, FAULTS[name])
    told, hand = go(script, tool="script"), by_hand(script, PYTHONUTF8="1")
    assert [masked(told.of("stdout")), told.of("stderr")] == [masked(hand.stdout), hand.stderr]
    assert told.ended.code == hand.returncode


def test_a_library_of_another_shape_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "", "rich/__init__.py")
    write(tmp_path, "class Task:\n    __slots__ = ('completed', 'total')\n\nclass Progress: ...\n", "rich/progress.py")
    write(tmp_path, "", "alive_progress/core/progress.py")
    text = "import rich.progress, alive_progress.core.progress\ntask = rich.progress.Task()\ntask.completed = 3\n"
    text += "print(task.completed)\n"
    told = go(write(tmp_path, text), tool="script")
    assert (told.stdout, told.stderr) == ("3\n", "")


def test_a_script_that_draws_no_bar_imports_no_library_for_it(tmp_path: Path) -> None:
    text = (
        "import sys\nprint(sorted({'rich', 'click', 'tqdm', 'alive_progress', '_shipway.bars'} & set(sys.modules)))\n"
    )
    assert go(write(tmp_path, text), tool="script").stdout == "[]\n"


def test_a_bar_that_is_drawn_and_told_is_told_once(tmp_path: Path) -> None:
    script = write(
        tmp_path,
        """
        import time
        from shipway import progress
        from tqdm import tqdm

        progress(0, 500, "told")
        for step in tqdm(range(5), desc="drawn", mininterval=0.01):
            time.sleep(0.2)
            progress(100 * (step + 1), 500, "told")
        """,
    )
    seen = told_by(go(script, tool="script"))
    assert {one.text for one in seen} == {"told"}
    assert seen[-1].done == 500


E22 = {
    "250 %": ("bar = tqdm(total=100, desc='x')\nbar.update(50)\nbar.refresh()\nbar.update(200)\nbar.close()\n", "x"),
    "negative": ("bar = tqdm(total=100, desc='x')\nbar.update(-50)\nbar.refresh()\nbar.close()\n", "x"),
    "HTML": (f"for _ in tqdm(range(3), desc={HTML!r}):\n    pass\n", HTML),
    "lines": (r"for _ in tqdm(range(3), desc='\x1b[31mred\x1b[0m\x07'):" + "\n    pass\n", "red"),
    "no numbers": ("bar = tqdm(total=float('inf'), desc='x')\nbar.update(float('inf'))\nbar.close()\n", "x"),
}


@pytest.mark.parametrize("name", E22)
def test_e22_what_tqdm_draws_is_clamped(tmp_path: Path, name: str) -> None:
    text, desc = E22[name]
    told = go(write(tmp_path, "from tqdm import tqdm\n" + text), tool="script")
    assert told.ended.state == "done", told.stderr
    for one in told_by(told):
        assert one.text == desc
        assert one.total is None or 0 <= one.done <= one.total


FAST = {
    "tqdm": "from tqdm import tqdm\nfor _ in tqdm(rounds(), total=10**9, mininterval=0, miniters=1):\n    pass\n",
    "tqdm, many": "from tqdm import tqdm\nfor _ in rounds():\n    for _ in tqdm(range(2)):\n        pass\n",
    "rich": "from rich.progress import Progress\nwith Progress() as bars:\n    task = bars.add_task('x', total=100)\n"
    "    for n in rounds():\n        bars.update(task, completed=n % 250)\n",
    "click": "import click\nwith click.progressbar(rounds(), length=100) as bar:\n    for _ in bar:\n        pass\n",
    "alive": "from alive_progress import alive_it\nfor _ in alive_it(rounds(), total=100):\n    pass\n",
}
ROUNDS = """
import itertools, time

def rounds():
    began = time.monotonic()
    for n in itertools.count():
        if time.monotonic() - began > 1.5:
            return
        yield n

"""


@pytest.mark.parametrize("name", FAST)
def test_e22_however_fast_a_bar_is_it_is_told_four_times_a_second_at_most(tmp_path: Path, name: str) -> None:
    told = go(write(tmp_path, ROUNDS + FAST[name]), tool="script")
    assert told.ended.state == "done", told.stderr[-1000:]
    seen = told_by(told)
    if name == "tqdm, many":
        assert seen[-1] == Progress(2, 2, "", 0)
    assert 2 <= len(seen) <= most(told.ended.seconds)
    assert all(one.total is None or 0 <= one.done <= one.total for one in seen)
