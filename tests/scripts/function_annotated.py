"""Everything that Annotated can tell."""

from typing import Annotated

import annotated_types as at
from pydantic import Field

Percent = Annotated[float, at.Interval(ge=0, le=100), at.Unit("%")]
UserName = Annotated[str, Field(pattern=r"^[a-z]+$", max_length=8, description="Small letters only")]


def register(
    name: UserName,
    discount: Percent = 10,
    seats: Annotated[int, at.Ge(1), at.MultipleOf(2)] = 2,
    comment: Annotated[str, "Shown to nobody"] = "",
) -> str:
    """Register a visitor."""
    return f"{name} {discount} {seats} {comment!r}"
