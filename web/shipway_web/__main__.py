"""`python -m shipway_web [SCRIPT…]`: a site on this machine."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from shipway.environment import check
from shipway.errors import NoSuchScript, ShipwayError
from shipway.examples import SCRIPTS
from shipway.profile import LEVELS
from shipway_web.app import create_app
from shipway_web.serve import Server, listen
from shipway_web.settings import LOOPBACK, Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until stopped; give the exit code."""
    asked = _asked(argv)
    scripts = tuple(Path(script).absolute() for script in asked.scripts)
    if wrong := _wrong(asked):
        print(f"shipway: {wrong}", file=sys.stderr)
        return 2
    try:
        # An interpreter or a script that is not there is told now, and not by every page.
        for script in scripts or SCRIPTS[:1]:
            check(script, asked.python)
        listener = listen(asked.host, asked.port)
    except ShipwayError as problem:
        print(f"shipway: {problem}", file=sys.stderr)
        return 2 if isinstance(problem, NoSuchScript) else 1
    return _serve(asked, scripts, listener)


def _asked(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="shipway web", description="Serve scripts as pages.", allow_abbrev=False)
    parser.add_argument(
        "scripts", nargs="*", metavar="SCRIPT", help="a Python script; the bundled examples where none is named"
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the port, 0 for a free one (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer (%(default)s)")
    parser.add_argument(
        "--contain", choices=LEVELS, default="limits", help="the least that may hold a visitor's run (%(default)s)"
    )
    parser.add_argument("--python", type=Path, help="the interpreter that the scripts run with")
    return parser.parse_args(argv)


def _wrong(asked: argparse.Namespace) -> str:
    """Say what of the command line cannot be, or nothing."""
    if not 0 <= asked.port < 2**16:
        return f"{asked.port} is no port; choose one up to 65535 with --port, or 0 for a free one"
    if asked.workers < 1:
        return f"{asked.workers} workers serve nobody; choose at least 1 with --workers"
    return ""


def _serve(asked: argparse.Namespace, scripts: Sequence[Path], listener: socket.socket) -> int:
    port = listener.getsockname()[1]
    state = Path(tempfile.mkdtemp(prefix="shipway-web-", dir=_disk()))
    local = f"[{asked.host}]" in LOOPBACK or asked.host in LOOPBACK
    settings = Settings(
        scripts=tuple(scripts) or SCRIPTS,
        state=state,
        secret=secrets.token_urlsafe(32),
        author=secrets.token_urlsafe(24) if local else None,
        # A name of this machine only: a foreign page that has its own name lead here is turned away.
        hosts=LOOPBACK if local else (),
        python=asked.python,
        # Browsers keep cookies by host alone: a site on another port must not overwrite ours.
        cookie=f"shipway-{port}",
        contain=asked.contain,
    )
    starter = os.getpid()
    try:
        app = create_app(settings)
        Server(app, listener, asked.workers, lambda: _tell(settings, asked.host, port)).run()
    except ShipwayError as problem:
        print(f"shipway: {problem}", file=sys.stderr)
        return 1
    finally:
        # A worker that ends comes through here too: it is a fork of this very call.
        if os.getpid() == starter:
            shutil.rmtree(state, ignore_errors=True)
    return 0


def _disk() -> str | None:
    """Name the folder of a site: runs are quicker where it does not lie in /tmp, of which each has its own."""
    return "/var/tmp" if "TMPDIR" not in os.environ and os.access("/var/tmp", os.W_OK) else None  # noqa: S108


def _tell(settings: Settings, host: str, port: int) -> None:
    name = socket.gethostname() if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104 - compared
    url = f"http://{name}:{port}/"
    count = len(settings.scripts)
    print(f"Shipway serves {count} script{'s' * (count != 1)} at {url}")
    if settings.author:
        print(f"Yours alone, once: {url}author/{settings.author}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
