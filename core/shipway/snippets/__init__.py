"""The same values elsewhere: as Python, a command line, a call of the API, and a link that opens the form filled.

Each is made of the raws that stand in a form, and gives what that form's run gives. A secret and a file that was handed
in never enter one: `…` stands in their place, with a comment that names them. A path that somebody typed is a text of
their own machine: it stands in the command line and in Python, and not in a link.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from shipway.snippets.given import Place, given
from shipway.snippets.http import curl, link
from shipway.snippets.python import python
from shipway.snippets.shell import shell
from shipway.spec import Raws, Reading, Spec

__all__ = ["SNIPPETS", "Place", "Snippet", "curl", "link", "python", "shell", "snippets"]

LONGEST: Final = 20_000
"""Characters of a snippet that is shown for copying."""


@dataclass(frozen=True)
class Snippet:
    """One way to hand the values on: its name, what a person calls it, and its text, "" where it would be too long."""

    name: str
    label: str
    text: str


Make = Callable[[Reading, Spec, Raws, Place], str]

SNIPPETS: Final[dict[str, tuple[str, Make]]] = {
    "link": ("A link that opens this form filled", link),
    "shell": ("On a command line", shell),
    "python": ("In Python", python),
    "curl": ("From a program, by HTTP", curl),
}


def snippets(reading: Reading, spec: Spec, raws: Raws, place: Place) -> tuple[Snippet, ...]:
    """Give all of them. Raises BadInput when something given cannot be used; what is required may still be missing."""
    given(spec, raws)
    made = ((name, label, make(reading, spec, raws, place)) for name, (label, make) in SNIPPETS.items())
    return tuple(Snippet(name, label, text if len(text) <= LONGEST else "") for name, label, text in made)
