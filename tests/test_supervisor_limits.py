"""What a supervisor refuses, and that it leaves nothing open then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core_fixtures import write
from shipway.errors import BadInput, Busy
from shipway.events import Ended
from shipway.spec import FileRef
from shipway.supervisor import Inline
from test_supervisor import ASKS, all_of, asked, host, submit

__all__ = ["host"]


def test_a_run_that_fails_to_start_leaves_nothing_open(host: Inline, tmp_path: Path) -> None:
    script = write(tmp_path, "import sys\nprint(sys.stdin.read())\n")
    gone = FileRef(str(tmp_path / "gone"), "gone.txt")
    held = []
    for _ in range(5):
        with pytest.raises(BadInput, match=r"'gone\.txt' cannot be read"):
            submit(host, script, {"standard_input": gone})
        held.append(len(os.listdir("/proc/self/fd")))
    assert host.runs(None) == []
    # The first one started a launcher, which stays.
    assert len(set(held)) == 1


def test_more_runs_than_there_may_be_are_refused(tmp_path: Path) -> None:
    host = Inline(tmp_path / "state", most=1)
    script = write(tmp_path, "import time\ntime.sleep(60)\n")
    submit(host, script)
    with pytest.raises(Busy, match="try again"):
        submit(host, script)
    host.close()
    submit(host, script)
    host.close()


@pytest.mark.parametrize("text", ["a\nb", "x" * 70_000, "\ud83d"])
def test_an_answer_that_is_no_line_is_refused(host: Inline, tmp_path: Path, text: str) -> None:
    run_id = submit(host, write(tmp_path, ASKS))
    asked(host, run_id, 1)
    with pytest.raises(BadInput):
        host.answer(run_id, "ann", 1, text)
    host.answer(run_id, "ann", 1, None)
    assert isinstance(all_of(host, run_id)[-1], Ended)
