"""Imports what a script will import, ahead of it, and makes what must differ from run to run differ."""

from __future__ import annotations

import os
import sys

from _shipway import neighbours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, List, Sequence, Set


def up(names: Sequence[Sequence[str]], script: str) -> str:
    """Import installed modules: each name with what is taken from it. Gives the first one that must stay cold, or "".

    One that writes, starts a thread or a process, or changes where we are would do so at another time than on the
    command line. What fails now fails again in the script, where it can be seen.
    """
    sys.argv = line = _Line([script])
    beside = neighbours.modules(os.path.dirname(os.path.realpath(script)))
    heard = _listen()
    for name, *parts in names:
        if name.partition(".")[0] in beside:
            continue
        before = (sys.stdout, sys.stderr, os.getcwd(), len(sys.argv))
        known = set(sys.modules)
        try:
            __import__(name, fromlist=parts)
        except BaseException:
            # Whatever it is: the script meets it itself.
            pass
        if (
            (sys.stdout, sys.stderr, os.getcwd(), len(sys.argv)) != before
            or os.fstat(heard).st_size
            or _has_company()
            or line.was_read
            or _holds(line, known)
            or _shadowed(known, beside)
        ):
            return name
    _hush(heard)
    return ""


class _Line(List[str] if TYPE_CHECKING else list):  # type: ignore[misc]
    """A command line that knows whether it was read: there is none yet, and what is made of it would be wrong."""

    was_read = False

    def __getitem__(self, place: Any) -> Any:
        self.was_read = True
        return super().__getitem__(place)

    def __iter__(self) -> Any:
        self.was_read = True
        return super().__iter__()


def _holds(line: Any, known: Set[str]) -> bool:
    """Tell whether a module that is new has the command line under a name of its own."""
    new = [module for name, module in list(sys.modules.items()) if name not in known]
    return any(value is line for module in new for value in list(getattr(module, "__dict__", {}).values()))


def _listen() -> int:
    """Have what is written go into a file without a name; gives it."""
    sys.stdout.flush()
    sys.stderr.flush()
    if hasattr(os, "memfd_create"):
        heard = os.memfd_create("shipway")
    else:
        import tempfile

        with tempfile.TemporaryFile() as file:
            heard = os.dup(file.fileno())
    os.dup2(heard, 1)
    os.dup2(heard, 2)
    return heard


def _hush(heard: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    os.close(heard)


def _has_company() -> bool:
    """Tell whether there are threads of Python's, or processes, beside us. OpenBLAS's threads stand a fork."""
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() > 1:
        return True
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def _shadowed(known: Set[str], beside: Set[str]) -> bool:
    """Tell whether something was imported that, on the command line, a module beside the script would stand for."""
    new = {name.partition(".")[0] for name in set(sys.modules) - known}
    return bool(new & beside - sys.modules["_shipway"].at_start)


def differ() -> None:
    """Make this child differ from its brothers where a new interpreter would: by chance, and in what it takes for new.

    `random` does so by itself after a fork.
    """
    numpy = sys.modules.get("numpy.random")
    if numpy is not None:
        numpy.seed()
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "seed"):
        torch.seed()
    tempfile: Any = sys.modules.get("tempfile")
    if tempfile is not None:
        tempfile.tempdir = None
