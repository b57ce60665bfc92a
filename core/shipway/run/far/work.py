"""What a child does with its job: run a script as `__main__`, call a function, or catch a parser."""

from __future__ import annotations

import os
import sys
from types import ModuleType, TracebackType

from _shipway import neighbours, progress, say, starts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Iterable, List, Optional, Tuple


_at_home = False
_kept: Any = None
_compiled: Dict[str, Tuple[Tuple[int, ...], Any]] = {}


def do(job: Dict[str, Any], channel: int) -> None:
    """Do the job, and end this process as the interpreter would."""
    say.open_channel(channel)
    if job["stdin"] == "asks":
        from _shipway import asks

        asks.install()
    # A pipe is block-buffered; whoever watches wants each line as it comes.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    sys.argv = [starts.first_word(job)] + job["argv"]
    settle(job, (*PARTS[job["do"]], *_more(job)))
    try:
        _TASKS[job["do"]](job)
    except SystemExit as stop:
        say.tell("left", code=stop.code if type(stop.code) is int and abs(stop.code) < 2**63 else None)
        raise
    except BaseException as error:
        _report(error)


def settle(job: Dict[str, Any], parts: Iterable[str]) -> None:
    """Have everything at hand that jobs of this script need, before anything of the script's can stand in the way.

    A launcher does so once for all its children, and has the script compiled besides.
    """
    global _at_home
    if _at_home:
        return
    _at_home = True
    starts.prepare(job)
    for part in parts:
        __import__("_shipway." + part)
    progress.watch()
    # What is not run has no neighbours.
    if job["do"] != "recreate":
        neighbours.make_way(starts.first_place(job))


