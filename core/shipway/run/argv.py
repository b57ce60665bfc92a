"""Values -> the words of a command line, so that each text arrives in exactly its own parameter."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shipway.errors import BadInput
from shipway.run.argv_click import click_words
from shipway.spec import Argv, Param, Spec, Values

_TAKES: Final = {"": "A", "?": "A?", "*": "A*", "+": "A+", "...": "[AO]*", "A...": "A[AO]*"}
"""How many words a positional takes: A is a plain word, O one that looks like an option."""
_NEGATIVE: Final = re.compile(r"-\d+|-\d*\.\d+")
_OWN_MARK: Final = "“--” cannot be given here: a parser takes it away"


def words(spec: Spec, values: Values) -> list[str]:
    """Give the words after the script's name that hand these values to its parser.

    Raises BadInput, which names the parameter, for what no command line can say.
    """
    if spec.dialect == "click":
        return click_words(spec, values)
    if spec.dialect in ("command line", "prompts"):
        return _plain(spec, values)
    marks = {"-", *spec.marks, *(flag[0] for param in spec.params for flag in _of(param).flags)}
    line: list[str] = []
    ended = False
    for level in range(len(spec.command), -1, -1):
        here = _Level(spec, values, level, frozenset(marks), (*spec.command[level : level + 1], *line))
        line, ended = here.words(), ended or here.marked
    behind = [param for param in _given(spec, values, -1) if _of(param).style != "rest"]
    line += [text for param in behind for text in _texts(values[param.name])]
    for param in spec.params:
        if _of(param).style == "rest" and param.name in values:
            line += _rest(spec, param, _texts(values[param.name]), ended)
    return line


def _plain(spec: Spec, values: Values) -> list[str]:
    """Give the words of a line that is read by its places: what is left out before another is its default."""
    here = [param for param in spec.params if param.place == "argv"]
    last = max((number for number, param in enumerate(here) if param.name in values), default=-1)
    line: list[str] = []
    for param in here[: last + 1]:
        value = values.get(param.name, param.default)
        if value is None:
            raise BadInput({param.name: f"is needed where {here[last].label or here[last].name} is given"})
        line += _texts(value)
    return line


def _rest(spec: Spec, param: Param, texts: list[str], ended: bool) -> list[str]:
    if texts and ended:
        raise BadInput({param.name: "cannot be given together with a text that begins like an option"})
    _no_file(spec, param, texts)
    return texts


def _of(param: Param) -> Argv:
    return param.argv or Argv()


def _given(spec: Spec, values: Values, level: int) -> list[Param]:
    """List what is given at a level; what equals the script's own default is left to the script."""
    return [
        param
        for param in spec.params
        if param.place == "argv"
        and _of(param).level == level
        and param.name in values
        and (param.required or not _of(param).flags or values[param.name] != param.default)
    ]


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (tuple, list)) else [str(value)]


def _no_file(spec: Spec, param: Param, texts: Sequence[str]) -> None:
    for text in texts:
        if text and text[0] in spec.from_file:
            shown = text if len(text) < 40 else text[:37] + "…"
            raise BadInput(
                {param.name: f"“{shown}” would be read as a file of arguments: it may not begin with {text[0]}"}
            )


@dataclass(frozen=True)
class _Said:
    """An option as it is said: the words of each of its occurrences; `is_open`: it would take what follows as well."""

    param: Param
    parts: tuple[tuple[str, ...], ...]
    is_open: bool


