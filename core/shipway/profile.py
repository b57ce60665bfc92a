"""How far a run is trusted: two profiles, as rows; and how far it is contained: three levels, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True)
class Level:
    """How far runs are contained: `short` stands beside one run, `long` tells whoever looks after the machine."""

    short: str
    long: str


LEVELS: Final[Mapping[str, Level]] = {
    "limits": Level(
        "within limits of time, memory and files",
        "they have limits of time, memory and files, and else they may do what the user of Shipway may",
    ),
    "tree": Level(
        "within limits, and all that it starts ends with it",
        "they have limits, and all that they start ends with them, but they see this machine's files and network",
    ),
    "sealed": Level(
        "sealed off from this machine",
        "they see no network, no process but their own, and no file but the script's, their own and the system's",
    ),
}
"""From the lowest to the highest; each holds what the one before it does (`run/far/contain`)."""


def is_below(level: str, least: str) -> bool:
    """Tell whether a level holds less than another one; a level that nobody knows holds nothing."""
    order = list(LEVELS)
    return level not in order or order.index(level) < order.index(least)


@dataclass(frozen=True)
class Limits:
    """What each process of a run may use.

    `memory`: bytes of its address space. `processor`: seconds of computing. `file`: bytes of one file. `open`: files at
    once. `processes`: how many the run may have, threads included (root alone is not bound by it).
    """

    memory: int
    processor: int
    file: int
    open: int
    processes: int


@dataclass(frozen=True)
class Profile:
    """What a run may do.

    `paths`: a text may name a file of this machine. `own_folder`: the run works in a folder of its own, else in the
    caller's. `clean`: the environment holds only a short allow-list. `screen`: the script may open windows.
    `seconds`: wall-clock limit, None for none. `output`: bytes of stdout and stderr kept, None for all.
    `limits`: None for none. `room`: bytes that its files may take together, and `files` how many there may be. `seal`:
    it is to see nothing of the machine but what it needs, as far as that can be had; `network` and `reads` (folders)
    are what it gets all the same. `reuse`: a call may be answered by the process that answered the last one.
    """

    name: str
    paths: bool
    own_folder: bool
    clean: bool
    screen: bool
    seconds: float | None
    output: int | None
    limits: Limits | None = None
    room: int | None = None
    files: int | None = None
    seal: bool = False
    network: bool = True
    reads: tuple[str, ...] = ()
    reuse: bool = False

    def limited(
        self,
        seconds: float | None,
        output: int | None,
        memory: int | None = None,
        network: bool | None = None,
        reads: tuple[str, ...] = (),
    ) -> Profile:
        """Give this profile with what a script's author sets; one without limits stays without."""
        limits = self.limits
        if limits is not None and memory is not None:
            limits = replace(limits, memory=memory)
        if limits is not None and seconds is not None:
            # It may compute on two processors all the time.
            limits = replace(limits, processor=max(limits.processor, int(seconds * 2)))
        return replace(
            self,
            seconds=self.seconds if seconds is None or self.seconds is None else seconds,
            output=self.output if output is None or self.output is None else output,
            limits=limits,
            network=self.network if network is None else network,
            reads=reads if self.seal else (),
        )


MINE: Final = Profile("mine", paths=True, own_folder=False, clean=False, screen=True, seconds=None, output=None)
VISITORS: Final = Profile(
    "visitors",
    paths=False,
    own_folder=True,
    clean=True,
    screen=False,
    seconds=300.0,
    output=64 * 2**20,
    limits=Limits(memory=4 * 2**30, processor=600, file=2**30, open=1024, processes=256),
    room=2 * 2**30,
    files=10_000,
    seal=True,
    network=False,
)
PROFILES: Final = {profile.name: profile for profile in (MINE, VISITORS)}
