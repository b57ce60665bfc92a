"""`python -m shipway_web`, and the application that a bare WSGI server starts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from served import command, served
from shipway.errors import Missing, ShipwayError
from shipway_web.settings import from_environment

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "tests/scripts/sleeps.py"


def test_it_says_where_it_is_when_it_answers(tmp_path: Path) -> None:
    with served(tmp_path, SCRIPT, ROOT / "tests/scripts/raises.py") as site:
        assert site.said == f"Shipway serves 2 scripts at {site.url}\n"
        with urllib.request.urlopen(site.url) as answer:
            assert "Sleep" in answer.read().decode()
        assert site.author.startswith(site.url + "author/")


def test_both_workers_know_the_same_runs_and_the_stop_reaches_the_right_one(tmp_path: Path) -> None:
    with served(tmp_path, SCRIPT) as site:
        first = _post(f"{site.url}api/sleeps/sleeps?wait=0.1", b'{"seconds": 60}')
        run, key = _text(first, "run"), _text(first, "key")
        for _ in range(12):
            # Each is a connection of its own, so that either worker may take it.
            _until(lambda: '"asleep' in _get(f"{site.url}api/runs/{run}", key))
        _post(f"{site.url}api/runs/{run}/stop", b"", key)
        _until(lambda: '"cancelled"' in _get(f"{site.url}api/runs/{run}", key))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_stopping_ends_the_workers_and_the_runs_and_leaves_nothing(tmp_path: Path, sign: int) -> None:
    with served(tmp_path, SCRIPT) as site:
        before = set(psutil.pids())
        _post(f"{site.url}api/sleeps/sleeps?wait=1", b'{"seconds": 60}')
        family = psutil.Process(site.process.pid).children(recursive=True)
        # A launcher that is sealed off is nobody's child, and its runs are below it.
        family += [
            one
            for one in psutil.process_iter(["cmdline"])
            if one.pid not in before and "launcher.py" in str(one.info["cmdline"])
        ]
        assert len(family) >= 3, "two workers and a run"
        site.process.send_signal(sign)
        site.process.wait(15)
        _until(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in family))
    assert [path.name for path in tmp_path.iterdir()] == ["stderr"]
    assert "Traceback" not in (tmp_path / "stderr").read_text()


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(command("--port", port, SCRIPT), capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert done.stderr == f"shipway: port {port} of 127.0.0.1 is in use; choose another with --port\n"


def test_a_script_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(command(tmp_path / "none.py"), capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert done.stderr == f"shipway: there is no file {tmp_path / 'none.py'}\n"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--port", "99999"), 2, "99999 is no port; choose one up to 65535 with --port, or 0 for a free one"),
        (("--port", "-1"), 2, "-1 is no port; choose one up to 65535 with --port, or 0 for a free one"),
        (("--workers", "0"), 2, "0 workers serve nobody; choose at least 1 with --workers"),
        (("--host", "é" * 70), 1, f"{'é' * 70} is no address of this machine; choose another with --host"),
        (("--python", "/none"), 1, "the interpreter /none cannot be used: No such file or directory"),
    ],
)
def test_what_cannot_be_served_is_one_sentence_before_anything_listens(
    words: tuple[str, ...], code: int, told: str
) -> None:
    done = subprocess.run(command("--port", 0, *words, SCRIPT), capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"shipway: {told}\n")


def test_a_bare_server_needs_no_setting(tmp_path: Path) -> None:
    environ = {name: text for name, text in os.environ.items() if not name.startswith("SHIPWAY")}
    code = "from shipway_web.wsgi import app; print(app.test_client().get('/').status_code)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "200\n"
    [state] = tmp_path.glob("shipway-web-*")
    assert state.stat().st_mode & 0o777 == 0o700


def test_all_workers_agree_on_the_secret(tmp_path: Path) -> None:
    environ = {"SHIPWAY_STATE": str(tmp_path)}
    assert from_environment(environ).secret == from_environment(environ).secret
    assert len(from_environment(environ).secret) > 30


def test_a_state_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(Missing, match="not a folder of ours"):
        from_environment({"SHIPWAY_STATE": str(tmp_path / "link")})


@pytest.mark.parametrize(
    "environ", [{"SHIPWAY_SECRET": "short"}, {"SHIPWAY_SCRIPTS": "x.py"}, {"SHIPWAY_SCRIPTS": "[1]"}]
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, environ: dict[str, str]) -> None:
    [name] = environ
    with pytest.raises(ShipwayError, match=name):
        from_environment({"SHIPWAY_STATE": str(tmp_path), **environ})


def _post(url: str, body: bytes, key: str = "") -> str:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=30) as answer:
        return answer.read().decode()


def _get(url: str, key: str) -> str:
    asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return answer.read().decode()


def _text(answer: str, name: str) -> str:
    return answer.partition(f'"{name}": "')[2].partition('"')[0]


def _until(holds, seconds: float = 15) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
