"""The look: one palette and one rhythm, taken by page and window alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Tone:
    """One colour of the palette, as `#rrggbb` for light and for dark, and what it is for."""

    name: str
    light: str
    dark: str
    use: str


PALETTE: Final = (
    Tone("ground", "#f6f7f5", "#14181a", "behind the sheets, inside fields"),
    Tone("sheet", "#ffffff", "#1c2225", "cards: form, result"),
    Tone("ink", "#1b2426", "#e6ebea", "text"),
    Tone("soft", "#5a676a", "#9aa8aa", "help, secondary text"),
    Tone("line", "#d9dfdd", "#313a3d", "borders of one pixel, bar troughs"),
    Tone("sea", "#0b6b6f", "#4fc3c0", "the one accent: Run, links, focus, progress"),
    Tone("on-sea", "#ffffff", "#06201f", "text on the accent"),
    Tone("wash", "#e3f1ef", "#14302f", "behind what is chosen"),
    Tone("flag", "#b3261e", "#ff8a80", "what is wrong, at its field"),
    Tone("flag-wash", "#fdecea", "#3a1d1b", "behind what is wrong"),
    Tone("good", "#2c6e33", "#7fd08a", "done"),
)

RHYTHM: Final = {"label": 4, "field": 20, "sheet": 24, "sheets": 32, "control": 44, "radius": 8}
"""Distances in pixels: label above field, between fields, inside a sheet, between sheets; height of a control."""

SIZES: Final = {"title": 28, "text": 16, "help": 14, "output": 13}
"""Font sizes in pixels."""


def colours(scheme: str) -> dict[str, str]:
    """Give name -> `#rrggbb` for the scheme "light" or "dark"."""
    return {tone.name: tone.dark if scheme == "dark" else tone.light for tone in PALETTE}
