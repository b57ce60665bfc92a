"""What the tests of the core share: small scripts written for one test, and runs of them, told in full."""

from __future__ import annotations

import functools
import os
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from shipway.bind import bind
from shipway.environment import Environment, environment
from shipway.events import Ask, Ended, Event, Made, Output, Result, Started
from shipway.profile import VISITORS, Profile
from shipway.read import read, tool_of
from shipway.run import Run, start
from shipway.run.launcher import Ready
from shipway.run.launchers import Launchers, level_of
from shipway.spec import Raw, Reading

PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"


def write(folder: Path, text: str, name: str = "script.py") -> Path:
    """Write a script as a person would have it on disk."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return path


def reading_of(folder: Path, text: str, name: str = "script.py") -> Reading:
    """Write a script and read it."""
    return read(write(folder, text, name))


def pythons(*versions: str) -> list[Path]:
    """List the interpreters of pyenv that are here, of these versions ("3.8")."""
    found = sorted(PYENV.glob("*/bin/python")) if PYENV.is_dir() else []
    return [path for path in found if ".".join(path.parts[-3].split(".")[:2]) in versions]


@dataclass
class Told:
    """Everything that a run said, and where its files lie."""

    folder: Path
    events: list[Event] = field(default_factory=list)

    def of(self, stream: str) -> bytes:
        """Give the bytes of one stream."""
        return b"".join(event.data for event in self.events if isinstance(event, Output) and event.stream == stream)

    @property
    def stdout(self) -> str:
        return self.of("stdout").decode()

    @property
    def stderr(self) -> str:
        return self.of("stderr").decode()

    @property
    def ended(self) -> Ended:
        ends = [event for event in self.events if isinstance(event, Ended)]
        assert len(ends) == 1
        assert self.events[-1] is ends[0]
        return ends[0]

    @property
    def level(self) -> str:
        """Tell how the run was contained."""
        (started,) = (event for event in self.events if isinstance(event, Started))
        return started.level

    @property
    def results(self) -> list[Result]:
        return [event for event in self.events if isinstance(event, Result)]

    @property
    def result(self) -> Result:
        assert self.ended.state == "done", self.stderr
        (result,) = self.results
        return result

    @property
    def asks(self) -> list[Ask]:
        return [event for event in self.events if isinstance(event, Ask)]

    @property
    def made(self) -> dict[str, bytes]:
        """Give the content of each artifact, by its name."""
        files = [event for event in self.events if isinstance(event, Made)]
        return {one.name: (self.folder / "artifacts" / one.id).read_bytes() for one in files}

    def content(self, artifact: str) -> bytes:
        """Give the content of the artifact of this id."""
        return (self.folder / "artifacts" / artifact).read_bytes()


def begin(
    script: Path,
    raws: Mapping[str, Raw] | None = None,
    *,
    tool: str | None = None,
    profile: Profile = VISITORS,
    python: Path | None = None,
    **how: Any,
) -> tuple[Run, Path]:
    """Start a run as a front end does: read, bind, start."""
    reading = read(script, python)
    spec = tool_of(reading, tool)
    values = bind(spec, raws or {}, profile)
    # One folder above all runs, so that matplotlib builds its font cache once for all of them.
    folder = Path(os.environ["SHIPWAY_STATE"]) / "runs-of-tests" / os.urandom(8).hex()
    folder.mkdir(parents=True)
    where = environment(script, python)
    ready = ready_for(reading, where, profile)
    try:
        return start(
            reading.script, spec, values, environment=where, profile=profile, folder=folder, ready=ready, **how
        ), folder
    except BaseException:
        if ready is not None:
            ready.drop()
        raise


def ready_for(reading: Reading, where: Environment, profile: Profile) -> Ready | None:
    """Give a launcher's child where the test is to have one."""
    return _launchers[-1].take(reading, where, profile) if _launchers else None


_launchers: list[Launchers] = []


@pytest.fixture(params=["fresh", "launched"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Have the runs of a test be made by an interpreter of their own, and once more by a launcher's child."""
    yield from _way(request.param, tmp_path, seal=True)


@pytest.fixture(params=["fresh", "launched"])
def open_way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Do the same without sealing runs off: a process is told by the same number inside and outside."""
    yield from _way(request.param, tmp_path, seal=False)


@pytest.fixture(name="way", params=["fresh", "launched"])
def way_elsewhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Do the same for a test that stands in its temporary folder, and looks at all that is there."""
    yield from _way(request.param, tmp_path_factory.mktemp("launchers"), seal=True)


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """Have the runs of a test sealed off, or skip it; gives a folder that all users may read, for its scripts.

    In such a folder, a sealed run of root becomes a user that is nobody.
    """
    level, why = _level()
    if level != "sealed":
        (pytest.fail if "sealing" in os.environ.get("SHIPWAY_REQUIRE", "").split(",") else pytest.skip)(
            f"no run can be sealed off here: {why}"
        )
    with tempfile.TemporaryDirectory(prefix="shipway-open-") as folder:
        Path(folder).chmod(0o755)
        ways = _way("launched", tmp_path, seal=True)
        next(ways)
        yield Path(folder)
        next(ways, None)


@functools.cache
def _level() -> tuple[str, str]:
    return level_of(environment(Path(__file__)), VISITORS)


def _way(kind: str, folder: Path, *, seal: bool) -> Iterator[str]:
    if kind == "launched":
        _launchers.append(Launchers(folder / "launchers", seal=seal))
    yield kind
    while _launchers:
        _launchers.pop().close()


Answer = str | Sequence[str] | None


def go(script: Path, raws: Mapping[str, Raw] | None = None, *, answers: Sequence[Answer] = (), **how: Any) -> Told:
    """Run a tool to its end; each question gets the next answer, and the end of input when there is none.

    An answer is a line, None for the end of input, or a list of one text: keys that are pressed as they are.
    """
    under_way, folder = begin(script, raws, **how)
    told, left = Told(folder), iter(answers)
    for event in under_way:
        told.events.append(event)
        if isinstance(event, Ask) and event.id > under_way.answered:
            answer = next(left, None)
            if isinstance(answer, (list, tuple)):
                under_way.press(answer[0])
            else:
                under_way.answer(answer)
    return told


class Watched:
    """A run driven in a thread of its own, so that a test can look at it meanwhile."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.told, self.at = run, Told(folder), [time.monotonic()]
        self._thread = threading.Thread(target=self._drive, daemon=True)
        self._thread.start()

    def _drive(self) -> None:
        for event in self.run:
            self.told.events.append(event)
            self.at.append(time.monotonic())

    @property
    def alive(self) -> bool:
        """Tell whether the run still goes on."""
        return self._thread.is_alive()

    def until(self, text: str, seconds: float = 10) -> None:
        """Wait until its standard output holds this text."""
        eventually(lambda: text in self.told.of("stdout").decode("utf-8", "replace"), seconds)

    def end(self, seconds: float = 20) -> Ended:
        """Wait for its end."""
        self._thread.join(seconds)
        assert not self._thread.is_alive(), "the run goes on and on"
        return self.told.ended


def eventually(holds: Any, seconds: float = 10) -> None:
    """Wait until something holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.01)


def processes(mark: str) -> list[int]:
    """List the processes whose command line holds this mark, this one and zombies excepted."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if mark.encode() in line and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


@pytest.fixture
def mark() -> Iterator[str]:
    """Give a number of seconds that no other process sleeps, and see to it that none is left that does."""
    seconds = f"{3000 + int.from_bytes(os.urandom(3), 'big') / 1e8:.8f}"
    yield seconds
    for pid in processes(seconds):
        os.kill(pid, 9)
