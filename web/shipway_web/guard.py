"""What every request must pass, and the headers that every response carries."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from shipway_web.settings import FIELD_LIMIT, LOOPBACK, TEXT_LIMIT, Settings
from shipway_web.visitor import bare_host, has_cookie

PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
FILE_POLICY: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""For what a script made: even opened by itself it runs nothing and reaches nothing."""

HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), camera=(), microphone=()"),
)
WARMUP: Final = "/_ah/warmup"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask, settings: Settings) -> None:
    """Put the guard before and after every request of the app."""

    @app.before_request
    def check() -> None:
        host = request.headers.get("Host", "")
        # App Engine's warm-up comes from inside, by whatever name; it shows and changes nothing.
        inside = request.path == WARMUP
        if settings.hosts and not inside and not is_trusted(bare_host(host), settings.hosts):
            abort(400, "This site is not known by the name that was asked for.")
        if request.method not in _SAFE and not comes_from_here(host):
            abort(403, "This request came from another site, so it was not carried out.")
        if request.mimetype == "application/x-www-form-urlencoded":
            _limit_fields()

    @app.after_request
    def head(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        headers.extend(HEADERS)
        headers["Referrer-Policy"] = _referrer()
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
            headers["Vary"] = "Cookie"
        if request.is_secure:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response


def _limit_fields() -> None:
    # Werkzeug holds multipart forms to both limits, and this kind of form to neither.
    request.max_content_length = TEXT_LIMIT
    if request.get_data().count(b"&") >= FIELD_LIMIT:
        abort(413)


def is_trusted(host: str, trusted: tuple[str, ...]) -> bool:
    """Tell whether a host is one of those trusted, or below one that begins with a dot."""
    return any(host == name or (name[0] == "." and (host.endswith(name) or host == name[1:])) for name in trusted)


def comes_from_here(host: str) -> bool:
    """Tell whether a changing request was made by our own page, by its user's own hand, or by a program."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() == host.lower()
    # No browser of the last years leaves both out; a program that holds no cookie acts for nobody but itself.
    return not has_cookie()


def _referrer() -> str:
    # Over plain http to another machine, browsers send no Sec-Fetch-Site, and under "no-referrer" the Origin of our own
    # forms is "null". There "same-origin" keeps them working, and still tells other sites nothing.
    trustworthy = request.is_secure or bare_host(request.headers.get("Host", "")) in LOOPBACK
    return "no-referrer" if trustworthy else "same-origin"
