"""Files in the ways that functions take them."""

import csv
import json
from pathlib import Path
from typing import BinaryIO, TextIO


def first_line(source: TextIO) -> str:
    """Give the first line of an open file."""
    return source.readline().strip()


def size(data: bytes) -> int:
    """Count bytes."""
    return len(data)


def load(filename: str) -> dict:
    """Read a JSON file by its name."""
    with open(filename) as file:
        return json.load(file)


def columns(path: Path, delimiter: str = ",") -> list[str]:
    """Name the columns of a CSV file."""
    with path.open() as file:
        return next(csv.reader(file, delimiter=delimiter))


def save(text: str, target: str = "out.txt") -> Path:
    """Write a text to a file."""
    with open(target, "w") as file:
        file.write(text)
    return Path(target)


def magic(stream: BinaryIO) -> str:
    """Show how a file begins."""
    return stream.read(4).hex()
