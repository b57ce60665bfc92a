"""Makes an environment: with uv where it is, else with venv and pip; what they say on the way is passed on."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from shipway.environment.interpreters import Interpreter, interpreter
from shipway.environment.made import Place, alone, failed, finish, tidy, whole
from shipway.environment.requirements import Wanted
from shipway.errors import Missing

Told = Callable[[str], None]

_PASSED_ON: Final = ("Collecting", "Downloading", "Building", "Installing", "Resolved", "Prepared", "Installed")
_DROPPED: Final = (
    "PYTHONPATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_USER",
    "__PYVENV_LAUNCHER__",
)
_CALM: Final = {"PIP_RETRIES": "1", "UV_HTTP_RETRIES": "1", "UV_PYTHON_DOWNLOADS": "never"}
"""Without a network, the reason is known after a second rather than ten; who set these means something else."""
_UV_NAMES: Final = {
    "PIP_INDEX_URL": "UV_DEFAULT_INDEX",
    "PIP_EXTRA_INDEX_URL": "UV_INDEX",
    "PIP_FIND_LINKS": "UV_FIND_LINKS",
    "PIP_NO_INDEX": "UV_NO_INDEX",
}
"""uv reads no settings of pip's; who set one of these means both."""


def make(place: Place, wanted: Wanted, base: Interpreter, script: Path, told: Told) -> Interpreter:
    """Give the environment's interpreter; makes the environment where it is not there yet.

    Of several processes that want the same one, the first makes it and the others wait. Raises Missing with the reason
    of uv or pip, and what to do.
    """
    if found := whole(place):
        return found
    with alone(place.key, wait=False) as free:
        if free is None:
            told(f"{preparing(wanted, script)} Another process is at it already; waiting for that.")
    with alone(place.key) as lock:
        assert lock is not None
        if found := whole(place):
            return found
        if reason := failed(place):
            raise Missing(reason)
        told(preparing(wanted, script))
        try:
            found = _make(place.folder, wanted, base, script, _Worker(told, lock, script.parent))
            finish(place, wanted, found)
        except Missing as problem:
            place.failure.write_text(str(problem))
            raise
        finally:
            if whole(place) is None:
                shutil.rmtree(place.folder, ignore_errors=True)
    tidy()
    return found


def preparing(wanted: Wanted, script: Path) -> str:
    """Say what is being done."""
    return f"Preparing the packages of {script.name}: {listed(wanted.names)}. The first time this takes a moment."


