"""What a tool gave back, made ready to be shown: looks at `sys.modules`, and imports no library of the script's."""

from __future__ import annotations

import json
import os
import sys

from _shipway import neighbours, say, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Iterable, Optional, Tuple

TEXT = 1024 * 1024
"""Characters of a text that are shown."""

MOST = 1000
"""Results of one run that are shown."""

ARRAY = 16 * 1024 * 1024
"""Bytes of an array from which on it is kept as it is: written as text, it would take ten times the room."""

_all = False
_given = 0


def give_all(value: Any, job: Dict[str, Any]) -> None:
    """Tell what a call gave back: what is awaited is awaited, and each item of a generator is told as it comes.

    That it came back at all is told last: a call that ends its process gives nothing.
    """
    # The class is asked, as Python itself does: an instance may claim every attribute, or none without a fault.
    if hasattr(type(value), "__await__"):
        value = neighbours.standard("asyncio").run(_awaited(value))
    if hasattr(type(value), "__anext__"):
        neighbours.standard("asyncio").run(_each(value, job))
    elif hasattr(type(value), "__next__") and not hasattr(type(value), "read"):
        for item in value:
            give(item, job)
    else:
        give(value, job)
    say.tell("given")


async def _awaited(value: Any) -> Any:
    return await value


async def _each(values: Any, job: Dict[str, Any]) -> None:
    async for item in values:
        give(item, job)


def give(value: Any, job: Dict[str, Any]) -> None:
    """Tell a value; a tuple of rich things gives each of them."""
    global _all, _given
    _all = job["all"]
    if value is None:
        return
    if type(value) is tuple and any(map(_is_rich, value)):
        for item in value:
            give(item, job)
        return
    _given += 1
    if _given > MOST and not _all:
        if _given == MOST + 1:
            say.tell("result", shape="text", value="… the results after the first {} are not shown".format(MOST))
        return
    try:
        shape, shown = _shaped(value, job["made"])
    except Exception as error:
        shape, shown = "text", "<{}: it cannot be shown: {}>".format(type(value).__name__, type(error).__name__)
    say.tell("result", shape=shape, value=shown)


def forget() -> None:
    """Let the next call of this process begin as the first one did."""
    global _given
    _given = 0
    tables.forget()
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def give_open_figures(job: Dict[str, Any]) -> None:
    """Tell the matplotlib figures that the script left open, where it may not open windows of its own."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or job["screen"]:
        return
    for number in pyplot.get_fignums():
        give(pyplot.figure(number), job)
    pyplot.close("all")


def _is_rich(value: Any) -> bool:
    try:
        return (
            _figure(value) is not None
            or _page(value) is not None
            or _is_image(value)
            or _is_file(value)
            or (not isinstance(value, (str, bytes, dict)) and tables.rows_of(value) is not None)
        )
    except Exception:
        return False


def _shaped(value: Any, made: str) -> Tuple[str, Any]:
    """Give the shape and the plain value of a result."""
    figure = _figure(value)
    if figure is not None:
        name = tables.place(made, "figure.png")
        figure.savefig(os.path.join(made, name), dpi=144, bbox_inches="tight")
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close(figure)
        return "figure", name
    if _is_image(value):
        name = tables.place(made, "image.png")
        (value if value.mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I") else value.convert("RGB")).save(
            os.path.join(made, name)
        )
        return "image", name
    page = _page(value)
    if page is not None:
        name = tables.place(made, "chart.html")
        with open(os.path.join(made, name), "w", encoding="utf-8") as file:
            file.write(page)
        return "file", name
    if _is_file(value):
        name = tables.place(made, os.path.basename(os.fspath(value)))
        _take(os.fspath(value), os.path.join(made, name))
        return "file", name
    data = _bytes(value)
    if data is not None:
        name = tables.place(made, "result.png" if bytes(data[:8]) == b"\x89PNG\r\n\x1a\n" else "result.bin")
        with open(os.path.join(made, name), "wb") as file:
            file.write(data)
        return ("image" if name.endswith(".png") else "file"), name
    return _plain(value, made)


def _bytes(value: Any) -> Any:
    """Give the bytes of what is nothing else; a long array of the standard library's is no more to be read."""
    if isinstance(value, (bytes, bytearray)):
        return value
    is_long = type(value).__module__ == "array" and len(value) * value.itemsize > ARRAY
    return memoryview(value).cast("B") if is_long else None


