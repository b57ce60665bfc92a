"""A launcher: `python launcher.py FD`. Warm with what a script imports, it forks children ahead of their runs.

The near side sends settings (one line of JSON), then a line for each child that it wants, with the far ends of two
sockets: the channel of a run and the one that its job will come by. This process ends when the near side lets go of it
and the runs of its children have ended. The script itself, and what lies beside it, is never imported here.
"""

import sys

_FAR = __file__.rpartition("/")[0] or "."
if sys.path and sys.path[0] == _FAR:
    del sys.path[0]

_package = type(sys)("_shipway")
_package.__dict__["at_start"] = frozenset(sys.modules)
_package.__path__ = [_FAR, _FAR.rpartition("/run/")[0]]
sys.modules["_shipway"] = _package

from _shipway import ending, launching, slots, work

if __name__ == "__main__":
    # Only a child that has its job comes back from there.
    job, channel = launching.main(int(sys.argv[1]))
    code = 0
    try:
        work.do(job, channel)
        while job.get("reuse"):
            job = slots.another()
            work.do(job, channel)
    except SystemExit as stop:
        code = ending.code_of(stop)
    ending.leave(code)
