"""Kinds to controls: one row for each kind says how it is drawn, and how its raw is read from a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from werkzeug.datastructures import FileStorage, MultiDict

from shipway.bind import typed
from shipway.kinds import FILES, KINDS
from shipway.sections import Section, sections
from shipway.snippets.given import is_linkable
from shipway.spec import ABSENT, FileRef, Param, Raw, Raws, Spec
from shipway.words import hint, label
from shipway_web.uploads import Uploads

LONG: Final = 20
"""Choices beyond which a list is searched by typing instead of scrolled."""

FEW: Final = 12
"""Boxes beyond which a list of them scrolls, and is searched by typing."""

NONE: Final = ":none"
KEPT: Final = ":kept"
FILE: Final = ":file"
"""What follows a parameter's name in the names of the fields that stand beside its control."""


@dataclass(frozen=True)
class Sent:
    """What a browser sent: texts, files, and where files are held for whom."""

    texts: MultiDict[str, str]
    files: MultiDict[str, FileStorage]
    uploads: Uploads
    owner: str


class Control(NamedTuple):
    """How a kind appears: its macro in fields.html, how its raw is read, and whether half a row is enough for it.

    `multipart`: its form is sent in parts. Files can go no other way; a long text could, but escaped for an address
    line, JSON's quotes and most letters beyond ASCII take three times their bytes, all counted by TEXT_LIMIT.
    """

    draw: str
    read: Callable[[Param, Sent], Raw]
    short: bool = False
    multipart: bool = False


def _one(param: Param, sent: Sent) -> Raw:
    """Give the text of a control; several of one name are several, which is for `bind` to judge, as anywhere else."""
    texts = sent.texts.getlist(param.name)
    return tuple(texts) if len(texts) > 1 else texts[0] if texts else ABSENT


def _line(param: Param, sent: Sent) -> Raw:
    raw = _one(param, sent)
    return typed(param, raw) if isinstance(raw, str) else raw


def _area(param: Param, sent: Sent) -> Raw:
    raw = _one(param, sent)
    # A browser sends every line end of a text area as CRLF, whatever was typed or pasted (HTML, "form data set").
    return typed(param, raw.replace("\r\n", "\n")) if isinstance(raw, str) else raw


def _tick(param: Param, sent: Sent) -> Raw:
    # Browsers send nothing for a box that is not ticked.
    return _one(param, sent) if param.name in sent.texts else "no"


def _pick(param: Param, sent: Sent) -> Raw:
    raw = _one(param, sent)
    return ABSENT if raw == "" and "" not in param.choices else raw


def _picks(param: Param, sent: Sent) -> Raw:
    if not param.choices:
        return _area(param, sent)
    return tuple(sent.texts.getlist(param.name))


def _colour(param: Param, sent: Sent) -> Raw:
    # A browser's colour field cannot be empty; a box beside it says "no colour".
    return ABSENT if param.name + NONE in sent.texts else _line(param, sent)


def _given(name: str, sent: Sent) -> list[FileStorage]:
    # An empty file field is sent as a file without a name.
    return [file for file in sent.files.getlist(name) if file.filename]


def _kept(param: Param, sent: Sent) -> list[FileRef]:
    refs = (sent.uploads.marked(mark, sent.owner) for mark in sent.texts.getlist(param.name + KEPT))
    return [ref for ref in refs if ref is not None]


def _file(param: Param, sent: Sent) -> Raw:
    refs = [sent.uploads.hold(file) for file in _given(param.name, sent)] or _kept(param, sent)
    if not refs:
        return ABSENT
    return refs[0] if len(refs) == 1 else tuple(refs)


def _files(param: Param, sent: Sent) -> Raw:
    given = _given(param.name, sent)
    return tuple(sent.uploads.hold(file) for file in given) or tuple(_kept(param, sent)) or ABSENT


def _folder(param: Param, sent: Sent) -> Raw:
    if given := _given(param.name, sent):
        return sent.uploads.hold_folder(given)
    kept = _kept(param, sent)
    return kept[0] if kept else ABSENT


def _table(param: Param, sent: Sent) -> Raw:
    if given := _given(param.name + FILE, sent):
        return sent.uploads.hold(given[0])
    text = _area(param, sent)
    kept = _kept(param, sent)
    return kept[0] if kept and text is ABSENT else text


CONTROLS: Final[Mapping[str, Control]] = {
    "text": Control("line", _line),
    "long_text": Control("area", _area, multipart=True),
    "whole_number": Control("whole", _line, short=True),
    "number": Control("number", _line, short=True),
    "yes_no": Control("tick", _tick),
    "choice": Control("pick", _pick),
    "choices": Control("picks", _picks),
    "date": Control("day", _line, short=True),
    "time": Control("clock", _line, short=True),
    "datetime": Control("moment", _line),
    "duration": Control("line", _line, short=True),
    "file": Control("file", _file, multipart=True),
    "files": Control("file", _files, multipart=True),
    "folder": Control("file", _folder, multipart=True),
    "file_out": Control("line", _line),
    "secret": Control("secret", _line),
    "colour": Control("colour", _colour),
    "list": Control("area", _area),
    "table": Control("table", _table, multipart=True),
    "json": Control("area", _area, multipart=True),
    "arguments": Control("line", _line),
}

