"""Lay out a poster; the classes are attrs'."""

from attrs import define, field, validators


@define
class Margin:
    top: int = 10
    left: int = 10


@define
class Poster:
    width: int = field(validator=[validators.ge(50), validators.le(2000)])
    height: int = field(default=300)
    margin: Margin = field(factory=Margin)
    lines: list[str] = field(factory=list)


def area(poster: Poster) -> str:
    """Tell the printable area."""
    width = poster.width - 2 * poster.margin.left
    height = poster.height - 2 * poster.margin.top
    return f"{width} x {height}, {len(poster.lines)} lines"
