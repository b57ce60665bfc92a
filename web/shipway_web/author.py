"""What only the author may do here: opening a script from the disk, on the author's own machine."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from shipway.errors import Preparing, ShipwayError
from shipway_web.pages import tool_address
from shipway_web.site import site
from shipway_web.visitor import become_author, is_author

author = Blueprint("author", __name__)


@author.get("/author/<token>")
def enter(token: str) -> ResponseReturnValue:
    """Take the one-time link."""
    settings = site().settings
    if not is_author() and not become_author(token, settings.author, settings.state / "author-used"):
        abort(404)
    return redirect("/", 303)


@author.route("/open", methods=["GET", "POST"])
def open_script() -> ResponseReturnValue:
    """Put one more script on the shelf."""
    if not is_author():
        abort(404)
    path = request.form.get("path", "")
    if request.method == "GET":
        return render_template("open.html", path="", problem="")
    if not path.strip():
        return render_template("open.html", path=path, problem="is required"), 422
    try:
        offer = site().shelf.open(path)
    except ShipwayError as problem:
        return render_template("open.html", path=path, problem=str(problem)), 422
    try:
        specs = site().shelf.read(offer.script).specs
    except Preparing:
        # Its place on the list says how far that is.
        specs = ()
    return redirect(tool_address(offer, specs[0]) if len(specs) == 1 else f"/#{offer.slug}", 303)
