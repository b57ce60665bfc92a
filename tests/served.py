"""A real `python -m shipway_web` for tests: started on a free port, stopped by its own id."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Served:
    """A site that answers: its address, the author's link, and its process."""

    url: str
    author: str
    said: str
    process: subprocess.Popen[str]


def command(*words: object) -> list[str]:
    """Give the words that start a site."""
    return [sys.executable, "-m", "shipway_web", *map(str, words)]


@contextmanager
def served(folder: Path, *words: object) -> Iterator[Served]:
    """Serve, and stop; all that the site keeps is below the folder."""
    with (folder / "stderr").open("w") as stderr:
        process = subprocess.Popen(
            command("--port", 0, *words),
            env=os.environ | {"TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    assert process.stdout is not None
    try:
        first, second = process.stdout.readline(), process.stdout.readline()
        url, author = re.search(r"http://\S+", first), re.search(r"http://\S+", second)
        assert url, (first, (folder / "stderr").read_text())
        assert author, second
        yield Served(url[0], author[0], first, process)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
