"""The API: the same tools, by JSON.

`GET /api/SCRIPT/TOOL` gives the tool's spec, with a JSON Schema of its inputs.
`POST /api/SCRIPT/TOOL` runs it. The body is a JSON object: a parameter's
name -> a text or a list of texts. Numbers are taken as the very text that stands in the body, true and false as "yes"
and "no", null as not given; what is left out keeps the script's default. Files come by multipart/form-data. The
answer comes when the run has ended, at the latest after `?wait=SECONDS` (60): 200, or 202 while it still goes on, or
422 with `problems` (name -> sentence) when an input cannot be used. A run that did not go well is a 200 too: its
`state` and `code` tell. With `Idempotency-Key: TEXT` (1 to 200 visible characters of ASCII) the same call may be made
again: the key names one run of its owner for good, and whatever is sent with it later, the answer is that run's; one
that did not start leaves it free. Such a program chooses its own KEY (below) before its first call. 429: too many runs
are under way; try again after the seconds of `Retry-After`.

`GET /api/runs/ID?after=N` gives the events behind an offset, and the next offset; `POST /api/runs/ID/answer` takes
`{"ask": 1, "text": "…"}` (text null ends the script's input; `keys` in its place are pressed as they are); `POST
/api/runs/ID/stop` ends it. A program without cookies finds a `key` in the answer to its first call, and names it from
then on: `Authorization: Bearer KEY`. The `url` of a made file carries it already, and is the only address that takes
it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from shipway.errors import BadInput
from shipway.events import Ended, Event, Made, Output, Result, Started, to_line
from shipway.raws import raws_from_json
from shipway.schema import inputs_schema
from shipway.spec import FORMAT, Raw, Raws, Spec
from shipway.words import sentence
from shipway_web.once import HEADER, program_key
from shipway_web.reply import Reply
from shipway_web.settings import JSON_LIMIT
from shipway_web.site import Site, site
from shipway_web.visitor import asks_as, has_cookie, has_key, owner, owner_of

WAIT: Final = 60.0
LONGEST: Final = 540.0
"""Seconds that one call may wait: App Engine ends a request after ten minutes."""

RUNNING: Final = "running"
"""The `state` of a run that goes on; all others are states of its end."""

api = Blueprint("api", __name__, url_prefix="/api")


@api.get("/<slug>/<path:tool>")
def describe(slug: str, tool: str) -> Response:
    """Give what a tool takes."""
    offer, _, spec = site().shelf.tool(slug, tool)
    # Visitors ask as well, and the default of a secret is its author's.
    params = (replace(one, default=None, prefill=None) if one.kind == "secret" else one for one in spec.params)
    told = asdict(replace(spec, params=tuple(params)))
    return _json({"shipway": FORMAT, "script": offer.script.name, **told, "inputs": inputs_schema(spec)})


@api.post("/<slug>/<path:tool>")
def call(slug: str, tool: str) -> ResponseReturnValue:
    """Run a tool and wait for its end."""
    here, (offer, reading, spec) = site(), site().shelf.tool(slug, tool)
    wait = _wait()
    # Who has neither cookie nor key gets a key; it goes back in the answer and is kept nowhere.
    key = "" if has_key() or has_cookie() else secrets.token_hex(16)
    me = owner_of(key) if key else owner()
    named = program_key()
    if named and key:
        # Its next try would be another's, and start another run.
        abort(400, f"“{HEADER}” needs to know whose it is: send a long secret of your own, Authorization: Bearer KEY.")
    try:
        run_id = here.supervisor.run_of(me, named) if named else ""
        run_id = run_id or here.submit(offer, reading, spec, _raws(here, spec), me, named)
    except BadInput as bad:
        return _json({"shipway": FORMAT, "problems": bad.problems, "error": str(bad)}), 422
    here.supervisor.wait(run_id, wait)
    events, after = here.supervisor.events(run_id, me)
    answer = _answer(run_id, events, after, key)
    return _json(answer), 422 if answer["problems"] else 202 if answer["state"] == RUNNING else 200


@api.get("/runs/<run_id>")
def follow(run_id: str) -> Response:
    """Give the events of a run behind an offset."""
    after = request.args.get("after", "0")
    if not after.isdecimal() or len(after) > 15:
        abort(400, "“after” is the offset that the last answer gave as “next”.")
    events, following = site().supervisor.events(run_id, asks_as(), int(after))
    lines = ",".join(to_line(event) for event in events)
    body = f'{{"shipway":{FORMAT},"run":"{run_id}","next":{following},"events":[{lines}]}}'
    return Reply(body, content_type="application/json")


@api.post("/runs/<run_id>/answer")
def answer(run_id: str) -> Response:
    """Answer a question of a run, press keys for it, or end its input."""
    body = request.get_json(silent=True)
    ask, text = (body.get("ask"), body.get("text")) if isinstance(body, dict) else (None, None)
    if not isinstance(ask, int) or not 0 < ask < 10**9:
        abort(400, "“ask” is the id of the question that is answered.")
    if text is not None and not isinstance(text, str):
        abort(400, "“text” is the answer, or null to end the script's input.")
    if isinstance(body, dict) and isinstance(keys := body.get("keys"), str):
        site().supervisor.press(run_id, asks_as(), ask, keys)
    else:
        site().supervisor.answer(run_id, asks_as(), ask, text)
    return _json({"shipway": FORMAT, "run": run_id})


@api.post("/runs/<run_id>/stop")
def stop(run_id: str) -> Response:
    """Stop a run with all that it started."""
    site().supervisor.stop(run_id, asks_as())
    return _json({"shipway": FORMAT, "run": run_id})


def _wait() -> float:
    text = request.args.get("wait")
    if text is None:
        return WAIT
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST:
        abort(400, f"“wait” is a number of seconds, {LONGEST:g} at most.")
    return seconds


def _raws(here: Site, spec: Spec) -> Raws:
    if request.mimetype not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return _from_json(spec)
    # Asked before anything is kept: what no parameter takes has nobody who would use it or throw it away.
    if strange := [name for name in (*request.form, *request.files) if spec.param(name) is None]:
        raise BadInput(dict.fromkeys(strange, "is not a parameter of this tool"))
    raws: dict[str, Raw] = {}
    for name, texts in request.form.lists():
        raws[name] = texts[0] if len(texts) == 1 else tuple(texts)
    for name, files in request.files.lists():
        param = spec.param(name)
        if param is not None and param.kind == "folder":
            raws[name] = here.uploads.hold_folder(files)
            continue
        refs = tuple(here.uploads.hold(file) for file in files)
        raws[name] = refs[0] if len(refs) == 1 else refs
    return raws


def _from_json(spec: Spec) -> Raws:
    """Read the request's JSON object as raws; a body that is none is the caller's mistake, and no parameter's."""
    request.max_content_length = JSON_LIMIT
    try:
        return raws_from_json(spec, request.get_data(cache=False) or b"{}")
    except BadInput as bad:
        if "" in bad.problems:
            abort(400, sentence(bad.problems[""]))
        raise


