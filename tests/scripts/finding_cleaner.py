"""Clear away old logs."""

import os
import shutil
from pathlib import Path


def clear(folder: Path, pattern: str = "*.log") -> int:
    """Delete the files of a folder that match a pattern."""
    count = 0
    for file in sorted(folder.glob(pattern)):
        file.unlink()
        count += 1
    return count


def drop(folder: Path) -> None:
    """Delete a folder with all that is in it."""
    shutil.rmtree(folder)


def stamp(text: str) -> str:
    """Put the user's name before a text."""
    return f"{os.environ.get('SHIPWAY_NOBODY', 'somebody')}: {text}"
