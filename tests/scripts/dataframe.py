"""Squares."""

import pandas as pd


def squares(up_to: int = 3) -> pd.DataFrame:
    """List squares."""
    numbers = range(1, up_to + 1)
    return pd.DataFrame({"number": numbers, "square": [n * n for n in numbers]})
