"""The values as a link that opens the form filled, and as a call of the API by curl."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlencode

from shipway.kinds import FILES
from shipway.snippets.given import BLANK, Given, Place, given, is_linkable, parts
from shipway.snippets.shell import quoted
from shipway.spec import ABSENT, Param, Raws, Reading, Spec

LONGEST: Final = 2000
"""Characters of a link's query: with more, some mail programs and proxies cut it."""


def link(_: Reading, spec: Spec, raws: Raws, place: Place) -> str:
    """Give the address that opens the form filled; without the values where they are too many for an address."""
    pairs = [(param.name, raw) for param, raw in _told(spec, raws) if is_linkable(param)]
    query = urlencode([(name, raw or "") for name, raw in pairs], doseq=True, errors="replace")
    return place.address(spec) + (f"?{query}" if query and len(query) <= LONGEST else "")


def curl(_: Reading, spec: Spec, raws: Raws, place: Place) -> str:
    """Give the line that makes the same call of the API."""
    found = given(spec, raws)
    line = f"curl {quoted(place.address(spec, 'api'))}"
    blank = [param for param in found.blank if not _is_file(param)]
    told = {param.name: raw for param, raw in _told(spec, raws) if param not in found.blank}
    files = [param for param in spec.params if _is_file(param) and (param in found.blank or param.name in told)]
    if not files and not any(param.place == "stdin" for param in found.blank):
        body = _json({**told, **{param.name: BLANK for param in blank}})
        return f"{found.remark('#')}{line} --json {quoted(body)}"
    texts = [(name, part) for name, raw in told.items() for part in ([raw] if isinstance(raw, str) else raw or [""])]
    fields = [f"--form-string {quoted(f'{name}={part}')}" for name, part in texts if not _is_named(files, name)]
    fields += [f"--form-string {quoted(f'{param.name}={BLANK}')}" for param in blank if param.place != "stdin"]
    return found.remark("#") + " \\\n  ".join([line, *fields, *_uploads(found, spec)])


def _json(told: Mapping[str, object]) -> str:
    text = json.dumps(told, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(told)
    return text


def _uploads(found: Given, spec: Spec) -> Iterator[str]:
    for param in spec.params:
        if param in found.blank and (_is_file(param) or param.place == "stdin"):
            yield f"-F {quoted(f'{param.name}=@{BLANK}')}"
        elif _is_file(param) and param.name in found.values:
            raw = found.values[param.name]
            for path in raw if isinstance(raw, tuple) else (raw,):
                # In double quotes curl takes a name as it is, but for these two (curl(1), -F).
                name = str(path).replace("\\", "\\\\").replace('"', '\\"')
                yield "-F " + quoted(f'{param.name}=@"{name}"')


def _is_file(param: Param) -> bool:
    return param.kind in FILES


def _is_named(files: list[Param], name: str) -> bool:
    return any(param.name == name for param in files)


def _told(spec: Spec, raws: Raws) -> Iterator[tuple[Param, str | tuple[str, ...]]]:
    """Give what was given other than the defaults, and is a text."""
    for param in spec.params:
        raw = raws.get(param.name, ABSENT)
        if raw is ABSENT or raw == param.default or (raw == () and not param.default):
            continue
        if param.kind == "yes_no" and raw == "no" and param.default in (None, "no"):
            continue
        texts = tuple(part for part in parts(raw) if isinstance(part, str))
        if len(texts) == len(tuple(parts(raw))):
            yield param, texts if isinstance(raw, tuple) else texts[0]
