# /// script
# [tool.shipway]
# default = "summarise"
#
# [tool.shipway.tools.summarise]
# title = "Sum up a table"
# summary = "Adds the numbers of one column."
#
# [tool.shipway.tools.summarise.params.table]
# label = "Your table"
# kind = "file"
#
# [tool.shipway.tools.clean]
# hidden = true
# ///
"""Two steps of a workflow; only one is for others."""

import csv


def clean(table: str) -> str:
    """Strip the spaces off a table."""
    with open(table) as rows:
        return "\n".join(row.strip() for row in rows)


def count(words: str) -> int:
    """Count words."""
    return len(words.split())


def summarise(table: str, column: str = "amount") -> float:
    """Sum a column up."""
    with open(table, newline="") as rows:
        return sum(float(row[column]) for row in csv.DictReader(rows))
