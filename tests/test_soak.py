"""Long tests: thousands of mixed runs under one supervisor, and runs of a gigabyte; what they hold stays flat."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from census import Census, census
from core_fixtures import write
from shipway.bind import bind
from shipway.environment import environment
from shipway.events import Ask, Ended, Made, Output, Result
from shipway.profile import VISITORS, Profile
from shipway.read import read, tool_of
from shipway.spec import Raw, Reading
from shipway.supervisor import Inline

pytestmark = pytest.mark.long

LITTER = f"soak-{os.getpid()}-"
PATIENT = replace(VISITORS, seconds=60)


@dataclass(frozen=True)
class Kind:
    """A kind of run: its script, and how it ends."""

    text: str
    state: str
    raws: Mapping[str, Raw] = field(default_factory=dict)
    profile: Profile = PATIENT
    stops: bool = False


KINDS = {
    "function": Kind("def f(n: int):\n    return [{'n': n, 'm': k} for k in range(50)]\n", "done", {"n": "4"}),
    "prints": Kind("import sys\nprint('x' * 20_000)\nprint('y', file=sys.stderr)\n", "done"),
    "fails": Kind("def f(n: int):\n    return 1 / n\n", "failed", {"n": "0"}),
    "asks": Kind("print('Hello', input('Name: '), input('Age: '))\n", "done"),
    "files": Kind(
        f"import tempfile\ntempfile.mkstemp(prefix='{LITTER}')\n"
        "for n in range(20):\n    open(f'{n}.txt', 'w').write('x' * 5000)\n",
        "done",
    ),
    "daemon": Kind("import subprocess\nsubprocess.Popen(['sleep', '60'], start_new_session=True)\n", "done"),
    "stopped": Kind("import time\nprint('on', flush=True)\ntime.sleep(60)\n", "cancelled", stops=True),
    "late": Kind("import time\ntime.sleep(60)\n", "timed out", profile=replace(PATIENT, seconds=0.4)),
}


class Soak:
    """Runs of every kind under one supervisor."""

    def __init__(self, folder: Path, host: Inline) -> None:
        self._host = host
        self._readings: dict[str, Reading] = {
            name: read(write(folder, kind.text, f"{name}.py")) for name, kind in KINDS.items()
        }

    def go(self, count: int, seed: int) -> Counter[tuple[str, str]]:
        """Make so many runs, six at once; give how many of each kind ended how."""
        names = random.Random(seed).choices(list(KINDS), k=count)
        with ThreadPoolExecutor(6) as threads:
            return Counter(threads.map(self._one, names))

    def _one(self, name: str) -> tuple[str, str]:
        kind, reading = KINDS[name], self._readings[name]
        spec = tool_of(reading, None)
        where = environment(Path(reading.script))
        values = bind(spec, kind.raws, kind.profile)
        run_id = self._host.submit(reading, spec, values, environment=where, profile=kind.profile, owner="ann")
        offset, answered, deadline = 0, 0, time.monotonic() + 90
        while time.monotonic() < deadline:
            self._host.wait(run_id, 0.2 if kind.stops else 5, offset)
            events, offset = self._host.events(run_id, "ann", offset)
            for event in events:
                if isinstance(event, Ask):
                    answered += 1
                    self._host.answer(run_id, "ann", event.id, f"answer {answered}")
                if isinstance(event, Output) and kind.stops:
                    self._host.stop(run_id, "ann")
                if isinstance(event, Ended):
                    self._check(name, run_id)
                    return name, event.state
        return name, "goes on and on"

    def _check(self, name: str, run_id: str) -> None:
        events, _ = self._host.events(run_id, "ann")
        said = b"".join(one.data for one in events if isinstance(one, Output) and one.stream == "stdout")
        assert sum(isinstance(one, Ended) for one in events) == 1
        assert sum(isinstance(one, Made) for one in events) == (20 if name == "files" else 0)
        assert sum(isinstance(one, Result) for one in events) == (1 if name == "function" else 0)
        expected = {"asks": b"Name: Age: Hello answer 1 answer 2\n", "prints": b"x" * 20_000 + b"\n"}
        assert said == expected.get(name, said)


def test_two_thousand_mixed_runs_leave_nothing(tmp_path: Path) -> None:
    state = tmp_path / "state"
    outside = census(mark=LITTER)
    host = Inline(state)
    try:
        soak, began = Soak(tmp_path, host), time.monotonic()
        ends = soak.go(1000, seed=1)
        warm = census(mark=LITTER)
        ends += soak.go(1000, seed=2)
        took, hot = time.monotonic() - began, census(mark=LITTER)
    finally:
        host.close()
    after = census(state / "places", LITTER)
    shown = "\n".join(f"  {name}: {ended} {count}" for (name, ended), count in sorted(ends.items()))
    print(f"\n2000 mixed runs in {took:.0f} s:\n{shown}")
    print(f"  before: {outside}\n  warm:   {warm}\n  hot:    {hot}\n  after:  {after}")
    assert set(ends) == {(name, kind.state) for name, kind in KINDS.items()}
    are_flat(outside, warm, hot, after)
    assert list((state / "launchers").iterdir()) == []


def are_flat(outside: Census, warm: Census, hot: Census, after: Census) -> None:
    """Check that what was held half-way is held at the end, and nothing when all is over."""
    assert (hot.zombies, after.zombies) == (0, 0)
    assert abs(after.descriptors - outside.descriptors) <= 3
    assert abs(after.threads - outside.threads) <= 1
    assert after.temporary == outside.temporary == 0
    # The table of names that `pathlib` keeps grows in steps; 4,000 runs more add 700 KiB.
    assert hot.memory - warm.memory < 3072


DRIVER = """
    import sys, time
    from dataclasses import replace
    from pathlib import Path
    from core_fixtures import begin
    from shipway.events import Ended, Made, Output
    from shipway.profile import PROFILES

    def memory(name):
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(name))

    run, folder = begin(Path(sys.argv[1]), profile=replace(PROFILES[sys.argv[2]], seconds=None))
    before, began, written, made = memory("VmRSS"), time.monotonic(), 0, ""
    for event in run:
        if isinstance(event, Output):
            written += len(event.data)
        if isinstance(event, Made):
            path = folder / "artifacts" / event.id
            made = f"{event.size}:{path.stat().st_size}:{path.is_symlink()}"
    assert isinstance(event, Ended)
    took = time.monotonic() - began
    print(event.state, written, made or "none", memory("VmHWM") - before, f"{took:.1f}")
