"""The supervisor owns runs: whoever shares its folder sees them, answers them and stops them; nobody sees another's."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core_fixtures import eventually, mark, processes, write
from shipway.bind import bind
from shipway.environment import environment
from shipway.errors import Missing, NoSuchRun
from shipway.events import Answered, Ask, Ended, Event, Made, Output, Result, Started
from shipway.profile import VISITORS
from shipway.read import read, tool_of
from shipway.spec import Raw
from shipway.supervisor import Inline, safe_name

__all__ = ["mark"]

ASKS = "name = input('Name: ')\nprint('Hello', name)\nage = input('Age: ')\nprint(age)\n"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Inline]:
    supervisor = Inline(tmp_path / "state")
    yield supervisor
    supervisor.close()


def submit(host: Inline, script: Path, raws: dict[str, Raw] | None = None, owner: str = "ann", tool: str = "") -> str:
    reading = read(script)
    spec = tool_of(reading, tool or None)
    values = bind(spec, raws or {}, VISITORS)
    where = environment(script)
    return host.submit(reading, spec, values, environment=where, profile=VISITORS, owner=owner, raws=raws)


def all_of(host: Inline, run_id: str, seconds: float = 20) -> list[Event]:
    """Wait for the end of a run and give all that it said."""
    eventually(
        lambda: isinstance(host.events(run_id, None)[0][-1:] and host.events(run_id, None)[0][-1], Ended), seconds
    )
    return host.events(run_id, None)[0]


def said(events: list[Event]) -> str:
    return b"".join(event.data for event in events if isinstance(event, Output)).decode()


def asked(host: Inline, run_id: str, number: int) -> None:
    """Wait until a run has asked so many questions."""
    eventually(lambda: len([one for one in host.events(run_id, None)[0] if isinstance(one, Ask)]) >= number)


def test_a_run_is_taken_and_its_events_are_kept(host: Inline, tmp_path: Path) -> None:
    run_id = submit(host, write(tmp_path, "def f(x: int):\n    print('hi')\n    return x + 1\n"), {"x": "4"})
    assert len(run_id) == 32
    host.wait(run_id, 20)
    events = all_of(host, run_id)
    assert isinstance(events[0], Started)
    assert [one.value for one in events if isinstance(one, Result)] == ["5"]
    assert isinstance(events[-1], Ended)
    assert len([one for one in events if isinstance(one, Ended)]) == 1


def test_events_are_given_from_an_offset_on(host: Inline, tmp_path: Path) -> None:
    run_id = submit(host, write(tmp_path, "print('hi')\n"))
    whole = all_of(host, run_id)
    events, offset = host.events(run_id, "ann")
    assert events == whole
    assert host.events(run_id, "ann", offset) == ([], offset)
    collected: list[Event] = []
    half = 0
    while half < offset:
        part, half = host.events(run_id, "ann", half)
        collected += part
    assert collected == whole


def test_waiting_returns_at_the_end_at_a_question_or_when_time_is_up(host: Inline, tmp_path: Path) -> None:
    run_id = submit(host, write(tmp_path, "import time\ntime.sleep(60)\n", "sleeps.py"))
    began = time.monotonic()
    host.wait(run_id, 0.3)
    assert 0.25 < time.monotonic() - began < 2
    asks = submit(host, write(tmp_path, ASKS))
    host.wait(asks, 20)
    assert [one.prompt for one in host.events(asks, None)[0] if isinstance(one, Ask)] == ["Name: "]


def test_many_short_runs_are_waited_for_no_longer_than_they_take(host: Inline, tmp_path: Path) -> None:
    script = write(tmp_path, "print(1)\n")
    spans = []
    for _ in range(40):
        run_id, began = submit(host, script), time.monotonic()
        host.wait(run_id, 20)
        spans.append(time.monotonic() - began)
        assert isinstance(host.events(run_id, None)[0][-1], Ended)
    assert max(spans) < 3


def test_questions_are_answered_by_their_number(host: Inline, tmp_path: Path) -> None:
    run_id = submit(host, write(tmp_path, ASKS))
    asked(host, run_id, 1)
    host.answer(run_id, "ann", 2, "not asked yet")
    host.answer(run_id, "ann", 1, "Ann")
    asked(host, run_id, 2)
    host.answer(run_id, "ann", 1, "asked before")
    host.answer(run_id, "ann", 2, "30")
    events = all_of(host, run_id)
    assert said(events) == "Name: Hello Ann\nAge: 30\n"
    assert [one.text for one in events if isinstance(one, Answered)] == ["Ann", "30"]


def test_a_run_is_stopped(host: Inline, tmp_path: Path, mark: str) -> None:
    run_id = submit(host, write(tmp_path, f"import subprocess\nsubprocess.run(['sleep', '{mark}'])\n"))
    eventually(lambda: processes(mark))
    host.stop(run_id, "ann")
    assert all_of(host, run_id, 5)[-1].state == "cancelled"  # type: ignore[union-attr]
    assert not processes(mark)
    host.stop(run_id, "ann")


def test_an_artifact_is_given_by_its_id(host: Inline, tmp_path: Path) -> None:
    run_id = submit(host, write(tmp_path, "open('a.txt', 'w').write('hi')\n"))
    (made,) = [one for one in all_of(host, run_id) if isinstance(one, Made)]
    path, facts = host.artifact(run_id, "ann", made.id)
    assert (path.read_text(), facts.name) == ("hi", "a.txt")
    for wrong in ("0" * 16, "../record", "", made.id + "/"):
        with pytest.raises(NoSuchRun, match="there is no such file in this run"):
            host.artifact(run_id, "ann", wrong)


def test_a_run_of_another_owner_is_not_there(host: Inline, tmp_path: Path) -> None:
    run_id = submit(host, write(tmp_path, "open('a.txt', 'w').write('hi')\ninput()\n"))
    asked(host, run_id, 1)
    for deed in (
        lambda: host.record(run_id, "bob"),
        lambda: host.events(run_id, "bob"),
        lambda: host.answer(run_id, "bob", 1, "x"),
        lambda: host.stop(run_id, "bob"),
        lambda: host.artifact(run_id, "bob", "0" * 16),
    ):
        with pytest.raises(NoSuchRun, match="there is no such run"):
            deed()
    assert [record.id for record in host.runs("bob")] == []
    assert [record.id for record in host.runs("ann")] == [record.id for record in host.runs(None)] == [run_id]
    host.answer(run_id, "ann", 1, "x")
    assert all_of(host, run_id)[-1].state == "done"  # type: ignore[union-attr]


@pytest.mark.parametrize("run_id", ["", "0" * 32, "x" * 32, "../../etc", "0" * 31 + "/", "A" * 32])
def test_a_run_that_never_was_is_not_there(host: Inline, run_id: str) -> None:
    with pytest.raises(NoSuchRun, match="there is no such run"):
        host.events(run_id, None)


def test_the_record_keeps_the_inputs_but_no_secret(host: Inline, tmp_path: Path) -> None:
    held = host.hold(io.BytesIO(b"a\n1\n"), "мой файл.csv")
    script = write(tmp_path, "def f(name: str, password: str, table: list[dict], tags: list[str]): ...\n")
    raws: dict[str, Raw] = {"name": "Ann", "password": "s3cret", "table": held, "tags": ("a", "b")}
    run_id = submit(host, script, raws)
    record = host.record(run_id, "ann")
    assert record.raws["table"]["file"] == "мой файл.csv"
    rest = {name: raw for name, raw in record.raws.items() if name != "table"}
    assert rest == {"name": "Ann", "password": None, "tags": ["a", "b"]}
    assert (record.tool, record.owner, record.script) == ("f", "ann", str(script))
    all_of(host, run_id)
    # The place of a run is taken away just after its end was told.
    host.close()
    files = [path for path in host.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if b"s3cret" in path.read_bytes()]


def test_runs_are_listed_the_newest_first(host: Inline, tmp_path: Path) -> None:
    script = write(tmp_path, "print(1)\n")
    ids = [submit(host, script) for _ in range(3)]
    assert [record.id for record in host.runs("ann")] == ids[::-1]


def test_another_host_on_the_same_folder_sees_answers_and_stops(host: Inline, tmp_path: Path) -> None:
    other = Inline(host.folder)
    run_id = submit(host, write(tmp_path, ASKS))
    other.wait(run_id, 20)
    assert [one.prompt for one in other.events(run_id, "ann")[0] if isinstance(one, Ask)] == ["Name: "]
    other.answer(run_id, "ann", 1, "Ann")
    asked(other, run_id, 2)
    other.stop(run_id, "ann")
    assert all_of(other, run_id)[-1].state == "cancelled"  # type: ignore[union-attr]
    assert said(host.events(run_id, "ann")[0]) == "Name: Hello Ann\nAge: "


OTHER = """
    import sys
    sys.path[:0] = [sys.argv[3]]
    from pathlib import Path
    import test_supervisor as here
    from shipway.supervisor import Inline
    host = Inline(Path(sys.argv[1]))
    run_id = here.submit(host, Path(sys.argv[2]))
    print(run_id, flush=True)
    host.wait(run_id, 60, 10**9)
