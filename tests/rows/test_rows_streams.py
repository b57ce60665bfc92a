"""Rows E01 to E04 of the matrix: what a script does with its streams never hangs, fills or breaks whoever listens."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core_fixtures import Watched, begin, go, mark, processes, write
from shipway.events import Output, from_line, to_line
from shipway.profile import VISITORS, Profile
from shipway.run.progress import Bars
from shipway.transcript import Transcript

__all__ = ["mark"]

ENDLESS = {
    "lines": "line = 'hello ' * 500\nwhile True:\n    print(line)\n",
    "no newline": "import os\nwhile True:\n    os.write(1, b'x' * 65536)\n",
    "nothing but NUL": "import os\nwhile True:\n    os.write(1, bytes(65536))\n",
    "both streams": "import os\nwhile True:\n    os.write(2, b'\\xff' * 9999)\n    os.write(1, b'y\\n' * 9999)\n",
}
# A supervisor of its own, watched by another on the same folder; gives its memory in KiB, before and at the most.
SUPERVISOR = """
    import sys
    from pathlib import Path
    from shipway.supervisor import Inline
    from test_supervisor import submit

    def memory(name):
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(name))

    script, state = Path(sys.argv[1]), Path(sys.argv[2])
    host, other = Inline(state), Inline(state)
    warm = submit(host, script.with_name("warm.py"))
    host.wait(warm, 60)
    host.events(warm, None)
    before = memory("VmRSS")
    run_id = submit(host, script)
    while not other.wait(run_id, 60):
        pass
    print(before, memory("VmHWM"), run_id)
"""


def supervised(folder: Path, text: str) -> tuple[int, Path]:
    """Run a script under a supervisor of its own; give by how much that grew (KiB), and the run's events."""
    write(folder, "print(1)\n", "warm.py")
    command = [sys.executable, "-c", textwrap.dedent(SUPERVISOR), str(write(folder, text)), str(folder / "state")]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    before, most, run_id = done.stdout.split()
    return int(most) - int(before), folder / "state" / "runs" / run_id / "events"


@pytest.mark.parametrize("how", ENDLESS)
def test_e01_output_without_end_is_cut_and_costs_the_supervisor_nothing(tmp_path: Path, how: str) -> None:
    grown, events = supervised(tmp_path, ENDLESS[how])
    written = 0
    with events.open(encoding="utf-8", errors="surrogatepass", newline="\n") as lines:
        for line in lines:
            event = from_line(line)
            written += len(event.data) if isinstance(event, Output) else 0
    assert (event.state, event.reason) == ("failed", "it wrote more than 64 MiB of output")
    assert written == 64 * 2**20
    assert grown < 20 * 1024


def is_cut(folder: Path, profile: Profile) -> None:
    """Check that no more of a run's output is kept than its profile says."""
    told = go(write(folder, "for _ in range(4000):\n    print('x' * 1023)\n"), profile=profile)
    assert (told.ended.state, told.ended.reason) == ("failed", "it wrote more than 1 MiB of output")
    assert len(told.of("stdout")) == 2**20


def test_e01_the_cap_is_kept_to_the_byte(tmp_path: Path) -> None:
    is_cut(tmp_path, replace(VISITORS, output=2**20))


def test_e01_control_without_a_cap_all_of_it_is_kept(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="done"):
        is_cut(tmp_path, replace(VISITORS, output=None))


ODD = {
    "latin-1": "café crème".encode("latin-1") * 9,
    "mixed": "Привет".encode() + "Привет".encode("cp1251") + "世界".encode("utf-16") + "世界".encode("gb18030"),
    "NUL": b"a\0b\0\0c",
    "ESC": b"\x1b[31mred\x1b[0m\x1b]0;title\x07\x1b[2J\x1b[999999999;1H\x1b[",
    "bars": b"".join(b"\rstep %d/100" % number for number in range(101)),
    "separators of lines": "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg".encode(),
    "half a character": "я".encode()[:1],
    "every byte": bytes(range(256)),
}


@pytest.mark.parametrize("how", ODD)
def test_e02_odd_bytes_are_kept_as_they_are(tmp_path: Path, how: str) -> None:
    # The first and the last lie across the edges of what is read at once (65,536 bytes).
    data = ODD[how] + b"." * (65535 - len(ODD[how])) + ODD[how] + "я世🚢".encode() * 30_000 + ODD[how]
    write(tmp_path, "", "data").write_bytes(data)
    text = f"import sys\ndata = open({str(tmp_path / 'data')!r}, 'rb').read()\n"
    text += "sys.stdout.buffer.write(data)\nsys.stdout.flush()\nsys.stderr.buffer.write(data)\n"
    told = go(write(tmp_path, text), profile=replace(VISITORS, seconds=20))
    assert told.ended.state == "done"
    for stream in ("stdout", "stderr"):
        assert told.of(stream) == data
    # They are the same once they were stored, and can be shown.
    assert [from_line(to_line(event)) for event in told.events] == told.events
    assert Transcript().feed(told.events).text("stdout")


BARS = {
    "blank lines": b"\n" * 65_000 + b"%|",
    "cursors": b"[A:" * 20_000 + b"%|",
    "no number": b"\r 45%|##| 1.2.3/4 [00:01<00:01, 1it/s]",
    "only a point": b"\r 45%|##| ./. [00:01<00:01, 1it/s]",
    "no time": b"\r 45%|##| 1/4 [:<::, 1it/s]",
    "digits": b"\r 45%|##| " + b"9" * 5000 + b"/" + b"9" * 5000 + b" [00:01<" + b"9" * 5000 + b", 1it/s]",
}


