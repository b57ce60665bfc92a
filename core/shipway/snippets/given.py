"""What a snippet may say of the values: everything but secrets and files that were handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from shipway.bind import bind
from shipway.environment import ENTRY
from shipway.errors import BadInput
from shipway.kinds import FILES, KINDS, MANY
from shipway.profile import MINE
from shipway.spec import ABSENT, FileRef, Param, Raw, Raws, Spec, Values
from shipway.words import label

BLANK = "…"
"""Stands where a person puts their own."""

_NOTHING = (None, ABSENT, "", ())


@dataclass(frozen=True)
class Place:
    """Where a tool is met: its script as a command line names it, and the site and the name that its page has there."""

    script: str
    site: str = "http://127.0.0.1:8000"
    slug: str = ""

    def address(self, spec: Spec, below: str = "t") -> str:
        """Give the address of the tool's page, or below "api" that of its call."""
        tool = spec.tool.encode("utf-8", "backslashreplace").decode()
        return f"{self.site.rstrip('/')}/{below}/{quote(self.slug or slug(Path(self.script).name))}/{quote(tool)}"


@dataclass(frozen=True)
class Given:
    """The values as `bind` makes them, and the parameters that a person must fill in themselves."""

    values: Values
    blank: tuple[Param, ...]

    def remark(self, mark: str) -> str:
        """Give the line of comment that names what is left out, or nothing."""
        names = ", ".join(label(param) for param in self.blank)
        line = " ".join(names.split())
        return f"{mark} In place of {BLANK} comes your own: {line}\n" if self.blank else ""


def slug(name: str) -> str:
    """Give the name that a script has in addresses, by the name of its file, its module or its console script."""
    stem = name.removeprefix(ENTRY).removesuffix(".py")
    words = "".join(mark if mark.isalnum() else " " for mark in stem.casefold()).split()
    return "-".join(words) or "script"


def given(spec: Spec, raws: Raws) -> Given:
    """Bind what a snippet may carry. Raises BadInput for what cannot be used; a required one that lacks is a blank."""
    blank = {param.name for param in spec.params if _is_kept_back(param, raws.get(param.name, ABSENT))}
    texts: dict[str, Raw] = {name: raw for name, raw in raws.items() if name not in blank}
    paths = {param.name: texts.pop(param.name) for param in spec.params if _is_path(param) and param.name in texts}
    told = replace(spec, params=tuple(one for one in spec.params if one.name not in blank and one.name not in paths))
    try:
        values = bind(told, texts, MINE)
    except BadInput as bad:
        wrong = {name: why for name, why in bad.problems.items() if why != "is required"}
        if wrong:
            raise BadInput(wrong) from None
        blank |= set(bad.problems)
        told = replace(told, params=tuple(one for one in told.params if one.name not in blank))
        values = bind(told, {name: raw for name, raw in texts.items() if name not in blank}, MINE)
    # Whether a typed path is there is asked where the snippet is used, not here.
    typed = {one.name: _paths(one, paths[one.name]) for one in spec.params if paths.get(one.name) not in _NOTHING}
    blank |= {one.name for one in spec.params if _is_path(one) and one.required and one.name not in {*typed, *blank}}
    return Given({**values, **typed}, tuple(param for param in spec.params if param.name in blank))


def _paths(param: Param, raw: Raw) -> str | tuple[str, ...]:
    several = param.kind == "files" or _is_repeated(param)
    texts = KINDS["files"].parse(raw) if isinstance(raw, str) and several else [str(part) for part in parts(raw)]
    try:
        for text in texts:
            KINDS["text"].parse(text)
    except ValueError as problem:
        raise BadInput({param.name: str(problem)}) from None
    return tuple(texts) if several else texts[0]


def _is_path(param: Param) -> bool:
    return param.kind in FILES and param.place != "stdin"


def _is_kept_back(param: Param, raw: Raw) -> bool:
    if any(isinstance(part, FileRef) for part in parts(raw)):
        return True
    return param.kind == "secret" and raw not in (ABSENT, "") and raw != param.default


def parts(raw: Raw) -> Iterable[str | FileRef]:
    """Give the parts of a raw."""
    return raw if isinstance(raw, tuple) else () if raw is ABSENT else (raw,)


def with_blanks(found: Given) -> dict[str, object]:
    """Give the values with `…` in the place of each that is left out."""
    blanks = {param.name: (BLANK,) if param.kind in MANY or _is_repeated(param) else BLANK for param in found.blank}
    return {**found.values, **blanks}


def _is_repeated(param: Param) -> bool:
    return param.argv is not None and param.argv.nargs not in ("", "?")


def is_linkable(param: Param) -> bool:
    """Tell whether a link may carry this parameter."""
    return param.kind not in FILES and param.kind != "secret"
