"""Standard streams on descriptors that came later than the interpreter: made as it makes its own at the start."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Sequence, TextIO


def take(descriptors: Sequence[int]) -> None:
    """Put these in the places of standard input, output and errors, and make `sys.stdin` and its kind anew."""
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
    for descriptor in descriptors:
        if descriptor > 2:
            os.close(descriptor)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = _stream(number, name, getattr(sys, "__{}__".format(name)))
        setattr(sys, name, stream)
        setattr(sys, "__{}__".format(name), stream)


def _stream(number: int, name: str, before: TextIO) -> TextIO:
    """Make one (CPython's `create_stdio` in pylifecycle.c); encoding and the like stay what they were."""
    mode = "r" if name == "stdin" else "w"
    unbuffered = mode == "w" and isinstance(before.buffer, io.FileIO)
    buffer: Any = io.open(number, mode + "b", 0 if unbuffered else -1, closefd=False)
    (buffer if unbuffered else buffer.raw).name = "<{}>".format(name)
    stream = io.TextIOWrapper(
        buffer,
        encoding=before.encoding,
        errors=before.errors,
        newline="\n",
        line_buffering=not unbuffered and (name == "stderr" or os.isatty(number)),
        write_through=before.write_through,  # type: ignore[attr-defined]
    )
    stream.mode = mode  # type: ignore[misc]
    return stream


def rest() -> None:
    """Let go of the streams of a call, so that whoever reads them comes to their end."""
    sys.stdout.flush()
    sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
