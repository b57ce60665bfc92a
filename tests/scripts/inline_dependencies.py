#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.8"
# dependencies = [
#     "docstring-parser>=0.15",
#     "packaging",  # for versions
# ]
# ///
"""Compare versions

Tells which of two versions is newer.
"""

from packaging.version import Version


def newest(first: str, second: str = "1.0") -> str:
    """Give the newer of two versions."""
    return str(max(Version(first), Version(second)))
