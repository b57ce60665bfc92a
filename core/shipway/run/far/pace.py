"""How often progress is told; the far side and the near one both keep to it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import List


class Pace:
    """Lets four through in each `second` (in seconds), of which bars on their way get three.

    So one that comes to its end need not wait; one that stays there is like any other.
    """

    def __init__(self, second: float) -> None:
        self._second = second
        self._told: List[float] = [float("-inf")] * 4
        self._was_whole = False

    def allows(self, now: float, whole: bool) -> bool:
        """Tell whether progress may be told now, and count it; `whole` is that of a bar at its end."""
        told = self._told
        is_new = whole and not self._was_whole
        if now - told[0] < self._second or (not is_new and now - told[3] < self._second / 3):
            return False
        self._told, self._was_whole = [told[1], told[2], told[3], now], whole
        return True
