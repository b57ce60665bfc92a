"""`[tool.shipway] reuse = true`: a call may be answered by the process that answered the last one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core_fixtures import Told, write
from shipway.bind import bind
from shipway.environment import environment
from shipway.profile import MINE, VISITORS, Profile
from shipway.read import profile_of, read, tool_of
from shipway.supervisor import Inline

HEAD = "# /// script\n# [tool.shipway]\n# reuse = true\n# ///\n"
COUNTS = """
import os, sys
calls = 0
def count(fail: bool = False, leave: bool = False, wait: float = 0, file: str = "") -> str:
    global calls
    calls += 1
    print("call", calls)
    if fail:
        raise ValueError("on purpose")
    if leave:
        sys.exit(3)
    if file:
        open(file, "w").write(file)
    import time
    time.sleep(wait)
    return f"{calls} {sorted(os.listdir('.'))}"
"""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Inline]:
    owner = Inline(tmp_path / "state")
    yield owner
    owner.close()


def call(host: Inline, script: Path, profile: Profile = VISITORS, stop: bool = False, **raws: str) -> Told:
    reading = read(script)
    spec = tool_of(reading, "count")
    profile = profile_of(reading, profile)
    run_id = host.submit(
        reading, spec, bind(spec, raws, profile), environment=environment(script), profile=profile, owner="ann"
    )
    if stop:
        time.sleep(0.3)
        host.stop(run_id, "ann")
    assert host.wait(run_id, 20)
    events, _ = host.events(run_id, "ann")
    return Told(host.folder / "runs" / run_id, events)


def test_calls_of_a_script_that_allows_it_are_answered_by_one_process(host: Inline, tmp_path: Path) -> None:
    script = write(tmp_path, HEAD + COUNTS)
    told = [call(host, script) for _ in range(4)]
    assert [one.result.value for one in told] == ["1 []", "2 []", "3 []", "4 []"]
    assert [one.stdout for one in told] == ["call 1\n", "call 2\n", "call 3\n", "call 4\n"]


@pytest.mark.parametrize("profile", [VISITORS, MINE])
def test_without_it_each_call_has_a_process_of_its_own(host: Inline, tmp_path: Path, profile: Profile) -> None:
    head = HEAD if profile is MINE else ""
    script = write(tmp_path, head + COUNTS)
    assert [call(host, script, profile).stdout for _ in range(3)] == ["call 1\n"] * 3


def test_what_one_call_made_is_not_there_for_the_next(host: Inline, tmp_path: Path) -> None:
    script = write(tmp_path, HEAD + COUNTS)
    assert call(host, script, file="x.txt").made == {"x.txt": b"x.txt"}
    told = call(host, script)
    assert told.result.value == "2 []"
    assert told.made == {}


@pytest.mark.parametrize("how", ["fail", "leave"])
def test_a_call_that_goes_wrong_is_the_last_of_its_process(host: Inline, tmp_path: Path, how: str) -> None:
    script = write(tmp_path, HEAD + COUNTS)
    assert call(host, script).stdout == "call 1\n"
    assert call(host, script, **{how: "yes"}).ended.state == "failed"
    assert call(host, script).stdout == "call 1\n"


def test_a_call_that_is_stopped_is_the_last_of_its_process(host: Inline, tmp_path: Path) -> None:
    script = write(tmp_path, HEAD + COUNTS)
    assert call(host, script).stdout == "call 1\n"
    assert call(host, script, stop=True, wait="30").ended.state == "cancelled"
    assert call(host, script).stdout == "call 1\n"


def test_a_script_that_was_saved_is_loaded_again(host: Inline, tmp_path: Path) -> None:
    script = write(tmp_path, HEAD + COUNTS)
    assert call(host, script).stdout == "call 1\n"
    write(tmp_path, HEAD + COUNTS.replace('"call"', '"a new call"'))
    assert call(host, script).stdout == "a new call 1\n"
