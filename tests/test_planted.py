"""Proofs that can fail: a fault planted in a copy of the sources turns the checks red that are there to find it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Fault:
    """A change of one file, and the tests that must notice it."""

    name: str
    file: str
    before: str
    after: str
    tests: str
    only: str
    needs: str = ""


FAULTS = (
    Fault(
        "a wrong result",
        "core/shipway/run/far/results.py",
        'return "number", _text(value)[:TEXT]',
        'return "number", _text(value + 1)[:TEXT]',
        "test_agreement.py",
        "celsius_to_fahrenheit and 37 and not window",
    ),
    Fault(
        "a converted raw",
        "web/shipway_web/fields.py",
        "return typed(param, raw) if isinstance(raw, str) else raw",
        "return typed(param, raw.strip()) if isinstance(raw, str) else raw",
        "test_agreement.py",
        "form and two and spaces",
    ),
    Fault(
        "a request to another host",
        "web/shipway_web/templates/base.html",
        "<main",
        '<img src="http://127.0.0.1:9/counter.png" alt=""><main',
        "test_browser.py",
        "light",
        "chromium",
    ),
    Fault(
        "a guard that always tells of a good end (E13)",
        "core/shipway/run/far/guard.py",
        "            status = raw\n",
        "            status = 0\n",
        "rows/test_rows_killed.py",
        "e13 and not many and fresh",
    ),
    Fault(
        "a stop that counts though the run has ended by itself (E06)",
        "core/shipway/run/process.py",
        "        if self._cause is not None:\n            yield",
        "        if self._status == 0:\n            self._cause = ('cancelled', '')\n"
        "        if self._cause is not None:\n            yield",
        "rows/test_rows_trees.py",
        "e06 and not many and fresh",
    ),
)


def _run(sources: Path, fault: Fault) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(sources / part) for part in ("core", "gui", "web"))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(ROOT / "tests" / fault.tests)]
    return subprocess.run(
        [*command, "-k", fault.only],
        env=os.environ | {"PYTHONPATH": path},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_turns_its_check_red(fault: Fault, tmp_path: Path, need: object) -> None:
    if fault.needs:
        assert callable(need)
        need(fault.needs)
    for part in ("core", "gui", "web"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    sound = _run(tmp_path, fault)
    assert sound.returncode == 0, sound.stdout[-3000:]
    place = tmp_path / fault.file
    text = place.read_text(encoding="utf-8")
    assert fault.before in text, f"{fault.file} has changed: plant the fault elsewhere"
    place.write_text(text.replace(fault.before, fault.after), encoding="utf-8")
    broken = _run(tmp_path, fault)
    assert broken.returncode == 1, broken.stdout[-3000:]
    assert " failed" in broken.stdout or " error" in broken.stdout
