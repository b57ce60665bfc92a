"""Rows and columns of a result: of lists, records, and of the libraries that have tables; nothing is imported."""

from __future__ import annotations

import os
import sys

from _shipway import neighbours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Iterator, List, Optional, Sequence, Set, Tuple

ROWS = 1000
"""Rows of a table that are shown; the whole of it is saved beside it when there are more."""

COLUMNS = 500
"""Columns of a table that are shown."""

WEIGHT = 4 * 1024 * 1024
"""Characters of a table that are shown; each cell costs a few more, empty or not."""

_used: Set[str] = set()


def rows_of(value: Any) -> Optional[Tuple[List[str], Sequence[Any]]]:
    """Give column names and rows of whatever is a table; None for anything else."""
    module = type(value).__module__.partition(".")[0]
    if module == "pandas":
        return _frame(value)
    if module == "numpy" and getattr(value, "ndim", 0) == 2:
        return [str(number) for number in range(1, value.shape[1] + 1)], value
    if module == "numpy" and type(value).__name__ in ("ndarray", "recarray") and value.dtype.names:
        return list(value.dtype.names), value
    if module == "polars":
        return _polar(value)
    if module == "pyarrow" and hasattr(value, "to_pylist") and hasattr(value, "column_names"):
        return rows_of(value.to_pylist())
    if not isinstance(value, (list, tuple)) or not value:
        return None
    if all(isinstance(row, dict) for row in value):
        columns = list(dict.fromkeys(key for row in value for key in row))
        if len(columns) > COLUMNS and len(columns) * len(value) > 10 * sum(map(len, value)):
            # Hardly a cell would be filled: these are no rows, and a table of them could be as large as you like.
            return None
        return [str(column) for column in columns], [[row.get(column) for column in columns] for row in value]
    first = value[0]
    names = names_of(first)
    if names and all(type(row) is type(first) for row in value):
        return names, [[getattr(row, name, None) for name in names] for row in value]
    if hasattr(type(first), "_fields") and all(type(row) is type(first) for row in value):
        return list(first._fields), value
    return _grid(value)


def names_of(value: Any) -> List[str]:
    """Give the fields of an instance of a dataclass, of attrs or of pydantic; none for anything else."""
    sort = type(value)
    if hasattr(sort, "__attrs_attrs__"):
        return [one.name for one in sort.__attrs_attrs__]
    if hasattr(sort, "__dataclass_fields__"):
        return [field.name for field in sys.modules["dataclasses"].fields(value)]
    fields = getattr(sort, "__pydantic_fields__", None) or (
        getattr(sort, "__fields__", None)
        if hasattr(sort, "__validators__")
        else getattr(sort, "__struct_fields__", None)
    )
    return list(fields or ())


def _polar(value: Any) -> Optional[Tuple[List[str], Sequence[Any]]]:
    if type(value).__name__ == "LazyFrame":
        value = value.collect()
    if type(value).__name__ == "Series":
        return [value.name or "value"], [[cell] for cell in value.to_list()]
    return (list(value.columns), value.rows()) if type(value).__name__ == "DataFrame" else None


def _grid(value: Sequence[Any]) -> Optional[Tuple[List[str], Sequence[Any]]]:
    if not all(isinstance(row, (list, tuple)) and len(row) == len(value[0]) for row in value) or not value[0]:
        return None
    if any(isinstance(cell, (list, tuple, dict, set)) for row in value for cell in row):
        return None
    head = value[0]
    if len(value) > 1 and all(isinstance(cell, str) for cell in head):
        if any(not isinstance(cell, str) for row in value[1:] for cell in row):
            return list(head), value[1:]
    return [str(number) for number in range(1, len(head) + 1)], value


def _frame(value: Any) -> Optional[Tuple[List[str], Sequence[Any]]]:
    if type(value).__name__ == "Series":
        value = value.to_frame()
    if type(value).__name__ != "DataFrame":
        return None
    index = value.index
    if type(index).__name__ != "RangeIndex":
        value = value.reset_index()
    names = [filter(None, map(str, name)) if isinstance(name, tuple) else [str(name)] for name in value.columns]
    return [" / ".join(parts) for parts in names], value.to_numpy(dtype=object)


def table(columns: List[str], rows: Sequence[Any], made: str) -> Dict[str, Any]:
    shown: List[List[str]] = []
    weight = 0
    for row in rows[:ROWS]:
        shown.append([_cell(cell) for _, cell in zip(columns[:COLUMNS], row)])
        weight += sum(len(cell) + 8 for cell in shown[-1])
        if weight > WEIGHT:
            break
    heads = columns[:COLUMNS]
    numeric = [_numeric(row[number] for row in rows[: len(shown)]) for number in range(len(heads))]
    if len(rows) > len(shown) or len(columns) > len(heads):
        csv: Any = neighbours.standard("csv")
        with open(os.path.join(made, place(made, "table.csv")), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([_cell(cell) for cell in row] for row in rows)
    if len(columns) > len(heads):
        heads = [*heads, "… and {} more columns".format(len(columns) - len(heads))]
        shown, numeric = [[*row, ""] for row in shown], [*numeric, False]
    return {"columns": heads, "rows": shown, "numeric": numeric, "total": len(rows)}


def _cell(cell: Any) -> str:
    if _is_missing(cell):
        return ""
    try:
        # A text of a class of the script's own may say anything of itself; this is what it holds.
        return str.__str__(str(cell))[:10000]
    except Exception:
        return "<{}>".format(type(cell).__name__)


def _is_missing(cell: Any) -> bool:
    """Tell None, every NaN, and what pandas has for them."""
    if cell is None or type(cell).__name__ in ("NaTType", "NAType"):
        return True
    try:
        return bool(cell != cell)
    except Exception:
        return False


def _numeric(cells: Iterator[Any]) -> bool:
    seen = [cell for cell in cells if not _is_missing(cell) and not (isinstance(cell, str) and cell == "")]
    return bool(seen) and all(hasattr(type(cell), "__float__") and not isinstance(cell, (bool, str)) for cell in seen)


def place(made: str, name: str) -> str:
    """Give a name that no other made file has, or had: whoever watches takes each away as soon as it is told."""
    os.makedirs(made, exist_ok=True)
    stem, dot, end = name.rpartition(".")
    free, number = name, 1
    while free in _used or os.path.exists(os.path.join(made, free)):
        number += 1
        free = "{}-{}{}{}".format(stem or end, number, dot, end if stem else "")
    _used.add(free)
    return free


def forget() -> None:
    """Let names of made files be free again."""
    _used.clear()
