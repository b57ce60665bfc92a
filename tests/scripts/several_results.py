"""Several results at once."""

from pathlib import Path


def report(name: str = "report") -> tuple:
    """Give a number, a table and a file."""
    path = Path(f"{name}.txt")
    path.write_text("the whole report\n")
    return 42, [{"part": "one", "pages": 3}, {"part": "two", "pages": 10}], path
