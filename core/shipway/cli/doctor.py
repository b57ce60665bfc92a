"""`shipway doctor`: what is here, what is missing, and the one command that gets it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from shipway import __version__
from shipway.environment import environment
from shipway.errors import Unreadable
from shipway.read import read
from shipway.read.source import Source

_FIND = (
    "import importlib.util, json, sys; sys.path.insert(0, sys.argv[1]); "
    "print(json.dumps([name for name in sys.argv[2:] if name and importlib.util.find_spec(name) is None]))"
)


class Check(NamedTuple):
    """One thing: whether it is here, what was found, and how to get it."""

    name: str
    here: bool
    found: str
    get: str


def doctor(script: Path | None, python: Path | None) -> int:
    """Print the checks; give 1 when the script that was named lacks something, else 0."""
    own = list(_checks())
    about_script = list(_script(script, python)) if script else []
    for check in (*own, *about_script):
        mark = "ok     " if check.here else "missing"
        print(f"{mark}  {check.name:<22} {check.found if check.here else check.get}")
    return int(any(not check.here for check in about_script))


def _checks() -> Iterator[Check]:
    yield Check("shipway", True, f"{__version__} on Python {sys.version.split()[0]}", "")
    for name, package, extra in (
        ("window: PySimpleGUI", "PySimpleGUI", "gui"),
        ("page: Flask", "Flask", "web"),
        ("page: gunicorn", "gunicorn", "web"),
    ):
        yield Check(name, *_package(package), f"{sys.executable} -m pip install 'shipway[{extra}]'")
    yield Check("window: Tk", *_tk(), "apt-get install python3-tk (Debian, Ubuntu)")
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or ""
    shown = bool(display) or sys.platform in ("win32", "darwin")
    yield Check("window: a display", shown, display or sys.platform, "start it in a desktop session, or under xvfb-run")
    gcloud = shutil.which("gcloud") or ""
    yield Check("deploy: gcloud", bool(gcloud), gcloud, "https://cloud.google.com/sdk/docs/install")


def _package(name: str) -> tuple[bool, str]:
    try:
        return True, version(name)
    except PackageNotFoundError:
        return False, ""


def _tk() -> tuple[bool, str]:
    # In a process of its own: the core imports no window library.
    done = subprocess.run(
        [sys.executable, "-c", "import tkinter; print(tkinter.TkVersion)"], capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout.strip()


def _script(script: Path, python: Path | None) -> Iterator[Check]:
    try:
        reading = read(script, python)
    except Unreadable as error:
        yield Check("script", False, "", str(error))
        return
    where = environment(script, python)
    yield Check("script: interpreter", True, f"Python {where.version}, {where.reason} ({where.command[0]})", "")
    source = Source.of(Path(reading.script))
    done = subprocess.run(
        [*where.command, "-c", _FIND, str(source.path.parent), *sorted(source.imports)],
        capture_output=True,
        text=True,
        check=True,
    )
    missing = json.loads(done.stdout)
    for name in missing:
        yield Check(f"script: {name}", False, "", f"{where.command[0]} -m pip install {name} (often under this name)")
    if not missing:
        yield Check("script: its imports", True, "all there", "")
    if reading.problem:
        yield Check("script: its form", False, "", reading.problem)
    else:
        tools = ", ".join(spec.tool for spec in reading.specs)
        yield Check("script: its tools", True, tools, "")
