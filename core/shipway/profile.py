"""How far a run is trusted: two profiles, as rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True)
class Profile:
    """What a run may do.

    `paths`: a text may name a file of this machine. `own_folder`: the run works in a folder of its own, else in the
    caller's. `clean`: the environment holds only a short allow-list. `screen`: the script may open windows.
    `seconds`: wall-clock limit, None for none. `output`: bytes of stdout and stderr kept, None for all.
    """

    name: str
    paths: bool
    own_folder: bool
    clean: bool
    screen: bool
    seconds: float | None
    output: int | None

    def limited(self, seconds: float | None, output: int | None) -> Profile:
        """Give this profile with the limits that a script's author sets; one without limits stays without."""
        return replace(
            self,
            seconds=self.seconds if seconds is None or self.seconds is None else seconds,
            output=self.output if output is None or self.output is None else output,
        )


MINE: Final = Profile("mine", paths=True, own_folder=False, clean=False, screen=True, seconds=None, output=None)
VISITORS: Final = Profile(
    "visitors", paths=False, own_folder=True, clean=True, screen=False, seconds=300.0, output=64 * 2**20
)
PROFILES: Final = {profile.name: profile for profile in (MINE, VISITORS)}
