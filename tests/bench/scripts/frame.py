"""A small table, and its sum."""

import pandas as pd


def total(rows: int) -> int:
    """Sum a column of a table.

    Args:
        rows: How many rows the table has.
    """
    frame = pd.DataFrame({"value": range(rows)})
    return int(frame["value"].sum())