"""


def driven(script: Path, profile: str) -> tuple[str, int, str, int, float]:
    """Drive a run in a process of its own; give how it ended, what it wrote and made, KiB grown, and seconds."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", textwrap.dedent(DRIVER), str(script), profile]
    done = subprocess.run(command, env=env, cwd=script.parent, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    state, written, made, grown, took = done.stdout.rsplit(maxsplit=4)
    return state, int(written), made, int(grown), float(took)


def test_a_gigabyte_of_output_costs_no_memory(tmp_path: Path) -> None:
    text = "import sys\npiece = b'x' * 999_999 + b'\\n'\nfor _ in range(1000):\n    sys.stdout.buffer.write(piece)\n"
    state, written, _, grown, took = driven(write(tmp_path, text), "mine")
    print(f"\n1 GB of output in {took} s ({1000 / took:.0f} MB/s): the near side grew by {grown} KiB")
    assert (state, written) == ("done", 10**9)
    assert grown < 20 * 1024


@pytest.mark.parametrize("profile", ["mine", "visitors"])
def test_a_file_of_half_a_gigabyte_is_kept_without_being_read(tmp_path: Path, profile: str) -> None:
    text = "piece = bytes(1_000_000)\nwith open('large.bin', 'wb') as file:\n    for _ in range(500):\n"
    state, _, made, grown, took = driven(write(tmp_path, text + "        file.write(piece)\n"), profile)
    print(f"\na file of 500 MB, as {profile}, in {took} s: the near side grew by {grown} KiB")
    # The author's own file stays where it is, and is pointed to.
    assert (state, made) == ("done", f"500000000:500000000:{profile == 'mine'}")
    assert grown < 20 * 1024
