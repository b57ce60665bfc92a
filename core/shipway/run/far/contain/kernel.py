"""Calls of the Linux kernel that Python has no function for. They raise OSError; without ctypes there are none."""

import ctypes
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Optional

# The numbers are those of <linux/sched.h>, <linux/mount.h>, <linux/prctl.h> and <linux/capability.h>.
NEW_MOUNTS, NEW_IPC, NEW_USER, NEW_PIDS, NEW_NETWORK = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES = 1, 2, 4
_BIND, _RECURSIVE, _PRIVATE = 0x1000, 0x4000, 0x40000
_DETACH = 2
_MOUNT_SETATTR, _PIDFD_OPEN = 442, 434
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_CAPABILITIES = 0x20080522
DUMPABLE = 4

_libc: "Any" = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, "{}: {}".format(what, os.strerror(number)))
    return result


def unshare(flags: int) -> None:
    """Leave the namespaces of these kinds for new ones; new pids are for the children to come."""
    _check(_libc.unshare(flags), "unshare")


def enter(descriptor: int, kind: int) -> None:
    """Go into a namespace that is held open."""
    _check(_libc.setns(descriptor, kind), "setns")


def mount(kind: str, where: str, options: str = "", flags: int = NO_SETUID | NO_DEVICES) -> None:
    """Mount a file system of its own: "tmpfs" or "proc"."""
    _check(_libc.mount(kind.encode(), os.fsencode(where), kind.encode(), flags, options.encode()), "mount " + where)


def bind(source: str, where: str) -> None:
    """Show a file or folder, with what is mounted below it, at another place."""
    done = _libc.mount(os.fsencode(source), os.fsencode(where), None, _BIND | _RECURSIVE, None)
    _check(done, "bind {} at {}".format(source, where))


def keep_mounts_private() -> None:
    """Let nothing that is mounted from now on be seen elsewhere."""
    _check(_libc.mount(None, b"/", None, _RECURSIVE | _PRIVATE, None), "make / private")


def restrict(where: str, flags: int, deep: bool = True) -> None:
    """Make what is mounted here read-only or without devices, and all below it (mount_setattr(2), Linux 5.12)."""
    facts = (ctypes.c_uint64 * 4)(flags, 0, 0, 0)
    below = _AT_RECURSIVE if deep else 0
    place = ctypes.c_char_p(os.fsencode(where))
    done = _libc.syscall(_MOUNT_SETATTR, _AT_FDCWD, place, below, ctypes.byref(facts), ctypes.sizeof(facts))
    _check(done, "restrict " + where)


def unmount(where: str) -> None:
    """Take away what is mounted here, and all below it."""
    _check(_libc.umount2(os.fsencode(where), _DETACH), "unmount " + where)


def take_root(folder: str) -> None:
    """Make a folder the root, and forget the root that was there before."""
    os.chdir(folder)
    _check(_libc.pivot_root(b".", b"."), "pivot_root")
    unmount(".")
    os.chdir("/")


def control(option: int, value: int) -> None:
    """Set what prctl(2) sets."""
    _check(_libc.prctl(option, value, 0, 0, 0), "prctl")


def drop_rights() -> None:
    """Give up every capability."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    none = (ctypes.c_uint32 * 6)()
    _check(_libc.capset(ctypes.byref(header), ctypes.byref(none)), "capset")


def handle_of(pid: int) -> "Optional[int]":
    """Give a descriptor of a process, which never means another one (pidfd_open(2), Linux 5.3); None without it."""
    descriptor: int = _libc.syscall(_PIDFD_OPEN, pid, 0)
    return descriptor if descriptor >= 0 else None
