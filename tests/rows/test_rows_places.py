"""Row E19 of the matrix: wherever a server stands and a script lies, a run of it comes to the same result."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core_fixtures import write

SCRIPT = """
import datetime, os, pathlib, sys, tempfile

def f(name: str, day: datetime.date):
    print(sys.argv[0] == __file__, os.path.isfile(__file__), os.path.basename(__file__))
    print(name, name.upper(), sorted(os.listdir()), sys.stdout.encoding, sys.getfilesystemencoding())
    with open("файл.txt", "w") as file:
        file.write(name)
    with tempfile.TemporaryFile() as file, open(os.path.expanduser("~/.kept"), "w"):
        file.write(b"x")
    yield {"name": name, "day": str(day), "number": format(1234.5, "n"), "float": float("1.5")}
    yield [{"имя": name}]
    pathlib.Path("тоже.txt").write_text("x")
    yield pathlib.Path("тоже.txt")
"""
# What a server does: takes the script, runs it for a visitor, and keeps what it said. Prints that as JSON.
SERVER = """
    import json, os, shutil, sys
    from pathlib import Path
    if "--nowhere" in sys.argv:
        os.rmdir(os.getcwd())
    from shipway.events import Ended, Made, Output, Result
    from shipway.supervisor import Inline
    from test_supervisor import all_of, submit
    host = Inline(Path(sys.argv[2]))
    run_id = submit(host, Path(sys.argv[1]), {"name": "Ж ışı İ 世 🚢", "day": "2026-11-28"}, tool="f")
    events = all_of(host, run_id, 60)
    told = {
        "said": [[one.stream, one.data.hex()] for one in events if isinstance(one, Output)],
        "results": [[one.shape, one.value] for one in events if isinstance(one, Result)
                    and one.shape != "file"],
        "made": [[one.name, host.artifact(run_id, None, one.id)[0].read_bytes().hex()]
                 for one in events if isinstance(one, Made)],
        "end": [events[-1].state, events[-1].reason],
    }
    sys.stdout.buffer.write(json.dumps(told).encode())
"""
PLAIN = "script.py"
LONG = "длинное имя с пробелом " + "x" * 195 + ".py"
assert len(LONG.encode()) == 240
WORLDS: dict[str, tuple[dict[str, str | None], str, bool]] = {
    "C": ({"LC_ALL": "C", "LANG": "C"}, PLAIN, False),
    "C, not coerced": ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, PLAIN, False),
    "C, not coerced, odd path": ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, LONG, False),
    "Turkish": ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, PLAIN, False),
    "no locale of this name": ({"LC_ALL": "xx_YY.KOI8-R"}, PLAIN, False),
    "PYTHONUTF8=0": ({"PYTHONUTF8": "0"}, LONG, False),
    "PYTHONIOENCODING": ({"PYTHONIOENCODING": "latin-1"}, PLAIN, False),
    "a zone that is none": ({"TZ": "Moon/Sea of Rains"}, PLAIN, False),
    "an odd zone": ({"TZ": ":/etc/passwd"}, PLAIN, False),
    "no HOME": ({"HOME": None, "USER": None, "LOGNAME": None}, PLAIN, False),
    # Nobody, not even root, can write there.
    "HOME cannot be written": ({"HOME": "/proc/sys"}, PLAIN, False),
    "HOME is not there": ({"HOME": "/nowhere/at/all"}, PLAIN, False),
    "the folder is gone": ({}, PLAIN, True),
    "a path of 240 bytes": ({}, LONG, False),
    "bare": ({name: None for name in os.environ if name not in ("PATH", "SHIPWAY_STATE")}, LONG, True),
}


def served(folder: Path, variables: dict[str, str | None], name: str, nowhere: bool) -> dict[str, Any]:
    """Let a server of its own run the script; give all that it told."""
    script = write(folder / "папка с пробелом", SCRIPT, name)
    stand = folder / "stand"
    stand.mkdir()
    changed = {**os.environ, "SHIPWAY_CACHE": str(folder / "cache"), **variables}
    kept = {name: text for name, text in changed.items() if text is not None}
    server = write(folder / "server", SERVER, "server.py")
    command = [sys.executable, server, script, folder / "state", *["--nowhere"] * nowhere]
    env = kept | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, cwd=stand, env=env, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    # The one thing that may differ: its name, which it printed.
    told["said"] = b"".join(bytes.fromhex(data) for _, data in told["said"]).replace(name.encode(), b"NAME").decode()
    return told


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Run it once in the usual world."""
    told = served(tmp_path_factory.mktemp("usual"), {"LC_ALL": "C.UTF-8"}, PLAIN, nowhere=False)
    assert told["end"] == ["done", ""]
    assert told["said"].startswith("True True NAME\n")
    assert [name for name, _ in told["made"]] == ["тоже.txt", "файл.txt"]
    assert told["results"][1] == [
        "table",
        {"columns": ["имя"], "rows": [["Ж ışı İ 世 🚢"]], "numeric": [False], "total": 1},
    ]
    return told


@pytest.mark.parametrize("world", WORLDS)
def test_e19_the_result_is_the_same_in_every_world(tmp_path: Path, usual: dict[str, Any], world: str) -> None:
    variables, name, nowhere = WORLDS[world]
    assert served(tmp_path, variables, name, nowhere) == usual


OWN = """
import os, sys, time
print(ascii(sys.argv), os.path.isfile(__file__), "Ж" > "A", ascii("Ж"), sys.stdout.encoding, time.tzname)
print("home", os.environ.get("HOME"), os.path.expanduser("~"), time.strftime("%H:%M", time.localtime(0)))
print("Ж 世")
"""


@pytest.mark.parametrize("world", WORLDS)
def test_e19_the_authors_own_run_is_the_one_by_hand_in_every_world(tmp_path: Path, world: str) -> None:
    variables, name, nowhere = WORLDS[world]
    script = write(tmp_path / "папка с пробелом", OWN, name)
    changed = {**os.environ, "SHIPWAY_CACHE": str(tmp_path / "cache"), **variables}
    env = {name: text for name, text in changed.items() if text is not None}
    # A folder that goes away below whoever starts there.
    start = 'mkdir "$0" && cd "$0" && { [ -z "$1" ] || rmdir "$0"; } && shift && exec "$@"'
    seen = []
    for number, words in enumerate(([], ["-m", "shipway", "run"])):
        stand, gone = str(tmp_path / f"stand{number}"), "gone" * nowhere
        command = [
            "sh",
            "-c",
            start,
            stand,
            gone,
            sys.executable,
            *words,
            script,
            *(["--", "a b"] if words else ["a b"]),
        ]
        done = subprocess.run(command, env=env, capture_output=True, timeout=60, check=False)
        seen.append((done.returncode, done.stdout, done.stderr))
    assert seen[0] == seen[1]
    assert seen[0][1]
