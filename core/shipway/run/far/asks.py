"""Standard input that asks: each read of a line becomes a question to whoever watches the run."""

from __future__ import annotations

import io
import os
import select
import sys

from _shipway import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

_prompt: Optional[str] = None


class _Asking(io.RawIOBase):
    """File descriptor 0, which tells before it waits. No frame of ours stands in a traceback out of `input`."""

    name = "<stdin>"

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 0

    def readinto(self, buffer: Any) -> int:
        global _prompt
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        # The rest of a long line, and the end of the input, are there already: nothing is asked for them.
        if not select.select([0], [], [], 0)[0]:
            say.tell("ask", prompt=_prompt, secret=False)
        _prompt = None
        data = os.read(0, len(buffer))
        buffer[: len(data)] = data
        return len(data)


def install() -> None:
    """Replace `sys.stdin` and what `getpass` has; learn each prompt from the interpreter's own audit event."""
    encoding, errors = sys.stdin.encoding, sys.stdin.errors
    sys.stdin = io.TextIOWrapper(io.BufferedReader(_Asking()), encoding=encoding, errors=errors, newline="\n")
    sys.addaudithook(_hear)
    import getpass

    # Some scripts, and libraries, name the one that they mean.
    for name in ("getpass", "unix_getpass", "win_getpass", "fallback_getpass"):
        setattr(getpass, name, _getpass)


def _hear(event: str, args: Any) -> None:
    global _prompt
    if event == "builtins.input":
        _prompt = None if args[0] is None else str(args[0])


def _getpass(prompt: str = "Password: ", stream: Any = None, **_: Any) -> str:
    """Ask for a secret. There is no terminal whose echo could be switched off; whoever watches masks it."""
    (stream or sys.stderr).write(prompt)
    sys.stdout.flush()
    (stream or sys.stderr).flush()
    if not select.select([0], [], [], 0)[0]:
        say.tell("ask", prompt=prompt, secret=True)
    data = b""
    while not data.endswith(b"\n"):
        piece = os.read(0, 1)
        if not piece:
            raise EOFError
        data += piece
    return data[:-1].decode(sys.stdin.encoding or "utf-8")