class _Level:
    """The words between two subcommands; `tail` is what follows them."""

    def __init__(self, spec: Spec, values: Values, level: int, marks: frozenset[str], tail: tuple[str, ...]) -> None:
        self.spec, self.values, self.marks, self.tail = spec, values, marks, tail
        self.marked = False
        self.all = [param for param in spec.params if param.place == "argv" and _of(param).level == level]
        self.given = [param for param in _given(spec, values, level) if _of(param).style != "rest"]

    def words(self) -> list[str]:
        """Give them, options first: what takes as much as it gets stands before what does not."""
        said = [self._option(param) for param in self.given if _of(param).flags and _of(param).style != "line"]
        said = sorted((one for one in said if one.parts), key=lambda one: not one.is_open)
        places = self._places()
        lines = [param for param in self.given if _of(param).flags and _of(param).style == "line"]
        last = said[-1].param if said and said[-1].is_open else None
        self._check_lines(lines)
        self.marked = self._needs_mark(last, places)
        self._check_places(places)
        line = [word for one in said for part in one.parts for word in part]
        # Everything after "--" is positional, whatever it looks like.
        line += ["--"] if self.marked else []
        line += [text for _, texts in places for text in texts]
        for param in lines:
            line += [_flag(_of(param)), *self._checked(param, _texts(self.values[param.name]))]
        return [*line, *self.tail]

    def _checked(self, param: Param, texts: list[str]) -> list[str]:
        _no_file(self.spec, param, texts)
        return texts

    def _check_lines(self, lines: list[Param]) -> None:
        """An option that takes all the rest of the line leaves nothing to what follows."""
        for param in lines[:-1] if not self.tail else lines:
            raise BadInput({param.name: "takes all that follows it, and more would follow: leave one of them out"})

    def _places(self) -> list[tuple[Param, list[str]]]:
        """Give the positionals and their texts; one that is left out before one that is given says its default."""
        given = [param for param in self.all if param in self.given and not _of(param).flags]
        last = self.all.index(given[-1]) if given else -1
        places = []
        for param in self.all[: last + 1]:
            if _of(param).flags or _of(param).style == "rest":
                continue
            if param in given:
                texts = self._checked(param, _texts(self.values[param.name]))
                places.append((param, texts))
            elif _of(param).nargs == "?" and any(
                _of(one).nargs in "?*..." for one in given if self._is_after(one, param)
            ):
                if not isinstance(param.default, str):
                    raise BadInput({param.name: "must be given, because something is given for what follows it"})
                places.append((param, [param.default]))
        return places

    def _is_after(self, one: Param, other: Param) -> bool:
        return self.all.index(one) > self.all.index(other) and _of(one).nargs in ("?", "*", "...")

    def _needs_mark(self, last: Param | None, places: list[tuple[Param, list[str]]]) -> bool:
        lines = [number for number, (param, _) in enumerate(places) if _of(param).style == "line"]
        before = places[: lines[0]] if lines else places
        hostile = any(self._is_like_option(text) for _, texts in before for text in texts)
        hostile = hostile or (bool(lines) and bool(before) and "--" in places[lines[0]][1])
        if last is None and not hostile and lines != [0]:
            return False
        first = next((texts[0] for _, texts in places if texts), None)
        if lines == [0] and first is not None and (self._is_like_option(first) and first != "--"):
            shown = "begins like an option, and would be taken for one: put -- before it, which the script sees too"
            raise BadInput({places[0][0].name: shown})
        if last is None:
            return hostile
        if (not before and first is not None) or (first is None and self.tail):
            raise BadInput({last.name: "would take what follows it as well: give one more option, or one text less"})
        return bool(before)

    def _check_places(self, places: list[tuple[Param, list[str]]]) -> None:
        """See to it that each positional takes its own texts: the parser gives the first ones as much as it can."""
        for number, (param, texts) in enumerate(places):
            if "--" in texts and number and _of(param).style != "line":
                raise BadInput({param.name: _OWN_MARK})
        names = [param for param in self.all if not _of(param).flags and _of(param).style != "rest"]
        own = {param.name: texts for param, texts in places}
        line = "".join("A" if self.marked else self._sign(text) for _, texts in places for text in texts)
        line += "".join("A" if self.marked else self._sign(text) for text in self.tail)
        takes = [f"({_takes(_of(param).nargs)})" for param in names] + (["(A[AO]*)"] if self.tail else [])
        found = re.match("".join(takes), line) if places else None
        for number, param in enumerate(names if found else (), 1):
            assert found is not None
            if len(found[number]) != len(own.get(param.name, ())) and param.name in own:
                raise BadInput({param.name: "cannot be told from what follows it on a command line"})

    def _sign(self, text: str) -> str:
        return "O" if self._is_like_option(text) else "A"

    def _is_like_option(self, word: str) -> bool:
        return len(word) > 1 and word[0] in self.marks

    def _option(self, param: Param) -> _Said:
        argv, value = _of(param), self.values[param.name]
        flag = _flag(argv)
        parts: list[list[str]]
        match argv.style:
            case "flag" | "exit":
                parts = [[flag]] if value == "yes" else []
            case "alone":
                parts = [[flag]] if value == "yes" and not self._has_value(param) else []
            case "on/off":
                on, off = _on_off(argv)
                parts = [[on if value == "yes" else off]]
            case "count":
                parts = [[flag]] * int(str(value))
            case "append":
                parts = [self._with_values(param, flag, part) for part in _parts(param, _texts(value))]
            case _:
                alone = value == "" and argv.nargs == "?" and not self._can_stand_alone(param)
                parts = [[flag]] if alone else [self._with_values(param, flag, _texts(value))]
        takes_more = argv.nargs in ("*", "+", "?") and argv.style in ("value", "append", "alone")
        closed = bool(parts) and (parts[-1][0] != flag or (argv.nargs == "?" and len(parts[-1]) > 1))
        return _Said(param, tuple(map(tuple, parts)), bool(parts) and takes_more and not closed)

    def _has_value(self, param: Param) -> bool:
        return any(_of(one).flags == _of(param).flags and one is not param for one in self.given)

    def _can_stand_alone(self, param: Param) -> bool:
        """Tell whether a tick of its own says that the option stands alone: then an empty text is just that."""
        return any(_of(one).style == "alone" and _of(one).flags == _of(param).flags for one in self.all)

    def _no_options(self, param: Param, texts: list[str]) -> None:
        """Refuse what a parser would take for another option: behind `--words a b` no spelling can prevent that."""
        numbers = not any(_NEGATIVE.fullmatch(flag) for one in self.spec.params for flag in _of(one).flags)
        for text in texts:
            if self._is_like_option(text) and not (numbers and _NEGATIVE.fullmatch(text)):
                shown = text if len(text) < 40 else text[:37] + "…"
                raise BadInput({param.name: f"“{shown}” would be taken for an option: it may not begin with {text[0]}"})

    def _with_values(self, param: Param, flag: str, texts: list[str]) -> list[str]:
        """Join flag and value where they are two words that could be taken for something else."""
        if "--" in texts:
            raise BadInput({param.name: _OWN_MARK})
        if len(texts) != 1:
            self._no_options(param, self._checked(param, texts))
            return [flag, *texts]
        text = texts[0]
        if len(flag) > 2:
            return [f"{flag}={text}"]
        joined = bool(text) and text[0] in {"@", *self.marks, *self.spec.from_file} and text != "-"
        # Joined, it takes nothing of what follows.
        joined = joined or (bool(text) and _of(param).nargs in ("*", "+"))
        return [flag + text] if joined else [flag, text]


def _takes(nargs: str) -> str:
    return _TAKES.get(nargs) or f"A{{{nargs}}}"


def _flag(argv: Argv) -> str:
    return max(argv.flags, key=len)


def _parts(param: Param, texts: list[str]) -> list[list[str]]:
    """Divide the texts of an option that is given again and again: so many each time as it takes."""
    nargs = _of(param).nargs
    if param.item == "arguments":
        try:
            return [shlex.split(text) for text in texts]
        except ValueError as error:
            raise BadInput({param.name: f"is not a command line: {error}"}) from None
    if not texts:
        return [[]]
    # Where each text may stand for itself, none can be taken for what follows.
    size = int(nargs) if nargs.isdigit() and int(nargs) else 1
    return [texts[at : at + size] for at in range(0, len(texts), size)]


def _on_off(argv: Argv) -> tuple[str, str]:
    longs = [flag for flag in argv.flags if flag.startswith("--")]
    off = next(flag for flag in longs if flag.startswith("--no-"))
    return next((flag for flag in longs if flag == "--" + off[5:]), longs[0]), off
