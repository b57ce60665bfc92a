"""Scripts with a quirk: each works, or says clearly what is wrong, in all three front ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from front_ends import Server, multipart
from served import served
from window_fixtures import window

__all__ = ["window"]

SCRIPTS = Path(__file__).resolve().parent / "scripts"


@dataclass(frozen=True)
class Odd:
    """A script, what is given to it, and texts that must be seen: in the result, or in place of it."""

    script: str
    tool: str
    raws: dict[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    code: int = 0
    slug: str = ""


ODD = (
    Odd("missing_import.py", "missing_import", seen=("No module named 'a_package_that_nobody_has'",), code=1),
    Odd("broken_syntax.py", "greet", seen=("line 6",), code=1),
    Odd("exits_at_import.py", "double", {"number": "2"}, ("This runs on the other machine only.",), 4),
    Odd("prints_at_import.py", "double", {"number": "2"}, ("loading the table of twos", "doubling", "4")),
    Odd("exits_three.py", "exits_three", {"word": "it"}, ("nothing like it",), 3),
    Odd("own_core/main.py", "greet", {"name": "Ada"}, ("Ada",)),
    Odd("имя с пробелами.py", "привет", {"имя": "Ада"}, ("Привет, Ада!",), slug="имя-с-пробелами"),
)
UNREADABLE = ("broken_syntax.py",)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve all of them together: one that is broken must not harm the others."""
    with served(tmp_path_factory.mktemp("site"), *(SCRIPTS / odd.script for odd in ODD)) as here:
        yield Server(int(here.url.rstrip("/").rpartition(":")[2]))


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.script)
def test_the_command_line_copes(odd: Odd, tmp_path: Path) -> None:
    pairs = [f"--set={name}={text}" for name, text in odd.raws.items()]
    command = [sys.executable, "-m", "shipway", "run", str(SCRIPTS / odd.script), odd.tool, *pairs]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == odd.code, done.stderr
    for text in odd.seen:
        assert text in done.stdout + done.stderr
    if odd.script in UNREADABLE:
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.script)
def test_the_page_copes(odd: Odd, site: Server) -> None:
    slug = odd.slug or Path(odd.script).stem.replace("_", "-")
    path = quote(f"/t/{slug}/{odd.tool}")
    body, kind = multipart(odd.raws or {":nothing": ""})
    for method, sent in (("GET", b""), ("POST", body)):
        status, page, _ = site.send(method, path, sent, Content_Type=kind, Sec_Fetch_Site="same-origin")
        assert status in ((200, 303) if odd.script not in UNREADABLE else (404, 409, 422, 503)), page
    text = page.decode().replace("&#39;", "'")
    for wanted in odd.seen:
        assert wanted in text, text
    assert odd.code in (0, 1) or f"exit code {odd.code}" in text


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.script)
def test_the_list_names_every_script_even_one_that_cannot_be_read(odd: Odd, site: Server) -> None:
    status, page, _ = site.send("GET", "/")
    assert status == 200
    assert Path(odd.script).name in page.decode()


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.script)
def test_the_window_copes(odd: Odd, window: Any) -> None:
    outcome = window.run(SCRIPTS / odd.script, odd.tool, odd.raws)
    text = "\n".join([outcome.output, outcome.said, *outcome.shown])
    for wanted in odd.seen:
        assert wanted in text, text
    assert odd.code in (0, 1) or f"exit code {odd.code}" in text