def _plain(value: Any, made: str) -> Tuple[str, Any]:
    if isinstance(value, str):
        return _whole("text", [str.__str__(value)], made)
    if hasattr(type(value), "_repr_markdown_"):
        return _whole("markdown", [_text(value._repr_markdown_())], made)
    if isinstance(value, (bool, complex)):
        return "text", _text(value)[:TEXT]
    if isinstance(value, (int, float)) or type(value).__module__ in ("decimal", "fractions"):
        return "number", _text(value)[:TEXT]
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return _plain(value.item(), made)
    if type(value).__module__ == "numpy" and getattr(value, "nbytes", 0) > ARRAY and not value.dtype.hasobject:
        return _array(value, made)
    rows = tables.rows_of(value)
    if rows is not None:
        return "table", tables.table(rows[0], rows[1], made)
    value = _plainly(value)
    if isinstance(value, (dict, list, tuple, set, frozenset)):
        if isinstance(value, (set, frozenset)):
            value = sorted(value, key=str)
        return _json(value, made)
    return _whole("text", [_text(value)], made)


def _text(value: Any) -> str:
    """Give the text of a value; one of a class of the script's own may say anything of itself, so it is copied."""
    return str.__str__(str(value))


def _array(value: Any, made: str) -> Tuple[str, Any]:
    """Give how numpy shows an array in short, and the array itself as a file of numpy's."""
    numpy = sys.modules["numpy"]
    name = tables.place(made, "array.npy")
    numpy.save(os.path.join(made, name), value, allow_pickle=False)
    size = " × ".join(map(str, value.shape))
    short = numpy.array2string(value, threshold=1000, edgeitems=3)
    return "text", "{}, {}\n{}\n… the whole is in {}".format(size, value.dtype, short, name)


def _plainly(value: Any) -> Any:
    """Give an instance of a class of fields as a dictionary, and arrays as lists."""
    if hasattr(type(value), "__attrs_attrs__"):
        return sys.modules["attr"].asdict(value)
    if hasattr(type(value), "__dataclass_fields__"):
        return sys.modules["dataclasses"].asdict(value)
    for name in ("model_dump", "dict"):
        if hasattr(type(value), "__pydantic_fields__" if name == "model_dump" else "__validators__"):
            return getattr(value, name)()
    sort = type(value)
    if hasattr(sort, "_asdict") and hasattr(sort, "_fields"):
        return value._asdict()
    if sort.__name__ in ("deque", "dict_keys", "dict_values") or (sort is range and not value[TEXT:]):
        return list(value)
    if hasattr(sort, "tolist") and hasattr(sort, "shape"):
        return value.tolist()
    return {name: getattr(value, name) for name in tables.names_of(value)} or value


def _whole(shape: str, pieces: Iterable[str], made: str) -> Tuple[str, Any]:
    """Give a text that comes in pieces; of one that is too long for a page the beginning, and the whole as a file."""
    pieces, kept, size = iter(pieces), [], 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size > TEXT and not _all:
            break
    text = "".join(kept)
    if _all or size <= TEXT:
        return shape, text
    name = tables.place(made, {"json": "result.json", "markdown": "result.md"}.get(shape, "result.txt"))
    path = os.path.join(made, name)
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
            file.writelines(pieces)
    except BaseException:
        os.remove(path)
        raise
    return "text", text[:TEXT] + "\n… the whole is in " + name


def _json(value: Any, made: str) -> Tuple[str, Any]:
    encoder = json.JSONEncoder(ensure_ascii=False, indent=2, default=str)
    try:
        return _whole("json", encoder.iterencode(value), made)
    except TypeError:
        # JSON has only texts for keys; Python has tuples and dates as well.
        return _whole("json", encoder.iterencode(_keyed(value)), made)


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


def _page(value: Any) -> Optional[str]:
    """Give the page that a chart of plotly, altair or bokeh makes of itself; None for anything else."""
    if type(value).__module__.partition(".")[0] in ("plotly", "altair", "folium", "pyecharts"):
        for name in ("to_html", "render_embed", "_repr_html_"):
            if hasattr(value, name):
                return str(getattr(value, name)())
    return None


def _is_image(value: Any) -> bool:
    return isinstance(value, getattr(sys.modules.get("PIL.Image"), "Image", ()))


def _is_file(value: Any) -> bool:
    return isinstance(value, os.PathLike) and os.path.isfile(value)


def _take(source: str, target: str) -> None:
    # A link costs nothing, whatever the size; it fails across disks, and where the file may go on changing is the
    # author's own folder, so that only a file in the run's own folder is linked.
    if os.path.dirname(os.path.abspath(source)) == os.path.join(os.path.dirname(os.path.dirname(target)), "work"):
        os.link(source, target)
    else:
        neighbours.standard("shutil").copyfile(source, target)
