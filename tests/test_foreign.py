"""Programs that we did not write, unmodified: their forms are complete, and a filled form does what their line does.

The list is fixed: a program that fails stays here as a failing row with its reason.
"""

from __future__ import annotations

import ast
import base64
import calendar
import gzip
import json.tool
import os
import re
import shutil
import subprocess
import sys
import tarfile
import timeit
import zipfile
from pathlib import Path

import pytest

from core_fixtures import ready_for, way_elsewhere
from shipway.bind import bind
from shipway.environment import environment
from shipway.events import Ended, Output
from shipway.profile import MINE
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.run import start

__all__ = ["way_elsewhere"]

BIN = Path(sys.executable).parent
PROGRAMS = {
    "json.tool": Path(json.tool.__file__),
    "calendar": Path(calendar.__file__),
    # A package from 3.12 on.
    "zipfile": Path(zipfile.__file__),
    "ansi2html": BIN / "ansi2html",
    "termgraph": BIN / "termgraph",
    "pip-licenses": BIN / "pip-licenses",
    "cowsay": BIN / "cowsay",
    "wordcloud": BIN / "wordcloud_cli",
    "pdoc": BIN / "pdoc",
    "markdownify": BIN / "markdownify",
    "beautysh": BIN / "beautysh",
    "tarfile": Path(tarfile.__file__),
    "gzip": Path(gzip.__file__),
    "ast": Path(ast.__file__),
    "timeit": Path(timeit.__file__),
    "base64": Path(base64.__file__),
}
GETOPT = {"timeit", "base64"}
"""Read by getopt: their form is a command-line field, with the usage text beside it."""
VARY = {"timeit": r"[\d.]+ (n|u|m)?sec|\d+ loops?"}
"""What of an output is the time that it took, and cannot be compared."""
LINES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("json.tool", ("data.json",), ""),
    ("json.tool", ("--sort-keys", "--indent", "2", "data.json", "out.json"), ""),
    ("json.tool", ("--compact", "--no-ensure-ascii"), '{"ship": "Schiff ü"}'),
    ("json.tool", ("broken.json",), ""),
    ("calendar", ("2026", "11"), ""),
    ("calendar", ("-t", "html", "-c", "x.css", "2026"), ""),
    ("calendar", ("2026", "13"), ""),
    ("zipfile", ("-l", "some.zip"), ""),
    ("zipfile", ("-c", "new.zip", "data.json", "bars.txt"), ""),
    ("zipfile", ("-e", "some.zip", "unpacked"), ""),
    ("zipfile", ("-t", "data.json"), ""),
    ("ansi2html", (), "\x1b[31mred\x1b[0m plain\n"),
    ("ansi2html", ("--inline", "--light-background"), "\x1b[1mbold\x1b[0m\n"),
    ("ansi2html", ("--headers",), ""),
    ("termgraph", ("bars.txt",), ""),
    ("termgraph", ("bars.txt", "--width", "20", "--title", "Two bars", "--no-labels"), ""),
    ("termgraph", ("--suffix", " km", "--format", "{:<4.1f}"), "a 3\nb 5\n"),
    ("pip-licenses", ("--packages", "cowsay", "pip-licenses", "--format", "json"), ""),
    ("pip-licenses", ("--from=classifier", "--order=license", "--packages", "cowsay"), ""),
    ("pip-licenses", ("--packages", "cowsay", "--fail-on", "GPLv3;GNU General Public License v3 (GPLv3)"), ""),
    ("wordcloud", ("--text", "words.txt", "--imagefile", "cloud.png", "--random_state", "1", "--width", "80"), ""),
    (
        "wordcloud",
        ("--random_state", "2", "--no_collocations", "--imagefile=small.png", "--scale", ".5"),
        "sea ship sail sea",
    ),
    ("wordcloud", ("--text", "words.txt", "--colormask", "none.png"), ""),
    ("wordcloud", ("--version",), ""),
    ("pdoc", ("-o", "site", "--no-search", "--no-show-source", "./small.py"), ""),
    ("pdoc", ("--docformat", "google", "-e", "small=https://example.org/", "-o", "site", "./small.py"), ""),
    ("pdoc", ("--version",), ""),
    ("markdownify", ("page.html",), ""),
    ("markdownify", ("--heading-style", "atx", "--bullets=-", "--strip", "b", "--", "page.html"), ""),
    ("markdownify", ("-w", "--wrap-width", "20"), "<h1>Sea</h1><p>A <b>ship</b> is sailing over the sea.</p>"),
    ("beautysh", ("script.sh",), ""),
    ("beautysh", ("--check", "script.sh"), ""),
    ("beautysh", ("-i", "2", "--force-function-style", "fnpar", "-"), "function f\n{\necho 1\n}\n"),
    ("tarfile", ("-c", "new.tar", "data.json", "bars.txt"), ""),
    ("tarfile", ("-v", "-l", "some.tar"), ""),
    ("tarfile", ("-e", "some.tar", "unpacked"), ""),
    ("tarfile", ("-t", "data.json"), ""),
    ("gzip", ("--fast", "data.json"), ""),
    ("gzip", ("-d", "some.gz"), ""),
    ("gzip", ("-d", "data.json"), ""),
    ("ast", ("small.py",), ""),
    ("ast", ("-m", "eval", "-a", "-i", "1"), "1 + 2"),
    ("ast", ("--include-attributes", "-m", "single", "broken.json"), ""),
    ("timeit", ("-n", "1", "-r", "1", "-s", "x = 1", "print(x + 1)"), ""),
    ("timeit", ("-u", "years"), ""),
    ("timeit", ("-n1", "-r1", "1 / 0"), ""),
    ("base64", ("-e", "data.json"), ""),
    ("base64", ("-d",), "U2hpcHdheQ==\n"),
    ("base64", ("-x",), ""),
    ("cowsay", ("-t", "Shipway"), ""),
    ("cowsay", ("-c", "tux", "-t", "--not an option"), ""),
    ("cowsay", ("--text=-x", "--character", "nobody"), ""),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with something to work on."""
    (tmp_path / "data.json").write_text('{"b": [1, 2], "a": "ü"}')
    (tmp_path / "broken.json").write_text('{"b": ')
    (tmp_path / "bars.txt").write_text("one,3\ntwo,5\n")
    (tmp_path / "words.txt").write_text("sea ship sail wind wave harbour sea ship sea\n")
    (tmp_path / "page.html").write_text("<h1>Sea</h1><p>A <b>ship</b></p><ul><li>one</li></ul>")
    (tmp_path / "script.sh").write_text("if true; then\necho 1\nfi\n")
    (tmp_path / "small.py").write_text(
        '"""Small."""\n\n\ndef twice(n: int) -> int:\n    """Double."""\n    return 2 * n\n'
    )
    (tmp_path / "some.gz").write_bytes(gzip.compress(b"ship", mtime=0))
    with tarfile.open(tmp_path / "some.tar", "w") as tar:
        tar.add(tmp_path / "data.json", "data.json")
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.write(tmp_path / "data.json", "data.json", zipfile.ZIP_STORED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _bare(script: Path, args: tuple[str, ...], stdin: str) -> tuple[bytes, bytes, int]:
    done = subprocess.run([sys.executable, str(script), *args], input=stdin.encode(), capture_output=True, check=False)
    return done.stdout, done.stderr, done.returncode


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _steady(name: str, ended: tuple[bytes, bytes, int | None]) -> tuple[bytes, ...]:
    """Give what a program wrote, without what is another each time."""
    return tuple(re.sub(VARY.get(name, "$^").encode(), b"some", data) for data in (*ended[:2], str(ended[2]).encode()))


@pytest.mark.parametrize(("name", "args", "stdin"), LINES, ids=[f"{name} {' '.join(args)}" for name, args, _ in LINES])
def test_a_filled_form_does_what_the_command_line_does(
    name: str, args: tuple[str, ...], stdin: str, here: Path, tmp_path_factory: pytest.TempPathFactory, way: str
) -> None:
    script = PROGRAMS[name]
    reading = read(script)
    assert reading.live or name in GETOPT, reading.problem
    kept = tmp_path_factory.mktemp("kept")
    shutil.copytree(here, kept, dirs_exist_ok=True)
    expected = _bare(script, args, stdin)
    expected_files = _files(here)
    for path in here.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(kept, here, dirs_exist_ok=True)

    spec, raws = fill(reading, None, args)
    given = {**raws, "standard_input": stdin} if stdin and spec.param("standard_input") else raws
    values = bind(spec, given, MINE)
    streams = {"stdout": b"", "stderr": b""}
    folder = tmp_path_factory.mktemp("run")
    where = environment(script)
    ready = ready_for(reading, where, MINE)
    assert (ready is None) == (way == "fresh")
    for event in start(str(script), spec, values, environment=where, profile=MINE, folder=folder, ready=ready):
        if isinstance(event, Output):
            streams[event.stream] += event.data
        if isinstance(event, Ended):
            code = event.code
    assert _steady(name, (streams["stdout"], streams["stderr"], code)) == _steady(name, expected)
    got = _files(here)
    # An archive and its members carry the time at which they were packed.
    assert sorted(got) == sorted(expected_files)
    assert {n: d for n, d in got.items() if not n.endswith((".zip", ".json.gz"))} == {
        n: d for n, d in expected_files.items() if not n.endswith((".zip", ".json.gz"))
    }


@pytest.mark.parametrize("name", sorted(GETOPT))
def test_what_getopt_reads_has_a_field_and_its_usage(name: str) -> None:
    (spec,) = read(PROGRAMS[name]).specs
    assert "arguments" in [param.name for param in spec.params]
    assert "usage" in str(vars(spec)).lower()


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name not in GETOPT])
def test_the_form_has_every_option_that_the_help_lists(name: str) -> None:
    script = PROGRAMS[name]
    reading = read(script)
    assert reading.live, reading.problem
    shown = {flag for spec in reading.specs for param in spec.params if param.argv for flag in param.argv.flags}
    wide = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run([sys.executable, str(script), "--help"], capture_output=True, text=True, check=True, env=wide)
    listed = {
        flag
        for line in done.stdout.splitlines()
        if re.match(r"\s{1,4}-", line)
        for flag in re.findall(r"(?<![\w-])--?[A-Za-z][\w-]*", re.split(r"\s{2,}", line.strip())[0])
    } - {"-h", "--help"}
    assert listed
    assert listed <= shown, listed - shown
    assert all(param.label and param.kind for spec in reading.specs for param in spec.params)
