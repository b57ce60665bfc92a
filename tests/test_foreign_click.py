"""Programs of click's and typer's that we did not write, unmodified: complete forms, and what their lines do.

The list is fixed: a program that fails stays here as a failing row with its reason.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shipway.bind import bind
from shipway.environment import environment
from shipway.events import Ended, Output
from shipway.profile import MINE
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.run import start

BIN = Path(sys.executable).parent
HTML = '<div><h1 class="a">Ship</h1><p>way &amp; more</p><script>x</script></div>'
LINES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("towncrier", ("build", "--draft", "--version", "2.0", "--date", "2026-11-22"), ""),
    ("towncrier", ("build", "--yes", "--name=Ship way", "--version=3", "--date=today"), ""),
    ("towncrier", ("create", "-c", "-x is new", "12.feature"), ""),
    ("towncrier", ("build", "--nosuch"), ""),
    ("symbex", ("-f", "code.py", "twice"), ""),
    ("symbex", ("-s", "-n", "--function", "-f", "code.py"), ""),
    ("symbex", ("--count", "-f", "code.py", "--", "-x*"), ""),
    ("strip-tags", ("p", "-m"), HTML),
    ("strip-tags", ("-r", "h1", "-t", "p", "-i", "page.html"), ""),
    ("strip-tags", ("--first", "h1", "--all-attrs", "-t", "h1"), HTML),
    ("sqlfluff", ("lint", "bad.sql", "--dialect", "ansi", "--nocolor", "-v", "--disable-progress-bar"), ""),
    ("sqlfluff", ("fix", "bad.sql", "--dialect=ansi", "--rules", "CP01", "--nocolor"), ""),
    ("sqlfluff", ("dialects", "--nocolor"), ""),
    ("pls", ("version",), ""),
    ("pls", ("add", "--", "-x buy milk"), ""),
    ("pls", ("done", "1"), ""),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with something to work on; a home folder of its own holds what a program keeps."""
    home = tmp_path / "home"
    (home / "news").mkdir(parents=True)
    (home / "towncrier.toml").write_text('[tool.towncrier]\ndirectory = "news"\nfilename = "NEWS.md"\nname = "Ship"\n')
    (home / "news" / "1.feature").write_text("A new thing.\n")
    (home / "code.py").write_text("def twice(x: int) -> int:\n    return 2 * x\n\n\nclass Ship:\n    pass\n")
    (home / "page.html").write_text(HTML)
    (home / "bad.sql").write_text("SELECT a from b\n")
    monkeypatch.chdir(home)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PLS_CLI_CONFIG", str(home))
    return home


def _bare(script: Path, args: tuple[str, ...], stdin: str) -> tuple[bytes, bytes, int]:
    done = subprocess.run([sys.executable, str(script), *args], input=stdin.encode(), capture_output=True, check=False)
    return done.stdout, done.stderr, done.returncode


def _files(folder: Path) -> dict[str, bytes]:
    kept = (path for path in sorted(folder.rglob("*")) if path.is_file() and "cache" not in str(path).lower())
    return {str(path.relative_to(folder)): path.read_bytes() for path in kept}


@pytest.mark.parametrize(("name", "args", "stdin"), LINES, ids=[f"{name} {' '.join(args)}" for name, args, _ in LINES])
def test_a_filled_form_does_what_the_command_line_does(
    name: str, args: tuple[str, ...], stdin: str, here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    script = BIN / name
    reading = read(script)
    assert reading.live, reading.problem
    kept = tmp_path_factory.mktemp("kept")
    shutil.copytree(here, kept, dirs_exist_ok=True)
    expected = _bare(script, args, stdin)
    expected_files = _files(here)
    for path in here.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(kept, here, dirs_exist_ok=True)

    if args[-1] == "--nosuch":
        with pytest.raises(Exception, match=r"No such option.*--nosuch"):
            fill(reading, None, args)
        assert expected[2] == 2
        return
    spec, raws = fill(reading, None, args)
    given = {**raws, "standard_input": stdin} if stdin and spec.param("standard_input") else raws
    values = bind(spec, given, MINE)
    streams = {"stdout": b"", "stderr": b""}
    folder = tmp_path_factory.mktemp("run")
    for event in start(str(script), spec, values, environment=environment(script), profile=MINE, folder=folder):
        if isinstance(event, Output):
            streams[event.stream] += event.data
        if isinstance(event, Ended):
            code = event.code
    assert (streams["stdout"], streams["stderr"], code) == expected
    assert _files(here) == expected_files


def _helps(name: str) -> set[str]:
    """List the flags in the help of a program and of its commands."""
    wide = {**os.environ, "COLUMNS": "300", "NO_COLOR": "1", "TERM": "dumb"}
    script, found = str(BIN / name), set()
    commands = {spec.command for spec in read(Path(script)).specs} | {()}
    for command in commands:
        line = [sys.executable, script, *command, "--help"]
        done = subprocess.run(line, capture_output=True, text=True, check=True, env=wide)
        for row in done.stdout.splitlines():
            if re.match(r"[\s│]{1,8}\*?\s*-", row):
                found |= set(re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", re.split(r"\s{2,}", row.strip(" │*"))[0]))
    return found - {"-h", "--help"}


@pytest.mark.parametrize("name", ["towncrier", "symbex", "strip-tags", "sqlfluff", "pls"])
def test_the_form_has_every_option_that_the_help_lists(name: str) -> None:
    reading = read(BIN / name)
    assert reading.live, reading.problem
    shown = {flag for spec in reading.specs for param in spec.params if param.argv for flag in param.argv.flags}
    said = " ".join(note for spec in reading.specs for note in spec.unmapped)
    missing = {flag for flag in _helps(name) - shown if flag not in re.split(r"[ /]", said)}
    assert missing == set()
    assert all(param.label and param.kind for spec in reading.specs for param in spec.params)
