"""A system without fork, `fcntl`, `resource`, `termios` and sockets of its own (as Windows is): runs all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core_fixtures import write

HIDE = """
    import _socket, os, sys
    for name in ("fcntl", "resource", "termios"):
        sys.modules[name] = None
    del _socket.AF_UNIX, _socket.socketpair, os.fork
"""
CHILD = (
    HIDE
    + """
    import runpy
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
"""
)
DRIVER = (
    HIDE
    + """
    import dataclasses, tempfile, time
    from pathlib import Path
    from shipway.bind import bind
    from shipway.environment import own
    from shipway.events import Ask, Ended
    from shipway.profile import PROFILES
    from shipway.read.readers import read_here
    from shipway.spec import Reading
    from shipway.supervisor import Inline
    from shipway.spec import Spec

    child, script, tool, profile, what = sys.argv[1:]
    where = dataclasses.replace(own(), command=(sys.executable, child))
    spec = Spec(tool, "function" if tool == "double" else "prompts", stdin="asks" if tool == "asks" else "none")
    if tool == "double":
        from shipway.spec import Param
        spec = dataclasses.replace(spec, params=(Param("number", "whole_number", place="call"),))
    reading = Reading(script, "It", specs=(spec,))
    with tempfile.TemporaryDirectory() as state:
        host = Inline(Path(state))
        raws = {"number": "21"} if tool == "double" else {}
        values = bind(spec, raws, PROFILES[profile])
        run = host.submit(reading, spec, values, environment=where, profile=PROFILES[profile], owner="me")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            host.wait(run, 1)
            events, _ = host.events(run, "me")
            asked = [event for event in events if isinstance(event, Ask)]
            if isinstance(events[-1], Ended):
                break
            if asked:
                host.answer(run, "me", asked[-1].id, "Ann")
            if what == "stop":
                host.stop(run, "me")
        print(*events, sep=chr(10))
        host.close()
"""
)
SCRIPT = """
    import sys, time
    def double(number: int) -> int:
        return number * 2
    if __name__ == "__main__":
        if "waits" in __file__:
            time.sleep(60)
        print("Hello", input("Name: "))
"""


@pytest.mark.parametrize("profile", ["mine", "visitors"])
@pytest.mark.parametrize(
    ("name", "tool", "what", "seen"),
    [
        ("it.py", "double", "", ["value='42'", "state='done'"]),
        ("it.py", "asks", "", ["Hello Ann", "state='done'"]),
        ("waits.py", "plain", "stop", ["state='cancelled'"]),
    ],
)
def test_a_run_is_what_it_is_elsewhere(
    tmp_path: Path, name: str, tool: str, what: str, seen: list[str], profile: str
) -> None:
    child, driver = write(tmp_path, CHILD, "child.py"), write(tmp_path, DRIVER, "driver.py")
    script = write(tmp_path, SCRIPT, name)
    done = subprocess.run(
        [sys.executable, driver, child, script, tool, profile, what],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for text in seen:
        assert text in done.stdout, done.stdout
    assert "level='tree'" not in done.stdout
