"""What a parser says is wrong, passed on with the argument that it is about; its words and exit stay as they are."""

from __future__ import annotations

import argparse
import functools
import re
import sys

from _shipway import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List

_FLAG = re.compile(r"(?<![\w-])[-+/]{1,2}\w[\w-]*")
_told: List[Any] = []


def watch() -> None:
    """Begin to pass on complaints: of this library's parsers, and of the script's own kinds of them."""
    _remember_arguments()
    _watch_class(argparse.ArgumentParser)
    parse = argparse.ArgumentParser.parse_known_args

    @functools.wraps(parse)
    def parse_known_args(self: Any, args: Any = None, namespace: Any = None) -> Any:
        _watch_parser(self)
        try:
            return parse(self, args, namespace)
        except argparse.ArgumentError as error:
            # With exit_on_error=False, the script may say it in its own way.
            _tell(self, str(error), error)
            raise

    argparse.ArgumentParser.parse_known_args = parse_known_args  # type: ignore


def _remember_arguments() -> None:
    make = argparse.ArgumentError.__init__

    @functools.wraps(make)
    def init(self: Any, argument: Any, message: Any) -> None:
        make(self, argument, message)
        self.shipway_argument = argument

    argparse.ArgumentError.__init__ = init  # type: ignore


def _watch_parser(parser: Any) -> None:
    for one in type(parser).__mro__:
        if issubclass(one, argparse.ArgumentParser):
            _watch_class(one)
    if "error" in vars(parser):
        parser.error = _telling(parser.error, parser)


def _watch_class(kind: Any) -> None:
    complain = vars(kind).get("error")
    if callable(complain) and not hasattr(complain, "shipway"):
        kind.error = _telling(complain)


def _telling(complain: Any, parser: Any = None) -> Any:
    if hasattr(complain, "shipway"):
        return complain

    @functools.wraps(complain)
    def error(*args: Any, **words: Any) -> Any:
        said = [*args, *words.values()]
        _tell(parser or args[0], str(said[-1]) if said else "", sys.exc_info()[1])
        return complain(*args, **words)

    error.shipway = True  # type: ignore
    return error


def _tell(parser: Any, message: str, error: Any) -> None:
    if error is not None and any(error is one for one in _told):
        return
    if error is not None:
        _told.append(error)
    argument = getattr(error, "shipway_argument", None) if isinstance(error, argparse.ArgumentError) else None
    if argument is None and not isinstance(error, argparse.ArgumentError):
        argument = _meant(parser, message)
    dest = getattr(argument, "dest", None)
    say.tell(
        "refused",
        text=message,
        flags=list(getattr(argument, "option_strings", ())),
        dest=dest if isinstance(dest, str) and dest != argparse.SUPPRESS else "",
    )


def _meant(parser: Any, message: str) -> Any:
    """Give the one argument that a message of the script's names, by a flag of it or by its dest."""
    known: Dict[int, Any] = {}
    _collect(parser, known)
    flags = set(_FLAG.findall(message))
    named = [action for action in known.values() if flags & set(action.option_strings)]
    if not named and not flags:
        words = set(re.findall(r"\w+", message))
        named = [action for action in known.values() if {str(action.dest), str(action.metavar)} & words]
    return named[0] if len(named) == 1 else None


def _collect(parser: Any, known: Dict[int, Any]) -> None:
    for action in getattr(parser, "_actions", ()):
        if isinstance(action, argparse._SubParsersAction):
            for branch in action.choices.values():
                _collect(branch, known)
        elif not isinstance(action, argparse._HelpAction):
            known[id(action)] = action
