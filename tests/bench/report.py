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


def machine() -> str:
    """Name the machine: processor, cores, system, Python."""
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()) if sys.platform == "linux" else None
    processor = found[1] if found else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def row_of_text(name: str, *cells: str) -> str:
    """Write one row for a terminal."""
    return f"{name:30}" + "".join(f"{cell:>22}" for cell in cells)


def row_of_markdown(*cells: str) -> str:
    """Write one row for docs/performance.md."""
    return "| " + " | ".join(cells) + " |"


def record(mark: str, rounds: int, table: list[str], *after: str) -> None:
    """Put a table into docs/performance.md, between the lines that bear its mark."""
    head, *rest = table
    ruler = "|---|" + "--:|" * (head.count("|") - 2)
    text = f"{datetime.now():%Y-%m-%d}, {machine()}; medians of {rounds} rounds.\n\n"
    text += "\n".join([head, ruler, *rest, *(line for one in after for line in ("", one))])
    page = REPORT.read_text(encoding="utf-8")
    page = re.sub(rf"(?s)(<!-- {mark} -->\n).*?(\n<!-- end -->)", lambda found: found[1] + text + found[2], page)
    REPORT.write_text(page, encoding="utf-8")