def listed(names: Sequence[str], most: int = 6) -> str:
    """List names for a sentence."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


class _Worker:
    """Runs one program after the other; what they print is passed on, and kept for the reason of a failure."""

    def __init__(self, told: Told, lock: int, folder: Path) -> None:
        self._told, self._lock, self._folder = told, lock, folder

    def run(self, command: Sequence[str | os.PathLike[str]]) -> tuple[int, str]:
        """Run it; give its exit code and what it said."""
        said: list[str] = []
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            cwd=self._folder,
            env=_variables(),
            # Whatever outlives us keeps others out of the half-made folder.
            pass_fds=(self._lock,),
        ) as process:
            assert process.stdout is not None
            try:
                for line in process.stdout:
                    said.append(line)
                    if line.strip().startswith(_PASSED_ON):
                        self._told(line.strip().partition(" (from ")[0][:200])
            except BaseException:
                process.kill()
                raise
        return process.returncode, "".join(said)


def _make(folder: Path, wanted: Wanted, base: Interpreter, script: Path, worker: _Worker) -> Interpreter:
    # What lies here was left half made: who makes it holds the lock.
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    commands: Iterator[list[str | os.PathLike[str]]] = _steps(folder, base)
    for command in commands:
        code, said = worker.run(command)
        if code:
            raise Missing(f"Python could not make an environment for {script.name}: {_last(said)}")
    lines = folder / "requirements.txt"
    if wanted.origin == "inline":
        lines.write_text("\n".join(wanted.requirements) + "\n", encoding="utf-8")
    asked = ["-r", lines if wanted.origin == "inline" else wanted.origin]
    code, said = worker.run([*_installer(python, base), *asked])
    if code:
        raise Missing(_why(said, wanted, base, script))
    return interpreter(python)


def _steps(folder: Path, base: Interpreter) -> Iterator[list[str | os.PathLike[str]]]:
    """Give the commands that make an empty environment."""
    if uv := _uv():
        yield [*uv, "venv", "--quiet", "--no-project", "--python", base.executable, folder]
    elif _pip_serves(base):
        yield [base.executable, "-m", "venv", "--without-pip", folder]
    else:
        yield [base.executable, "-m", "venv", folder]


def _installer(python: Path, base: Interpreter) -> list[str | os.PathLike[str]]:
    if uv := _uv():
        return [*uv, "pip", "install", "--python", python]
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--prefer-binary"]
    if _pip_serves(base):
        return [sys.executable, "-m", "pip", "--python", python, "install", *quiet]
    return [python, "-m", "pip", "install", *quiet]


def _uv() -> list[str]:
    if found := shutil.which("uv"):
        return [found]
    return [sys.executable, "-m", "uv"] if importlib.util.find_spec("uv") else []


@functools.lru_cache(maxsize=8)
def _pip_serves(base: Interpreter) -> bool:
    """Tell whether our own pip can fill it, which saves the seconds that putting pip into it would take."""
    ours = "{}.{}".format(*sys.version_info[:2])
    return base.version.startswith(ours + ".") and importlib.util.find_spec("pip") is not None


def _variables() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    as_pip = {name: kept[pip] for pip, name in _UV_NAMES.items() if pip in kept and name not in kept}
    return {**_CALM, **kept, **as_pip, "PYTHONUTF8": "1", "NO_COLOR": "1", "UV_NO_PROGRESS": "1"}


_CAUSES: Final = (
    (
        ("No solution found", "No matching distribution", "ResolutionImpossible", "not found in the package registry"),
        "there is no set of versions that suits",
    ),
    (
        ("Failed to build", "subprocess-exited-with-error", "Build backend", "error: metadata-generation-failed"),
        "one of them must be built on this machine, and that failed",
    ),
    (("No space left", "Errno 28"), "the disk is full"),
)
_OFFLINE: Final = (
    "Retry(total=0", "Max retries exceeded", "dns error", "error sending request", "Failed to fetch",
    "network connectivity is disabled",
)  # fmt: skip


def _why(said: str, wanted: Wanted, base: Interpreter, script: Path) -> str:
    """Say why the packages could not be installed, and what to do."""
    which = "requirements.txt" if wanted.origin != "inline" else "its block “# /// script”"
    head = f"the packages of {script.name} ({listed(wanted.names)}) could not be installed"
    if any(sign in said for sign in _OFFLINE):
        advice = "connect to the network and try again, or name an interpreter that has them with --python"
        return f"{head}: the package index cannot be reached; {advice}"
    causes = (cause for signs, cause in _CAUSES if any(sign in said for sign in signs))
    cause = next(causes, "the installer gave up")
    advice = f"mend {which}, or name an interpreter that has them with --python"
    return f"{head} for Python {base.version}: {cause} ({_last(said)}); {advice}"


def _last(said: str) -> str:
    """Give the sentence of uv or pip that says what is wrong."""
    lines = [line.strip(" ×╰─▶│├").removeprefix("cause: ") for line in said.splitlines()]
    lines = [line for line in lines if line and not line.startswith(("WARNING", "note:", "hint:", "[end", "[notice"))]
    for signs in (("Because ", "ERROR: No matching", "ERROR: Cannot install"), ("ERROR", "error:", "Error")):
        for number, line in enumerate(lines):
            if line.startswith(signs):
                # uv may break its sentence into lines.
                told = " ".join(lines[number:]) if line.startswith("Because ") else line
                return told.removeprefix("ERROR: ").removeprefix("error: ")[:400].rstrip(".")
    return lines[-1][:400] if lines else "it said nothing"
