"""Rows E14 and E15 of the matrix: what a sealed run changes, reaches and sees of the machine is nothing but its own."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import shipway
from core_fixtures import Told, Watched, begin, go, sealed, write
from shipway.environment import environment
from shipway.profile import VISITORS, Profile
from shipway.read import read
from shipway.run.launchers import Launchers

__all__ = ["sealed"]

PATIENT = replace(VISITORS, seconds=60)
HEAD = """
import json, os, socket, sys

def tried(what):
    try:
        return repr(what())
    except OSError as error:
        return "refused: " + os.strerror(error.errno or 0)
    except Exception as error:
        return "refused: " + repr(error)

def put(path):
    with open(path, "a") as file:
        file.write("# changed\\n")
    return "changed"

def is_readable(path):
    with open(path, "rb") as file:
        return len(file.read())
"""


LIBC = "__import__('ctypes').CDLL(None)"


def asked(script: Path, tries: dict[str, str], profile: Profile = PATIENT, **how: Any) -> dict[str, str]:
    """Have a run try things, and give what came of each."""
    lines = [f"told[{name!r}] = tried(lambda: {text})" for name, text in tries.items()]
    script.write_text("\n".join([HEAD, "told = {}", *lines, "print(json.dumps(told))", ""]))
    told: Told = go(script, profile=profile, **how)
    assert told.ended.state == "done", told.stderr
    assert told.level == ("sealed" if profile.seal else "tree")
    found: dict[str, str] = json.loads(told.stdout)
    assert found.keys() == tries.keys()
    return found


def are_refused(found: dict[str, str]) -> None:
    """Check that nothing of what was tried came to anything."""
    assert {name: said for name, said in found.items() if not said.startswith("refused: ")} == {}


@pytest.fixture
def another(sealed: Path) -> Iterator[Watched]:
    """Give another run, which goes on meanwhile and has a file in its folder."""
    text = "import os, time\nopen('own.txt', 'w').write('own')\nprint(os.getcwd(), 'on', flush=True)\ntime.sleep(100)\n"
    watched = Watched(*begin(write(sealed, text, "another.py"), profile=PATIENT))
    watched.until("on")
    yield watched
    watched.run.stop()
    watched.end()


def test_e14_a_sealed_run_changes_nothing_but_its_own(sealed: Path, another: Watched) -> None:
    script, beside = sealed / "script.py", write(sealed, "x = 1\n", "beside.py")
    state = Path(os.environ["SHIPWAY_STATE"])
    database = write(state, "", "runs.db")
    theirs = Path(another.told.stdout.split()[0]) / "own.txt"
    package, far = Path(pytest.__file__), Path(shipway.__file__)
    watched = [package, far, beside, database, theirs, Path(sys.executable).resolve()]
    before = {path: path.read_bytes() for path in watched}
    tries = {str(path): f"put({str(path)!r})" for path in watched}
    tries |= {"itself": "put(__file__)", "a file beside it": f"put({str(sealed / 'new.py')!r})"}
    tries |= {
        "its name": f"os.rename(__file__, {str(sealed / 'gone.py')!r})",
        "a neighbour away": f"os.unlink({str(beside)!r})",
        "a cache of bytecode": f"os.mkdir({str(sealed / '__pycache__')!r})",
        "what it runs": "put(sys.executable)",
        "the system": "put('/etc/passwd')",
        "a program": "put('/usr/bin/env')",
        "another's folder": f"os.listdir({str(theirs.parent)!r})",
        "all runs": f"len(os.listdir({str(theirs.parent.parent.parent)!r})) - 1 or missing",
        "the state": f"os.listdir({str(state)!r})",
        "read-only undone": "os.system('mount -o remount,rw /usr 2>/dev/null') and missing",
        "a kernel's setting": "open('/proc/sys/kernel/hostname', 'w').write('changed')",
    }
    are_refused(asked(script, tries))
    assert {path: path.read_bytes() for path in watched} == before
    assert not script.read_text().endswith("# changed\n")
    assert sorted(path.name for path in sealed.iterdir()) == ["another.py", "beside.py", "script.py"]


def test_e14_rights_in_namespaces_of_its_own_undo_nothing(sealed: Path) -> None:
    # A user who is nobody may be root of a namespace (user_namespaces(7)): then nothing of the seal opens by it.
    flags = {"read-only": "None, b'/usr', None, 0x1020, None", "all": "None, b'/', None, 0x1020, None"}
    tries = {"namespace": f"{LIBC}.unshare(0x10020000)"}
    tries |= {name: f"{LIBC}.mount({how}) + 1 or missing" for name, how in flags.items()}
    tries |= {path: f"{LIBC}.umount2({path.encode()!r}, 2) + 1 or missing" for path in ("/proc", "/tmp", "/usr")}
    tries |= {"written": "put('/usr/new')", "beside it": f"put({str(sealed / 'new.py')!r})"}
    found = asked(sealed / "script.py", tries)
    assert found.pop("namespace") in ("0", "-1")
    are_refused(found)


def test_e14_control_without_a_seal_it_changes_its_own_text(sealed: Path) -> None:
    with pytest.raises(AssertionError, match="changed"):
        are_refused(asked(sealed / "script.py", {"itself": "put(__file__)"}, replace(PATIENT, seal=False)))
    assert (sealed / "script.py").read_text().endswith("# changed\n")


def test_e14_control_launchers_that_do_not_seal_give_the_level_tree(tmp_path: Path, sealed: Path) -> None:
    script = write(sealed, "print(1)\n")
    launchers = Launchers(tmp_path / "open", seal=False)
    try:
        ready = launchers.take(read(script), environment(script), PATIENT)
        assert ready is not None
        assert ready.level == "tree"
        ready.drop()
    finally:
        launchers.close()


def test_e14_what_a_run_keeps_is_its_own_alone(sealed: Path) -> None:
    script = sealed / "script.py"
    tries = {"its folder": "put('new.txt')", "its home": "put(os.path.expanduser('~/new'))", "/tmp": "put('/tmp/new')"}
    found = asked(script, tries)
    assert set(found.values()) == {"'changed'"}
    # What one run put there, the next one does not see.
    tries = {"/tmp": "'new' in os.listdir('/tmp')", "home": "os.listdir(os.path.expanduser('~')).count('new')"}
    assert set(asked(script, tries).values()) == {"False", "0"}


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Listen at a port, at a socket with a name, and at one in a folder; give how a script would come in."""
    port = socket.create_server(("127.0.0.1", 0))
    named, filed = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    name = f"\0shipway-test-{os.getpid()}"
    named.bind(name)
    path = os.path.join("/tmp", f"shipway-test-{os.getpid()}.socket")
    filed.bind(path)
    for one in (named, filed):
        one.listen()
    yield {
        "port": f"socket.create_connection(('127.0.0.1', {port.getsockname()[1]}), 3)",
        "name": f"socket.socket(socket.AF_UNIX).connect({name!r})",
        "file": f"socket.socket(socket.AF_UNIX).connect({path!r})",
    }
    for one in (port, named, filed):
        one.close()
    os.unlink(path)


