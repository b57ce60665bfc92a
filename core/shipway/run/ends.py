"""How a run ended: what the system says of its process, in words."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from shipway.events import State
from shipway.profile import Profile
from shipway.run.messages import by_signal, shortfall
from shipway.spec import Spec


def ended(
    status: int | None, reason: str, spec: Spec | None, messages: Sequence[Mapping[str, Any]], profile: Profile
) -> tuple[State, int | None, str]:
    """Give state, exit code and reason. `status` is what wait(2) gave, None where nobody was left to tell it.

    `reason` is the script's own last word, and `messages` are what else the far side told.
    """
    if status is None:
        return "interrupted", None, "its process was ended from outside"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "failed", 128 + number, by_signal(number, profile.limits)
    code = os.WEXITSTATUS(status)
    if code == 0 and (lacks := shortfall(spec, messages, reason)):
        return "failed", *lacks
    if code == 0:
        return "done", 0, ""
    return "failed", code, reason or f"exit code {code}"
