"""What a person may see: one base class; every other exception is a bug and keeps its traceback."""

from __future__ import annotations

from collections.abc import Mapping


class ShipwayError(Exception):
    """Carry one sentence for a person: what, where, and what to do about it."""


class BadInput(ShipwayError):
    """Name every parameter whose input cannot be used.

    `problems` maps a parameter's name to one sentence.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in self.problems.items()))


class Unreadable(ShipwayError):
    """Say why a script cannot be read at all."""


class NoSuchScript(Unreadable):
    """Say that there is no such file."""


class NoSuchTool(ShipwayError):
    """Say which tools there are when the one asked for is not among them."""


class NoSuchRun(ShipwayError):
    """Say that a run, or an artifact of it, is not there (or is not this owner's)."""


class Busy(ShipwayError):
    """Say that as many runs are under way as there may be."""


class Missing(ShipwayError):
    """Name something that the machine lacks, and how to get it."""


class Preparing(ShipwayError):
    """Say that something is being made that is needed first; whoever asks again in a moment may find it there."""
