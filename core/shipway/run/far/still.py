"""Holds a script still while it is only read: no writing outside its folder, no network, no programs started.

An audit hook of the interpreter's own (PEP 578). It stops what scripts do in passing, not somebody who means harm: that
is what profiles and namespaces are for.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Tuple

_ALWAYS = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.kill",
    "os.killpg", "webbrowser.open", "pty.spawn",
)  # fmt: skip
_FIRST, _SECOND, _BOTH = slice(0, 1), slice(1, 2), slice(0, 2)
_PATHS = {
    "os.remove": _FIRST, "os.rmdir": _FIRST, "os.mkdir": _FIRST, "os.truncate": _FIRST, "os.chmod": _FIRST,
    "os.chown": _FIRST, "os.utime": _FIRST, "os.setxattr": _FIRST, "shutil.rmtree": _FIRST, "sqlite3.connect": _FIRST,
    "os.rename": _BOTH, "shutil.move": _BOTH, "os.link": _BOTH, "os.symlink": _SECOND,
}  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def hold(folder: str) -> None:
    """Refuse from now on; `folder` is the one place where writing is allowed."""
    allowed = os.path.realpath(folder) + os.sep
    sys.dont_write_bytecode = True

    def hook(event: str, args: Tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = args
            if isinstance(flags, int) and flags & _WRITING and not _inside(path, allowed):
                raise PermissionError(30, "a script that is being read may not write", str(path))
        elif event in _PATHS:
            for path in args[_PATHS[event]]:
                if not _inside(path, allowed):
                    raise PermissionError(30, "a script that is being read may not change files", str(path))
        elif event in _ALWAYS:
            raise PermissionError(1, "a script that is being read may not do this: " + event)

    sys.addaudithook(hook)


def _inside(path: Any, allowed: str) -> bool:
    # A number is a descriptor that is open already.
    if isinstance(path, int) or path in (os.devnull, b"/dev/null"):
        return True
    return (os.path.realpath(os.fsdecode(path)) + os.sep).startswith(allowed)
