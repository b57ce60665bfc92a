"""A month to choose a day from, in a small window of its own."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from shipway_gui.dress import link
from shipway_gui.pieces import Rows, finish
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg


def choose_day(theme: Theme, parent: Any, title: str, start: str) -> str:
    """Ask for a day, beginning at the month of `start` where that is one; empty when none was chosen."""
    first = _month(start)
    place = (parent.winfo_rootx() + parent.winfo_width() // 3, parent.winfo_rooty() + parent.winfo_height() // 4)
    window = sg.Window(title, _layout(theme), modal=True, finalize=True, location=place, margins=(20, 20))
    finish(theme, window.AllKeysDict.values())
    for key, element in window.AllKeysDict.items():
        if isinstance(key, tuple):
            link(theme, element)
            element.widget.configure(width=5, pady=8)
    window.bind("<Escape>", "leave")
    window.TKroot.bind("<Return>", lambda event: event.widget.invoke())
    window["earlier"].widget.focus_force()
    try:
        while True:
            _show(theme, window, first)
            event, _ = window.read()
            if event in (sg.WIN_CLOSED, "leave"):
                return ""
            if isinstance(event, tuple):
                return str(first.replace(day=int(window[event].get_text())))
            first = _beside(first, 1 if event == "later" else -1)
    finally:
        window.close()


def _layout(theme: Theme) -> Rows:
    head = [
        sg.Button("‹", key="earlier"),
        sg.Text("", key="month", font=theme.bold, expand_x=True, justification="center"),
        sg.Button("›", key="later"),
    ]
    soft = {"font": theme.help, "text_color": theme.colour["soft"], "justification": "center"}
    names = [sg.Text(calendar.day_abbr[day], size=(5, 1), pad=(3, (12, 4)), **soft) for day in range(7)]
    days = [[sg.Button("", key=(week, day), pad=(1, 1)) for day in range(7)] for week in range(6)]
    return [head, names, *days]


def _show(theme: Theme, window: Any, first: dt.date) -> None:
    window["month"].update(f"{calendar.month_name[first.month]} {first.year}")
    weeks = calendar.Calendar().monthdayscalendar(first.year, first.month)
    today = dt.datetime.now().date()
    for week in range(6):
        for day in range(7):
            number = weeks[week][day] if week < len(weeks) else 0
            button = window[(week, day)]
            button.update(str(number or ""), disabled=not number)
            is_today = bool(number) and first.replace(day=number) == today
            button.widget.configure(background=theme.colour["wash" if is_today else "sheet"])


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip()).replace(day=1)
    except ValueError:
        return dt.datetime.now().date().replace(day=1)


def _beside(first: dt.date, months: int) -> dt.date:
    number = min(max(first.year * 12 + first.month - 1 + months, 12), 9999 * 12 + 11)
    return dt.date(number // 12, number % 12 + 1, 1)