_INPUT: Final = Control("table", _table, multipart=True)
"""For what a script reads from its standard input: a text, or a file."""

_VERBS: Final = frozenset({"is", "has", "holds", "may", "must", "needs", "takes"})
"""With these begin the problems that `bind` finds in what was not given, or not as one text."""

_NATIVE: Final = {
    "day": re.compile(r"\d{4}-\d\d-\d\d"),
    "clock": re.compile(r"\d\d:\d\d(:\d\d)?"),
    "moment": re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?"),
}


def control(param: Param) -> Control:
    """Give the control of a parameter."""
    return _INPUT if param.place == "stdin" else CONTROLS[param.kind]


def read_raws(spec: Spec, sent: Sent) -> Raws:
    """Read one raw for every parameter that the form shows, and for every field that it does not show.

    Nothing is converted; the latter are refused by `bind`. What begins with a colon is the page's own.
    """
    known = {param.name + more for param in spec.params for more in ("", NONE, KEPT, FILE)}
    strange = [name for name in (*sent.texts, *sent.files) if name not in known and not name.startswith(":")]
    return dict.fromkeys(strange, "") | {param.name: control(param).read(param, sent) for param in spec.params}


def prefilled(spec: Spec, query: MultiDict[str, str]) -> Raws:
    """Give the raws that a link opens the form with; a link carries no secret and no file."""
    raws: dict[str, Raw] = {}
    for param in spec.params:
        texts = query.getlist(param.name)
        if texts and is_linkable(param):
            raws[param.name] = texts[0] if len(texts) == 1 else tuple(texts)
    return raws


def recorded(plain: Mapping[str, Any]) -> Raws:
    """Give the raws that a run's record holds in plain form."""
    return {name: _recorded(raw) for name, raw in plain.items()}


def _recorded(raw: Any) -> Raw:
    if isinstance(raw, list):
        parts = (_recorded(part) for part in raw)
        return tuple(part for part in parts if isinstance(part, (str, FileRef)))
    if isinstance(raw, dict):
        return FileRef(raw["path"], raw["file"]) if raw.get("path") else ABSENT
    return raw if isinstance(raw, str) else ABSENT


@dataclass(frozen=True)
class Field:
    """One control as it is drawn: `texts` is what stands in it, `kept` the marks and names of files held for it."""

    param: Param
    id: str
    draw: str
    short: bool
    label: str
    texts: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    hint: str = ""
    several: bool = False

    @property
    def text(self) -> str:
        """Give what stands in a control that holds one text."""
        return "\n".join(self.texts)

    @property
    def long(self) -> bool:
        """Tell whether a list of boxes is too long to be taken in at a glance."""
        return len(self.param.choices) > FEW

    @property
    def ticked(self) -> bool:
        """Tell whether a box shows its tick: where the text means yes, in any of the words that the core takes."""
        try:
            return bool(KINDS["yes_no"].parse(self.text))
        except ValueError:
            return False

    @property
    def native(self) -> bool:
        """Tell whether the browser's own picker can show the text, and sends what the script expects."""
        if self.draw == "moment" and self.param.place != "call":
            return False
        return not self.text or _NATIVE[self.draw].fullmatch(self.text) is not None


@dataclass(frozen=True)
class Part:
    """Fields that stand together, with the sentence that holds for them, if one does."""

    caption: str
    fields: tuple[Field, ...]


def fields(
    spec: Spec, raws: Raws, problems: Mapping[str, str], mark: Callable[[FileRef], str], *, fresh: bool
) -> list[tuple[Section, list[Part]]]:
    """Give the controls of a form by their groups; `fresh`: what is not in the raws shows its default."""
    drawn: dict[str, Field] = {}
    for number, param in enumerate(spec.params):
        default = param.first if fresh else None
        raw = raws.get(param.name, ABSENT if default is None else default)
        drawn[param.name] = _field(number, param, raw, problems.get(param.name, ""), mark)
    return [
        (group, [Part(one.caption, tuple(drawn[param.name] for param in one.params)) for one in group.bundles])
        for group in sections(spec)
    ]


def _field(number: int, param: Param, raw: Raw, problem: str, mark: Callable[[FileRef], str]) -> Field:
    row = control(param)
    parts = raw if isinstance(raw, tuple) else () if raw is ABSENT else (raw,)
    refs = [part for part in parts if isinstance(part, FileRef)]
    shown = is_linkable(param)
    name = label(param)
    return Field(
        param,
        id=f"f{number}",
        draw="search" if row.draw == "pick" and len(param.choices) > LONG else row.draw,
        short=row.short,
        label=name,
        texts=tuple(part for part in parts if isinstance(part, str)) if shown else (),
        kept=tuple((mark(ref), ref.name) for ref in refs),
        problem=_sentence(name, problem),
        hint=_hint(param),
        several=param.kind in ("files", "folder"),
    )


def _sentence(label: str, problem: str) -> str:
    """Begin a problem that lacks its subject with the field's label; a script's own words stay as they are."""
    return f"{label} {problem}" if problem.partition(" ")[0] in _VERBS else problem


def _hint(param: Param) -> str:
    """Say what may be given; a file field shows no default, so that it is told."""
    told = not isinstance(param.default, str) or param.default in param.help
    left_out = f" Left out: {param.default}." if param.kind in FILES and not told else ""
    return (hint(param).removesuffix("Required.") + left_out).strip()
