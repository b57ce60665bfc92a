"""Rows E08 to E11 of the matrix: processes, memory, files and processor of a run are bounded, and its end says so."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from core_fixtures import Watched, begin, go, sealed, way, write
from shipway.profile import VISITORS, Limits, Profile
from shipway.run.clearing import clear_away
from shipway.spec import FileRef

__all__ = ["sealed", "way"]

assert VISITORS.limits is not None
LIMITS: Limits = VISITORS.limits
MiB = 2**20
PATIENT = replace(VISITORS, seconds=60)
SMALL = replace(PATIENT, limits=replace(LIMITS, memory=600 * MiB, file=64 * MiB, open=64))

BOMB = """
import os, time
print("on", os.getuid(), flush=True)
while True:
    try:
        os.fork()
    except OSError:
        time.sleep(0.05)
"""
SLEEPERS = """
import os, time
made = 0
try:
    for _ in range(120):
        if not os.fork():
            time.sleep(60)
            os._exit(0)
        made += 1
except BlockingIOError:
    pass
print(made, os.getuid())
"""


def are_few(script: Path, profile: Profile) -> None:
    """Check that a run of nobody's cannot have as many processes as it likes."""
    told = go(script, profile=profile)
    assert told.ended.state == "done", told.stderr
    made, user = map(int, told.stdout.split())
    assert user != 0
    assert made < 60


def test_e08_a_run_has_no_more_processes_than_it_may(sealed: Path) -> None:
    are_few(write(sealed, SLEEPERS), replace(PATIENT, limits=replace(LIMITS, processes=40)))


def test_e08_control_without_the_limit_it_has_all_that_it_wants(sealed: Path) -> None:
    with pytest.raises(AssertionError):
        are_few(write(sealed, SLEEPERS), replace(PATIENT, limits=None))


def test_e08_a_fork_bomb_stays_small_and_leaves_other_runs_alone(sealed: Path) -> None:
    brief = replace(VISITORS, seconds=5, limits=replace(LIMITS, processes=40))
    bomb = Watched(*begin(write(sealed, BOMB, "bomb.py"), profile=brief))
    bomb.until("on")
    assert bomb.told.stdout.split()[1] != "0"
    other = go(write(sealed, "print(6 * 7)\n"), profile=PATIENT)
    assert (other.ended.state, other.stdout) == ("done", "42\n")
    ended = bomb.end(30)
    assert (ended.state, ended.reason) == ("timed out", "it took longer than 5 s")
    assert ended.seconds < 5 + 3 + 2


MEMORY = "it needed more memory than the 600 MiB that a run may have"
HOGS = {
    "at once": "bytearray(8 << 30)",
    "slow leak": "kept = []\nwhile True:\n    kept.append(bytearray(1 << 20))",
    "small things": "kept = []\nwhile True:\n    kept.append([kept, 'x' * 10_000])",
    "mmap": "import mmap\nmmap.mmap(-1, 8 << 30)",
    "in a function of the library": "b'x' * (8 << 30)",
    "in a thread": "import concurrent.futures as c\nc.ThreadPoolExecutor().submit(bytearray, 8 << 30).result()",
}


def is_bound(folder: Path, how: str, profile: Profile) -> None:
    """Check that a script gets no more memory than its profile says, and that its end says so."""
    told = go(write(folder, HOGS[how] + "\n"), profile=profile)
    assert (told.ended.state, told.ended.reason) == ("failed", MEMORY), told.stderr[-500:]


@pytest.mark.parametrize("how", HOGS)
@pytest.mark.usefixtures("way")
def test_e09_a_run_gets_no_more_memory_than_it_may(tmp_path: Path, how: str) -> None:
    is_bound(tmp_path, how, SMALL)


def test_e09_an_array_is_bound_as_well(tmp_path: Path, way: str) -> None:
    pytest.importorskip("numpy")
    told = go(write(tmp_path, "import numpy\nnumpy.zeros((1 << 31,))\n"), profile=PATIENT)
    assert told.ended.reason == "it needed more memory than the 4 GiB that a run may have"


