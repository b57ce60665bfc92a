"""What a tool gave back, made ready to be shown: looks at `sys.modules`, and imports no library of the script's."""

import json
import os
import sys
from typing import Any, Dict, Iterator, List, Optional, Sequence, Set, Tuple

from _shipway import neighbours, say

ROWS = 1000
"""Rows of a table that are shown; the whole of it is saved beside it when there are more."""

WEIGHT = 4 * 1024 * 1024
"""Characters of a table that are shown."""

TEXT = 1024 * 1024
"""Characters of a text that are shown."""

_all = False
_used: Set[str] = set()


def give(value: Any, job: Dict[str, Any]) -> None:
    """Tell a value; generators give each item as it comes, and a tuple of rich things gives each of them."""
    global _all
    _all = job["all"]
    if value is None:
        return
    if hasattr(value, "__next__"):
        for item in value:
            give(item, job)
        return
    if type(value) is tuple and any(_is_rich(item) for item in value):
        for item in value:
            give(item, job)
        return
    try:
        shape, shown = _shaped(value, job["made"])
    except Exception as error:
        shape, shown = "text", "<{}: it cannot be shown: {}>".format(type(value).__name__, type(error).__name__)
    say.tell("result", shape=shape, value=shown)


def give_open_figures(job: Dict[str, Any]) -> None:
    """Tell the matplotlib figures that the script left open, where it may not open windows of its own."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or job["screen"]:
        return
    for number in pyplot.get_fignums():
        give(pyplot.figure(number), job)
    pyplot.close("all")


def _is_rich(value: Any) -> bool:
    return (
        _figure(value) is not None
        or _is_image(value)
        or _is_file(value)
        or (not isinstance(value, (str, bytes, dict)) and _rows(value) is not None)
    )


def _shaped(value: Any, made: str) -> Tuple[str, Any]:
    """Give the shape and the plain value of a result."""
    figure = _figure(value)
    if figure is not None:
        name = _place(made, "figure.png")
        figure.savefig(os.path.join(made, name), dpi=144, bbox_inches="tight")
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close(figure)
        return "figure", name
    if _is_image(value):
        name = _place(made, "image.png")
        (value if value.mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I") else value.convert("RGB")).save(
            os.path.join(made, name)
        )
        return "image", name
    if _is_file(value):
        name = _place(made, os.path.basename(os.fspath(value)))
        _take(os.fspath(value), os.path.join(made, name))
        return "file", name
    if isinstance(value, (bytes, bytearray)):
        name = _place(made, "result.png" if bytes(value[:8]) == b"\x89PNG\r\n\x1a\n" else "result.bin")
        with open(os.path.join(made, name), "wb") as file:
            file.write(value)
        return ("image" if name.endswith(".png") else "file"), name
    return _plain(value, made)


def _plain(value: Any, made: str) -> Tuple[str, Any]:
    if isinstance(value, str):
        return _whole("text", value, made)
    if hasattr(value, "_repr_markdown_"):
        return _whole("markdown", str(value._repr_markdown_()), made)
    if isinstance(value, (bool, complex)):
        return "text", str(value)
    if isinstance(value, (int, float)) or type(value).__module__ in ("decimal", "fractions"):
        return "number", str(value)[:TEXT]
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return _plain(value.item(), made)
    rows = _rows(value)
    if rows is not None:
        return "table", _table(rows[0], rows[1], made)
    if _is_record(value):
        value = sys.modules["dataclasses"].asdict(value)
    if isinstance(value, (dict, list, tuple, set, frozenset)):
        if isinstance(value, (set, frozenset)):
            value = sorted(value, key=str)
        return _whole("json", _json(value), made)
    return _whole("text", str(value), made)


def _whole(shape: str, text: str, made: str) -> Tuple[str, Any]:
    """Give a text; of one that is too long for a page the beginning, and the whole as a file."""
    if _all or len(text) <= TEXT:
        return shape, text
    name = _place(made, {"json": "result.json", "markdown": "result.md"}.get(shape, "result.txt"))
    with open(os.path.join(made, name), "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.write(text)
    return "text", text[:TEXT] + "\n… the whole is in " + name


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, indent=2, default=str)
    except TypeError:
        # JSON has only texts for keys; Python has tuples and dates as well.
        return json.dumps(_keyed(value), ensure_ascii=False, indent=2, default=str)


def _keyed(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _keyed(inner) for key, inner in value.items()}
    return [_keyed(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _figure(value: Any) -> Any:
    module = sys.modules.get("matplotlib.figure")
    if module is None:
        return None
    if isinstance(value, module.Figure):
        return value
    axes = getattr(sys.modules.get("matplotlib.axes"), "Axes", ())
    return getattr(value, "figure", None) if isinstance(value, axes) else None


def _is_image(value: Any) -> bool:
    return isinstance(value, getattr(sys.modules.get("PIL.Image"), "Image", ()))


def _is_file(value: Any) -> bool:
    return isinstance(value, os.PathLike) and os.path.isfile(value)


def _is_record(value: Any) -> bool:
    """Tell whether a value is an instance of a dataclass."""
    return hasattr(type(value), "__dataclass_fields__")


def _rows(value: Any) -> Optional[Tuple[List[str], Sequence[Any]]]:
    """Give column names and rows of whatever is a table; None for anything else."""
    module = type(value).__module__.partition(".")[0]
    if module == "pandas":
        return _frame(value)
    if module == "numpy" and getattr(value, "ndim", 0) == 2:
        return [str(number) for number in range(1, value.shape[1] + 1)], value
    if not isinstance(value, (list, tuple)) or not value:
        return None
    if all(isinstance(row, dict) for row in value):
        columns = list(dict.fromkeys(key for row in value for key in row))
        return [str(column) for column in columns], [[row.get(column) for column in columns] for row in value]
    first = value[0]
    if all(_is_record(row) and type(row) is type(first) for row in value):
        names = [field.name for field in sys.modules["dataclasses"].fields(first)]
        return names, [[getattr(row, name) for name in names] for row in value]
    if hasattr(first, "_fields") and all(type(row) is type(first) for row in value):
        return list(first._fields), value
    return _grid(value)


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


def _table(columns: List[str], rows: Sequence[Any], made: str) -> Dict[str, Any]:
    shown: List[List[str]] = []
    weight = 0
    for row in rows[:ROWS]:
        shown.append([_cell(cell) for cell in row])
        weight += sum(map(len, shown[-1]))
        if weight > WEIGHT:
            break
    numeric = [_numeric(row[number] for row in rows[: len(shown)]) for number in range(len(columns))]
    if len(rows) > len(shown):
        csv: Any = neighbours.standard("csv")
        with open(os.path.join(made, _place(made, "table.csv")), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([_cell(cell) for cell in row] for row in rows)
    return {"columns": columns, "rows": shown, "numeric": numeric, "total": len(rows)}


def _cell(cell: Any) -> str:
    if _is_missing(cell):
        return ""
    try:
        return str(cell)[:10000]
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
    return bool(seen) and all(hasattr(cell, "__float__") and not isinstance(cell, (bool, str)) for cell in seen)


def _place(made: str, name: str) -> str:
    """Give a name that no other made file has, or had: whoever watches takes each away as soon as it is told."""
    stem, dot, end = name.rpartition(".")
    free, number = name, 1
    while free in _used or os.path.exists(os.path.join(made, free)):
        number += 1
        free = "{}-{}{}{}".format(stem or end, number, dot, end if stem else "")
    _used.add(free)
    return free


def _take(source: str, target: str) -> None:
    # A link costs nothing, whatever the size; it fails across disks, and where the file may go on changing is the
    # author's own folder, so that only a file in the run's own folder is linked.
    if os.path.dirname(os.path.abspath(source)) == os.path.join(os.path.dirname(os.path.dirname(target)), "work"):
        os.link(source, target)
    else:
        neighbours.standard("shutil").copyfile(source, target)
