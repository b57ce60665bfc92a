"""click and typer, met alive: the command caught in its script, and a complaint passed on.

Written against click 8.1 to 8.5 and typer 0.19 to 0.29. A script brings its own copy of click, and typer carries one
since 0.26: whichever is imported is patched in that moment, told by its name and by what it holds.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

from _shipway import finders, neighbours, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Optional


def catch(job: Dict[str, Any]) -> None:
    """From now on, the first command that is called is described (or, with `fill`, reads a line), and all ends."""

    def patch(module: ModuleType) -> None:
        if not _is_click(module):
            return
        root: Any = module.__dict__.get("BaseCommand") or module.__dict__["Command"]
        make = root.make_context

        def make_context(self: Any, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:
            if parent is not None:
                return make(self, info_name, args, parent, **extra)
            if list(args) != sys.argv[1:] and "--help" not in args:
                _end("own list", text="its command reads words of the script's own, not the command line")
            return _found(self, info_name, extra, job, "")

        root.make_context = make_context

    finders.follow(("click.core",), patch)


def offer(module: ModuleType, job: Dict[str, Any]) -> None:
    """Take the commands that a script only defines, for others to call: they are called as a console script would."""
    found = _roots(module)
    wanted = job.get("entry") or ""
    if wanted in found:
        found = {wanted: found[wanted]}
    if job["fill"] is not None:
        for name, command in found.items():
            _found(command, os.path.basename(job["script"]), {}, job, name)
    tools: List[Dict[str, Any]] = []
    for name, command in found.items():
        tools += _tools(_context(command, os.path.basename(job["script"]), {}), name)
    if tools:
        _end("caught", dialect="click", tools=tools, near=neighbours.near(job["script"]))


def _found(command: Any, info: Any, extra: Dict[str, Any], job: Dict[str, Any], entry: str) -> Any:
    if job["fill"] is None:
        tools = _tools(_context(command, info, extra), entry)
        return _end("caught", dialect="click", tools=tools, near=neighbours.near(job["script"]))
    from _shipway.clicks import lines

    told = lines.fill(_context(command, info, extra), job["fill"])
    return _end(told.pop("say"), entry=entry, **told)


def _tools(context: Any, entry: str) -> List[Dict[str, Any]]:
    from _shipway.clicks import commands

    return [dict(tool, entry=entry) for tool in commands.tools(context)]


def _context(command: Any, info: Any, extra: Dict[str, Any]) -> Any:
    settings = {**command.context_settings, **extra}
    return command.context_class(command, info_name=info, **settings)


def _end(what: str, **facts: Any) -> None:
    say.tell(what, **facts)
    sys.stdout.flush()
    # A complaint counts where a run has failed.
    os._exit(2 if what == "refused" else 0)


def _roots(module: ModuleType) -> Dict[str, Any]:
    """Find the commands of a module that are no other command's subcommands, by the name that calls them."""
    found: Dict[str, Any] = {}
    inner: List[int] = []
    for name, value in list(module.__dict__.items()):
        kinds = [kind for kind in type(value).__mro__ if _is_of_click(kind) or _is_app(kind)]
        if not kinds or any(value is other for other in found.values()):
            continue
        found[name] = value
        inner += [id(one) for one in _below(value)]
    found = {name: value for name, value in found.items() if id(value) not in inner}
    own = {name: value for name, value in found.items() if _home(value) in ("", module.__name__)}
    return {name: _as_command(value) for name, value in (own or found).items()}


def _is_of_click(kind: type) -> bool:
    return kind.__name__ in ("Command", "BaseCommand") and kind.__module__.endswith("click.core")


def _is_app(kind: type) -> bool:
    return kind.__name__ == "Typer" and kind.__module__.partition(".")[0] == "typer"


def _below(value: Any) -> List[Any]:
    """List what stands below a command or an app, without asking lazy groups."""
    if hasattr(value, "registered_groups"):
        return [group.typer_instance for group in value.registered_groups]
    commands = getattr(value, "commands", None)
    below = list(commands.values()) if isinstance(commands, dict) else []
    return below + list(getattr(value, "sources", ()))


def _home(value: Any) -> str:
    """Give the module that a command's function is written in, "" where that cannot be told."""
    return str(getattr(getattr(value, "callback", None), "__module__", None) or "")


def _as_command(value: Any) -> Any:
    return sys.modules["typer.main"].get_command(value) if hasattr(value, "registered_groups") else value


def watch_complaints() -> None:
    """Pass on what click says is wrong, and with which parameter; its own words and exit stay as they are."""
    finders.follow(("click.core",), _listen)


def _is_click(module: ModuleType) -> bool:
    return {"Command", "Context", "Parameter"} <= set(module.__dict__)


def _listen(module: ModuleType) -> None:
    if not _is_click(module):
        return
    context: Any = module.__dict__["Context"]
    leave = context.__exit__

    def left(self: Any, kind: Any, error: Any, trace: Any) -> Any:
        if error is not None and self.parent is None:
            _complain(error)
        return leave(self, kind, error, trace)

    context.__exit__ = left


def _complain(error: Any) -> None:
    """Tell a usage error once; help that is raised as one is no complaint."""
    names = [kind.__name__ for kind in type(error).__mro__]
    if "UsageError" not in names or "NoArgsIsHelpError" in names or getattr(error, "shipway_told", False):
        return
    error.shipway_told = True
    say.tell("refused", **complaint(error))


def complaint(error: Any) -> Dict[str, Any]:
    """Describe a usage error: its words, and the flags and name of the parameter that it is about."""
    param, context = getattr(error, "param", None), getattr(error, "ctx", None)
    flags, dest = _hinted(error), ""
    if param is not None and getattr(error, "param_hint", None) is None:
        flags = [*param.opts, *param.secondary_opts] if param.param_type_name == "option" else []
        dest = param.name or ""
    level = -1
    while context is not None:
        level, context = level + 1, getattr(context, "parent", None)
    missing = type(error).__name__ == "MissingParameter"
    about = (flags or dest) and not missing and str(getattr(error, "message", "") or "")
    return {"text": about or error.format_message(), "flags": flags, "dest": dest, "level": max(level, 0)}


def _hinted(error: Any) -> List[str]:
    """Give the flags that an author names in words, or the option that was used wrongly."""
    names = [kind.__name__ for kind in type(error).__mro__]
    hint: Optional[Any] = getattr(error, "param_hint", None)
    if "BadOptionUsage" in names:
        hint = error.option_name
    words = [hint] if isinstance(hint, str) else list(hint or ())
    return [part for word in words for part in str(word).replace("'", " ").replace("/", " ").split() if part[0] == "-"]