@pytest.mark.parametrize("how", BARS)
def test_e02_what_is_almost_a_bar_neither_hangs_nor_breaks_the_run(how: str) -> None:
    began = time.thread_time()
    Bars().see(BARS[how])
    assert time.thread_time() - began < 1


def test_e02_what_is_almost_a_bar_leaves_the_run_to_its_end(tmp_path: Path) -> None:
    text = f"import sys\nsys.stderr.buffer.write({BARS['no number']!r})\nprint('on')\n"
    told = go(write(tmp_path, text))
    assert (told.ended.state, told.stdout) == ("done", "on\n")


CLOSED = {
    "by Python": "sys.stdout.close()",
    "descriptors": "os.close(1); os.close(2)",
    "elsewhere": "os.dup2(os.open(os.devnull, os.O_RDWR), 1); os.dup2(1, 2)",
}


@pytest.mark.parametrize("how", CLOSED)
def test_e03_a_script_that_closed_its_streams_is_waited_for_and_no_longer(tmp_path: Path, how: str) -> None:
    head = f"import os, sys, time\nprint('on', flush=True)\n{CLOSED[how]}\n"
    told = go(write(tmp_path, head + "time.sleep(0.3)\nopen('after', 'w').close()\n"))
    assert (told.ended.state, told.stdout, list(told.made)) == ("done", "on\n", ["after"])
    told = go(write(tmp_path, head + "time.sleep(600)\n"), profile=replace(VISITORS, seconds=1))
    assert (told.ended.state, told.ended.seconds < 10) == ("timed out", True)


# Each leaves a process that has the script's standard output, and ends.
HOLDERS = {
    "a daemon is silent": "daemon('sleep', MARK)",
    "a daemon writes on": "daemon('sh', '-c', 'while :; do echo $0; done', MARK)",
    "a grandchild writes on": "subprocess.Popen(['sh', '-c', 'while :; do echo $0; done', MARK])",
}
HOLD = """
import os, subprocess, time
MARK = {mark!r}

def daemon(*words):
    if not os.fork():
        os.setsid()
        if not os.fork():
            os.execvp(words[0], words)
        os._exit(0)

print("on", flush=True)
{how}
time.sleep(0.3)
"""


def ends_by_itself(folder: Path, how: str, mark: str, run: Callable[[Path], str]) -> None:
    """Check that such a run is over when its script is."""
    began = time.monotonic()
    assert run(write(folder, HOLD.format(mark=mark, how=HOLDERS[how]))) == "done"
    assert time.monotonic() - began < 10
    assert not processes(mark)


@pytest.mark.parametrize("how", HOLDERS)
def test_e03_whoever_holds_the_output_does_not_hold_the_run(tmp_path: Path, how: str, mark: str) -> None:
    ends_by_itself(tmp_path, how, mark, lambda script: go(script, profile=replace(VISITORS, seconds=30)).ended.state)


@pytest.mark.parametrize("how", HOLDERS)
def test_e03_control_a_reader_that_waits_for_the_end_of_output_is_held(tmp_path: Path, how: str, mark: str) -> None:
    def naive(script: Path) -> str:
        try:
            subprocess.run([sys.executable, script], stdout=subprocess.PIPE, timeout=2, check=False)
        except subprocess.TimeoutExpired:
            return "timed out"
        return "done"

    with pytest.raises(AssertionError, match="timed out"):
        ends_by_itself(tmp_path, how, mark, naive)


def test_e03_a_stranger_that_holds_the_output_is_not_waited_for(tmp_path: Path) -> None:
    text = "import os, time\nprint(os.getpid(), 'on', flush=True)\nwhile not os.path.exists('go'): time.sleep(0.02)\n"
    watched = Watched(*begin(write(tmp_path, text)))
    watched.until("on")
    held = os.open(f"/proc/{watched.told.stdout.split()[0]}/fd/1", os.O_WRONLY)
    try:
        (watched.told.folder / "work" / "go").touch()
        assert watched.end(10).state == "done"
    finally:
        os.close(held)


READS = {
    "all": "print(repr(sys.stdin.read()))",
    "bytes": "print(repr(sys.stdin.buffer.read().decode()))",
    "the descriptor": "print(repr(os.read(0, 100).decode()))",
    "a program": "print(repr(subprocess.run(['cat'], stdout=-1).stdout.decode()))",
}


@pytest.mark.parametrize("how", READS)
def test_e04_a_full_stderr_and_an_empty_stdin_stop_nothing(tmp_path: Path, how: str) -> None:
    # A pipe holds 64 KiB: both are far more, and stdout says nothing until the end.
    text = (
        f"import os, subprocess, sys\nsys.stderr.write('e' * 3_000_000)\n{READS[how]}\nsys.stderr.write('f' * 99_999)\n"
    )
    told = go(write(tmp_path, text), profile=replace(VISITORS, seconds=30))
    assert (told.ended.state, told.stdout) == ("done", "''\n"), told.stderr[-300:]
    assert told.stderr == "e" * 3_000_000 + "f" * 99_999


def test_e04_a_question_behind_a_full_stderr_is_asked_and_answered(tmp_path: Path) -> None:
    text = "import sys\nsys.stderr.write('e' * 3_000_000)\nprint(input('Name: '))\n"
    told = go(write(tmp_path, text), profile=replace(VISITORS, seconds=30), answers=["Ann"])
    assert (told.ended.state, told.stdout) == ("done", "Name: Ann\n")
