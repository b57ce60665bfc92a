"""How long things are."""

from pathlib import Path


def of_text(text: str) -> int:
    """Count the characters of a text."""
    return len(text)


def of_file(file: Path) -> int:
    """Count the bytes of a file."""
    return file.stat().st_size


def of_table(rows: list[dict]) -> int:
    """Count the rows of a table."""
    return len(rows)