"""


def elsewhere(host: Inline, script: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a run in a process of its own, and give the process and the run."""
    command = [sys.executable, "-c", textwrap.dedent(OTHER), str(host.folder), str(script), str(Path(__file__).parent)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_a_run_of_another_process_is_seen_and_answered(host: Inline, tmp_path: Path) -> None:
    process, run_id = elsewhere(host, write(tmp_path, ASKS))
    with process:
        asked(host, run_id, 1)
        host.answer(run_id, "ann", 1, "Ann")
        asked(host, run_id, 2)
        host.answer(run_id, "ann", 2, "30")
        assert said(all_of(host, run_id)) == "Name: Hello Ann\nAge: 30\n"
        process.kill()


def test_a_run_whose_process_was_killed_is_interrupted_with_its_output_so_far(
    host: Inline, tmp_path: Path, mark: str
) -> None:
    text = f"import subprocess\nprint('so far')\nsubprocess.run(['sleep', '{mark}'])\n"
    process, run_id = elsewhere(host, write(tmp_path, text))
    with process:
        eventually(lambda: processes(mark))
        eventually(lambda: said(host.events(run_id, None)[0]) == "so far\n")
        assert not any(isinstance(event, Ended) for event in host.events(run_id, None)[0])
        os.kill(process.pid, signal.SIGKILL)
    events = all_of(host, run_id, 5)
    assert events[-1] == Ended("interrupted", None, "the program that ran it was ended")
    assert said(events) == "so far\n"
    assert host.events(run_id, None, host.events(run_id, None)[1])[0] == [events[-1]]
    host.stop(run_id, "ann")
    eventually(lambda: not processes(mark), 3)


def test_closing_ends_every_run_of_this_process(tmp_path: Path, mark: str) -> None:
    host = Inline(tmp_path / "state")
    script = write(tmp_path, f"import subprocess\nsubprocess.run(['sleep', '{mark}'])\n")
    ids = [submit(host, script) for _ in range(3)]
    eventually(lambda: len(processes(mark)) == 3)
    host.close()
    assert not processes(mark)
    assert {host.events(one, None)[0][-1].state for one in ids} == {"cancelled"}  # type: ignore[union-attr]


def test_a_run_that_cannot_be_started_says_why(host: Inline, tmp_path: Path) -> None:
    script = write(tmp_path, "print(1)\n")
    reading = read(script)
    gone = type(environment(script))((str(tmp_path / "gone"),), "3.11.7", "test")
    with pytest.raises(Missing, match="does not start: No such file or directory"):
        host.submit(reading, reading.specs[0], {}, environment=gone, profile=VISITORS, owner="ann")
    assert host.runs("ann") == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("отчёт 1.csv", "отчёт 1.csv"),
        ("../../etc/passwd", "passwd"),
        ("a/b\\c:d.txt", "c_d.txt"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("", "file"),
        ("\0\n", "file"),
        ("-rf", "rf"),
        ("$(id).txt", "id_.txt"),
        ("🙂.csv", "file.csv"),
    ],
)
def test_the_name_of_an_upload_is_made_safe(host: Inline, name: str, safe: str) -> None:
    assert safe_name(name) == safe
    held = host.hold(io.BytesIO(b"x"), name)
    assert (held.name, Path(held.path).name, Path(held.path).read_bytes()) == (name, safe, b"x")


@pytest.mark.parametrize("mark_of", ["x", "я", "世"])
def test_a_very_long_name_keeps_its_end(host: Inline, mark_of: str) -> None:
    held = host.hold(io.BytesIO(b"x"), mark_of * 500 + ".csv")
    assert held.path.endswith(".csv")
    assert len(os.fsencode(Path(held.path).name)) <= 255
