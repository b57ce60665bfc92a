"""Whether the packages that a script names are already there, in the interpreter that runs Shipway."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion


def satisfied(requirements: Iterable[str]) -> bool:
    """Tell whether all these packages, and all that they need in turn, are here in versions that will do.

    What is named by an address, or is an option of pip's, can only be told by fetching it.
    """
    seen: set[tuple[str, frozenset[str]]] = set()
    try:
        return all(_is_here(Requirement(line), frozenset({""}), seen) for line in requirements)
    except InvalidRequirement:
        return False


def _is_here(wanted: Requirement, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> bool:
    if wanted.marker is not None and not any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
        return True
    if wanted.url:
        return False
    mine = frozenset({"", *wanted.extras})
    try:
        found = distribution(wanted.name)
        if not wanted.specifier.contains(found.version, prereleases=True):
            return False
    except (PackageNotFoundError, InvalidVersion):
        return False
    key = (wanted.name.lower(), mine)
    if key in seen:
        return True
    seen.add(key)
    return all(_is_here(Requirement(line), mine, seen) for line in found.requires or ())
