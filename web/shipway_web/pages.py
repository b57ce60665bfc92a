"""The list of tools, and a tool's page: its form at the left, its result at the right."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from shipway.errors import BadInput, Busy, Preparing, ShipwayError
from shipway.snippets import Place, Snippet, link
from shipway.spec import Raws, Reading, Spec
from shipway.transcript import Transcript
from shipway_web.faults import AGAIN, RETRY, usual
from shipway_web.fields import Sent, control, fields, prefilled, read_raws
from shipway_web.once import FIELD, MARK, form_key, sent_twice_key, stamped
from shipway_web.reply import plain
from shipway_web.shelf import Offer
from shipway_web.site import site
from shipway_web.visitor import is_author, owner

PATIENCE = 1.0
"""Seconds that a browser waits for a result in the same answer, before it is shown the run while it goes on."""

FORMS = 500
"""Untouched forms that are kept as they were drawn."""

pages = Blueprint("pages", __name__)


@dataclass(frozen=True)
class Elsewhere:
    """The same values elsewhere, and a command line that was pasted, with what is wrong with it."""

    snippets: tuple[Snippet, ...] = ()
    line: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a form: problems at its fields, a notice above it, a run beside it, and why its answer was none.

    `told` is a notice that is no problem; `elsewhere` is what the disclosure below the form shows, None while shut.
    """

    problems: Mapping[str, str] = field(default_factory=dict)
    run_id: str = ""
    shown: Transcript | None = None
    notice: str = ""
    unanswered: str = ""
    told: str = ""
    elsewhere: Elsewhere | None = None


NOTHING: Final = Outcome()


@pages.get("/")
def index() -> ResponseReturnValue:
    """List the tools, each script's together."""
    offers, read = list(site().shelf.offers().values()), site().shelf.read

    def looked_at(offer: Offer) -> tuple[Offer, Reading | None, str, str]:
        try:
            return offer, read(offer.script), "", ""
        except Preparing as wait:
            return offer, None, "", str(wait)
        except ShipwayError as problem:
            return offer, None, str(problem), ""

    # Reading a script that is not known yet may mean starting it once; several at a time take less waiting.
    with ThreadPoolExecutor(4) as pool:
        shelf = list(pool.map(looked_at, offers))
    return render_template("index.html", shelf=shelf), 200, AGAIN if any(wait for *_, wait in shelf) else {}


@pages.get("/about")
def about() -> str:
    """Tell what this site is."""
    return render_template("about.html")


@pages.get("/t/<slug>/<path:tool>")
def form(slug: str, tool: str) -> str:
    """Show a tool's form, filled with what the link carries."""
    offer, reading, spec = site().shelf.tool(slug, tool)
    site().expect(offer, reading)
    if request.args:
        return tool_page(offer, reading, spec, prefilled(spec, request.args), fresh=True)
    key, forms = (request.host_url, slug, tool, is_author()), site().forms
    kept = forms.get(key)
    if kept is None or kept[0] is not reading:
        if len(forms) >= FORMS:
            # A site that answers to any name could be asked by endlessly many.
            forms.clear()
        kept = forms[key] = (reading, _drawn(offer, reading, spec, {}, NOTHING, fresh=True))
    return stamped(kept[1])


@pages.post("/t/<slug>/<path:tool>")
def run(slug: str, tool: str) -> ResponseReturnValue:
    """Run a tool with what the form holds."""
    here, (offer, reading, spec) = site(), site().shelf.tool(slug, tool)
    fresh = form_key()
    me, key = owner(fresh), sent_twice_key(fresh)
    if key and (before := here.supervisor.run_of(me, key)):
        # Sent again, by a second click or a look at the page anew: its files need not even be kept.
        return redirect(f"/runs/{before}", 303)
    raws = read_raws(spec, Sent(request.form, request.files, here.uploads, me))
    try:
        run_id = here.submit(offer, reading, spec, raws, me, key)
    except BadInput as bad:
        return tool_page(offer, reading, spec, raws, Outcome(bad.problems)), 422
    except Busy:
        return tool_page(offer, reading, spec, raws, Outcome(notice=usual(429))), 429, RETRY
    here.supervisor.wait(run_id, PATIENCE)
    shown, _ = here.transcripts.look(run_id, me)
    if shown.ended is None:
        return redirect(f"/runs/{run_id}", 303)
    problems = shown.ended.problems
    return tool_page(offer, reading, spec, raws, Outcome(problems, run_id, shown)), 422 if problems else 200


def tool_page(
    offer: Offer, reading: Reading, spec: Spec, raws: Raws, outcome: Outcome = NOTHING, *, fresh: bool = False
) -> str:
    """Give the page of a tool, and what came of it; `fresh` shows defaults."""
    return stamped(_drawn(offer, reading, spec, raws, outcome, fresh=fresh))


def _drawn(offer: Offer, reading: Reading, spec: Spec, raws: Raws, outcome: Outcome, *, fresh: bool) -> str:
    here, problems = site(), outcome.problems
    # Marks are only drawn for files that were handed in, and those have an owner already.
    groups = fields(spec, raws, problems, lambda ref: here.uploads.mark(ref, owner()), fresh=fresh)
    address = tool_address(offer, spec)
    return render_template(
        "tool.html",
        offer=offer,
        reading=reading,
        spec=spec,
        address=address,
        key=(FIELD, MARK),
        groups=groups,
        problems=problems,
        strays={name: why for name, why in problems.items() if spec.param(name) is None},
        examples=_examples(address, reading, spec),
        multipart=any(control(param).multipart for param in spec.params),
        told=outcome.told,
        elsewhere=outcome.elsewhere,
        notice=outcome.notice,
        run_id=outcome.run_id,
        shown=outcome.shown,
        unanswered=outcome.unanswered,
    )


def _examples(address: str, reading: Reading, spec: Spec) -> list[tuple[str, str]]:
    """Give each example with the link that opens the form filled with it."""
    links = ((one.label, link(reading, spec, one.raws, Place(""))) for one in spec.examples)
    return [(label, f"{address}?{found.partition('?')[2]}") for label, found in links if "?" in found]


def tool_address(offer: Offer, spec: Spec, below: str = "t") -> str:
    """Give the path of a tool's page, or of what lies beside it."""
    return f"/{below}/{quote(offer.slug)}/{quote(plain(spec.tool))}"
