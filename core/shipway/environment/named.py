"""The environment of a script that names packages: ours where it has them, else one that is made."""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from shipway.environment.interpreters import Environment, Interpreter, found_as, own
from shipway.environment.made import failed, place_of, whole
from shipway.environment.making import listed, make, preparing
from shipway.environment.requirements import Wanted, wanted
from shipway.environment.satisfied import satisfied
from shipway.environment.search import another, suits
from shipway.errors import Missing, Preparing

PATIENCE: Final = 1.0
"""Seconds that `soon` waits for what is made quickly, from what was fetched before."""

_makings: dict[str, threading.Thread] = {}
_starting = threading.Lock()


def settled(script: Path, told: Callable[[str], None]) -> Environment:
    """Choose, and make what is not there yet."""
    chosen, named, base = _chosen(script)
    if base is None:
        return chosen
    try:
        found = make(place_of(named, base), named, base, script, told)
    except Missing as problem:
        return replace(chosen, lacking=str(problem))
    except OSError as error:
        return replace(chosen, lacking=f"the packages of {script.name} could not be installed: {error}")
    return _made(named, base, found)


def settled_soon(script: Path) -> Environment:
    """Choose as `settled` does; what takes longer than a moment is made behind, and Preparing is raised."""
    chosen, named, base = _chosen(script)
    if base is None:
        return chosen
    place = place_of(named, base)
    if found := whole(place):
        return _made(named, base, found)
    if reason := failed(place):
        return replace(chosen, lacking=reason)
    with _starting:
        thread = _makings.get(place.key)
        if thread is None or not thread.is_alive():
            thread = threading.Thread(target=settled, args=(script, lambda _: None), name="making", daemon=True)
            _makings[place.key] = thread
            thread.start()
    thread.join(PATIENCE)
    if thread.is_alive():
        raise Preparing(preparing(named, script))
    return settled(script, lambda _: None)


def _chosen(script: Path) -> tuple[Environment, Wanted, Interpreter | None]:
    """Choose without making: the environment, what is wanted, and what to make one with, None where none is needed."""
    named = wanted(script)
    start = replace(own(), wants=named.requirements, origin=named.origin)
    if named == Wanted():
        return own(), named, None
    if named.problem:
        return replace(start, lacking=named.problem), named, None
    ours = Interpreter(sys.executable, own().version, own().path)
    base = ours if suits(ours.version, named.python) else another(named.python)
    if base is None:
        return replace(start, lacking=_too_old(script, named)), named, None
    if base is not ours:
        reason = f"{script.name} needs Python {named.python}"
        start = replace(found_as(base, reason, "found"), wants=named.requirements, origin=named.origin)
    if not named.requirements:
        return start, named, None
    if base is ours and _ours_serves(named, _packages()):
        return replace(start, reason=f"the one that runs Shipway; it has {listed(named.names)}"), named, None
    return start, named, base


def _too_old(script: Path, named: Wanted) -> str:
    return (
        f"{script.name} needs Python {named.python}, and there is none on this machine (Shipway runs on "
        f"{own().version}); install one, or name one with --python"
    )


def _made(named: Wanted, base: Interpreter, found: Interpreter) -> Environment:
    key = place_of(named, base).key
    made = found_as(found, f"made for {listed(named.names)}", "made")
    return replace(made, key=key, wants=named.requirements, origin=named.origin)


@functools.lru_cache(maxsize=256)
def _ours_serves(named: Wanted, _packages: tuple[int, ...]) -> bool:
    return satisfied(named.requirements)


def _packages() -> tuple[int, ...]:
    """Tell a change of what is installed beside Shipway."""
    places = (place for place in own().path if place.endswith("-packages"))
    return tuple(os.stat(place).st_mtime_ns for place in places if os.path.isdir(place))  # noqa: PTH112, PTH116 - at each look
