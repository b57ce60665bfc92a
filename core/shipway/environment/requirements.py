"""What a script says that it needs: its PEP 723 block, or a `requirements.txt` beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from shipway.environment.inline import metadata
from shipway.environment.interpreters import LIMIT
from shipway.errors import Unreadable

_NESTED: Final = ("-r", "--requirement", "-c", "--constraint")


@dataclass(frozen=True)
class Wanted:
    """The packages and the Python that a script names.

    `origin` says where: "inline", the path of a requirements file, or "" for nowhere. `requirements` are as written;
    `text` is all that they rest on, files that a requirements file includes among it. `python` is a specifier such as
    ">=3.11", "" for any. `problem` is one sentence when what stands there cannot be used.
    """

    origin: str = ""
    requirements: tuple[str, ...] = ()
    text: str = ""
    python: str = ""
    problem: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the packages, for a sentence."""
        return tuple(dict.fromkeys(_name(line) for line in self.requirements if not line.startswith("-")))


def wanted(script: Path) -> Wanted:
    """Read what a script names. What stands in it comes before the file beside it."""
    # A module or a console script is looked for among the packages; what is no file, its reader says.
    data = b""
    with contextlib.suppress(OSError):
        if script.is_file():
            with script.open("rb") as file:
                data = file.read(LIMIT)
    block: Mapping[str, Any] = {}
    if b"# /// script" in data:
        try:
            block = metadata(data.decode("utf-8-sig", "replace"), script.name)
        except Unreadable as error:
            return Wanted("inline", problem=str(error))
    told = _inline(block, script.name)
    beside = script.parent / "requirements.txt"
    if told.problem or "dependencies" in block or not beside.is_file():
        return told
    return _beside(beside, told.python)


def _inline(block: Mapping[str, Any], name: str) -> Wanted:
    named, python = block.get("dependencies", []), block.get("requires-python", "")
    where = f"in the block “# /// script” of {name}"
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        return Wanted("inline", problem=f"{where}, dependencies must be a list of texts")
    try:
        SpecifierSet(python)
    except (InvalidSpecifier, AttributeError, TypeError):
        return Wanted("inline", problem=f"{where}, requires-python is {python!r}; it must be like “>=3.10”")
    for one in named:
        try:
            Requirement(one)
        except InvalidRequirement as error:
            reason = str(error).partition("\n")[0]
            return Wanted("inline", python=python, problem=f"{where}, “{one}” names no package: {reason}")
    return Wanted("inline" if block else "", tuple(named), "\n".join(sorted(set(named))), python)


def _beside(file: Path, python: str) -> Wanted:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        return Wanted(str(file), python=python, problem=f"{file.name} beside the script cannot be read: {why}")
    lines = _lines(text)
    if not lines:
        return Wanted(python=python)
    return Wanted(str(file), tuple(lines), _whole(file, {file}), python)


def _lines(text: str) -> list[str]:
    """Give the lines of a requirements file without comments, continued ones joined."""
    joined = text.replace("\r\n", "\n").replace("\\\n", " ").split("\n")
    bare = (line.partition(" #")[0].strip() for line in joined if not line.lstrip().startswith("#"))
    return [line for line in bare if line]


def _whole(file: Path, seen: set[Path]) -> str:
    """Give the text of a requirements file and of those that it includes; what it cannot read, pip will name."""
    parts: list[str] = []
    for line in _lines(file.read_text(encoding="utf-8-sig", errors="replace")):
        parts.append(line)
        option, _, rest = line.replace("=", " ", 1).partition(" ")
        path = file.parent / rest.strip()
        if option in _NESTED and path.is_file() and path not in seen:
            seen.add(path)
            parts.append(_whole(path, seen))
        elif option in ("-e", "--editable") or line.startswith((".", "/", "file:")):
            # A project of the author's own: what it needs stands in its own files, and may change.
            place = file.parent / (rest.strip() if option.startswith("-") else line).partition("[")[0]
            marks = (place / name for name in ("pyproject.toml", "setup.py", "setup.cfg"))
            parts += [f"{mark} {mark.stat().st_mtime_ns}" for mark in marks if mark.is_file()]
    return "\n".join(parts)


def _name(line: str) -> str:
    try:
        return Requirement(line.partition(" --")[0]).name
    except InvalidRequirement:
        return line
