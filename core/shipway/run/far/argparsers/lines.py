"""A command line, understood by the script's own parsers: which texts they give to which parameter."""

from __future__ import annotations

import argparse
import functools
import sys

from _shipway import kinds, say
from _shipway.argparsers import actions, complaints, parsers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, List, Tuple


class _Taken(str):
    """A text that the script's own check refused here: the run judges it, where its files are."""


class Line:
    """What the parsers were seen to take from the command line, in order."""

    def __init__(self) -> None:
        self.notes: List[Tuple[int, Any, List[str], str]] = []
        self.stage = 0
        self.command: List[str] = []
        self.extras: List[str] = []

    def watch(self, settle: Callable[[], Any]) -> None:
        """Begin to look over the parsers' shoulders; what only tells something ends the line."""
        self._watch_values()
        self._watch_switches()

        def version(*_: Any, **__: Any) -> None:
            settle()

        def help_asked(*_: Any, **__: Any) -> None:
            _refuse("it asks for the help, which is no run: the form is the help")

        argparse._VersionAction.__call__ = version  # type: ignore
        argparse._HelpAction.__call__ = help_asked  # type: ignore
        argparse.ArgumentParser._read_args_from_files = _no_files  # type: ignore
        if hasattr(argparse, "FileType"):
            # Understanding a command line opens no file, and makes none.
            argparse.FileType.__call__ = lambda _, text: text  # type: ignore
        complaints.watch()
        self.settle = settle

    def _watch_values(self) -> None:
        take = argparse.ArgumentParser._get_values
        make, check = argparse.ArgumentParser._get_value, argparse.ArgumentParser._check_value

        def get_values(parser: Any, action: Any, texts: List[str]) -> Any:
            if isinstance(action, argparse._SubParsersAction):
                word = next((text for text in texts if text != "--"), "")
                self.command.append(_canonical(action, word))
                return take(parser, action, texts)
            # argparse takes "--" out of the very list, where it does.
            left = list(texts)
            values = take(parser, action, left)
            if texts or action.option_strings:
                self.notes.append((self.stage, action, left, ""))
            return values

        def get_value(parser: Any, action: Any, text: str) -> Any:
            made = actions.type_of(parser, action)
            if made in (None, int, float, str):
                return make(parser, action, text)
            try:
                return text if made is open else make(parser, action, text)
            except Exception:
                return _Taken(text)

        def check_value(parser: Any, action: Any, value: Any) -> None:
            if not isinstance(value, _Taken):
                check(parser, action, value)

        argparse.ArgumentParser._get_values = get_values  # type: ignore
        argparse.ArgumentParser._get_value = get_value  # type: ignore
        argparse.ArgumentParser._check_value = check_value  # type: ignore

    def _watch_switches(self) -> None:
        if not actions.ON_OFF:
            return
        switch = actions.ON_OFF.__call__

        def switched(action: Any, parser: Any, space: Any, values: Any, flag: Any = None) -> None:
            self.notes.append((self.stage, action, [], flag or ""))
            switch(action, parser, space, values, flag)

        actions.ON_OFF.__call__ = switched

    def take(self, parser: Any, real: Any, args: Any, namespace: Any) -> Any:
        """Let a parser parse, as the script asked it to; an action that ends the script ends the line."""
        _soften(parser)
        self.stage += 1
        self.command = []
        try:
            return real(parser, args, namespace)
        except SystemExit as stop:
            if stop.code in (None, 0):
                self.settle()
            raise

    def message(self, tools: List[Any], names: parsers.Names) -> Dict[str, Any]:
        """Say the subcommand, and the raws that the line means; or why no form can say it."""
        raws = _Raws(names)
        # What two parsers read counts once, as the last one reads it.
        last = {names.of.get(id(action), ""): stage for stage, action, _, _ in self.notes}
        for stage, action, texts, flag in self.notes:
            name = names.of.get(id(action), "")
            if not name:
                raws.refused = "{} is hidden by its author, and has no field".format(_called(action))
            elif stage == last[name]:
                raws.note(action, texts, flag)
        if raws.refused:
            return {"say": "refused", "text": raws.refused, "flags": [], "dest": ""}
        if self.extras:
            field = next((p["name"] for tool in tools for p in tool["params"] if p["argv"]["style"] == "rest"), "")
            raws.given[field] = kinds.KINDS["arguments"].format(self.extras)
        return {"say": "filled", "command": self.command, "raws": raws.given}


