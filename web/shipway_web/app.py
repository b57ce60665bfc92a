"""The Flask application of a site."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response

from shipway import prose, words
from shipway.environment import environment, own
from shipway.errors import Missing
from shipway.profile import VISITORS, is_below
from shipway.run.launchers import level_of
from shipway.run.levels import shortfall
from shipway.supervisor import Inline
from shipway_web import faults, guard
from shipway_web.api import api
from shipway_web.assets import ICON, SCRIPT, STYLE, assets
from shipway_web.author import author
from shipway_web.elsewhere import elsewhere
from shipway_web.pages import pages, tool_address
from shipway_web.reply import Reply
from shipway_web.runs import runs
from shipway_web.settings import FIELD_LIMIT, TEXT_LIMIT, UPLOAD_LIMIT, Settings
from shipway_web.shelf import Shelf
from shipway_web.site import Site
from shipway_web.transcripts import Transcripts
from shipway_web.uploads import Uploads
from shipway_web.visitor import Sessions, is_author


def create_app(settings: Settings) -> Flask:
    """Make the application of a site. Raises Missing where runs would be contained less than its settings demand."""
    app = Flask(__name__, static_folder=None)
    app.response_class = Reply
    app.config.update(
        SECRET_KEY=settings.secret,
        SESSION_COOKIE_NAME=settings.cookie,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        MAX_FORM_MEMORY_SIZE=TEXT_LIMIT,
        MAX_FORM_PARTS=FIELD_LIMIT,
    )
    app.session_interface = Sessions()
    # "//name" is no address here: the redirect that would mend it takes the name of the site from the request.
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        style=STYLE.url,
        script=SCRIPT.url,
        icon=ICON,
        words=words,
        prose=prose,
        is_author=is_author,
        place_of=tool_address,
    )
    app.extensions["shipway"] = _site(settings)
    guard.install(app, settings)
    faults.install(app)
    for blueprint in (pages, elsewhere, runs, *((author,) if settings.author is not None else ()), api, assets):
        app.register_blueprint(blueprint)

    @app.get(guard.WARMUP)
    def warmup() -> Response:
        """Answer App Engine's first request, which is there to have everything imported."""
        return Response(status=204)

    return app


def _check_level(settings: Settings) -> None:
    """Try how far runs are contained here: for the interpreter that all scripts have, or have for want of another."""
    if not is_below("limits", settings.contain):
        return
    where = environment(settings.scripts[0], settings.python) if settings.python and settings.scripts else own()
    level, why = level_of(where, VISITORS)
    if is_below(level, settings.contain):
        raise Missing(shortfall(settings.contain, level, why))


def _site(settings: Settings) -> Site:
    _check_level(settings)
    supervisor = Inline(settings.state, contain=settings.contain)
    return Site(
        settings,
        supervisor,
        Shelf(settings.scripts, settings.state / "opened", settings.python),
        Uploads(supervisor, settings.secret),
        Transcripts(supervisor),
    )
