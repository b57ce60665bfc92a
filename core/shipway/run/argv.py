"""Values -> the words of a command line, so that each text arrives in exactly its own parameter."""

from __future__ import annotations

from collections.abc import Iterable

from shipway.spec import Argv, Param, Spec, Values


def words(spec: Spec, values: Values) -> list[str]:
    """Give the words after the script's name that hand these values to its parser."""
    given = [param for param in spec.params if param.place == "argv" and _is_given(param, values)]
    line: list[str] = []
    for level in range(len(spec.command) + 1):
        here = [param for param in given if param.argv and param.argv.level == level]
        options = [word for param in here if _of(param).flags for word in _option(param, values[param.name])]
        positionals = [word for param in here if not _of(param).flags for word in _texts(values[param.name])]
        line += options
        open_ended = any(
            _of(param).flags and _of(param).nargs not in ("", "?") and _is_last(param, here) for param in here
        )
        free = any(_of(param).style == "line" and not _of(param).flags for param in here)
        if positionals and not free and (open_ended or any(map(_looks_like_option, positionals))):
            # Everything after "--" is positional, whatever it looks like.
            line.append("--")
        line += positionals
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


def _is_last(param: Param, here: list[Param]) -> bool:
    return [one for one in here if _of(one).flags][-1] is param


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (tuple, list)) else [str(value)]


def _looks_like_option(word: str) -> bool:
    return len(word) > 1 and word.startswith("-")


def _option(param: Param, value: object) -> Iterable[str]:
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
            return [word for text in _texts(value) for word in _with_value(flag, text)]
        case "line":
            return [flag, *_texts(value)]
        case _:
            if argv.nargs not in ("", "?"):
                return [flag, *_texts(value)]
            return [flag] if value == "" and argv.nargs == "?" else _with_value(flag, str(value))


def _on_off(argv: Argv) -> tuple[str, str]:
    longs = [flag for flag in argv.flags if flag.startswith("--")]
    off = next(flag for flag in longs if flag.startswith("--no-"))
    return next((flag for flag in longs if flag == "--" + off[5:]), longs[0]), off


def _with_value(flag: str, text: str) -> list[str]:
    """Join flag and value where the value could be taken for an option."""
    if len(flag) > 2 and flag[0] == flag[1]:
        return [f"{flag}={text}"]
    return [flag + text] if _looks_like_option(text) and len(flag) == 2 else [flag, text]
