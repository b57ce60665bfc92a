"""Arrays and tables as parameters."""

import numpy as np
import numpy.typing as npt
import pandas as pd


def describe(matrix: np.ndarray, factor: float = 1.0) -> dict:
    """Tell the shape and the sum of a matrix."""
    return {"shape": list(matrix.shape), "sum": float(matrix.sum() * factor), "dtype": str(matrix.dtype)}


def norm(vector: npt.NDArray[np.float64]) -> float:
    """Give the length of a vector."""
    return float(np.sqrt((vector**2).sum()))


def totals(sales: pd.DataFrame, by: str = "shop") -> pd.DataFrame:
    """Add up the columns of numbers, for each value of another one."""
    return sales.groupby(by, as_index=False).sum(numeric_only=True)
