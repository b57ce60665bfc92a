# /// script
# requires-python = ">=3.10"
# dependencies = ["matplotlib"]
# ///
"""CSV summary

One line for each column of a CSV file, and a chart of the one that matters.
"""

import csv
from collections import Counter
from pathlib import Path
from statistics import fmean

from matplotlib.figure import Figure


def summarise(data: Path, column: str = "", bars: int = 12) -> tuple[list[dict], Figure]:
    """Summarise a CSV file.

    Args:
        data: A CSV file whose first line names the columns.
        column: The column to draw; the first one with numbers when empty.
        bars: How many bars the chart has at most.

    Returns:
        A table with one line for each column, and the chart.
    """
    columns = _read(data)
    if column and column not in columns:
        raise ValueError(f"there is no column {column!r}; there are: {', '.join(columns)}")
    numbers = {name: _numbers(cells) for name, cells in columns.items()}
    table = [_line(name, cells, numbers[name]) for name, cells in columns.items()]
    chosen = column or next((name for name in columns if numbers[name]), next(iter(columns)))
    return table, _chart(chosen, columns[chosen], numbers[chosen], max(2, bars))


def _read(path: Path) -> dict[str, list[str]]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if row]
    if len(rows) < 2:
        raise ValueError(f"{path.name} has no rows under its first line")
    names = [name.strip() or f"column {number}" for number, name in enumerate(rows[0], 1)]
    return {name: [row[at].strip() if at < len(row) else "" for row in rows[1:]] for at, name in enumerate(names)}


def _numbers(cells: list[str]) -> list[float]:
    """Give the cells as numbers, or nothing where any of them is something else."""
    try:
        return [float(cell) for cell in cells if cell]
    except ValueError:
        return []


def _line(name: str, cells: list[str], numbers: list[float]) -> dict:
    filled = [cell for cell in cells if cell]
    spread = (min(numbers), fmean(numbers), max(numbers)) if numbers else (None, None, None)
    lowest, mean, highest = (number if number is None else float(f"{number:.5g}") for number in spread)
    return {
        "column": name,
        "filled": len(filled),
        "different": len(set(filled)),
        "lowest": lowest,
        "mean": mean,
        "highest": highest,
        "most frequent": Counter(filled).most_common(1)[0][0] if filled and not numbers else None,
    }


def _chart(name: str, cells: list[str], numbers: list[float], bars: int) -> Figure:
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.add_subplot()
    if numbers:
        axes.hist(numbers, bins=min(bars, max(2, len(set(numbers)))), color="#0b6b6f", edgecolor="white")
        axes.set_xlabel(name)
        axes.set_ylabel("rows")
    else:
        frequent = Counter(cell for cell in cells if cell).most_common(bars)[::-1]
        axes.barh([label[:30] for label, _ in frequent], [count for _, count in frequent], color="#0b6b6f")
        axes.set_xlabel("rows")
    axes.set_title(name)
    axes.spines[["top", "right"]].set_visible(False)
    return figure
