"""What a command line calls: the script's own words in it, behind prompt, interpreter and script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from shipway.environment import ENTRY
from shipway.errors import BadInput
from shipway.read.lines.quoting import words_of
from shipway.spec import Reading

LONGEST: Final = 100_000
"""Characters of a line that is understood."""

_STARTERS: Final = {"uv": ("run",), "poetry": ("run",), "pdm": ("run",), "hatch": ("run",), "pipx": ("run",), "env": ()}
_PYTHON: Final = re.compile(r"(.*[/\\])?(python|pypy)[0-9.]*w?(\.exe)?|py(\.exe)?")
_VALUED: Final = ("-W", "-X", "--check-hash-based-pycs")
_SETS: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")


@dataclass(frozen=True)
class Line:
    """What a pasted line says: the words for the script, the tool where one is named, what it is fed, and `--set`s."""

    args: tuple[str, ...]
    tool: str | None = None
    fed: str | None = None
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def line_of(reading: Reading, text: str) -> Line:
    """Take a pasted text apart. Raises BadInput where a shell would do more than start the script."""
    if len(text) > LONGEST:
        raise BadInput({"": f"the line is longer than {LONGEST:,} characters"})
    fed, words = _piped(words_of(text))
    if words and _SETS.match(words[0]):
        name = words[0].partition("=")[0]
        raise BadInput({"": f"the line sets {name} for the script's environment, which a form cannot: leave it out"})
    if words[:1] == ["sudo"]:
        raise BadInput({"": "the line asks for another user's rights, which a form does not give: leave “sudo” out"})
    if _leaf(words[:1]) == "shipway" and words[1:2] == ["run"]:
        return _own(words[2:], fed)
    args = _after_script(reading, words)
    functions = {spec.tool for spec in reading.specs if spec.dialect == "function"}
    if args and args[0] in functions:
        return Line(tuple(args[1:]), args[0], fed)
    return Line(tuple(args), fed=fed)


def names_script(reading: Reading, text: str) -> bool:
    """Tell whether a text begins as a call of the script does, and not merely as words for it."""
    first = text.split(maxsplit=1)[:1]
    if first and (_PYTHON.fullmatch(first[0]) or _leaf(first) in _STARTERS):
        return any(_same(_leaf([word]), _names(reading)) for word in text.split()[:5])
    return bool(first) and _same(_leaf(first), _names(reading)) and len(text.split()) > 1


def _piped(parts: Sequence[Sequence[str]]) -> tuple[str | None, list[str]]:
    """Take `printf %s TEXT | command`, which is how a snippet feeds a script; any other pipe is refused."""
    if len(parts) == 1:
        return None, list(parts[0])
    first, *rest = parts
    if len(rest) == 1 and len(first) == 3 and list(first[:2]) == ["printf", "%s"]:
        return first[2], list(rest[0])
    raise BadInput({"": "the line joins several commands by “|”: paste the one that calls the script"})


def _own(words: Sequence[str], fed: str | None) -> Line:
    """Read the line of `shipway run`."""
    before = list(words[: words.index("--")] if "--" in words else words)
    sets: dict[str, tuple[str, ...]] = {}
    plain: list[str] = []
    while before:
        word = before.pop(0)
        flag, equals, pair = word.partition("=")
        if flag not in ("--set", "--python"):
            if word.startswith("--"):
                raise BadInput({"": f"{flag} of “shipway run” is nothing that a form shows"})
            plain.append(word)
            continue
        pair = pair if equals else before.pop(0) if before else ""
        name, equals, text = pair.partition("=")
        if flag == "--set" and not equals:
            raise BadInput({"": f"--set takes NAME=TEXT, not “{pair}”"})
        if flag == "--set":
            sets[name] = (*sets.get(name, ()), text)
    after = words[words.index("--") + 1 :] if "--" in words else []
    return Line(tuple(after), plain[1] if len(plain) > 1 else None, fed, sets)


def _after_script(reading: Reading, words: Sequence[str]) -> list[str]:
    """Leave out what stands before the arguments: the interpreter, its options, the script."""
    rest = list(words)
    names = _names(reading)
    while rest and _leaf(rest[:1]) in _STARTERS:
        then = _STARTERS[_leaf(rest[:1])]
        if then and rest[1:2] != list(then):
            break
        rest = rest[1 + len(then) :]
    if rest and _PYTHON.fullmatch(rest[0]):
        rest = _after_options(rest[1:])
        return rest[1:]
    if rest and (_same(_leaf(rest[:1]), names)):
        return rest[1:]
    return rest


def _after_options(words: list[str]) -> list[str]:
    """Leave out the interpreter's own options; `-m` goes with its module."""
    rest = list(words)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        option = rest.pop(0)
        if option == "-m":
            break
        if option == "-c":
            raise BadInput({"": "the line runs Python's “-c”, not this script"})
        if option in _VALUED and rest:
            rest.pop(0)
    return rest


def _names(reading: Reading) -> set[str]:
    path = Path(reading.script)
    stem = path.parent.name if path.stem == "__main__" else path.stem
    # A module may be named with the packages above it, or by its last part; a console script by its name alone.
    named = Path(reading.target).name.removeprefix(ENTRY)
    return {path.name, stem, *([named, named.rpartition(".")[2]] if named else [])}


def _same(word: str, names: set[str]) -> bool:
    plain = {name.replace("_", "-") for name in names}
    return word.replace("_", "-").removesuffix(".exe") in plain


def _leaf(words: Sequence[str]) -> str:
    return re.split(r"[/\\]", words[0])[-1] if words else ""
