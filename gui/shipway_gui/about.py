"""What an author wrote about a tool, below its form: headings, lists, and what was laid out in the mono font."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shipway.prose import Block, Span, blocks
from shipway.spec import Spec
from shipway_gui.dress import wrap
from shipway_gui.pieces import Rows
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg

MOST = 60
"""Blocks that the window shows of a long text."""


def about(theme: Theme, spec: Spec) -> Rows:
    """Give the rows of a tool's help; none where it has none that its summary does not say."""
    parts = blocks(spec.help) if spec.help != spec.summary else ()
    if not parts:
        return []
    head = sg.Text("About", font=theme.heading, text_color=theme.colour["soft"], pad=(0, (8, 4)))
    return [[head], *([_row(theme, block)] for block in parts[:MOST])]


def _row(theme: Theme, block: Block) -> Any:
    colour = theme.colour
    if block.form == "layout":
        shown = sg.Text(block.text, font=theme.output, text_color=colour["ink"], background_color=colour["ground"])
        shown.Pad, shown.expand_x = (0, (0, 8)), True
        return shown
    font, tone = (theme.bold, "ink") if block.form == "heading" else (theme.help, "soft")
    text = sg.Text(_text(block), font=font, text_color=colour[tone], expand_x=True, pad=(0, (0, 8)))
    text.metadata = wrap
    return text


def _text(block: Block) -> str:
    lines = [_line(line) for line in block.lines]
    if block.form == "bullets":
        return "\n".join(f"• {line}" for line in lines)
    if block.form == "numbers":
        return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return "\n".join(lines)


def _line(line: Iterable[Span]) -> str:
    # A label cannot be pressed: the address of a link with words of its own stands behind them.
    return "".join(
        f"{one.text} ({one.address})" if one.style == "link" and one.text not in one.address else one.text
        for one in line
    )
