"""Submits that come twice: the key that each drawn form carries, and the one that a program names."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from typing import Final

from flask import abort, request
from werkzeug.datastructures import FileStorage

FIELD: Final = ":key"
"""The name of the hidden field; no parameter has a name that begins so."""

HEADER: Final = "Idempotency-Key"

MARK: Final = secrets.token_hex(16)
"""Stands for the key in a form as it is drawn and kept; nobody ever sees it."""


def stamped(page: str) -> str:
    """Give a drawn page with a key of its own."""
    return page.replace(MARK, secrets.token_hex(16))


def form_key() -> str:
    """Give the key of the form that was sent; "" where it has none that a form of ours could have."""
    key = request.form.get(FIELD, "")
    return key if re.fullmatch("[0-9a-f]{32}", key) else ""


def sent_twice_key(key: str) -> str:
    """Give what names the run of a sent form: its key, and all that stood in it.

    Whoever goes back, changes an input and runs again sends the key of before, and means another run.
    """
    if not key:
        return ""
    texts = sorted((name, found) for name, found in request.form.lists() if not name.startswith(":"))
    files = sorted((name, [_told(file) for file in found]) for name, found in request.files.lists())
    told = json.dumps([request.path, texts, files]).encode()
    return f"form {key} {hashlib.sha256(told).hexdigest()}"


def program_key() -> str:
    """Give the key that a program names for its run, "" for none; refuses one that cannot be."""
    key = request.headers.get(HEADER)
    if key is None:
        return ""
    if not re.fullmatch("[!-~]{1,200}", key):
        abort(400, f"“{HEADER}” is 1 to 200 visible characters of ASCII.")
    return f"api {key}"


def _told(file: FileStorage) -> tuple[str, str]:
    digest = hashlib.sha256()
    while piece := file.stream.read(1 << 20):
        digest.update(piece)
    file.stream.seek(0)
    return file.filename or "", digest.hexdigest()
