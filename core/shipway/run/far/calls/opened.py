"""Files and tables -> what a function wants of them, made with the libraries that the script itself imported."""

import io
import os
import sys
import typing
from typing import Any, Dict, List

from _shipway import neighbours, script_types
from _shipway.calls import hinting

_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")
_FRAMES = ("DataFrame", "LazyFrame", "Series", "Index", "ndarray", "recarray", "matrix", "Tensor", "Array")
_BYTES = (typing.BinaryIO, io.BytesIO, io.BufferedReader, io.BufferedIOBase, io.RawIOBase, io.FileIO)
_TEXTS = (typing.TextIO, io.StringIO, io.TextIOBase, io.TextIOWrapper, typing.IO, io.IOBase)


def opened(text: str, hint: Any) -> Any:
    """Give a file in the way that a hint wants it: its bytes, an open file, an image, a path, or its name."""
    hints = hinting.members(hint)
    # Of several ways the one that says the most: a path, then what can be read, and last the name.
    hint = min(hints, key=_rank) if hints else None
    pathlib: Any = neighbours.standard("pathlib")
    origin, args = hinting.origin(hint), hinting.arguments(hint)
    if origin in (bytes, bytearray, memoryview):
        return origin(pathlib.Path(text).read_bytes())
    if origin is io.BytesIO:
        return io.BytesIO(pathlib.Path(text).read_bytes())
    if origin is io.StringIO:
        return io.StringIO(pathlib.Path(text).read_text(encoding="utf-8"))
    if origin in _BYTES or (origin is typing.IO and bytes in args):
        return open(text, "rb")
    if origin in _TEXTS:
        return open(text, encoding="utf-8")
    if hinting.from_module(hint, "PIL"):
        image = sys.modules["PIL.Image"].open(text)
        image.load()
        return image
    if hint is str or hint is None or hint is typing.Any:
        return text
    return hint(text) if is_path(hint) else pathlib.Path(text)


def _rank(hint: Any) -> int:
    if is_path(hint) or hinting.origin(hint) is os.PathLike:
        return 0
    return 2 if hint is str or hinting.origin(hint) not in (bytes, *_BYTES, *_TEXTS) else 1


def is_path(hint: Any) -> bool:
    """Tell whether a hint is a class of paths that can be made of a text."""
    return isinstance(hint, type) and issubclass(hint, os.PathLike) and hint is not os.PathLike


def is_frame(hint: Any) -> bool:
    """Tell a table or an array of a library: of pandas, polars, numpy, torch."""
    return any(
        hinting.from_module(one, "pandas", "polars", "numpy", "torch", "jax")
        and hinting.named(hinting.origin(one)) in _FRAMES
        for one in hinting.members(hint)
    )


def frame(value: Any, hint: Any, type_name: str) -> Any:
    """Give rows or numbers as the table or array that a hint asks for; without one, as what the script imported."""
    kind = _wanted(hint, type_name)
    pandas, polars, numpy = (sys.modules.get(name) for name in ("pandas", "polars", "numpy"))
    if kind == "DataFrame" and polars is not None and (pandas is None or hinting.from_module(_one(hint), "polars")):
        made = polars.DataFrame(value)
        return made.lazy() if hinting.named(_one(hint)) == "LazyFrame" else made
    if kind == "DataFrame" and pandas is not None:
        return _numeric(pandas.DataFrame(value), pandas)
    if kind in ("Series", "Index") and hinting.from_module(_one(hint), "pandas", "polars"):
        return hinting.origin(_one(hint))(value)
    if kind == "Tensor" and "torch" in sys.modules:
        return sys.modules["torch"].tensor(value)
    return numpy.array(value, dtype=_dtype(hint)) if numpy is not None and kind != "DataFrame" else value


def _one(hint: Any) -> Any:
    """Give the member of a hint that is a table or an array."""
    return next((one for one in hinting.members(hint) if is_frame(one)), None)


def _wanted(hint: Any, type_name: str) -> str:
    one = _one(hint)
    name = hinting.named(hinting.origin(one)) if one is not None else type_name
    return "DataFrame" if name in ("DataFrame", "LazyFrame") else name


def _dtype(hint: Any) -> Any:
    """Give the sort of numbers of `NDArray[np.float64]`; None leaves it to numpy."""
    for one in hinting.arguments(_one(hint)):
        inner = hinting.arguments(one)
        if hinting.named(hinting.origin(one)) == "dtype" and inner and isinstance(inner[0], type):
            return inner[0] if inner[0].__name__ not in ("generic", "number", "floating", "integer", "Any") else None
    return None


def _numeric(table: Any, pandas: Any) -> Any:
    # Cells of CSV are texts; a column whose cells are all numbers is meant as numbers.
    for column in table.columns:
        try:
            table[column] = pandas.to_numeric(table[column])
        except (ValueError, TypeError):
            pass
    return table


def decoded(path: str, name: str, one: Dict[str, Any], hint: Any) -> Any:
    """Read a table or an array from a file, by the ending of its name."""
    ending = os.path.splitext(name)[1].lower()
    pandas, polars, numpy = (sys.modules.get(name) for name in ("pandas", "polars", "numpy"))
    try:
        if ending in (".npy", ".npz") and numpy is not None:
            held = numpy.load(path, allow_pickle=False)
            return held[held.files[0]] if ending == ".npz" else held
        if ending in _PICTURES and one["type"] == "array" and "PIL.Image" in sys.modules and numpy is not None:
            return numpy.array(sys.modules["PIL.Image"].open(path))
        if (
            one["type"] == "DataFrame"
            and polars is not None
            and (pandas is None or hinting.from_module(_one(hint), "polars"))
        ):
            return _by_ending(polars, path, ending, {"separator": "\t"})
        if one["type"] == "DataFrame" and pandas is not None:
            return _by_ending(pandas, path, ending, {"sep": "\t"})
    except ImportError as error:
        raise ValueError("the file {!r} cannot be read here: {}".format(name, error)) from None
    with open(path, encoding="utf-8-sig") as file:
        return frame(_parsed(one, file.read()), hint, one["type"])


def _parsed(one: Dict[str, Any], text: str) -> Any:
    return script_types.parse(one["kind"], one["type"], text)


def _by_ending(library: Any, path: str, ending: str, tabs: Dict[str, str]) -> Any:
    if ending in (".xlsx", ".xls", ".xlsm", ".ods"):
        return library.read_excel(path)
    if ending in (".parquet", ".pq"):
        return library.read_parquet(path)
    if ending in (".json", ".jsonl", ".ndjson"):
        return library.read_json(path)
    return library.read_csv(path, **(tabs if ending in (".tsv", ".tab") else {}))


def rows(value: List[Any], one: Dict[str, Any], hint: Any) -> Any:
    """Give what was typed as a table; it becomes a frame where the hint or the reader says so."""
    return frame(value, hint, one["type"])