class _Raws:
    """The raws of a form, as one argument after the other adds to them."""

    def __init__(self, names: parsers.Names) -> None:
        self.names = names
        self.given: Dict[str, Any] = {}
        self.refused = ""
        self._by_dest: Dict[str, str] = {}

    def note(self, action: Any, texts: List[str], flag: str) -> None:
        style, name = actions.style_of(action), self.names.of[id(action)]
        if style == "on/off" and not flag:
            return
        again = name in self.given
        self._replace(action, style, name)
        if style == "on/off":
            self.given[name] = "no" if flag.startswith("--no-") else "yes"
        elif style in ("flag", "exit"):
            self._again(action, again and not isinstance(action, argparse._StoreConstAction))
            self.given[name] = "yes"
        elif style == "count":
            self.given[name] = str(int(self.given.get(name, "0")) + 1)
        elif style == "line":
            self.given[name] = kinds.KINDS["arguments"].format(texts)
        else:
            made, pairs = self.names.choices.get(id(action), (str, ()))
            self._value(
                action, style, name, [actions.canonical(text, made, pairs) if pairs else text for text in texts]
            )

    def _value(self, action: Any, style: str, name: str, texts: List[str]) -> None:
        many = action.nargs not in (None, "?")
        alone = action.nargs == "?" and action.option_strings and not texts and action.const is not None
        if actions.is_grouped(action, style):
            self.given[name] = [*self.given.get(name, []), kinds.KINDS["arguments"].format(texts)]
        elif style == "append":
            self.given[name] = [*self.given.get(name, []), *texts]
        elif alone:
            self.given.pop(name, None)
            self.given[name + "_alone"] = "yes"
        else:
            self._again(action, name in self.given and bool(actions.own_words(action) & actions.GROWS))
            self.given.pop(name + "_alone", None)
            self.given[name] = texts if many else texts[0] if texts else ""

    def _again(self, action: Any, refused: bool) -> None:
        if refused:
            self.refused = "{} is given twice, which the form cannot say".format(_called(action))

    def _replace(self, action: Any, style: str, name: str) -> None:
        """Forget what an earlier option stored where this one stores: the last one counts."""
        stores = isinstance(action, (argparse._StoreAction, argparse._StoreConstAction)) or style == "on/off"
        if not stores or action.required or action.dest == argparse.SUPPRESS:
            return
        before = self._by_dest.get(action.dest, name)
        if before != name:
            self.given.pop(before, None)
            self.given.pop(before + "_alone", None)
        self._by_dest[action.dest] = name


def _called(action: Any) -> str:
    return "/".join(action.option_strings) or str(action.dest)


def _canonical(action: Any, word: str) -> str:
    branch = action.choices.get(word)
    return next((name for name, other in action.choices.items() if other is branch), word)


def _refuse(text: str) -> None:
    say.tell("refused", text=text, flags=[], dest="")
    sys.exit(2)


def _no_files(self: Any, texts: List[str]) -> List[str]:
    """Open no file of arguments while a line is only understood: whoever pastes it may not be its owner."""
    for text in texts:
        if text and text[0] in self.fromfile_prefix_chars:
            _refuse("{} stands for a file of arguments: give what is in it instead".format(text))
    return texts


def _soften(parser: Any) -> None:
    """Let actions of the script's own do what they can: what they check may only be there when it runs."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for branch in action.choices.values():
                _soften(branch)
        kind = type(action)
        if kind.__module__ == "argparse" or "__call__" not in vars(kind) or hasattr(kind.__call__, "shipway"):
            continue
        kind.__call__ = _soft(kind.__call__)


def _soft(call: Any) -> Any:
    @functools.wraps(call)
    def soft(self: Any, parser: Any, space: Any, values: Any, flag: Any = None) -> None:
        try:
            call(self, parser, space, values, flag)
        except Exception:
            setattr(space, self.dest, values)

    soft.shipway = True  # type: ignore
    return soft
