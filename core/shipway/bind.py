"""Raws to values: the single gate for what a person gives, the same for every front end."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

from shipway.errors import BadInput
from shipway.kinds import FILES, KINDS, MANY
from shipway.profile import Profile
from shipway.script_types import DECODED, parse
from shipway.spec import ABSENT, FileRef, Held, Param, Raw, Raws, Spec, Values

LINE_LIMIT = 64 * 1024
"""Bytes of one answer with its newline: what a pipe takes at once (pipe(7))."""

ARGUMENT_LIMIT = 128 * 1024 - 1
"""Bytes that Linux lets one argument hold (MAX_ARG_STRLEN, execve(2)), less its closing NUL."""


def bind(spec: Spec, raws: Raws, profile: Profile) -> Values:
    """Give one value for each parameter that was given.

    Functions get parsed values; every other tool gets texts (or tuples of texts), because its own parser is the judge.
    A parameter that is left out of the answer keeps the script's own default. Raises BadInput that names every
    parameter whose raw cannot be used, and every raw that no parameter takes.
    """
    problems: dict[str, str] = {}
    values: dict[str, object] = {}
    for name in raws:
        if spec.param(name) is None:
            problems[name] = "is not a parameter of this tool"
    ends = spec.ends(raws)
    for param in spec.params:
        raw = raws.get(param.name, ABSENT)
        try:
            if (
                value := _value(spec, replace(param, required=param.required and not ends), raw, profile)
            ) is not ABSENT:
                values[param.name] = value
        except ValueError as problem:
            problems[param.name] = str(problem)
    if problems:
        raise BadInput(problems)
    return values


def check_line(text: str) -> None:
    """Check the answer to a question. Raises BadInput, a problem of "", when it is no line that a script can read."""
    if why := _no_line(text):
        raise BadInput({"": f"the answer {why}"})


def _no_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        return "must be one line"
    try:
        length = len(text.encode())
    except UnicodeEncodeError:
        return "holds half of a surrogate pair, which no text may"
    if length >= LINE_LIMIT:
        return "is longer than the 64 KiB that a line of input may have"
    return ""


def typed(param: Param, text: str) -> Raw:
    """Give the raw that a text box stands for: an empty one gives nothing, unless it was emptied on purpose."""
    cleared = (bool(param.default) or "" in param.choices) and KINDS[param.kind].holds_empty
    # A secret is never shown, so that an empty box may be one that nobody touched.
    cleared = cleared and param.kind != "secret"
    return text if text or cleared else ABSENT


def _value(spec: Spec, param: Param, raw: Raw, profile: Profile) -> object:
    if raw == "" and not KINDS[param.kind].holds_empty and not _may_stand_alone(param):
        raw = ABSENT
    # Several of nothing is a value where the script has a default that it takes the place of.
    if raw is ABSENT or (raw == () and (param.required or not _may_be_none_of_many(param))):
        if param.required:
            raise ValueError("is required")
        return ABSENT
    if param.kind in FILES:
        return _files(param, raw, profile)
    if isinstance(raw, FileRef) and (param.place == "stdin" or param.type in DECODED):
        # The script reads the file's bytes, whatever they are.
        return raw
    texts = _texts(param, raw)
    if param.place == "answer" and param.kind in MANY:
        return _answers(param, texts)
    # A question that was left as it stands is answered with its default, which it says itself.
    if (
        param.place != "answer"
        and not param.required
        and texts == (param.default if isinstance(param.default, tuple) else (param.default,))
    ):
        # An untouched field: the script applies its own default, which may be more than its text.
        return ABSENT
    if param.kind == "file_out" and not profile.paths:
        texts = tuple(_leaf(text) for text in texts)
    _offered(param, texts)
    if param.place == "argv" and param.kind != "arguments":
        return _argument(spec, param, texts)
    if spec.dialect == "function" or param.kind == "arguments":
        return _parsed(param, texts)
    return _answer(param, texts[0])


def _texts(param: Param, raw: Raw) -> tuple[str, ...]:
    """Give the texts of a raw, each checked to be one that any program can take."""
    if isinstance(raw, FileRef):
        raw = _content(raw)
    several = raw if isinstance(raw, tuple) else (raw,)
    texts = tuple(text for text in several if isinstance(text, str))
    if len(texts) != len(several):
        raise ValueError("takes a text, not a file")
    for text in texts:
        KINDS["text"].parse(text)
    if param.kind in MANY and not isinstance(raw, tuple):
        return tuple(KINDS[param.kind].parse(texts[0]))
    if param.kind not in MANY and len(texts) != 1 and not _repeated(param):
        raise ValueError(f"takes one value, not {len(texts)}")
    return texts


def _content(file: FileRef) -> str:
    try:
        return Path(file.path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"the file {file.name!r} is not UTF-8 text (byte {error.start + 1})") from None
    except OSError as error:
        raise ValueError(f"the file {file.name!r} cannot be read: {error.strerror}") from None


def _may_be_none_of_many(param: Param) -> bool:
    """Tell whether several of nothing differs from nothing: a list that is given, and empty."""
    if param.place == "call" or (param.argv and param.argv.flags and param.argv.nargs == "*" and param.default):
        return bool(param.default)
    return param.kind == "list" and param.argv is not None and bool(param.argv.flags) and param.argv.nargs == "*"


def _may_stand_alone(param: Param) -> bool:
    """Tell whether an empty text means the flag alone, as in `--level` with `nargs="?"`."""
    return param.argv is not None and param.argv.nargs == "?" and bool(param.argv.flags)


def _repeated(param: Param) -> bool:
    return param.argv is not None and param.argv.nargs not in ("", "?")


def _offered(param: Param, texts: Sequence[str]) -> None:
    for text in texts:
        if param.choices and text not in param.choices:
            raise ValueError(f"{_short(text)} is not one of the choices: {', '.join(param.choices[:12])}")


def _files(param: Param, raw: Raw, profile: Profile) -> object:
    if isinstance(raw, str) and param.kind == "files":
        raw = tuple(KINDS["files"].parse(raw))
    refs = raw if isinstance(raw, tuple) else (raw,)
    if param.kind != "files" and len(refs) != 1 and param.kind != "folder":
        raise ValueError(f"takes one file, not {len(refs)}")
    paths = tuple(_path(param, ref, profile) for ref in refs)
    return paths if param.kind == "files" or _repeated(param) else paths[0]


def _path(param: Param, ref: object, profile: Profile) -> str:
    if isinstance(ref, FileRef):
        return Held(ref.path)
    if not profile.paths:
        raise ValueError("takes an uploaded file, not a path")
    text: str = KINDS["text"].parse(str(ref))
    # A parser tool judges for itself: "-" or a name that it will create may be right there.
    if param.place == "argv":
        return text
    try:
        path = Path(text).expanduser().absolute()
        path.stat()
    except (OSError, RuntimeError):
        # RuntimeError: "~ann" names somebody who is not here.
        raise ValueError(f"{_short(text)} is not there") from None
    return str(path)


def _leaf(text: str) -> str:
    if text in (".", "..") or any(mark in text for mark in "/\\:"):
        raise ValueError(f"{_short(text)} is not a plain file name")
    return text


def _argument(spec: Spec, param: Param, texts: Sequence[str]) -> object:
    for text in texts:
        if len(text.encode("utf-8", "surrogateescape")) > ARGUMENT_LIMIT:
            raise ValueError("is too long for a command line, which takes 128 KiB: give it as a file")
    if param.kind == "yes_no":
        return "yes" if _parse_one(param, texts[0]) else "no"
    alone = param.argv is not None and param.argv.style == "value" and spec.dialect != "click"
    if param.argv and param.argv.flags and _repeated(param) and len(texts) > 1 and alone:
        _no_options(param.argv.flags, texts)
    if param.argv and param.argv.style == "count":
        return str(_bounded(param, _parse_one(param, texts[0])))
    return tuple(texts) if param.kind in MANY or _repeated(param) else texts[0]


def _no_options(flags: Sequence[str], texts: Sequence[str]) -> None:
    """Refuse what a parser would take for another option: behind `--words a b` no spelling can prevent that."""
    marks = {"-", *(flag[0] for flag in flags)}
    for number, text in enumerate(texts, 1):
        if len(text) > 1 and text[0] in marks and not re.fullmatch(r"-\d+|-\d*\.\d+", text):
            shown = f"item {number}: {_short(text)}"
            raise ValueError(f"{shown} would be taken for an option of its own: it may not begin with {text[0]}")


def _parsed(param: Param, texts: Sequence[str]) -> object:
    if param.kind not in MANY:
        return _bounded(param, _parse_one(param, texts[0]))
    items = []
    for number, text in enumerate(texts, 1):
        try:
            items.append(_bounded(param, parse(param.item, param.type, text)))
        except ValueError as problem:
            raise ValueError(f"item {number}: {_short(text)} {problem}") from None
    _length(param, items, "items")
    return tuple(items)


def _parse_one(param: Param, text: str) -> object:
    try:
        return parse(param.kind, param.type, text)
    except ValueError as problem:
        raise ValueError(f"{_short(text)} {problem}") from None


def _bounded(param: Param, value: object) -> object:
    if isinstance(value, str) and param.kind not in MANY:
        _length(param, value, "characters")
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return value
    for bound, holds, words in (
        (param.minimum, operator.ge, "at least"),
        (param.maximum, operator.le, "at most"),
        (param.above, operator.gt, "more than"),
        (param.below, operator.lt, "less than"),
    ):
        # The value itself is compared: a whole number may be too large for a float.
        if bound is not None and not holds(cast("float", value), bound):
            raise ValueError(f"must be {words} {bound:g}, not {value}")
    if param.multiple_of and Decimal(str(value)) % Decimal(str(param.multiple_of)):
        raise ValueError(f"must be a multiple of {param.multiple_of:g}, not {value}")
    return value


def _length(param: Param, value: Sequence[object], what: str) -> None:
    if param.min_length is not None and len(value) < param.min_length:
        raise ValueError(f"needs at least {param.min_length} {what}, and has {len(value)}")
    if param.max_length is not None and len(value) > param.max_length:
        raise ValueError(f"may have at most {param.max_length} {what}, and has {len(value)}")


def _answer(param: Param, text: str) -> str:
    """Check the answer to a prompt as the script will: by Python's own `int` and `float`."""
    if param.place == "answer" and (why := _no_line(text)):
        raise ValueError(why)
    judge = {"whole_number": int, "number": float}.get(param.kind)
    if judge is not None:
        try:
            judge(text)
        except ValueError:
            raise ValueError(f"{_short(text)} is not {KINDS[param.kind].label}") from None
    return text


def _answers(param: Param, texts: Sequence[str]) -> str:
    """Give the one line of several answers that the script divides again."""
    apart = param.type or " "
    items = [item for text in texts for item in (text.split() if apart == " " else text.split(apart)) if item.strip()]
    _length(param, items, "items")
    for item in items:
        _answer(replace(param, kind=param.item), item)
    return apart.join(items)


def _short(text: str) -> str:
    # A message is one line, whatever was given.
    line = text.strip().partition("\n")[0].rstrip("\r")
    shown = line if line == text and len(line) <= 40 else line[:37] + "…"
    return f"“{shown}”"