def test_e09_control_without_limits_the_memory_is_there(tmp_path: Path) -> None:
    # Not touched, so that nothing of the machine's is taken.
    with pytest.raises(AssertionError, match="done"):
        is_bound(tmp_path, "mmap", replace(SMALL, limits=None))


def test_e09_when_memory_is_short_a_run_goes_before_others(tmp_path: Path, way: str) -> None:
    told = go(write(tmp_path, "print(open('/proc/self/oom_score_adj').read().strip())\n"))
    assert told.stdout == "900\n"
    assert int(Path("/proc/self/oom_score_adj").read_text()) < 900


def test_e09_shared_memory_is_a_runs_own_and_small(sealed: Path) -> None:
    before = set(Path("/dev/shm").iterdir())
    text = (
        "data = bytes(1 << 20)\nwith open('/dev/shm/fill', 'wb') as file:\n    while True:\n        file.write(data)\n"
    )
    told = go(write(sealed, text), profile=PATIENT)
    assert told.ended.state == "failed"
    assert "No space left on device" in told.ended.reason
    assert "fill" not in {path.name for path in set(Path("/dev/shm").iterdir()) - before}


COMPUTES = "print('on', flush=True)\nwhile True:\n    pass\n"


@pytest.mark.usefixtures("way")
def test_e09_a_run_computes_no_longer_than_it_may(tmp_path: Path) -> None:
    told = go(write(tmp_path, COMPUTES), profile=replace(PATIENT, limits=replace(LIMITS, processor=1)))
    assert (told.ended.state, told.ended.reason) == ("failed", "it computed for longer than 1 s")


def test_e09_control_without_that_limit_it_computes_on(tmp_path: Path) -> None:
    told = go(write(tmp_path, COMPUTES), profile=replace(VISITORS, seconds=2.5, limits=None))
    assert told.ended.state == "timed out"


FILES = {
    "descriptors": ("kept = [open('/dev/null') for _ in range(100_000)]", "OSError: [Errno 24] Too many open files"),
    "sparse": ("open('hole', 'wb').truncate(10 << 30)", "OSError: [Errno 27] File too large"),
    "large": ("f = open('large', 'wb')\nfor _ in range(2048): f.write(bytes(1 << 20))", "OSError: [Errno 27]"),
}


@pytest.mark.parametrize("how", FILES)
@pytest.mark.usefixtures("way")
def test_e10_what_a_run_opens_and_writes_has_bounds(tmp_path: Path, how: str) -> None:
    text, reason = FILES[how]
    told = go(write(tmp_path, text + "\n"), profile=SMALL)
    assert told.ended.state == "failed"
    assert told.ended.reason.startswith(reason)
    assert all(len(data) <= 64 * MiB for data in told.made.values())
    tidied(told.folder)


def test_e10_control_without_limits_a_hole_may_be_of_any_size(tmp_path: Path) -> None:
    text = "import os\nopen('hole', 'wb').truncate(10 << 30)\nos.unlink('hole')\n"
    assert go(write(tmp_path, text), profile=SMALL).ended.state == "failed"
    assert go(write(tmp_path, text), profile=replace(SMALL, limits=None)).ended.state == "done"


def tidied(folder: Path) -> None:
    """Take a run's folder away, as whoever keeps runs does in the end; that is quick."""
    began = time.monotonic()
    clear_away(folder)
    assert time.monotonic() - began < 5
    assert not folder.exists()


NARROW = replace(PATIENT, room=20 * MiB, files=500)
FILLS = {
    "many files": ("for n in range(100_000):\n    open(f'{n}.txt', 'w').close()",
                   "it made more than the 500 files that a run may have"),
    "many folders": ("for n in range(100_000):\n    os.mkdir(str(n))",
                     "it made more than the 500 files that a run may have"),
    "some large files": ("for n in range(40):\n    open(f'{n}.bin', 'wb').write(bytes(1 << 20))",
                         "its files took more than the 20 MiB that a run may have"),
    "temporary files": ("import tempfile\nfor n in range(40):\n"
                        "    tempfile.NamedTemporaryFile(delete=False).write(bytes(1 << 20))",
                        "its files took more than the 20 MiB that a run may have"),
}  # fmt: skip


