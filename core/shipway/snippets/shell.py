"""The values as a line for a shell."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

from shipway.profile import MINE
from shipway.run.argv import words
from shipway.run.job import job_of
from shipway.snippets.given import BLANK, Given, Place, given, with_blanks
from shipway.spec import ABSENT, FileRef, Raws, Reading, Spec


def shell(reading: Reading, spec: Spec, raws: Raws, place: Place) -> str:
    """Give a line that bash and zsh take: the script's own command line; else that of `shipway run`."""
    found = given(spec, raws)
    line = (
        _of_function(reading, spec, raws, place, found)
        if spec.dialect == "function" or is_one_of_several(reading, spec)
        else _of_script(reading, spec, found, place)
    )
    return found.remark("#") + line


def command(spec: Spec, found: Given) -> tuple[list[str], str | None]:
    """Give what stands after the script's name, and what its standard input holds, None for nothing."""
    values = with_blanks(found)
    answers: Sequence[str] = job_of("", spec, values, MINE, Path())["answers"]
    stdin = next((values[param.name] for param in spec.params if param.place == "stdin" and param.name in values), None)
    fed = "".join(f"{answer}\n" for answer in answers) if answers else None if stdin is None else str(stdin)
    return words(spec, values), fed


def is_one_of_several(reading: Reading, spec: Spec) -> bool:
    """Tell a command of a script that defines several: a line of words would not say to which of them it goes."""
    return bool(spec.entry) and not reading.started and len({one.entry for one in reading.specs}) > 1


def started(reading: Reading, spec: Spec, place: Place) -> list[str]:
    """Give the words that start a script; what it only defines is called by Shipway, as a launcher would."""
    if spec.entry and not reading.started:
        return ["shipway", "run", place.script, "--"]
    return list(reading.started or ("python", place.script))


def _of_script(reading: Reading, spec: Spec, found: Given, place: Place) -> str:
    after, fed = command(spec, found)
    line = joined([*started(reading, spec, place), *after])
    if any(param.place == "stdin" for param in found.blank):
        return f"{line} < {BLANK}"
    return line if fed is None else f"printf %s {quoted(fed)} | {line}"


def _of_function(reading: Reading, spec: Spec, raws: Raws, place: Place, found: Given) -> str:
    tool = [spec.tool] if len(reading.specs) > 1 else []
    line = ["shipway", "run", place.script, *tool]
    blank = {param.name for param in found.blank}
    texts = {name: raws.get(name, ABSENT) for name in found.values}
    plain = {name: raw for name, raw in texts.items() if raw is not ABSENT and not isinstance(raw, FileRef)}
    pairs = [(name, part) for name, raw in plain.items() for part in _texts(raw)]
    ends = ["--set=" + f"{param.name}={BLANK}" for param in found.blank if param.name in blank]
    if any(isinstance(raw, tuple) and (not raw or (len(raw) == 1 and "\n" in str(raw[0]))) for raw in plain.values()):
        # A single item of several lines, and a list of nothing, are told apart from a text by JSON alone.
        told = json.dumps(plain, ensure_ascii=False)
        return f"printf %s {quoted(told)} | {joined([*line, '--values', '-', *ends])}"
    return joined([*line, *(word for name, part in pairs for word in ("--set", f"{name}={part}")), *ends])


def _texts(raw: object) -> Iterable[str]:
    return [str(part) for part in raw] if isinstance(raw, tuple) else [str(raw)]


def joined(line: Iterable[str]) -> str:
    """Give words as a shell takes them apart again."""
    return " ".join(map(quoted, line))


def quoted(word: str) -> str:
    """Quote a word; what cannot be seen, or is no text, goes as its bytes: $'\\x1b'."""
    if all(mark.isprintable() or mark == "\n" for mark in word):
        return shlex.quote(word)
    return "$'" + "".join(map(_escaped, word)) + "'"


def _escaped(mark: str) -> str:
    if mark in "\\'":
        return "\\" + mark
    if mark.isprintable():
        return mark
    return "".join(f"\\x{byte:02x}" for byte in mark.encode("utf-8", "surrogateescape"))
