"""What goes wrong, as a page or as JSON: one sentence, a way forward, and never a traceback."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from shipway.errors import BadInput, Busy, Missing, NoSuchRun, NoSuchTool, Preparing, ShipwayError, Unreadable
from shipway.words import sentence
from shipway_web.settings import JSON_LIMIT, TEXT_LIMIT, UPLOAD_LIMIT
from shipway_web.visitor import ENTER

_WORDS = {
    400: ("That request cannot be read", "The browser or program sent something that this site does not understand."),
    403: ("Not from here", "This request came from another site, so it was not carried out."),
    404: ("Not here", "There is nothing at this address, or it belongs to another visitor."),
    405: ("Not this way", "This address does not take that kind of request."),
    413: (
        "Too much at once",
        f"This is more than the site takes in one go: {UPLOAD_LIMIT // 2**20} MiB of files, "
        f"{TEXT_LIMIT // 2**20} MiB of text in a form, {JSON_LIMIT // 2**20} MiB of JSON.",
    ),
    422: ("That cannot be used", "Something in the request cannot be used as it is."),
    429: ("Not just now", "Too many runs at once; try again in a moment."),
    503: ("Just a moment", "Something is being made ready; this page looks again by itself."),
    500: ("Something broke here", "This is a mistake of ours, not yours. It was written down."),
}


RETRY: Final = {"Retry-After": "5"}
"""Seconds after which who was refused as one too many may try again."""

AGAIN: Final = {"Retry-After": "2", "Refresh": "2"}
"""Seconds after which a page, or a program, looks whether what is being prepared is there."""


def install(app: Flask) -> None:
    """Answer every error of the app in the site's own look."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None:
            return error.response
        code = error.code or 500
        # Werkzeug's own descriptions speak to programmers; only a sentence of ours replaces the table's.
        own = type(error).description != error.description and code in (400, 403)
        response = current_app.make_response(fault(code, str(error.description) if own else ""))
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(ShipwayError)
    def told(error: ShipwayError) -> ResponseReturnValue:
        match error:
            case NoSuchRun() | NoSuchTool():
                return fault(404, "")
            case Busy():
                return *fault(429, ""), RETRY
            case Preparing():
                return *fault(503, f"{error} This page looks again by itself."), AGAIN
            case BadInput(problems=problems):
                return fault(422, told_of(problems))
            case Unreadable() | Missing():
                return fault(422, sentence(str(error)))
            case _:
                return fault(422, str(error))

    @app.errorhandler(Exception)
    def broken(error: Exception) -> ResponseReturnValue:
        incident = secrets.token_hex(4)
        # The author's key is written down nowhere.
        place = "the author's link" if request.endpoint == ENTER else request.path
        current_app.logger.error("incident %s at %s", incident, place, exc_info=error)
        return fault(500, f"This is a mistake of ours, not yours. It was written down as incident {incident}.")


def usual(code: int) -> str:
    """Give the sentence of a code."""
    return _words(code)[1]


def told_of(problems: Mapping[str, str]) -> str:
    """Say what cannot be used; a problem of "" has its subject in itself."""
    return sentence("; ".join(f"{name} {why}".strip() for name, why in problems.items()))


def fault(code: int, reason: str) -> tuple[str | Response, int]:
    """Give the answer that tells what went wrong; an empty reason takes the table's."""
    reason = reason or usual(code)
    if request.path.startswith("/api/"):
        return jsonify(shipway=1, error=reason), code
    return render_template("fault.html", title=_words(code)[0], sentence=reason, code=code), code


def _words(code: int) -> tuple[str, str]:
    return _WORDS.get(code, ("That did not work", "The site could not carry this out."))
