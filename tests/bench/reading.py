"""How long a script's form takes to be read, beside `python script.py --help`, measured in turns in the same run.

First readings are made as page and window make them, by a reader that waits; a second one is of an unchanged script, in
the same process and, from disk, in a new one. `shipway read` is the whole command, with the start of its interpreter.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from report import Row

from shipway.environment import environment
from shipway.read import read
from shipway.read.kept import forget

ROOT: Final = Path(__file__).resolve().parent.parent.parent
STDLIB: Final = Path(os.__file__).parent
BIN: Final = Path(sys.executable).parent
# All take options by argparse or click, so that there is a `--help` to compare with.
SCRIPTS: Final = (
    *(ROOT / "core/shipway/examples" / f"{name}.py" for name in ("text_tool", "slow_job")),
    *(STDLIB / f"{name}.py" for name in ("calendar", "tarfile", "ast")),
    *(BIN / name for name in ("ansi2html", "pip-licenses", "markdownify", "beautysh", "termgraph")),
    *(BIN / name for name in ("towncrier", "symbex", "strip-tags")),
)
ROWS: Final = ("python SCRIPT --help", "first reading", "second reading", "second, from disk", "shipway read SCRIPT")
QUIET: Final = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def timed(work: Callable[[], object]) -> float:
    """Give the milliseconds that something takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def once(script: Path, cache: Path) -> dict[str, float]:
    """Take each time once; what was kept is thrown away first."""
    shutil.rmtree(cache / "readings", ignore_errors=True)
    forget()
    python = environment(script).command[0]
    times = {ROWS[0]: timed(lambda: subprocess.run([python, script, "--help"], check=True, **QUIET))}  # type: ignore[call-overload]
    times[ROWS[1]] = timed(lambda: read(script))
    times[ROWS[2]] = timed(lambda: read(script))
    forget()
    times[ROWS[3]] = timed(lambda: read(script))
    shutil.rmtree(cache / "readings", ignore_errors=True)
    command = [sys.executable, "-m", "shipway", "read", script]
    times[ROWS[4]] = timed(lambda: subprocess.run(command, check=True, **QUIET))  # type: ignore[call-overload]
    return times


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Give for each script the median milliseconds of each row."""
    # Python's settings in this shell, such as the one against compiled files, are not everybody's.
    for name in [name for name in os.environ if name.startswith("PYTHON")]:
        del os.environ[name]
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    # A process with threads, as a page's worker is one: its readers are started, and wait for the next script.
    thread.start()
    taken: dict[str, list[dict[str, float]]] = {script.name: [] for script in SCRIPTS}
    try:
        with tempfile.TemporaryDirectory(prefix="shipway-bench-") as folder:
            os.environ["SHIPWAY_CACHE"] = folder
            for number in range(rounds + 1):
                for script in SCRIPTS:
                    times = once(script, Path(folder))
                    # The first round warms up.
                    if number:
                        taken[script.name].append(times)
    finally:
        over.set()
        thread.join()
    return {name: {row: median(one[row] for one in times) for row in ROWS} for name, times in taken.items()}


def table(measured: dict[str, dict[str, float]]) -> list[Row]:
    """Give ratios to `--help`, a row a script, and the medians over all scripts."""
    rows: list[Row] = [("reading", *(f"{row} (ms)" if row == ROWS[0] else row for row in ROWS))]
    ratios = {row: [times[row] / times[ROWS[0]] for times in measured.values()] for row in ROWS}
    for name, times in measured.items():
        cells = [f"{times[row] / times[ROWS[0]]:.3f}×" for row in ROWS[1:]]
        rows.append((name, f"{times[ROWS[0]]:.0f}", *cells))
    return [*rows, ("median", "", *(f"{median(ratios[row]):.3f}×" for row in ROWS[1:]))]
