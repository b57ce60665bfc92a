"""Tables for a terminal and for docs/performance.md, and the machine that they were measured on."""

from __future__ import annotations

import os
import platform
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

REPORT: Final = Path(__file__).resolve().parent.parent.parent / "docs/performance.md"

Row = tuple[str, ...]
"""The cells of one row; the first is its name, and the first row of a table holds the headings."""


def machine() -> str:
    """Name the machine: processor, cores, system, Python."""
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()) if sys.platform == "linux" else None
    processor = found[1] if found else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def as_text(table: list[Row]) -> str:
    """Write a table for a terminal, each column as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = []
    for name, *cells in table:
        padded = [f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True)]
        lines.append("   ".join([f"{name:{widths[0]}}", *padded]))
    return "\n".join(lines)


def ratio(number: float) -> str:
    """Write a ratio with as many digits as tell something."""
    return f"{number:.0f}" if number >= 10 else f"{number:.2f}" if number >= 0.1 else f"{number:.4f}"


def record(mark: str, rounds: int, table: list[Row], *after: str) -> None:
    """Put a table into docs/performance.md, between the lines that bear its mark."""
    head, *rest = ("| " + " | ".join(row) + " |" for row in table)
    ruler = "|---|" + "--:|" * (len(table[0]) - 1)
    text = f"{datetime.now():%Y-%m-%d}, {machine()}; medians of {rounds} rounds.\n\n"
    text += "\n".join([head, ruler, *rest, *(line for one in after for line in ("", one))])
    page = REPORT.read_text(encoding="utf-8")
    page = re.sub(rf"(?s)(<!-- {mark} -->\n).*?(\n<!-- end -->)", lambda found: found[1] + text + found[2], page)
    REPORT.write_text(page, encoding="utf-8")
