"""What a process may use, set in that process itself before anything of the script's is there."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict

_NAMES = {
    "memory": "RLIMIT_AS", "processor": "RLIMIT_CPU", "file": "RLIMIT_FSIZE", "open": "RLIMIT_NOFILE",
    "processes": "RLIMIT_NPROC",
}  # fmt: skip


def apply(limits: "Dict[str, Any]") -> None:
    """Set the limits; none of them can be raised again. What this system has no name for, it does not have."""
    try:
        import resource
    except ImportError:
        return
    for name, value in limits.items():
        number = getattr(resource, _NAMES[name], None)
        if number is None or value is None:
            continue
        _, hard = resource.getrlimit(number)
        wanted = int(value) if hard == resource.RLIM_INFINITY else min(int(value), hard)
        # A second more until it is killed: first it is told, by SIGXCPU.
        last = wanted + 1 if name == "processor" and hard == resource.RLIM_INFINITY else wanted
        try:
            resource.setrlimit(number, (wanted, last))
        except (OSError, ValueError):
            # macOS refuses some of them.
            continue
    # No core files: they would be taken for what the script made.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def step_back() -> None:
    """Let everybody else go first: for the processor, and when memory is short. New files are the owner's alone."""
    os.umask(0o077)
    if hasattr(os, "nice"):
        os.nice(5)
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("900")
    except OSError:
        # There is no such file elsewhere than on Linux.
        pass
