"""Measure what plain `make web` starts against baselines of the same minutes, and print the ratios.

The ratio of a round is taken within it; shown are the medians over the rounds, with the lowest and highest ratio.
"""

from __future__ import annotations

import argparse

import page
import reading
import running
from report import as_text, machine, record


def measure_page(rounds: int, *, keep: bool) -> None:
    """Print the table of the page; `keep` writes it down as well."""
    table = page.measure(rounds).table()
    print("", as_text(table), sep="\n")
    if keep:
        record("measured", rounds, table)


def measure_running(rounds: int, *, keep: bool) -> None:
    """Print the table of runs; `keep` writes it down as well."""
    samples = running.measure(rounds)
    table, note = samples.table(), running.note(samples)
    print("", as_text(table), "", note, sep="\n")
    if keep:
        record("running", rounds, table, note)


def measure_reading(rounds: int, *, keep: bool) -> None:
    """Print the table of reading; `keep` writes it down as well."""
    table = reading.table(reading.measure(rounds))
    print("", as_text(table), sep="\n")
    if keep:
        record("reading", rounds, table)


MEASURES = {"page": measure_page, "running": measure_running, "reading": measure_reading}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often all is measured (default: %(default)s)")
    parser.add_argument("--only", choices=list(MEASURES), help="measure this alone")
    parser.add_argument("--record", action="store_true", help="write the numbers into docs/performance.md")
    options = parser.parse_args()
    print(f"{machine()}; medians of {options.rounds} rounds")
    for name in [options.only] if options.only else MEASURES:
        MEASURES[name](options.rounds, keep=options.record)


if __name__ == "__main__":
    main()
