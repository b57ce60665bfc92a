"""Findings: what an author should know of a script before sharing it; from its syntax tree, nothing is run."""

from __future__ import annotations

from functools import lru_cache

from shipway.read.findings.calls import reaching
from shipway.read.findings.chance import chance, gpu
from shipway.read.findings.codes import MEANINGS
from shipway.read.findings.held import secrets
from shipway.read.findings.loops import endless
from shipway.read.findings.paths import paths
from shipway.read.findings.sites import MOST, sites
from shipway.read.findings.systems import colours, systems
from shipway.read.source import Source
from shipway.spec import Finding

__all__ = ["findings"]


@lru_cache(maxsize=1)
def findings(source: Source) -> tuple[Finding, ...]:
    """Give the findings of a script by their lines: one of each code a line."""
    found: dict[tuple[int, str], str] = {}
    try:
        every = sites(source.tree)
        for part in (
            reaching(every), endless(every, source.nodes), paths(every), secrets(every), chance(every),
            gpu(every, source.text), systems(every), colours(every),
        ):  # fmt: skip
            for code, says, line in part:
                found.setdefault((line, code), says)
        if len(every) == MOST:
            line = max(getattr(site.node, "lineno", 1) for site in every[-9:])
            found.setdefault((line, "large"), f"is so large that nothing behind line {line} was looked for")
    except RecursionError:
        # Nested deeper than anybody writes: what was found so far is told.
        pass
    return tuple(Finding(code, says, line, MEANINGS[code]) for (line, code), says in sorted(found.items()))
