"""Tables for a terminal and for docs/performance.md, and the machine that they were measured on."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Final

REPORT: Final = Path(__file__).resolve().parent.parent.parent / "docs/performance.md"

Row = tuple[str, ...]
"""The cells of one row; the first is its name, and the first row of a table holds the headings."""


def machine() -> str:
    """Name the machine: processor, cores, system, Python."""
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()) if sys.platform == "linux" else None
    processor = found[1] if found else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


@dataclass
class Line:
    """One line of a table: its unit and digits, the target if there is one, and a pair of figures for each round."""

    unit: str
    digits: int
    target: str
    pairs: list[tuple[float, float]] = field(default_factory=list)


class Samples:
    """What was measured, line by line: a baseline's figure and ours, always of the same round."""

    def __init__(self, heading: str, baseline: str) -> None:
        self._heading, self._baseline = heading, baseline
        self._lines: dict[str, Line] = {}

    def add(self, name: str, unit: str, digits: int, target: str = "") -> None:
        """Have a line; they are shown in the order in which they were added."""
        self._lines[name] = Line(unit, digits, target)

    def note(self, name: str, baseline: float, ours: float) -> None:
        """Keep the figures of one round."""
        self._lines[name].pairs.append((baseline, ours))

    def baseline(self, name: str) -> float:
        """Give the median of the baseline's figures."""
        return median(theirs for theirs, _ in self._lines[name].pairs)

    def table(self) -> list[Row]:
        """Give medians and ratios; there is a column of targets where a line has one."""
        targets = any(line.target for line in self._lines.values())
        head = (self._heading, self._baseline, "Shipway", "ratio", "lowest–highest")
        rows: list[Row] = [(*head, "target") if targets else head]
        for name, line in self._lines.items():
            ratios = sorted(ours / theirs for theirs, ours in line.pairs)
            shown = [f"{median(figures):,.{line.digits}f} {line.unit}" for figures in zip(*line.pairs, strict=True)]
            cells = (name, *shown, ratio(median(ratios)), f"{ratio(ratios[0])}–{ratio(ratios[-1])}")
            rows.append((*cells, line.target) if targets else cells)
        return rows


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