def reaching(doors: dict[str, str]) -> dict[str, str]:
    own = os.getpid()
    return {
        **doors,
        "the environment of the server": f"is_readable('/proc/{own}/environ')",
        "its command line": f"is_readable('/proc/{own}/cmdline')",
        "its memory": f"is_readable('/proc/{own}/maps')",
        # PTRACE_SEIZE stops nothing, and ends with whoever did it (ptrace(2)).
        "tracing it": f"{LIBC}.ptrace(0x4206, {own}, None, None) + 1 or missing",
        "a signal to it": f"os.kill({own}, 0)",
    }


def test_e15_a_sealed_run_reaches_nobody(sealed: Path, doors: dict[str, str]) -> None:
    more = {
        "the network": "socket.create_connection(('192.0.2.1', 80), 3)",
        "a name": "socket.getaddrinfo('example.org', 80)",
        "a packet": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "processes of others": "[int(n) for n in os.listdir('/proc') if n.isdigit() and int(n) > 40][0]",
        "raw packets": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    }
    are_refused(asked(sealed / "script.py", {**reaching(doors), **more}))


def test_e15_control_without_a_seal_it_reaches_all_of_them(sealed: Path, doors: dict[str, str]) -> None:
    found = asked(sealed / "script.py", reaching(doors), replace(PATIENT, seal=False, network=True))
    unheld = {name for name, said in found.items() if not said.startswith("refused: ")}
    # Tracing may be forbidden by the machine (Yama), whoever asks.
    assert unheld >= found.keys() - {"tracing it"}


def test_e15_a_port_of_a_sealed_run_is_its_own(sealed: Path) -> None:
    text = """
        import socket, time
        server = socket.create_server(("127.0.0.1", 0))
        with socket.create_connection(server.getsockname(), 5):
            print(server.getsockname()[1], "on", flush=True)
        time.sleep(100)
    """
    watched = Watched(*begin(write(sealed, text), profile=PATIENT))
    try:
        watched.until("on")
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", int(watched.told.stdout.split()[0])), 3)
    finally:
        watched.run.stop()
        watched.end()


def test_e15_it_sees_its_own_processes_alone(sealed: Path) -> None:
    found = asked(sealed / "script.py", {"seen": "sorted(int(n) for n in os.listdir('/proc') if n.isdigit())"})
    assert len(found["seen"].split(",")) <= 3


def test_e15_where_the_author_allows_the_network_it_is_there(sealed: Path, doors: dict[str, str]) -> None:
    found = asked(sealed / "script.py", {"port": doors["port"], "file": doors["file"]}, replace(PATIENT, network=True))
    assert not found["port"].startswith("refused: ")
    assert found["file"].startswith("refused: ")
