"""What the far side tells, taken with care: its words are the script's as well."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Mapping, Sequence
from typing import Any, Final

from shipway.profile import Limits
from shipway.spec import Spec

_SHAPES: Final = ("text", "number", "image", "figure", "file", "json", "markdown")
_UNITS: Final = ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"))
_NO_MEMORY: Final = re.compile(r"\w*MemoryError\b|OSError: \[Errno 12\]")
"""numpy and others have errors of their own; `mmap` and `fork` say it with a number (errno(3): ENOMEM)."""


def message_of(line: bytes) -> dict[str, Any]:
    """Give the message of a line; an empty one when the line is none that the far side would write."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    filled = isinstance(message, dict) and message.get("say") == "filled"
    if b"\\ud" in line and not filled:
        # Half of a surrogate pair can stand in a text of Python, and in none that is shown or stored. The texts of a
        # command line are another matter: they go back as they came (PEP 383), checked like all that is given.
        message = _clean(message)
    if not isinstance(message, dict) or (message.get("say") == "result" and not _is_result(message)):
        return {}
    return message


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return {name: _clean(one) for name, one in value.items()} if isinstance(value, dict) else value


def _is_result(message: dict[str, Any]) -> bool:
    value, shape = message.get("value"), message.get("shape")
    if shape != "table":
        return shape in _SHAPES and isinstance(value, str)
    return (
        isinstance(value, dict)
        and _is_texts(value.get("columns"))
        and isinstance(value.get("rows"), list)
        and all(_is_texts(row) and len(row) == len(value["columns"]) for row in value["rows"])
        and isinstance(value.get("numeric"), list)
        and len(value["numeric"]) == len(value["columns"])
        and isinstance(value.get("total"), int)
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def is_asked(prompt: str, parts: Sequence[str]) -> bool:
    """Tell whether a question is the one whose literal parts these are; no parts fit any question."""
    if not parts:
        return True
    # On a terminal, only the last line of a question is known.
    last = next((line for line in reversed("\0".join(parts).splitlines()) if line.strip("\0 \t")), "")
    return any(_fits(prompt.strip(), one) for one in (parts, last.split("\0")))


def _fits(prompt: str, parts: Sequence[str]) -> bool:
    ends = [parts[0].lstrip(), *parts[1:]]
    ends[-1] = ends[-1].rstrip()
    return re.fullmatch(".*".join(map(re.escape, ends)), prompt, re.DOTALL) is not None


def explained(reason: str, limits: Limits | None = None) -> str:
    """Say what to do about a package that is missing, and what a limit had to do with it; else it stays as it is."""
    if limits is not None and _NO_MEMORY.match(reason):
        return f"it needed more memory than the {amount(limits.memory)} that a run may have"
    missing = re.match(r"ModuleNotFoundError: No module named '?([\w]+)", reason)
    if missing is None:
        return reason
    name = missing[1]
    return f"it imports {name}, which is not in its environment: install it there (often: pip install {name})"


def by_signal(number: int, limits: Limits | None = None) -> str:
    """Say which signal ended a run; the one of the limit of computing names that."""
    if limits is not None and number == signal.SIGXCPU:
        return f"it computed for longer than {limits.processor} s"
    # Only some signals have a name (signal(7): 32 to 64 are real-time ones).
    names = {one.value: one.name for one in signal.Signals}
    return f"ended by {names.get(number, f'signal {number}')}"


def amount(count: int) -> str:
    """Write a bound of bytes: "4 GiB", "1,536 KiB"."""
    unit, name = next(((one, name) for one, name in _UNITS if count % one == 0), (1, "bytes"))
    return f"{count // unit:,} {name}"


def shortfall(spec: Spec | None, messages: Sequence[Mapping[str, Any]], reason: str) -> tuple[int | None, str] | None:
    """Say why a run has failed whose exit code is 0; None when it has not. `reason` is what it said went wrong."""
    said = [message.get("say") for message in messages]
    left = next((message.get("code") for message in messages if message.get("say") == "left"), None)
    if isinstance(left, int) and left:
        # Of 256 the system keeps eight bits: that is 0, and the script said that it failed.
        return left, f"exit code {left}"
    if spec is None or spec.dialect != "function" or "given" in said:
        return None
    if "left" in said and not reason:
        return None
    return None, reason or "it ended without giving a result"


def without(absent: Sequence[Sequence[str]], version: str) -> str:
    """Say what a script imports in vain, and what follows from it. `absent`: modules, each with why, or ""."""
    gone = sorted({name.partition(".")[0] for name, why in absent if not why})
    said = [f"{name} ({why})" for name, why in absent if why]
    parts = []
    if gone:
        python = ".".join(version.split(".")[:2])
        are = "which are" if len(gone) > 1 else "which is"
        parts.append(f"it imports {_listed(gone)}, {are} not installed for Python {python}")
    if said:
        parts.append(f"it cannot import {_listed(said)}")
    return f"{', and '.join(parts)}: the form was read without, and runs will fail until that is mended"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def complaint_of(spec: Spec | None, message: dict[str, Any]) -> dict[str, str]:
    """Give the parser's own words to the parameter that they are about; "" is the form as a whole."""
    flags, dest, text = message.get("flags") or [], message.get("dest"), str(message.get("text"))
    # "argument -n/--count: invalid int value: 'x'": the field says which argument it is.
    words = text.split(": ", 1)[1] if text.startswith("argument ") and ": " in text else text
    level = message.get("level")
    for param in spec.params if spec else ():
        if param.place == "call" and param.name == dest:
            return {param.name: text}
        if param.argv is None or (isinstance(level, int) and param.argv.level != level):
            continue
        # A positional whose name was taken already is called by its command as well.
        is_named = not flags and dest and not param.argv.flags and param.name.rpartition(".")[2] == dest
        if set(flags) & set(param.argv.flags) or is_named:
            return {param.name: words}
    return {_of_group(spec, text) if spec else "": text}


def _of_group(spec: Spec, text: str) -> str:
    """Give the first of the parameters that exclude each other where a message says that one of them is needed."""
    said = set(re.split(r"[\s/]+", text))
    for group in spec.exclusive:
        members = [param for name in group.names if (param := spec.param(name)) is not None]
        named = [param for param in members if param.argv and set(param.argv.flags) & said]
        if group.required and len(named) == len(members) > 1:
            return members[0].name
    return ""
