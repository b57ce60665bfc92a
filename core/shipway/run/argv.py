"""Values -> the words of a command line, so that each text arrives in exactly its own parameter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shipway.spec import Argv, Param, Spec, Values


def words(spec: Spec, values: Values) -> list[str]:
    """Give the words after the script's name that hand these values to its parser."""
    given = [param for param in spec.params if param.place == "argv" and _is_given(param, values)]
    marks = {"-", *(flag[0] for param in given for flag in _of(param).flags)}
    line: list[str] = []
    for level in range(len(spec.command) + 1):
        here = [param for param in given if _of(param).level == level]
        # An option that takes as much as it gets stands before one that does not: a subcommand may follow.
        options = sorted((param for param in here if _of(param).flags), key=lambda one: not _is_open(one, values))
        places = [param for param in here if not _of(param).flags]
        line += [word for param in options for word in _option(param, values[param.name], marks)]
        if places and _needs_mark(options, places, values, marks):
            # Everything after "--" is positional, whatever it looks like.
            line.append("--")
        line += [word for param in places for word in _texts(values[param.name])]
        line += list(spec.command[level : level + 1])
    return line


def _of(param: Param) -> Argv:
    assert param.argv is not None
    return param.argv


def _is_given(param: Param, values: Values) -> bool:
    """Leave out what equals the script's own default, so that the script itself applies it."""
    if param.name not in values:
        return False
    value = values[param.name]
    return param.required or not _of(param).flags or value != param.default


def _is_open(param: Param, values: Values) -> bool:
    """Tell whether an option would take what follows it for a value of its own."""
    nargs = _of(param).nargs
    return nargs in ("*", "+") or (nargs == "?" and values[param.name] == "")


def _needs_mark(options: Sequence[Param], places: Sequence[Param], values: Values, marks: set[str]) -> bool:
    lines = [number for number, param in enumerate(places) if _of(param).style == "line"]
    if lines == [0]:
        # What takes all the rest of the line takes the mark as well.
        return False
    before = places[: lines[0]] if lines else places
    hostile = any(_looks_like_option(text, marks) for param in before for text in _texts(values[param.name]))
    return hostile or (bool(options) and _is_open(options[-1], values))


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (tuple, list)) else [str(value)]


def _looks_like_option(word: str, marks: set[str]) -> bool:
    return len(word) > 1 and word[0] in marks


def _option(param: Param, value: object, marks: set[str]) -> Iterable[str]:
    argv = _of(param)
    flag = max(argv.flags, key=len)
    match argv.style:
        case "flag":
            return [flag] if value == "yes" else []
        case "on/off":
            on, off = _on_off(argv)
            return [on if value == "yes" else off]
        case "count":
            return [flag] * int(str(value))
        case "append":
            parts = _parts(_texts(value), argv.nargs)
            return [word for part in parts for word in _with_values(flag, part, marks)]
        case "line":
            return [flag, *_texts(value)]
        case _:
            if value == "" and argv.nargs == "?":
                return [flag]
            return _with_values(flag, _texts(value), marks)


def _parts(texts: list[str], nargs: str) -> list[list[str]]:
    """Divide the texts of an option that is given again and again: so many each time as it takes."""
    if nargs in ("*", "+"):
        return [texts]
    size = int(nargs) if nargs.isdigit() and int(nargs) else 1
    return [texts[at : at + size] for at in range(0, len(texts), size)]


def _on_off(argv: Argv) -> tuple[str, str]:
    longs = [flag for flag in argv.flags if flag.startswith("--")]
    off = next(flag for flag in longs if flag.startswith("--no-"))
    return next((flag for flag in longs if flag == "--" + off[5:]), longs[0]), off


def _with_values(flag: str, texts: list[str], marks: set[str]) -> list[str]:
    """Join flag and value where they are two words that could be taken for something else."""
    if len(texts) != 1:
        return [flag, *texts]
    if len(flag) > 2:
        return [f"{flag}={texts[0]}"]
    return [flag + texts[0]] if _looks_like_option(texts[0], marks | {"@"}) else [flag, texts[0]]