def is_full(folder: Path, how: str, profile: Profile, then: str) -> None:
    """Check that a run ends when its files take more than they may."""
    text, reason = FILLS[how]
    told = go(write(folder, f"import os, time\n{text}\n{then}\n"), profile=profile)
    assert (told.ended.state, told.ended.reason) == ("failed", reason), told.stderr
    assert told.ended.seconds < 30
    tidied(told.folder)


@pytest.mark.parametrize("how", FILLS)
@pytest.mark.usefixtures("way")
def test_e10_a_run_ends_when_its_files_take_more_than_they_may(tmp_path: Path, how: str) -> None:
    is_full(tmp_path, how, NARROW, "time.sleep(120)")


def test_e10_what_was_made_since_the_last_look_counts(tmp_path: Path, way: str) -> None:
    is_full(tmp_path, "some large files", NARROW, "")


def test_e10_control_without_the_bounds_they_may_take_what_they_like(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="done"):
        is_full(tmp_path, "some large files", replace(NARROW, room=None, files=None), "")


def test_e10_a_hole_takes_no_room_nor_does_a_second_name(tmp_path: Path, way: str) -> None:
    text = "import os\nopen('hole', 'wb').truncate(1 << 30)\nopen('a', 'wb').write(bytes(1 << 20))\n"
    text += "for n in range(400):\n    os.link('a', f'a{n}')\nos.mkdir('b')\n"
    assert go(write(tmp_path, text), profile=NARROW).ended.state == "done"


def test_e10_files_that_were_given_are_not_the_runs_own(tmp_path: Path, way: str) -> None:
    given = tmp_path / "given.bin"
    given.write_bytes(bytes(30 * MiB))
    script = write(tmp_path, "from pathlib import Path\n\ndef f(file: Path):\n    return len(file.read_bytes())\n")
    told = go(script, {"file": FileRef(str(given), "given.bin")}, profile=NARROW)
    assert told.result.value == str(30 * MiB)


DEEP = "import os\nfor _ in range(3000):\n    os.mkdir('a')\n    os.chdir('a')\nopen('x', 'w').close()\nprint('on')\n"


def test_e10_folders_without_end_within_each_other_hang_nothing(tmp_path: Path, way: str) -> None:
    told = go(write(tmp_path, DEEP), profile=PATIENT)
    assert (told.ended.state, told.stdout) == ("done", "on\n")
    tidied(told.folder)
    # The place of a run that left it as it was made is there for the next one, and empty.
    assert list((tmp_path / "launchers" / "places").glob("*/work/*")) == []


def steps(folder: Path, profile: Profile) -> int:
    """Give by how many steps a run stands back behind whoever serves."""
    return int(go(write(folder, "import os\nprint(os.nice(0))\n", "calm.py"), profile=profile).stdout) - os.nice(0)


def test_e11_control_without_limits_a_run_stands_back_for_nobody(tmp_path: Path, way: str) -> None:
    assert steps(tmp_path, PATIENT) == 5
    assert steps(tmp_path, replace(PATIENT, limits=None)) == 0


def test_e11_a_run_on_all_processors_leaves_others_their_turn(tmp_path: Path, way: str) -> None:
    text = "import os\nfor _ in range(4):\n    os.fork()\nprint('on', flush=True)\nwhile True:\n    pass\n"
    hog = Watched(*begin(write(tmp_path, text, "hog.py"), profile=PATIENT))
    try:
        hog.until("on")
        took = []
        for _ in range(5):
            # Whoever serves is no run, and does not stand back.
            began = time.monotonic()
            assert steps(tmp_path, replace(PATIENT, limits=None)) == 0
            took.append(time.monotonic() - began)
        assert sorted(took)[2] < 1
    finally:
        hog.run.stop()
        assert hog.end(20).state == "cancelled"
