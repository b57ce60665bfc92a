"""What a live reading saw of its author's environment, and a form may not tell: visitors read the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from shipway.read.findings.held import is_secret_name
from shipway.read.source import Source
from shipway.spec import Param, Reading, Spec

_LOGIN: Final = re.compile(r"://[^/\s:@]*:[^/\s@]+@")
"""A name with its password in an address: `postgres://me:secret@host/base`."""
_SHORT: Final = 4
"""Letters below which a text may be anything, and is no secret."""


def withheld(source: Source, reading: Reading, environ: Mapping[str, str]) -> Reading:
    """Take the secrets of the author's environment out of a reading: a default is left to the script, unsaid."""
    named = {value for name, value in environ.items() if value and name in source.text}
    secret = {
        value
        for name, value in environ.items()
        if len(value) >= _SHORT and (is_secret_name(name) or _LOGIN.search(value))
    }
    if not named and not secret:
        return reading
    return replace(reading, specs=tuple(_spec(spec, named, secret) for spec in reading.specs))


def _spec(spec: Spec, named: set[str], secret: set[str]) -> Spec:
    params = []
    unmapped = list(spec.unmapped)
    for param in spec.params:
        hidden = secret | named if param.kind == "secret" else secret
        shown = _unsaid(param, hidden)
        if shown.default != param.default:
            name = max(param.argv.flags, key=len) if param.argv and param.argv.flags else param.name
            unmapped.append(f"{name}: its default comes from a secret of the environment")
        params.append(shown)
    return replace(
        spec,
        params=tuple(params),
        unmapped=tuple(unmapped),
        summary=_blotted(spec.summary, secret),
        help=_blotted(spec.help, secret),
    )


def _unsaid(param: Param, hidden: set[str]) -> Param:
    tells = any(
        text == value or (len(value) >= _SHORT and value in text)
        for given in (param.default, param.prefill)
        for text in ((given,) if isinstance(given, str) else given or ())
        for value in hidden
    )
    blotted = replace(param, help=_blotted(param.help, hidden))
    return replace(blotted, default=None, prefill=None) if tells else blotted


def _blotted(text: str, hidden: set[str]) -> str:
    """Blot a secret out where a text tells it, as `%(default)s` does."""
    for value in sorted(hidden, key=len, reverse=True):
        if len(value) >= _SHORT and value in text:
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "…", text)
    return text
