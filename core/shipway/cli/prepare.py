"""The making of a script's environment, told in the terminal while it goes on."""

from __future__ import annotations

import sys
from pathlib import Path

from shipway.environment import Environment, environment


def prepare(script: Path, python: Path | None) -> Environment:
    """Give the environment of a script; what happens until it is there goes to stderr."""
    return environment(script.absolute(), python, lambda said: print(f"shipway: {said}", file=sys.stderr, flush=True))
