"""The style sheet, the script and the icon: made once, addressed by their content, kept by the browser."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, abort, request

from shipway.look import PALETTE, RHYTHM, SIZES, colours

_HERE: Final = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Asset:
    """One file that every page names by `url`, whose query changes with its content."""

    name: str
    media: str
    body: bytes
    packed: bytes
    url: str


def _asset(name: str, media: str, text: str) -> Asset:
    body = text.encode()
    version = hashlib.sha256(body).hexdigest()[:12]
    return Asset(name, media, body, gzip.compress(body, 9, mtime=0), f"/{name}?v={version}")


def _style() -> str:
    # The palette lives in the core; here it only becomes custom properties.
    light, dark = (_properties(colours(scheme).items()) for scheme in ("light", "dark"))
    sizes = _properties(
        [
            *((f"gap-{name}", f"{px}px") for name, px in RHYTHM.items()),
            *((f"size-{name}", f"{px}px") for name, px in SIZES.items()),
        ]
    )
    head = f":root{{color-scheme:light dark;{light}{sizes}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    return head + (_HERE / "style.css").read_text()


def _properties(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"--{name}:{value};" for name, value in pairs)


def _icon() -> str:
    sea = next(tone.light for tone in PALETTE if tone.name == "sea")
    ground = next(tone.light for tone in PALETTE if tone.name == "sheet")
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
        f"<rect width='16' height='16' rx='4' fill='{sea}'/>"
        f"<path d='M3 9h10l-2 4H5zM8 2v6H4z' fill='{ground}'/></svg>"
    )
    return "data:image/svg+xml," + quote(drawing, safe=" ='/:")


STYLE: Final = _asset("style.css", "text/css; charset=utf-8", _style())
SCRIPT: Final = _asset("script.js", "text/javascript; charset=utf-8", (_HERE / "script.js").read_text())
ICON: Final = _icon()
"""A data address, so that no browser asks for a favicon of its own accord."""

_ASSETS: Final = {asset.name: asset for asset in (STYLE, SCRIPT)}

assets = Blueprint("assets", __name__)


@assets.get("/<any('style.css', 'script.js'):name>")
def asset(name: str) -> Response:
    """Serve one asset, packed where the browser takes it so."""
    found = _ASSETS.get(name) or abort(404)
    packed = request.accept_encodings["gzip"] > 0
    response = Response(found.packed if packed else found.body, content_type=found.media)
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(found.url[-12:] + ("-gz" if packed else ""))
    fresh = request.args.get("v") == found.url[-12:]
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
    response.make_conditional(request)
    return response
