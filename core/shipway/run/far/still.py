"""Holds a script still while it is only read: no writing outside its folder, no network, no programs started.

An audit hook of the interpreter's own (PEP 578). It stops what scripts do in passing, not somebody who means harm: that
is what profiles and namespaces are for.
"""

import os
import sys
from typing import Any, Tuple

_ALWAYS = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.kill",
    "webbrowser.open", "pty.spawn",
)  # fmt: skip
_PATHS = (
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.utime", "os.setxattr", "shutil.rmtree", "shutil.move", "shutil.copyfile", "sqlite3.connect",
)  # fmt: skip
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
            if not _inside(args[0], allowed):
                raise PermissionError(30, "a script that is being read may not change files", str(args[0]))
        elif event in _ALWAYS:
            raise PermissionError(1, "a script that is being read may not do this: " + event)

    sys.addaudithook(hook)


def _inside(path: Any, allowed: str) -> bool:
    # A number is a descriptor that is open already.
    if isinstance(path, int) or path in (os.devnull, b"/dev/null"):
        return True
    return os.path.realpath(os.fsdecode(path)).startswith(allowed)
