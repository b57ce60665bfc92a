"""`shipway doctor`: what is here, what is missing, and the one command that gets it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from shipway import __version__
from shipway.cli.needs import Check, needs
from shipway.cli.prepare import prepare
from shipway.environment import own
from shipway.environment.made import kept, shelf, tidy
from shipway.errors import ShipwayError
from shipway.profile import LEVELS, VISITORS
from shipway.run.launchers import level_of
from shipway.run.levels import mend, said


def doctor(script: Path | None, python: Path | None) -> int:
    """Print the checks; give 1 when the script that was named lacks something, else 0."""
    about_us = [*_checks(), _contained(script, python)]
    about_script = list(needs(script, python)) if script else []
    for check in (*about_us, *about_script):
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
    yield Check("environments", True, f"{len(kept())} kept in {shelf()}", "")
    gcloud = shutil.which("gcloud") or ""
    yield Check("deploy: gcloud", bool(gcloud), gcloud, "https://cloud.google.com/sdk/docs/install")


def _contained(script: Path | None, python: Path | None) -> Check:
    """Try how far visitors' runs are contained here, with the interpreter of the script where one is named."""
    try:
        where = prepare(script, python) if script else own()
    except ShipwayError:
        # What is about the script says so.
        where = own()
    level, why = level_of(where, VISITORS)
    told = f"{level}: {LEVELS[level].long}"
    return Check("visitors' runs", not why, told, f"{told}; {said(why)}; {mend(why)}")


def clean() -> int:
    """Remove every environment that Shipway made and that is not being made just now; they are made anew on need."""
    count = tidy(unused=0, most=0)
    print(f"removed {count} environment{'' if count == 1 else 's'} from {shelf()}")
    return 0


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
