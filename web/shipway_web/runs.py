"""A run's page while it goes on and afterwards, its questions, and what it made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from shipway.errors import BadInput, ShipwayError
from shipway.events import Made, Output
from shipway.words import KEYS
from shipway_web.faults import told_of
from shipway_web.fields import recorded
from shipway_web.guard import FILE_POLICY
from shipway_web.pages import PATIENCE, Outcome, tool_page
from shipway_web.site import site
from shipway_web.visitor import asks_as

RASTER = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Images that a browser shows in place; SVG is not among them, for it may hold a script."""

_NEVER: Final = 2**62
"""An offset that no question stands past: who waits past it waits for the end."""

runs = Blueprint("runs", __name__, url_prefix="/runs")


@runs.get("")
def listed() -> str:
    """List the visitor's runs, the newest first; the author sees everybody's."""
    return render_template("runs.html", records=site().supervisor.runs(asks_as())[:200])


@runs.get("/<run_id>")
def page(run_id: str) -> ResponseReturnValue:
    """Show a run beside the form that it came from."""
    return _page(run_id)


def _page(run_id: str, unanswered: str = "") -> ResponseReturnValue:
    record = site().supervisor.record(run_id, asks_as())
    shown, _ = site().transcripts.look(run_id, asks_as())
    problems = shown.ended.problems if shown.ended else {}
    if request.args.get("part") == "result":
        return render_template("result.html", shown=shown, run_id=run_id)
    offer = site().shelf.of(Path(record.script))
    try:
        offer, reading, spec = site().shelf.tool(offer.slug if offer else "", record.tool)
    except ShipwayError:
        # The script has changed or gone since; its run is still there.
        body = render_template("run.html", record=record, shown=shown, run_id=run_id, unanswered=unanswered)
    else:
        outcome = Outcome(problems, run_id, shown, unanswered=unanswered)
        body = tool_page(offer, reading, spec, recorded(record.raws), outcome)
    return body, 422 if problems or unanswered else 200


@runs.post("/<run_id>/answer")
def answer(run_id: str) -> ResponseReturnValue:
    """Answer the question that a run asks, press a key for it, or end its input."""
    ask = request.form.get("ask", "")
    if ask.isdecimal() and len(ask) < 10:
        text = None if "end" in request.form else request.form.get("text", "")
        shown, after = site().transcripts.look(run_id, asks_as())
        pressed = request.form.get("key")
        try:
            if keys := next((key.types for key in KEYS if key.name == pressed), ""):
                site().supervisor.press(run_id, asks_as(), int(ask), keys)
            else:
                site().supervisor.answer(run_id, asks_as(), int(ask), text)
        except BadInput as bad:
            return _page(run_id, told_of(bad.problems))
        # An answer to a question that is past changes nothing.
        if shown.question is not None and shown.question.id == int(ask):
            site().supervisor.wait(run_id, PATIENCE, after)
    return redirect(f"/runs/{run_id}", 303)


@runs.post("/<run_id>/stop")
def stop(run_id: str) -> ResponseReturnValue:
    """Stop a run with all that it started."""
    site().supervisor.stop(run_id, asks_as())
    site().supervisor.wait(run_id, 3, _NEVER)
    return redirect(f"/runs/{run_id}", 303)


@runs.get("/<run_id>/output.txt")
def output(run_id: str) -> Response:
    """Give all that a run wrote, byte for byte."""
    events, _ = site().supervisor.events(run_id, asks_as())

    def pieces() -> Iterator[bytes]:
        yield from (event.data for event in events if isinstance(event, Output))

    response = Response(pieces(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=output.txt"
    return _inert(response)


@runs.get("/<run_id>/files/<artifact>")
def file(run_id: str, artifact: str) -> Response:
    """Give a file that a run made: an image in place, all else as a download."""
    path, made = site().supervisor.artifact(run_id, asks_as(), artifact)
    known = re.fullmatch(r"[a-z]+/[a-z0-9][a-z0-9.+-]*", made.media)
    return _inert(
        send_file(
            path,
            mimetype=made.media if known else "application/octet-stream",
            as_attachment=made.media not in RASTER,
            download_name=_header_name(made),
            etag=False,
        )
    )


def _header_name(made: Made) -> str:
    # A name is what the script chose: no control character of it goes into a header.
    return "".join(mark if mark.isprintable() else "_" for mark in made.name)[-150:] or "file"


def _inert(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Cookie"
    return response
