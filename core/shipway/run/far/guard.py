"""Takes a job, and splits in two: the second process runs it, the first stays behind as its guard.

The guard adopts every orphan of the run, ends the whole tree when it is told to or when the supervisor is gone, and
reports how the run ended.
"""

import json
import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Iterator, Optional


def main(channel: int) -> None:
    """Take the job from the socket `channel` (one line of JSON), fork, guard or run."""
    os.set_inheritable(channel, False)
    job = json.loads(_line(channel))
    if hasattr(os, "fork"):
        guard = Guard()
        pid = guard.fork()
        if pid:
            _let_go_of_streams()
            guard.watch(channel, pid)
            os._exit(0)
        if job["stdin"] == "terminal":
            take_terminal()
    else:
        # Nobody stays behind who could tell how it ended, or end it: the near side does so itself.
        os.write(channel, b'{"say": "alone"}\n')
    confine(limits_of(job["limits"], sealed=False))
    from _shipway import work

    work.do(job, channel)


class Guard:
    """This process as the guard of runs: of one, or of one after the other."""

    def __init__(self) -> None:
        _control(36, 1)  # PR_SET_CHILD_SUBREAPER: an orphan of the run becomes the guard's, even after a double fork
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        self._pid = os.getpid()
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    def fork(self) -> int:
        """Split: gives 0 in the process that is to be guarded, which hears signals as any other does."""
        pid = os.fork()
        if not pid:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.close(self._woken)
            os.close(self._wake)
            # A session of its own: Ctrl-C in the terminal of whoever started us is not meant for it.
            os.setsid()
            self.bind()
        return pid

    def bind(self) -> None:
        """End with the guard: without it nobody could end the script any more."""
        _control(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != self._pid:
            os._exit(1)

    def watch(self, channel: int, pid: int) -> None:
        """Guard a child to its end, see to it that nothing of it is left, and tell how it ended."""
        import select

        status = _ended(pid)
        while status is None:
            ready, _, _ = select.select([channel, self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
            orders = _orders(channel) if channel in ready else None
            if orders is not None and b"interrupt" in orders:
                _send_signal(pid, signal.SIGINT)
            if orders is not None and (not orders or b"stop" in orders):
                status = _stop(pid, patient=bool(orders))
            if status is None:
                status = _ended(pid)
        _end_tree(pid)
        try:
            os.write(channel, json.dumps({"say": "ended", "status": status}).encode() + b"\n")
        except OSError:
            pass


def _let_go_of_streams() -> None:
    """The guard must not hold the script's streams open."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def limits_of(limits: "Optional[Dict[str, Any]]", sealed: bool) -> "Optional[Dict[str, Any]]":
    """Leave out how many processes there may be where those of the user are counted, and not those of the run."""
    return limits if limits is None or sealed else dict(limits, processes=None)


def confine(limits: "Optional[Dict[str, Any]]") -> None:
    """Set what this process may use, and let nothing of it gain rights; None for a run that its author trusts."""
    if limits is not None:
        from _shipway.contain import limits as rooms

        rooms.step_back()
        rooms.apply(limits)
        _control(38, 1)  # PR_SET_NO_NEW_PRIVS


def take_terminal() -> None:
    """Make standard input the terminal of this process, so that Ctrl-C and `/dev/tty` mean it."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _line(channel: int) -> bytes:
    data = b""
    while not data.endswith(b"\n"):
        piece = os.read(channel, 65536)
        if not piece:
            # The supervisor went away before it gave a job: nobody is left to tell.
            os._exit(1)
        data += piece
    return data


_call: "Any" = None


def know_prctl() -> None:
    """Find prctl(2): once, where a launcher's children are to have it."""
    global _call
    if sys.platform == "linux":
        # What ctypes itself is made of: that takes 4 ms to import, at each start.
        import _ctypes

        address = _ctypes.dlsym(_ctypes.dlopen(None, os.RTLD_NOW), "prctl")  # type: ignore[arg-type]
        function = _ctypes.call_function
        _call = lambda option, value: function(address, (option, value, 0, 0, 0))  # noqa: E731 - there is none elsewhere


def _control(option: int, value: int) -> None:
    if _call is None:
        know_prctl()
    if _call is not None:
        _call(option, value)


def _orders(channel: int) -> bytes:
    """Give the orders that have come, nothing when the supervisor is gone: then the tree ends at once."""
    try:
        return os.read(channel, 4096)
    except ConnectionResetError:
        # It was killed while something that we told it lay unread.
        return b""


def _ended(pid: int) -> object:
    """Reap whatever has ended; give the wait status of `pid` once that is among it."""
    status = None
    while True:
        try:
            reaped, raw = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if reaped == 0:
            return status
        if reaped == pid:
            status = raw


def _stop(pid: int, patient: bool) -> object:
    """Ask the tree to end, wait up to a second, then make it end."""
    import time

    for one in _descendants(pid):
        _send_signal(one, signal.SIGTERM)
        _send_signal(one, signal.SIGCONT)
    deadline = time.monotonic() + (1.0 if patient else 0.0)
    status = _ended(pid)
    while status is None and time.monotonic() < deadline:
        time.sleep(0.01)
        status = _ended(pid)
    while status is None:
        for one in _descendants(pid):
            _send_signal(one, signal.SIGKILL)
        time.sleep(0.005)
        status = _ended(pid)
    return status


def _end_tree(pid: int) -> None:
    """Kill what the script left behind, again and again until nothing is left: new ones may come while we look.

    Orphans are our children too, so that nothing is left when we have no child any more.
    """
    import time

    for _ in range(400):
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            if sys.platform == "linux":
                return
        left = _descendants(pid)
        if not left:
            return
        for one in left:
            _send_signal(one, signal.SIGKILL)
        time.sleep(0.005)


def _send_signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        pass


def _descendants(pid: int) -> "list[int]":
    """List every process below the guard; where there is no /proc, the script's process group stands for it."""
    try:
        return sorted(_below(os.getpid()))
    except OSError:
        pass
    try:
        os.killpg(pid, 0)
    except OSError:
        return []
    return [-pid]


def _below(pid: int) -> "Iterator[int]":
    """Give the children of a process, and theirs (proc(5): `children` of each of its threads)."""
    for task in os.listdir("/proc/{}/task".format(pid)):
        try:
            with open("/proc/{}/task/{}/children".format(pid, task), "rb") as file:
                children = file.read().split()
        except OSError:
            # It has ended since. A kernel without such files says so of ourselves too.
            if pid == os.getpid():
                raise
            continue
        for child in children:
            yield int(child)
            try:
                yield from _below(int(child))
            except OSError:
                continue
