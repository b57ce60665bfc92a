"""Defaults that are constants, expressions and objects."""

import os
from datetime import date, timedelta
from pathlib import Path

DEFAULT_PORT = 8000
TIMEOUT = 2 * 60
_MISSING = object()


def serve(
    port: int = DEFAULT_PORT,
    timeout: float = TIMEOUT,
    root: Path = Path("public"),
    day: date = date(2026, 11, 22),
    wait: timedelta = timedelta(seconds=90),
    user: str = os.environ.get("NOBODY_SETS_THIS", "nobody"),
    marker=_MISSING,
    retries=3,
    hosts=("a", "b"),
) -> str:
    """Show what it would be started with."""
    return f"{port} {timeout} {root} {day} {wait} {user} {marker is _MISSING} {retries} {hosts}"
