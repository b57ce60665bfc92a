"""argparse, met alive: the parser caught in its script, before it parses.

A script may have several: one that reads ahead (for --config, say) is let through, and the last one is the form.
"""

from __future__ import annotations

import argparse
import os
import re
import sys

from _shipway import neighbours, say
from _shipway.argparsers import as_params, parsers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List

_SITE = re.compile(r"\.parse_(?:known_)?(?:intermixed_)?args\(")
_PATIENCE = 2.0
"""Seconds that a script may take from a parser that reads ahead to its next one."""
_WHOLE = ("parse_args", "parse_intermixed_args")
_PARTS = ("parse_known_args", "parse_known_intermixed_args")
_OWN_LIST = "its parser reads a list of the script's own, not the command line"


class _Flow:
    """The parsers that were met, in order, and what there is to do about them."""

    def __init__(self, job: Dict[str, Any]) -> None:
        self.job = job
        self.met: List[Any] = []
        self.homes: List[str] = []
        self.rest = False
        self.inside = False
        self.line: Any = None
        if job["fill"] is not None:
            from _shipway.argparsers import lines

            self.line = lines.Line()


_flows: List[_Flow] = []


def catch(job: Dict[str, Any]) -> None:
    """From now on, the last real parsing tells the parser (or, with `fill`, what the command line means) and ends."""
    flow = _Flow(job)
    _flows.append(flow)
    for name in (*_WHOLE, *_PARTS):
        _hook(flow, name)
    if flow.line is None:
        _hook_help(flow)
    else:
        flow.line.watch(lambda: settle())


def settle() -> None:
    """Tell what is known of the parsers that were met, and end; do nothing where there was none."""
    for flow in _flows:
        if flow.met:
            said = _tell(flow)
            sys.stdout.flush()
            # The script may have hung what it likes on its exit.
            os._exit(2 if said["say"] == "refused" else 0)


def _tell(flow: _Flow) -> Dict[str, Any]:
    names = parsers.Names()
    told = parsers.tools(flow.met, names, rest=flow.rest)
    if flow.line is not None:
        message: Dict[str, Any] = flow.line.message(told, names)
    else:
        homes = sorted(set(flow.homes) - {os.path.abspath(flow.job["script"]), ""})
        stdin = any(as_params.reads_stdin(action) for parser in flow.met for action in _all(parser))
        near = neighbours.near(flow.job["script"])
        message = {"say": "caught", "dialect": "argparse", "tools": told, "near": near, "stdin": stdin, "homes": homes}
    say.tell(**message)
    return message


def _all(parser: Any) -> List[Any]:
    found = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += [one for branch in action.choices.values() for one in _all(branch)]
        else:
            found.append(action)
    return found


def _hook(flow: _Flow, name: str) -> None:
    real = getattr(argparse.ArgumentParser, name)

    def parse(self: Any, args: Any = None, namespace: Any = None) -> Any:
        if flow.inside:
            return real(self, args, namespace)
        flow.inside = True
        try:
            return _meet(flow, self, (name, real), args, namespace)
        finally:
            flow.inside = False

    setattr(argparse.ArgumentParser, name, parse)


def _meet(flow: _Flow, parser: Any, how: Any, args: Any, namespace: Any) -> Any:
    """Take a parser at the moment at which it is to parse."""
    name, real = how
    # A parser of the script's own kind may parse the whole by way of the parts.
    whole = name in _WHOLE or _is_whole(parser)
    if flow.line is None and args is not None and "--help" not in args:
        say.tell("own list", text=_OWN_LIST)
        os._exit(0)
    flow.met = [one for one in flow.met if one is not parser] + [parser]
    flow.rest = not whole
    flow.homes.append(_home())
    ahead = not whole and _reads_ahead(parser, flow.job["script"])
    if flow.line is not None:
        try:
            parsed = flow.line.take(parser, real, args, namespace)
        except BaseException:
            # A line that was refused means nothing.
            flow.met = []
            raise
        if whole and name in _PARTS and parsed[1]:
            # It is about to refuse what is left.
            flow.met = []
            return parsed
        flow.line.extras = [] if whole else list(parsed[1])
        if ahead:
            _end_in_time()
            return parsed
    elif ahead:
        _end_in_time()
        return _defaults(parser, namespace), list(sys.argv[1:] if args is None else args)
    return settle()


def _reads_ahead(parser: Any, script: str) -> bool:
    """Tell whether another parser is likely to come after this one."""
    asks = any(isinstance(action, argparse._SubParsersAction) for action in parser._actions)
    if not parser.add_help and not asks:
        return True
    return sum(_sites(file) for file in {script, _home()}) > 1


def _is_whole(parser: Any) -> bool:
    frame: Any = sys._getframe()
    while frame is not None:
        if frame.f_code.co_name in _WHOLE and frame.f_locals.get("self") is parser:
            return True
        frame = frame.f_back
    return False


def _home() -> str:
    """Give the file that asked a parser to parse."""
    frame: Any = sys._getframe()
    here = os.path.dirname(os.path.dirname(__file__)) + os.sep
    while frame is not None and (
        frame.f_code.co_filename.startswith(here) or frame.f_globals.get("__name__") == "argparse"
    ):
        frame = frame.f_back
    return os.path.abspath(frame.f_code.co_filename) if frame is not None else ""


def _sites(file: str) -> int:
    try:
        with open(file, encoding="utf-8", errors="replace") as source:
            return len(_SITE.findall(source.read(512 * 1024)))
    except (OSError, ValueError):
        return 0


def _end_in_time() -> None:
    """See to it that a script without a further parser does not go on to do its work."""
    import threading

    timer = threading.Timer(_PATIENCE, settle)
    timer.daemon = True
    timer.start()


def _defaults(parser: Any, namespace: Any) -> Any:
    """Give what the parser would make of an empty command line; what it requires is None."""
    space = argparse.Namespace() if namespace is None else namespace
    for action in parser._actions:
        if action.dest is argparse.SUPPRESS or action.default is argparse.SUPPRESS or hasattr(space, action.dest):
            continue
        value = action.default
        if isinstance(value, str):
            try:
                value = parser._get_value(action, value)
            except Exception:
                pass
        setattr(space, action.dest, value)
    for dest, value in parser._defaults.items():
        if not hasattr(space, dest):
            setattr(space, dest, value)
    return space


def _hook_help(flow: _Flow) -> None:
    """Take a parser that shows its help instead of parsing: a script may look for --help itself."""
    shown = argparse.ArgumentParser.print_help
    inner = argparse.ArgumentParser._parse_known_args

    def print_help(self: Any, file: Any = None) -> None:
        if flow.inside:
            return shown(self, file)
        flow.met = [one for one in flow.met if one is not self] + [self]
        return settle()

    def parse_known_args(self: Any, *args: Any, **words: Any) -> Any:
        if flow.inside:
            return inner(self, *args, **words)
        return print_help(self)

    argparse.ArgumentParser.print_help = print_help  # type: ignore
    argparse.ArgumentParser._parse_known_args = parse_known_args  # type: ignore
