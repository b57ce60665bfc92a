"""One site: its settings, its shelf, its supervisor and what it keeps ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from shipway.bind import bind
from shipway.profile import VISITORS
from shipway.read import profile_of
from shipway.spec import Raws, Reading, Spec
from shipway.supervisor import Inline
from shipway_web.settings import Settings
from shipway_web.shelf import Offer, Shelf
from shipway_web.transcripts import Transcripts
from shipway_web.uploads import Uploads


@dataclass
class Site:
    """What the routes of an app share. `forms` keeps untouched forms as they were drawn for a reading."""

    settings: Settings
    supervisor: Inline
    shelf: Shelf
    uploads: Uploads
    transcripts: Transcripts
    forms: dict[tuple[str, str, str, bool], tuple[Reading, str]] = field(default_factory=dict)

    def expect(self, offer: Offer, reading: Reading) -> None:
        """Have a launcher warm for a form that is looked at, in the very way of its run."""
        self.supervisor.expect(reading, lambda: self.shelf.environment(offer.script), profile_of(reading))

    def submit(self, offer: Offer, reading: Reading, spec: Spec, raws: Raws, owner: str, key: str = "") -> str:
        """Bind the raws and start a run, or give the one that the owner's key names; raises BadInput."""
        values = bind(spec, raws, VISITORS)
        chosen, profile = self.shelf.environment(offer.script), profile_of(reading)
        return self.supervisor.submit(
            reading, spec, values, environment=chosen, profile=profile, owner=owner, raws=raws, key=key
        )


def site() -> Site:
    """Give the site that serves this request."""
    return cast(Site, current_app.extensions["shipway"])
