"""A command line, understood by the script's own parser: which texts it gives to which parameter."""

import argparse
from typing import Any, Callable, Dict, List

from _shipway import parsers, say


def fill(parser: Any, parse: Callable[..., Any], argv: List[str]) -> None:
    """Let the parser read a command line, and tell which texts it gave to which parameter."""
    names: Dict[int, str] = {}
    parsers.tools(parser, names)
    raws: Dict[str, Any] = {}
    command: List[str] = []
    take = argparse.ArgumentParser._get_values

    def get_values(self: Any, action: Any, texts: List[str]) -> Any:
        if isinstance(action, argparse._SubParsersAction):
            command.append(_canonical(action, texts[0]))
        elif id(action) in names and (texts or action.option_strings):
            _note(raws, names[id(action)], action, texts)
        return take(self, action, list(texts))

    def switched(self: Any, _: Any, space: Any, __: Any, flag: Any = None) -> None:
        if id(self) in names:
            raws[names[id(self)]] = "no" if flag.startswith("--no-") else "yes"
        setattr(space, self.dest, not flag.startswith("--no-"))

    argparse.ArgumentParser._get_values = get_values  # type: ignore
    if parsers.ON_OFF:
        parsers.ON_OFF.__call__ = switched
    if hasattr(argparse, "FileType"):
        # Understanding a command line opens no file, and makes none.
        argparse.FileType.__call__ = lambda _, text: text  # type: ignore
    parsers.watch_complaints()
    # As the script calls it: `parse_args` refuses what it does not know, and `parse_known_args` passes it over.
    parse(parser, argv)
    say.tell("filled", command=command, raws=raws)


def _canonical(action: Any, word: str) -> str:
    branch = action.choices.get(word)
    return next((name for name, other in action.choices.items() if other is branch), word)


def _note(raws: Dict[str, Any], name: str, action: Any, texts: List[str]) -> None:
    style = parsers.style_of(action)
    if "--" in texts and action.nargs not in (argparse.PARSER, argparse.REMAINDER):
        texts = texts[: texts.index("--")] + texts[texts.index("--") + 1 :]
    if style == "flag":
        raws[name] = "yes"
    elif style == "count":
        raws[name] = str(int(raws.get(name, "0")) + 1)
    elif style == "append" or (name in raws and type(action).__name__ == "_ExtendAction"):
        raws[name] = raws.get(name, []) + texts
    elif style == "line":
        from _shipway import kinds

        raws[name] = kinds.KINDS["arguments"].format(texts)
    else:
        raws[name] = texts if action.nargs not in (None, "?") else texts[0] if texts else ""
