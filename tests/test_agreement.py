"""The same inputs through command line, form, API and window: the same result, and the same refusal."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agreement_rows import ROWS, File, Row
from front_ends import Api, CommandLine, Form, Seen, Server
from served import served
from window_fixtures import window

__all__ = ["window"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve every script of the table, as `shipway web` does."""
    scripts = sorted({str(row.script) for row in ROWS})
    with served(tmp_path_factory.mktemp("site"), *scripts) as here:
        yield Server(int(here.url.rstrip("/").rpartition(":")[2]))


def slug(script: Path) -> str:
    """Name a script as addresses do."""
    return script.stem.replace("_", "-")


def check(row: Row, seen: Seen) -> None:
    """Compare what one front end showed with what the table says."""
    assert set(seen.refused) == set(row.refused), seen
    for name, why in row.refused.items():
        assert why in seen.refused[name], (why, seen.refused[name])
    if row.refused and not seen.state:
        return
    assert (seen.state, seen.code) == (row.state, row.code), seen
    for text in row.shown:
        assert text in seen.text, (text, seen.text[:2000])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_command_line_agrees(row: Row, tmp_path: Path) -> None:
    check(row, CommandLine(tmp_path).run(row))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_form_agrees(row: Row, site: Server) -> None:
    check(row, Form(site, slug).run(row))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_api_agrees(row: Row, site: Server) -> None:
    check(row, Api(site, slug).run(row))


def test_the_table_is_long_enough_and_typed_with_real_keys_often_enough() -> None:
    assert len(ROWS) >= 40
    assert sum(row.keys for row in ROWS) >= 10
    assert sum(bool(row.refused) for row in ROWS) >= 15


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_window_agrees(row: Row, window: Any, tmp_path: Path) -> None:
    raws = {name: _in_window(raw, tmp_path, row, name) for name, raw in row.raws.items()}
    outcome = window.run(row.script, row.tool, raws, list(row.answers), by_keys=row.keys)
    refused = {name: why for name, why in outcome.refused.items() if why}
    state = "" if outcome.state == "refused" else outcome.state
    check(row, Seen("\n".join([outcome.output, *outcome.shown]), refused, state, outcome.code))


def _in_window(raw: Any, folder: Path, row: Row, name: str) -> Any:
    """Give files as the window takes them: as paths, and rows of a table as a file that was chosen."""
    from shipway.spec import FileRef

    if isinstance(raw, tuple):
        return tuple(_in_window(one, folder, row, name) for one in raw)
    if not isinstance(raw, File):
        return raw
    path = folder / raw.name
    path.write_bytes(raw.content)
    return FileRef(str(path), raw.name) if name == "rows" else str(path)


def test_bytes_that_are_no_text_are_refused_where_inputs_are_given_as_json(site: Server, tmp_path: Path) -> None:
    body = b'{"celsius": "\xff"}'
    script = next(row.script for row in ROWS if row.tool == "celsius_to_fahrenheit")
    command = [sys.executable, "-m", "shipway", "run", str(script), "--values", "-"]
    done = subprocess.run(command, input=body, capture_output=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"not UTF-8" in done.stderr
    status, answer, _ = site.send("POST", "/api/units/celsius_to_fahrenheit", body, Content_Type="application/json")
    assert status in (400, 422), answer
    assert b"UTF-8" in answer


def test_a_refused_input_starts_nothing(site: Server) -> None:
    began = time.monotonic()
    status, _, _ = site.send("POST", "/api/units/celsius_to_fahrenheit", b"{}", Content_Type="application/json")
    assert status == 422
    assert time.monotonic() - began < 2
