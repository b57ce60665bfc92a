"""What a run can say: frozen data, to and from JSON lines. Exactly one `Ended` comes, and it comes last.

One event is one line of JSON: `{"event": "output", "stream": "stdout", "text": "…"}`. Bytes that are not UTF-8
travel as `"base64"` instead of `"text"`, and so do long pieces of control characters (six bytes each in JSON).
The format is described in docs/formats.md.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, Literal, TypeAlias

FORMAT: Final = 1
"""Version of the lines; `Started` carries it."""

State: TypeAlias = Literal["done", "failed", "cancelled", "timed out", "interrupted"]
Shape: TypeAlias = Literal["text", "number", "table", "image", "figure", "file", "json", "markdown"]


@dataclass(frozen=True)
class Started:
    """The script's process is there.

    `python` is its interpreter, `level` how it is contained ("limits", "tree", "sealed"). `terminal`: what it writes is
    meant for a terminal, which also wrote what was typed.
    """

    python: str
    profile: str
    level: str = "limits"
    terminal: bool = False
    shipway: int = FORMAT


@dataclass(frozen=True)
class Output:
    """Bytes as the script wrote them, `stream` being "stdout" or "stderr"."""

    stream: Literal["stdout", "stderr"]
    data: bytes


@dataclass(frozen=True)
class Ask:
    """The script waits for a line. The prompt was also written to its output, as on the command line.

    `keys`: it reads each key as it is pressed, so that arrows, Tab and Esc have a meaning.
    """

    id: int
    prompt: str
    secret: bool = False
    keys: bool = False


@dataclass(frozen=True)
class Answered:
    """The question `ask` got its answer; a secret one shows as dots. `text` None: the input was ended."""

    ask: int
    text: str | None


@dataclass(frozen=True)
class Progress:
    """How far the run is: `done` of `total` (None when unknown), and the seconds still to go (None likewise)."""

    done: float
    total: float | None = None
    text: str = ""
    seconds_left: float | None = None


@dataclass(frozen=True)
class Made:
    """The run made a file. `id` names it within the run, `name` is what a person sees, `size` is in bytes.

    `path` is where the command line put it; it is empty where files are fetched by their id.
    """

    id: str
    name: str
    size: int
    media: str
    path: str = ""


@dataclass(frozen=True)
class Result:
    """What the tool gave back, ready to be shown.

    `value` by `shape`: text, number, markdown: str; json: str (indented); table: {"columns": [str], "rows":
    [[str]], "numeric": [bool], "total": int}; image, figure, file: the id of an artifact.
    """

    shape: Shape
    value: Any


@dataclass(frozen=True)
class Ended:
    """The one end of a run.

    `code` is the script's exit code, None when it was ended from outside, or never gave back what it was called for.
    `reason` is one sentence when it did not go well. `problems` maps a parameter to the script's own complaint.
    """

    state: State
    code: int | None = None
    reason: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


Event: TypeAlias = Started | Output | Ask | Answered | Progress | Made | Result | Ended

_SHORT: Final = 4096
"""Bytes of output that stay a text whatever they are, so that whoever reads the lines can read them."""
_ESCAPED: Final = re.compile(r"[\0-\x07\x0b\x0e-\x1f]")

_NAMES: Final[dict[str, type[Event]]] = {
    kind.__name__.lower(): kind for kind in (Started, Output, Ask, Answered, Progress, Made, Result, Ended)
}


def to_line(event: Event) -> str:
    """Give the event as one line of JSON, without a newline."""
    plain = asdict(event)
    if isinstance(event, Output):
        data = plain.pop("data")
        text = _text_of(data)
        plain |= {"base64": base64.b64encode(data).decode()} if text is None else {"text": text}
    line = json.dumps({"event": type(event).__name__.lower(), **plain}, ensure_ascii=False)
    # Half of a character, as a script may give it back, has no UTF-8: only its escape can travel.
    return line if line.isascii() or _is_utf8(line) else json.dumps(json.loads(line))


def _text_of(data: bytes) -> str | None:
    """Give the text that these bytes are; None where they are none, or mostly characters that JSON writes as six."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if len(data) > _SHORT and len(data) < 4 * len(_ESCAPED.findall(text)) else text


def from_line(line: str) -> Event:
    """Give the event of one line; unknown fields are left alone. Raises ValueError on a line that is none."""
    try:
        plain = json.loads(line)
        kind = _NAMES[plain["event"]]
        known = {one.name: plain[one.name] for one in fields(kind) if one.name in plain}
        if kind is Output:
            known["data"] = _bytes_of(plain)
        return kind(**known)
    except (ValueError, TypeError, KeyError):
        raise ValueError(f"not an event: {line[:80]!r}") from None


def _bytes_of(plain: Mapping[str, Any]) -> bytes:
    text = plain.get("text")
    return base64.b64decode(plain["base64"], validate=True) if text is None else str(text).encode()


def _is_utf8(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