def compile_ahead(script: str) -> None:
    """Compile the script, which is not executed by that; what is wrong or warned of in it shows when it is run."""
    import warnings

    try:
        with open(script, "rb") as file, warnings.catch_warnings():
            warnings.simplefilter("error")
            mark, source = _mark(file), file.read()
            _compiled[script] = mark, compile(source, script, "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError, Warning):
        pass


def _mark(file: Any) -> Tuple[int, ...]:
    facts = os.fstat(file.fileno())
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


def _code(script: str) -> Any:
    """Give the script's code; what was compiled ahead holds only for the very file."""
    with open(script, "rb") as file:
        mark, ahead = _compiled.get(script, ((), None))
        if mark == _mark(file):
            return ahead
        source = file.read()
    return compile(source, script, "exec", dont_inherit=True)


def _report(error: BaseException) -> None:
    """Write the traceback as the interpreter does, without our frames, and end with its exit code."""
    trace = error.__traceback__
    while trace is not None and _ours(trace):
        trace = trace.tb_next
    _cut(trace)
    say.tell("raised", text=_sentence(error))
    sys.excepthook(type(error), error.with_traceback(trace), trace)
    if isinstance(error, KeyboardInterrupt):
        signal = neighbours.standard("signal")
        sys.stdout.flush()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    sys.exit(1)


def _cut(trace: "TracebackType | None") -> None:
    """Take out our frames that stand between the script's: where we look over a library's shoulder."""
    while trace is not None:
        while trace.tb_next is not None and _is_far(trace.tb_next):
            trace.tb_next = trace.tb_next.tb_next
        trace = trace.tb_next


def _ours(trace: TracebackType) -> bool:
    return _is_far(trace) or trace.tb_frame.f_code.co_filename.startswith("<frozen importlib")


def _is_far(trace: TracebackType) -> bool:
    return trace.tb_frame.f_code.co_filename.startswith(os.path.dirname(__file__) + os.sep)


def _sentence(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return "{}: {} (line {})".format(type(error).__name__, error.msg, error.lineno)
    try:
        text = str(error)
    except Exception:
        text = ""
    return type(error).__name__ + (": " + text[:500] if text else "")


def _module(name: str, script: str, package: Optional[str] = None, spec: Any = None) -> ModuleType:
    """Execute the script in a fresh module of this name, as `python script.py` or `import` would."""
    module = type(sys)(name)
    module.__file__ = script
    module.__dict__["__builtins__"] = sys.modules["builtins"]
    if name == "__main__":
        module.__spec__ = spec
        module.__package__ = package
        module.__dict__["__cached__"] = spec and spec.cached
        module.__loader__ = (
            spec.loader if spec else sys.modules["_frozen_importlib_external"].SourceFileLoader(name, script)
        )
    sys.modules[name] = module
    exec(_code(script), module.__dict__)
    return module


def _script(job: Dict[str, Any]) -> None:
    from _shipway import results

    if job["parser"] == "argparse":
        from _shipway.argparsers import complaints

        complaints.watch()
    if job["parser"] == "click":
        from _shipway import clicks

        clicks.watch_complaints()
    try:
        if job["entry"]:
            # As a console script does with what a module only defines.
            sys.exit(getattr(starts.imported(job, _module), job["entry"])())
        starts.main(job, _module)
    finally:
        results.give_open_figures(job)


def _function(job: Dict[str, Any]) -> None:
    from _shipway import results
    from _shipway.calls import arguments, records

    global _kept
    try:
        module = _kept or starts.imported(job, _module)
    except SystemExit as stop:
        say.tell("raised", text="the script ends itself while it is imported (exit code {})".format(stop.code or 0))
        raise
    if job.get("reuse"):
        _kept = module
    function, maker = _callable(module, job["function"].split("."))
    try:
        function, args, kwargs = arguments.make(function, job["inputs"], maker)
    except records.Refused as refused:
        for name, text in refused.problems.items():
            say.tell("refused", dest=name, flags=[], text=text)
        sys.exit(2)
    value = function(*args, **kwargs)
    results.give_all(value, job)
    results.give_open_figures(job)


def _callable(module: Any, path: List[str]) -> Tuple[Any, Any]:
    """Give the function of a tool; for a method its name, and the class whose instance has to be made first."""
    owner, function = None, module
    for part in path:
        owner, function = function, getattr(function, part)
    if isinstance(function, type):
        return "__call__", function
    if isinstance(owner, type) and not isinstance(_raw(owner, path[-1]), (staticmethod, classmethod)):
        return path[-1], owner
    return function, None


def _raw(owner: type, name: str) -> Any:
    return next((vars(one)[name] for one in owner.__mro__ if name in vars(one)), None)


def _catch(job: Dict[str, Any]) -> None:
    from _shipway import absent, clicks, still
    from _shipway.argparsers import catching

    # Libraries that cannot write their caches fall back to a temporary folder: here, and nowhere else.
    os.environ["TMPDIR"] = job["folder"]
    still.hold(job["folder"])
    catching.catch(job)
    clicks.catch(job)
    absent.watch()

    def execute(package: "str | None") -> None:
        try:
            # A script may only define its commands, for a console script to call them.
            clicks.offer(starts.main(job, _module, package), job)
        finally:
            # A parser that read ahead was the last one after all.
            catching.settle()

    absent.run(job["script"], execute)
    say.tell("uncaught", text="the script came to its end without asking its parser")


def _recreate(job: Dict[str, Any]) -> None:
    from _shipway.argparsers import recreated

    recreated.do(job)


def _more(job: Dict[str, Any]) -> Tuple[str, ...]:
    """Name what a reading is likely to need besides: few scripts use click, and few readings are of a line."""
    if job["do"] != "catch":
        return ()
    try:
        with open(job["script"], "rb") as file:
            text = file.read()
    except OSError:
        text = b""
    likely = ("clicks.lines",) if b"click" in text or b"typer" in text else ()
    return likely if job["fill"] is None else (*likely, "argparsers.lines")


PARTS = {
    "script": ("results", "tables"),
    "function": (
        "calls.arguments",
        "results",
        "tables",
        "calls.hinting",
        "calls.opened",
        "calls.records",
        "calls.shapes",
        "script_types",
        "kinds",
    ),
    "catch": ("argparsers.catching", "still", "absent", "clicks"),
    "recreate": ("argparsers.catching", "argparsers.recreated"),
}
"""What each job needs of the far side: imported before anything of the script's can stand in the way."""
_TASKS = {"script": _script, "function": _function, "catch": _catch, "recreate": _recreate}
