"""Standard streams on descriptors that came later than the interpreter: made as it makes its own at the start."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Sequence


def take(descriptors: Sequence[int]) -> None:
    """Put these in the places of standard input, output and errors, and begin `sys.stdin` and its kind anew."""
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
    for descriptor in descriptors:
        if descriptor > 2:
            os.close(descriptor)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream: Any = getattr(sys, "__{}__".format(name))
        _renew(number, name, stream)
        setattr(sys, name, stream)


def _renew(number: int, name: str, stream: Any) -> None:
    """Begin a stream anew (CPython's `create_stdio` in pylifecycle.c); encoding and the like stay what they were.

    The object stays the same, for what was imported ahead may have taken hold of it.
    """
    mode = "r" if name == "stdin" else "w"
    unbuffered = mode == "w" and isinstance(stream.buffer, io.FileIO)
    buffer: Any = io.open(number, mode + "b", 0 if unbuffered else -1, closefd=False)
    (buffer if unbuffered else buffer.raw).name = "<{}>".format(name)
    stream.__init__(
        buffer,
        encoding=stream.encoding,
        errors=stream.errors,
        newline="\n",
        line_buffering=not unbuffered and (name == "stderr" or os.isatty(number)),
        write_through=stream.write_through,
    )


def rest() -> None:
    """Let go of the streams of a call, so that whoever reads them comes to their end."""
    sys.stdout.flush()
    sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