def _answer(run_id: str, events: Sequence[Event], after: int, key: str) -> dict[str, Any]:
    written = {"stdout": bytearray(), "stderr": bytearray()}
    artifacts, results = [], []
    ended = Ended("done")
    state, level = RUNNING, ""
    for event in events:
        match event:
            case Started():
                level = event.level
            case Output(stream, data):
                written[stream] += data
            case Made():
                artifacts.append({**asdict(event), "url": _url(run_id, event, key)})
            case Result():
                results.append({"shape": event.shape, "value": event.value})
            case Ended():
                ended, state = event, event.state
    return {
        "shipway": FORMAT,
        "run": run_id,
        "state": state,
        "code": ended.code,
        "reason": ended.reason,
        "level": level,
        "results": results,
        "stdout": written["stdout"].decode("utf-8", "replace"),
        "stderr": written["stderr"].decode("utf-8", "replace"),
        "artifacts": artifacts,
        "problems": dict(ended.problems),
        "next": after,
        **({"key": key} if key else {}),
    }


def _url(run_id: str, made: Made, key: str) -> str:
    return f"/runs/{run_id}/files/{made.id}" + (f"?key={key}" if key else "")


def _json(answer: Mapping[str, Any]) -> Response:
    return Reply(json.dumps(answer, ensure_ascii=False), content_type="application/json")
