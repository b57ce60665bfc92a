"""Values -> the words of a command line of click's: what differs from argparse is spelled here.

Of click it is known: `--name=text` gives any text, and so does the word behind `-n`; an option of several values takes
the next words whatever they look like; behind `--` everything is positional, at each command anew; nothing is
abbreviated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from shipway.errors import BadInput
from shipway.kinds import KINDS
from shipway.spec import Argv, Param, Spec, Values


def click_words(spec: Spec, values: Values) -> list[str]:
    """Give the words after the script's name that hand these values to its commands.

    Raises BadInput where no line can say what is meant.
    """
    line: list[str] = []
    for level in range(len(spec.command) + 1):
        here = [param for param in spec.params if param.place == "argv" and _of(param).level == level]
        line += _level(here, values, spec.command[level : level + 1])
    return line


def _of(param: Param) -> Argv:
    assert param.argv is not None
    return param.argv


def _level(here: Sequence[Param], values: Values, command: Sequence[str]) -> list[str]:
    """Spell what belongs to one command, and the subcommand that follows."""
    marks = {"-", *(flag[0] for param in here for flag in _of(param).flags)}
    options = [param for param in here if _of(param).flags and _is_given(param, values)]
    # What may stand alone is given with its value where it has one.
    valued = {_of(param).flags for param in options if _of(param).style != "alone"}
    options = [param for param in options if _of(param).style != "alone" or _of(param).flags not in valued]
    may_be_alone = {_of(param).flags for param in here if _of(param).style == "alone"}
    for param in options:
        if _of(param).flags in may_be_alone:
            _no_option(param, values[param.name], marks)
    # An option that may stand alone takes what follows it, unless that is another option.
    options.sort(key=lambda one: not _stands_alone(one, values))
    line = [word for param in options for word in _option(param, values[param.name])]
    texts, whole = _places([param for param in here if not _of(param).flags], values, bool(command))
    alone = bool(options) and _stands_alone(options[-1], values)
    if whole or alone or any(_looks_like_option(text, marks) for text in texts):
        line += ["--"] if texts or command else []
    return [*line, *texts, *command]


def _is_given(param: Param, values: Values) -> bool:
    """Leave out what equals the script's own default, so that the script itself applies it."""
    return param.name in values and (param.required or values[param.name] != param.default)


def _stands_alone(param: Param, values: Values) -> bool:
    return _of(param).style == "alone" and values[param.name] == "yes"


def _looks_like_option(word: str, marks: set[str]) -> bool:
    return len(word) > 1 and word[0] in marks


def _places(params: Sequence[Param], values: Values, followed: bool) -> tuple[list[str], bool]:
    """Give the texts of the positionals, and whether a rest of the line is among them.

    Positionals are told apart by their order alone: none may be missing before one that is given.
    """
    given = [number for number, param in enumerate(params) if param.name in values]
    last = len(params) if followed else given[-1] + 1 if given else 0
    texts: list[str] = []
    for param in params[:last]:
        if param.name in values:
            texts += _texts(param, values[param.name])
        elif _of(param).nargs not in ("*", "..."):
            texts += _instead(param, followed)
    lines = [param for param in params if _of(param).style == "line" and param.name in values]
    return texts, bool(lines and texts)


def _instead(param: Param, followed: bool) -> Iterable[str]:
    if isinstance(param.default, str) or _of(param).instead:
        return [str(param.default or _of(param).instead)]
    if isinstance(param.default, tuple):
        return param.default
    what = "a command follows" if followed else "what comes after it is given"
    raise BadInput({param.name: f"is required, because {what}"})


def _texts(param: Param, value: object) -> list[str]:
    texts = [str(one) for one in value] if isinstance(value, (tuple, list)) else [str(value)]
    _as_many(param, texts)
    return [_dated(param, text) for text in texts]


def _as_many(param: Param, texts: Sequence[str]) -> None:
    """Refuse too few or too many: what is missing would be taken from what follows on the line."""
    size = int(_of(param).nargs) if _of(param).nargs.isdigit() else 0
    again = _of(param).style == "append"
    if size and (len(texts) % size if again else len(texts) != size):
        raise BadInput({param.name: f"takes {size} values{' each time' if again else ''}, not {len(texts)}"})


def _no_option(param: Param, value: object, marks: set[str]) -> None:
    """Refuse a value that looks like an option, of one that may stand without: no spelling hands it over."""
    text = str(value)
    if _looks_like_option(text, marks):
        raise BadInput({param.name: f"may not begin with {text[0]}: it would be taken for an option of its own"})


def _option(param: Param, value: object) -> list[str]:
    argv = _of(param)
    on = [flag for flag in argv.flags if flag not in argv.off]
    match argv.style:
        case "flag" | "exit" | "alone":
            return [_longest(on)] if value == "yes" else []
        case "on/off":
            flags = on if value == "yes" else list(argv.off)
            return [_longest(flags)] if flags else []
        case "switch":
            return [argv.flags[param.choices.index(str(value))]]
        case "count":
            return [_longest(on)] * int(str(value))
        case "append":
            texts = _texts(param, value)
            size = int(argv.nargs) if argv.nargs.isdigit() else 1
            parts = [texts[at : at + size] for at in range(0, len(texts), size)]
            return [word for part in parts for word in _with_values(_longest(on), part)]
        case _:
            return _with_values(_longest(on), _texts(param, value))


def _longest(flags: Sequence[str]) -> str:
    return max(flags, key=len)


def _with_values(flag: str, texts: list[str]) -> list[str]:
    if len(texts) == 1 and len(flag) > 2:
        return [f"{flag}={texts[0]}"]
    return [flag, *texts]


def _dated(param: Param, text: str) -> str:
    """Write a date or a time as the command takes it, where it takes it otherwise than its control gives it."""
    formats = _of(param).formats
    if not formats or any(_reads(form, text) for form in formats):
        return text
    kind = param.item if param.kind == "list" else param.kind
    try:
        moment: dt.datetime | dt.date | dt.time = KINDS[kind].parse(text)
        whole = _moment(moment)
    except ValueError:
        return text
    return next((whole.strftime(form) for form in formats if _reads(form, whole.strftime(form)) == whole), text)


def _reads(form: str, text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, form)
    except ValueError:
        return None


def _moment(value: dt.datetime | dt.date | dt.time) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.time):
        return dt.datetime.combine(dt.date(1900, 1, 1), value)
    return dt.datetime.combine(value, dt.time())
