"""A run's page while it goes on and afterwards, its questions, and what it made."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from shipway.errors import ShipwayError
from shipway.events import Ended, Event, Made, Output
from shipway.transcript import Transcript
from shipway_web.fields import recorded
from shipway_web.guard import FILE_POLICY
from shipway_web.pages import PATIENCE, tool_page
from shipway_web.site import site
from shipway_web.visitor import asks_as

RASTER = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Images that a browser shows in place; SVG is not among them, for it may hold a script."""

runs = Blueprint("runs", __name__, url_prefix="/runs")


@runs.get("")
def listed() -> str:
    """List the visitor's runs, the newest first; the author sees everybody's."""
    return render_template("runs.html", records=site().supervisor.runs(asks_as())[:200])


@runs.get("/<run_id>")
def page(run_id: str) -> ResponseReturnValue:
    """Show a run beside the form that it came from."""
    record = site().supervisor.record(run_id, asks_as())
    events, _ = site().supervisor.events(run_id, asks_as())
    shown = Transcript().feed(events)
    problems = shown.ended.problems if shown.ended else {}
    if request.args.get("part") == "result":
        return render_template("result.html", shown=shown, run_id=run_id)
    offer = site().shelf.of(Path(record.script))
    try:
        offer, reading, spec = site().shelf.tool(offer.slug if offer else "", record.tool)
    except ShipwayError:
        # The script has changed or gone since; its run is still there.
        return render_template("run.html", record=record, shown=shown, run_id=run_id)
    return tool_page(offer, reading, spec, recorded(record.raws), problems, run_id, shown), 422 if problems else 200


@runs.post("/<run_id>/answer")
def answer(run_id: str) -> ResponseReturnValue:
    """Answer the question that a run asks, or end its input."""
    ask = request.form.get("ask", "")
    if ask.isdecimal() and len(ask) < 10:
        text = None if "end" in request.form else request.form.get("text", "")
        site().supervisor.answer(run_id, asks_as(), int(ask), text)
        _wait_past(run_id, int(ask))
    return redirect(f"/runs/{run_id}", 303)


@runs.post("/<run_id>/stop")
def stop(run_id: str) -> ResponseReturnValue:
    """Stop a run with all that it started."""
    site().supervisor.stop(run_id, asks_as())
    deadline = time.monotonic() + 3
    while not is_over(site().supervisor.events(run_id, asks_as())[0]) and time.monotonic() < deadline:
        time.sleep(0.02)
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


def is_over(events: list[Event]) -> bool:
    """Tell whether these are the events of a run that has ended."""
    return bool(events) and isinstance(events[-1], Ended)


def _wait_past(run_id: str, ask: int) -> None:
    """Wait until the question is answered and what follows is there, as long as a browser waits for a result."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        events, _ = site().supervisor.events(run_id, asks_as())
        question = Transcript().feed(events).question
        if is_over(events) or (question is not None and question.id != ask):
            return
        time.sleep(0.02)


def _header_name(made: Made) -> str:
    # A name is what the script chose: no control character of it goes into a header.
    return "".join(mark if mark.isprintable() else "_" for mark in made.name)[-150:] or "file"


def _inert(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Cookie"
    return response
