"""Findings: what an author should know of a script before sharing it; from its syntax tree, nothing is run."""

from __future__ import annotations

from shipway.read.findings.calls import reaching
from shipway.read.findings.chance import chance, gpu
from shipway.read.findings.codes import MEANINGS
from shipway.read.findings.held import secrets
from shipway.read.findings.loops import endless
from shipway.read.findings.paths import paths
from shipway.read.findings.sites import sites
from shipway.read.findings.systems import colours, systems
from shipway.read.source import Source
from shipway.spec import Finding

__all__ = ["findings"]


def findings(source: Source) -> tuple[Finding, ...]:
    """Give the findings of a script by their lines: one of each code a line."""
    found: dict[tuple[int, str], str] = {}
    try:
        every = sites(source.tree)
        for part in (
            reaching(every), endless(every, source.tree), paths(every), secrets(every), chance(every),
            gpu(every, source.text), systems(every), colours(every),
        ):  # fmt: skip
            for code, says, line in part:
                found.setdefault((line, code), says)
    except RecursionError:
        # Nested deeper than anybody writes: what was found so far is told.
        pass
    return tuple(Finding(code, says, line, MEANINGS[code]) for (line, code), says in sorted(found.items()))
