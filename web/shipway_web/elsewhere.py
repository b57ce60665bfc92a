"""The disclosure below a form: its values elsewhere, and a pasted command line that fills it."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import Final

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from shipway.errors import BadInput, ShipwayError
from shipway.read.lines.pasted import pasted_by_visitor
from shipway.snippets import Place, link, snippets
from shipway.snippets.given import is_linkable
from shipway.spec import Param, Raws, Reading, Spec
from shipway.words import label, sentence
from shipway_web.faults import RETRY, told_of, usual
from shipway_web.fields import Sent, read_raws
from shipway_web.pages import Elsewhere, Outcome, tool_page
from shipway_web.shelf import Offer
from shipway_web.site import site
from shipway_web.visitor import owner

LINE: Final = ":line"
"""The name of the field of the pasted line; no parameter has a name that begins so."""

_FILLING: Final = BoundedSemaphore(4)
"""Lines that are understood at once: each starts the script's own parser."""

elsewhere = Blueprint("elsewhere", __name__)


@elsewhere.post("/elsewhere/<slug>/<path:tool>")
def show(slug: str, tool: str) -> ResponseReturnValue:
    """Show the values of the form as they are written elsewhere."""
    here, (offer, reading, spec) = site(), site().shelf.tool(slug, tool)
    raws = read_raws(spec, Sent(request.form, request.files, here.uploads, owner()))
    try:
        made = snippets(reading, spec, raws, _place(offer))
    except BadInput as bad:
        return tool_page(offer, reading, spec, raws, Outcome(bad.problems, elsewhere=Elsewhere())), 422
    return tool_page(offer, reading, spec, raws, Outcome(elsewhere=Elsewhere(made)))


@elsewhere.post("/fill/<slug>/<path:tool>")
def fill(slug: str, tool: str) -> ResponseReturnValue:
    """Fill the form with what a pasted command line means."""
    offer, reading, spec = site().shelf.tool(slug, tool)
    line = request.form.get(LINE, "").replace("\r\n", "\n")
    if not _FILLING.acquire(blocking=False):
        return tool_page(offer, reading, spec, {}, Outcome(notice=usual(429)), fresh=True), 429, RETRY
    try:
        called, raws, files = pasted_by_visitor(reading, spec.tool, line, site().shelf.python)
    except (BadInput, ShipwayError) as problem:
        why = told_of(problem.problems) if isinstance(problem, BadInput) else str(problem)
        raws = read_raws(spec, Sent(request.form, request.files, site().uploads, owner()))
        refused = Elsewhere(line=line, problem=sentence(why))
        return tool_page(offer, reading, spec, raws, Outcome(elsewhere=refused)), 422
    finally:
        _FILLING.release()
    if called.tool != spec.tool and _fits_a_link(reading, called, raws, files):
        return redirect(link(reading, called, raws, Place(offer.script.name, "", offer.slug)), 303)
    return tool_page(offer, reading, called, raws, Outcome(told=_told(files)), fresh=True)


def _place(offer: Offer) -> Place:
    return Place(offer.script.name, request.host_url, offer.slug)


def _told(files: tuple[Param, ...]) -> str:
    names = ", ".join(label(param) for param in files)
    chosen = f" Choose the file yourself: {names}. A path is taken from nobody's command line." if files else ""
    return f"The form is filled from the command line.{chosen}"


def _fits_a_link(reading: Reading, spec: Spec, raws: Raws, files: tuple[Param, ...]) -> bool:
    """Tell whether an address says all of it; else the page is drawn as the answer itself."""
    if files or not all(is_linkable(param) for param in spec.params if param.name in raws):
        return False
    return not raws or "?" in link(reading, spec, raws, Place(""))
