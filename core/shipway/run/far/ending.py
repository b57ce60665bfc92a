"""Ends a forked child as the interpreter would end, without taking apart what its launcher had imported.

The interpreter's own way takes 30 ms where pandas is loaded, and nothing comes of it: what is the script's own has to
be let go of (files are flushed, `__del__` is called), and all else goes with the process.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, FrozenSet

_LIBRARY = (os.path.dirname(os.__file__) + os.sep, os.path.dirname(os.path.abspath(__file__)) + os.sep)
_before: FrozenSet[str] = frozenset()


def remember() -> None:
    """Take note of what is imported: whatever comes later is the script's."""
    global _before
    _before = frozenset(sys.modules)


def code_of(stop: SystemExit) -> int:
    """Give the exit code of a SystemExit; what is no number is written to standard error, as the interpreter does."""
    if stop.code is None:
        return 0
    if isinstance(stop.code, int):
        return stop.code & 0xFF
    sys.stdout.flush()
    sys.stderr.write(str(stop.code) + "\n")
    return 1


def leave(code: int) -> None:
    """End this process: threads first, then what was asked for at the exit, then the script's own things."""
    threading = sys.modules.get("threading")
    if threading is not None:
        threading._shutdown()
    import atexit

    atexit._run_exitfuncs()
    code = _flush(code)
    modules = [module for name, module in sys.modules.items() if name == "__main__" or name not in _before]
    for module in reversed([one for one in modules if _is_own(one)]):
        _clear(vars(module))
    gc.collect()
    code = _flush(code)
    _flush_c()
    os._exit(code)


def _is_own(module: Any) -> bool:
    """Tell whether a module is the script or lies beside it: not the standard library's, not installed, not ours."""
    file = getattr(module, "__file__", None) or ""
    return file.endswith(".py") and not file.startswith(_LIBRARY) and "-packages" + os.sep not in file


def _clear(names: Dict[str, Any]) -> None:
    """Let go of what a module names: private names first, as the interpreter does (`_PyModule_Clear`)."""
    for private in (True, False):
        for name in [name for name in names if (name[:1] == "_" and name[1:2] != "_") == private]:
            if name not in ("__builtins__", "__name__", "__spec__"):
                names[name] = None


def _flush(code: int) -> int:
    """Write what is left; the interpreter ends with 120 where that fails (`Py_FinalizeEx`)."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except (OSError, ValueError, AttributeError):
            code = 120 if stream is sys.stdout else code
    return code


def _flush_c() -> None:
    """Write what libraries in C have printed and not written yet."""
    try:
        import _ctypes

        flush = _ctypes.dlsym(_ctypes.dlopen(None, os.RTLD_NOW), "fflush")  # type: ignore[arg-type]
        _ctypes.call_function(flush, (None,))
    except (ImportError, OSError):
        pass
