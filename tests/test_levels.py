"""How far runs are contained: what is told of it, what mends it, and that nothing runs below what was demanded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core_fixtures import write
from served import command
from shipway.environment import own
from shipway.errors import Missing, ShipwayError
from shipway.profile import VISITORS
from shipway.read import read
from shipway.run.launchers import LEVEL, Launchers, level_of
from shipway.run.levels import mend, shortfall
from shipway.supervisor import Inline
from shipway_web.settings import from_environment
from unsealed import NUMBERS

UNSEALED = [sys.executable, Path(__file__).parent / "unsealed.py"]
LINUX = pytest.mark.skipif(sys.platform != "linux" or os.uname().machine not in NUMBERS, reason="there is no filter")
GREETS = "def f():\n    return 'it ran'\n"


def said(*words: object, **how: object) -> subprocess.CompletedProcess[str]:
    """Run a command where nobody can make namespaces."""
    line = [*UNSEALED, *words]
    return subprocess.run(list(map(str, line)), capture_output=True, text=True, timeout=60, check=False, **how)  # type: ignore[call-overload]


def sealed_here() -> None:
    if level_of(own(), VISITORS)[0] != "sealed":
        pytest.skip("this machine seals nothing off")


@pytest.mark.parametrize(("least", "good"), [("limits", True), ("tree", LEVEL == "tree"), ("sealed", False)])
def test_what_would_come_out_below_what_was_demanded_is_refused(tmp_path: Path, least: str, good: bool) -> None:
    launchers = Launchers(tmp_path / "state", seal=False, contain=least)
    reading = read(write(tmp_path, GREETS))
    try:
        if good:
            ready = launchers.take(reading, own(), VISITORS)
            assert ready is not None
            ready.drop()
        else:
            with pytest.raises(Missing, match="runs must be held by “sealed” at least, and here they are held by “"):
                launchers.take(reading, own(), VISITORS)
    finally:
        launchers.close()
    assert list((tmp_path / "state/places").iterdir()) == [], "what was refused leaves nothing"


def test_a_supervisor_runs_nothing_below_what_was_demanded(tmp_path: Path) -> None:
    host = Inline(tmp_path / "state", contain="sealed")
    host.launchers.unsealed[""] = "nobody may"
    reading = read(write(tmp_path, GREETS))
    try:
        with pytest.raises(Missing, match="nobody may"):
            host.submit(reading, reading.specs[0], {}, environment=own(), profile=VISITORS, owner="ann")
        assert host.runs(None) == []
    finally:
        host.close()


@LINUX
def test_a_machine_that_forbids_namespaces_is_told_from_one_that_has_no_forks() -> None:
    code = (
        "from shipway.run.launchers import *; from shipway.profile import VISITORS; from shipway.environment import own"
    )
    done = said(sys.executable, "-c", f"{code}; print(level_of(own(), VISITORS))")
    assert done.stdout == "('tree', '[Errno 1] unshare: Operation not permitted')\n", done.stderr


@LINUX
def test_doctor_says_what_holds_the_runs_of_visitors_and_what_would_mend_it(tmp_path: Path) -> None:
    doctor = [sys.executable, "-m", "shipway", "doctor"]
    done = said(*doctor)
    (line,) = (line for line in done.stdout.splitlines() if "visitors' runs" in line)
    assert line.startswith("missing  visitors' runs         tree: they have limits, and all that they start ends with")
    assert "unshare: Operation not permitted; " in line
    assert done.returncode == 0
    sealed_here()
    for words in (doctor, [*doctor, write(tmp_path, GREETS)]):
        done = subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=60, check=True)
        assert "ok       visitors' runs         sealed: they see no network, no process but their own" in done.stdout


@LINUX
def test_a_visitors_run_of_the_command_line_is_sealed_off_or_refused_as_demanded(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "shipway", "run", write(tmp_path, GREETS), "--profile", "visitors"]
    refused = said(*run, "--contain", "sealed", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(
        "shipway: runs must be held by “sealed” at least, and here they are held by “tree”:"
    )
    assert refused.stderr.count("\n") == 1
    assert said(*run, cwd=tmp_path).stdout == "it ran\n"
    mine = said(*run[:-1], "mine", "--contain", "sealed", cwd=tmp_path)
    assert (mine.returncode, mine.stderr) == (
        2, "shipway: --contain is for visitors' runs: add --profile visitors\n"
    )  # fmt: skip
    sealed_here()
    line = list(map(str, [*run, "--contain", "sealed", "--events"]))
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert '"level": "sealed"' in done.stdout.splitlines()[0]


@LINUX
def test_a_site_does_not_start_below_what_was_demanded(tmp_path: Path) -> None:
    script = write(tmp_path, GREETS)
    (tmp_path / "state").mkdir()
    env = os.environ | {"TMPDIR": str(tmp_path / "state")}
    done = said(*command("--port", 0, "--contain", "sealed", script), env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("shipway: runs must be held by “sealed” at least, and here they are held by “tree”:")
    assert done.stderr.count("\n") == 1
    bare = said(sys.executable, "-c", "import shipway_web.wsgi", env=env | {"SHIPWAY_CONTAIN": "sealed"})
    assert bare.returncode == 1
    assert "Missing: runs must be held by “sealed” at least" in bare.stderr
    assert list((tmp_path / "state").glob("shipway-level-*")) == []


def test_a_level_that_there_is_not_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShipwayError, match="SHIPWAY_CONTAIN is one of limits, tree, sealed, not 'most'"):
        from_environment({"SHIPWAY_CONTAIN": "most", "SHIPWAY_STATE": str(tmp_path)})


@LINUX
def test_each_cause_has_what_mends_it(tmp_path: Path) -> None:
    switch = write(tmp_path, "0\n", "user/max_user_namespaces")
    assert mend("unshare", tmp_path) == "allow it, as root: sysctl -w user.max_user_namespaces=15000"
    switch.write_text("63000\n")
    assert "max_user" not in mend("unshare", tmp_path)
    write(tmp_path, "1\n", "kernel/apparmor_restrict_unprivileged_userns")
    assert mend("unshare", tmp_path).endswith("kernel.apparmor_restrict_unprivileged_userns=0")
    assert "ctypes" in mend("No module named '_ctypes'", tmp_path)
    assert shortfall("sealed", "tree", "[Errno 1] unshare: no").startswith(
        "runs must be held by “sealed” at least, and here they are held by “tree”: unshare: no; "
    )
