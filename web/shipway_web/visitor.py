"""Who asks: a browser by its signed cookie, a program by its key, the author by a one-time link."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Final

from flask import Flask, current_app, request, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from shipway_web.settings import LOOPBACK

_FILE: Final = "runs.file"
"""The endpoint of the files that runs made."""

ENTER: Final = "author.enter"
"""The endpoint of the author's one-time link, which is only there where a site can have an author."""


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookies, with a signer that is made once instead of for every request."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Give the signer of the app's one secret."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

    def get_cookie_samesite(self, app: Flask) -> str | None:
        """Let no other site, not even by a link, send the author's cookie; it is written at their link only."""
        return "Strict" if request.endpoint == ENTER else super().get_cookie_samesite(app)


def owner(form: str = "") -> str:
    """Give the owner that this request's runs belong to; a browser that is new here gets a cookie.

    `form` is the key of the form that was sent, which only its browser knows: a first form that is sent twice at once
    comes without a cookie both times, and is one visitor's all the same.
    """
    if known := _known():
        return known
    session["owner"] = _owner_of_form(form) if form else secrets.token_hex(16)
    return str(session["owner"])


def _owner_of_form(form: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, b"owner of form:" + form.encode(), "sha256").hexdigest()[:32]


def asks_as() -> str | None:
    """Give the owner whose runs this request may see; None is the author, who sees all."""
    # An empty owner owns nothing.
    return None if is_author() else _known() or ""


def has_key() -> bool:
    """Tell whether a program names its key."""
    return _key() is not None


def has_cookie() -> bool:
    """Tell whether the browser sent our cookie, whatever is in it."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def owner_of(key: str) -> str:
    """Give the owner that a program's key stands for. The store holds no key: who reads it cannot act as a visitor."""
    return hashlib.sha256(b"shipway key:" + key.encode()).hexdigest()[:32]


def is_author() -> bool:
    """Tell whether the author asks: by their cookie, on this machine, by a name of this machine."""
    return ENTER in current_app.view_functions and bool(session.get("author")) and _here()


def become_author(token: str, expected: str | None, used: Path) -> bool:
    """Let the holder of the one-time link be the author; a second use is refused, whichever worker it reaches."""
    if expected is None or not _here() or not secrets.compare_digest(token.encode(), expected.encode()):
        return False
    try:
        used.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    session.clear()
    session["owner"] = secrets.token_hex(16)
    session["author"] = True
    return True


def _known() -> str | None:
    key = _key()
    return owner_of(key) if key is not None else session.get("owner")


def _key() -> str | None:
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and key:
        return key
    # The address of a file, as an API answer gives it, carries the key, so that a plain download works. Anywhere else
    # a key in the address would stand in logs and histories, and could be a parameter of a tool.
    return request.args.get("key") or None if request.endpoint == _FILE else None


def _here() -> bool:
    return request.remote_addr in ("127.0.0.1", "::1") and bare_host(request.headers.get("Host", "")) in LOOPBACK


def bare_host(host: str) -> str:
    """Give a Host header without its port, in small letters."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()
