"""What no form can give is named, or left to its default."""

import logging
from typing import Callable, Optional


def apply(value: int, function: Callable[[int], int] = abs, logger: Optional[logging.Logger] = None) -> int:
    """Apply a function to a number."""
    return function(value)


def each(callback: Callable[[str], None], names: list[str]) -> None:
    """Call something for each name."""
    for name in names:
        callback(name)


def main(argv=None):
    print(argv)
