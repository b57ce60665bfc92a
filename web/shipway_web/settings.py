"""What a site is started with."""

from __future__ import annotations

import json
import os
import secrets
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from shipway.errors import Missing, ShipwayError
from shipway.examples import SCRIPTS
from shipway.profile import LEVELS

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_SECRET_LENGTH = 16

UPLOAD_LIMIT: Final = 256 * 2**20
"""Bytes of one request."""

TEXT_LIMIT: Final = 16 * 2**20
"""Bytes of text in a form. More than most scripts take, so that a long text gets its answer from the script's tool."""

JSON_LIMIT: Final = 32 * 2**20
"""Bytes of a JSON body: the same text, and what its escapes add."""

FIELD_LIMIT: Final = 5000
"""Fields of a form."""


@dataclass(frozen=True)
class Settings:
    """One site.

    `state` is a folder that only this site's processes see. `author` is the one-time token of the author's link, None
    where nobody may be the author: such a site has none of the author's routes. `hosts` are the names that a request
    may call the site by (".example.org" for all below it); empty means any. `secure`: the site is reached by https
    alone. `contain` is the least level that may hold a run: below it, neither the site starts nor any run.
    """

    scripts: tuple[Path, ...]
    state: Path
    secret: str
    author: str | None = None
    hosts: tuple[str, ...] = ()
    python: Path | None = None
    cookie: str = "shipway"
    secure: bool = False
    contain: str = "limits"


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Make the settings of a site that a bare WSGI server starts; every variable may be left out."""
    named = environ.get("SHIPWAY_SCRIPTS")
    state = Path(environ.get("SHIPWAY_STATE") or Path(tempfile.gettempdir()) / f"shipway-web-{os.getuid()}")
    _own(state)
    # App Engine sets GAE_ENV, and app.yaml sends every visitor to https.
    secure = bool(environ.get("GAE_ENV") or environ.get("SHIPWAY_SECURE"))
    python = environ.get("SHIPWAY_PYTHON")
    return Settings(
        scripts=_scripts(named) if named else SCRIPTS,
        state=state,
        secret=_secret(environ.get("SHIPWAY_SECRET"), state),
        hosts=tuple(filter(None, (host.strip() for host in environ.get("SHIPWAY_HOSTS", "").split(",")))),
        python=Path(python) if python else None,
        # A browser takes the prefix only from a secure site, and then lets no sibling domain shadow the cookie.
        cookie="__Host-shipway" if secure else "shipway",
        secure=secure,
        contain=_level(environ.get("SHIPWAY_CONTAIN") or "limits"),
    )


def _level(named: str) -> str:
    if named not in LEVELS:
        raise ShipwayError(f"SHIPWAY_CONTAIN is one of {', '.join(LEVELS)}, not {named!r}")
    return named


def _scripts(named: str) -> tuple[Path, ...]:
    try:
        paths = json.loads(named)
    except json.JSONDecodeError as error:
        raise ShipwayError(f"SHIPWAY_SCRIPTS is not JSON: {error}") from None
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise ShipwayError("SHIPWAY_SCRIPTS must be a JSON list of paths")
    return tuple(Path(path).absolute() for path in paths)


def _own(folder: Path) -> None:
    """Make the folder, and refuse one that somebody else could have laid out for us under the shared /tmp."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise Missing(f"the state folder {folder} is not a folder of ours; name another one in SHIPWAY_STATE")
    if found.st_mode & 0o077:
        folder.chmod(0o700)


def _secret(given: str | None, state: Path) -> str:
    """Take the given secret, else one that all processes of this site find in the state folder."""
    if given is not None:
        if len(given) < _SECRET_LENGTH:
            raise ShipwayError(f"SHIPWAY_SECRET is too short: it needs {_SECRET_LENGTH} characters at least")
        return given
    place = state / "secret"
    fresh = state / f"secret-{secrets.token_hex(8)}"
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(32))
    try:
        # A link is there whole or not at all, so that two workers that start together agree.
        os.link(fresh, place)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return place.read_text()
