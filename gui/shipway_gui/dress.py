"""Dress plain tk widgets in the theme: flat, borders of one pixel, focus in the accent."""

from __future__ import annotations

from typing import Any

from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg

Element = Any
"""An element of PySimpleGUI, which has no types."""


def dress(theme: Theme, *elements: Element) -> None:
    """Dress elements by what they are made of, once their widgets are there."""
    for element in elements:
        widget = element.widget
        if (how := _HOW.get(widget.winfo_class())) is not None:
            how(theme, widget)
        for bar, way in ((getattr(element, "vsb", None), "Vertical"), (getattr(element, "hsb", None), "Horizontal")):
            if bar is not None:
                bar.configure(style=f"Shipway.{way}.TScrollbar")
                if widget.winfo_class() in ("Text", "Listbox", "Treeview"):
                    _when_needed(widget, bar, "yscrollcommand" if way == "Vertical" else "xscrollcommand")


def _when_needed(widget: Any, bar: Any, option: str) -> None:
    """Show a scroll bar only while there is something to scroll to."""
    if not bar.winfo_manager():
        return
    place = bar.pack_info()

    def follow(first: str, last: str) -> None:
        bar.set(first, last)
        needed = float(first) > 0 or float(last) < 1
        if needed != bool(bar.winfo_manager()):
            if needed:
                bar.pack(**place, before=widget)
            else:
                bar.pack_forget()

    bar.pack_forget()
    widget.configure(**{option: follow})


def card(theme: Theme, widget: Any) -> None:
    """Draw the border of one pixel round a sheet."""
    widget.configure(
        highlightthickness=1, highlightbackground=theme.colour["line"], highlightcolor=theme.colour["line"]
    )


def fill(theme: Theme, element: Element, enabled: bool = True) -> None:
    """Make a button the filled one of its view; one that does nothing now is grey."""
    c = theme.colour
    back = c["sea" if enabled else "line"]
    element.widget.configure(background=back, foreground=c["on-sea"], activebackground=c["ink"])
    element.widget.configure(activeforeground=c["sheet"], highlightbackground=back, highlightcolor=c["ink"])
    element.widget.configure(disabledforeground=c["soft"], font=theme.bold, state="normal" if enabled else "disabled")


def link(theme: Theme, element: Element) -> None:
    """Make a button look like a link: smaller, with no border until it has the focus."""
    element.widget.configure(font=theme.help, padx=0, pady=4, highlightbackground=theme.colour["sheet"])


def wrong(theme: Theme, element: Element, is_wrong: bool) -> None:
    """Put a field's border in the flag colour, or back."""
    widget = element.widget
    if widget.winfo_class() == "TCombobox":
        widget.configure(style="Wrong.Shipway.TCombobox" if is_wrong else "Shipway.TCombobox")
    elif widget.winfo_class() != "Checkbutton":
        widget.configure(highlightbackground=theme.colour["flag" if is_wrong else "line"])
        widget.configure(highlightcolor=theme.colour["flag" if is_wrong else "sea"])


def wrap(element: Element) -> None:
    """Let a text break its lines at the width that it gets."""
    widget = element.widget
    widget.configure(wraplength=1, justify="left", anchor="w")
    widget.bind(
        "<Configure>",
        lambda event: widget.configure(wraplength=max(event.width - 2 - 2 * int(str(widget.cget("padx"))), 40)),
    )


def show(element: Element, visible: bool) -> None:
    """Show or hide an element that stands alone in its row, with no gap where it is hidden."""
    row = element.ParentRowFrame
    shown = getattr(element, "shipway_shown", True)
    if visible == shown:
        return
    element.shipway_shown = visible
    outer = element.element_frame or element.widget
    if visible:
        outer.pack(**element.shipway_pack)
    else:
        element.shipway_pack = outer.pack_info()
        outer.pack_forget()
        # A frame keeps the size of the last widget that left it, until it is told one.
        row.configure(height=1)


def _entry(theme: Theme, widget: Any) -> None:
    _field(theme, widget)
    widget.configure(borderwidth=theme.inset, disabledbackground=theme.colour["sheet"])
    widget.configure(readonlybackground=theme.colour["ground"])


def _text(theme: Theme, widget: Any) -> None:
    _field(theme, widget)
    widget.configure(borderwidth=0, padx=theme.inset, pady=8)
    # Tab leaves the field, as it leaves every other one.
    widget.bind("<Tab>", lambda event: _move(event.widget.tk_focusNext()))
    widget.bind("<Shift-Tab>", lambda event: _move(event.widget.tk_focusPrev()))
    if widget.tk.call("tk", "windowingsystem") == "x11":
        widget.bind("<ISO_Left_Tab>", lambda event: _move(event.widget.tk_focusPrev()))


def _move(widget: Any) -> str:
    widget.focus_set()
    return "break"


def _listbox(theme: Theme, widget: Any) -> None:
    _field(theme, widget)
    widget.configure(borderwidth=8, activestyle="dotbox", exportselection=False)


def _field(theme: Theme, widget: Any) -> None:
    c = theme.colour
    widget.configure(
        relief="flat",
        background=c["ground"],
        foreground=c["ink"],
        highlightthickness=1,
        highlightbackground=c["line"],
        highlightcolor=c["sea"],
        selectbackground=c["wash"],
        selectforeground=c["ink"],
    )
    if widget.winfo_class() != "Listbox":
        widget.configure(insertbackground=c["ink"], insertwidth=2)


def _button(theme: Theme, widget: Any) -> None:
    c = theme.colour
    widget.configure(
        relief="flat",
        overrelief="flat",
        borderwidth=0,
        background=c["sheet"],
        foreground=c["sea"],
        activebackground=c["wash"],
        activeforeground=c["sea"],
        disabledforeground=c["soft"],
        highlightthickness=1,
        highlightbackground=c["line"],
        highlightcolor=c["sea"],
        padx=18,
        pady=theme.inset - 1,
        takefocus=True,
        cursor="hand2",
    )


def _checkbutton(theme: Theme, widget: Any) -> None:
    c = theme.colour
    off, on = _boxes(theme, widget)
    widget.configure(image=off, selectimage=on, indicatoron=False, compound="left", relief="flat", offrelief="flat")
    widget.configure(borderwidth=0, overrelief="flat", selectcolor=c["sheet"], background=c["sheet"], padx=4, pady=4)
    widget.configure(activebackground=c["sheet"], activeforeground=c["ink"], foreground=c["ink"], takefocus=True)
    widget.configure(highlightthickness=1, highlightbackground=c["sheet"], highlightcolor=c["sea"], cursor="hand2")


def _boxes(theme: Theme, widget: Any) -> tuple[Any, Any]:
    """Draw the two states of a tick box, with a gap to the words at the right."""
    c = theme.colour
    images = []
    for edge, inside, tick in ((c["soft"], c["ground"], ""), (c["sea"], c["sea"], c["on-sea"])):
        image = sg.tk.PhotoImage(master=widget, width=28, height=20)
        image.put(edge, to=(0, 0, 20, 20))
        image.put(inside, to=(1, 1, 19, 19))
        if tick:
            for x in range(4, 16):
                y = 9 + (x - 4) if x < 8 else 13 - (x - 8)
                image.put(tick, to=(x, y - 1, x + 1, y + 2))
        images.append(image)
    # Tk keeps no hold on an image: without ours it would vanish.
    widget.shipway_images = images
    return images[0], images[1]


def _label(_theme: Theme, widget: Any) -> None:
    widget.configure(padx=0, borderwidth=0)


def _combobox(_theme: Theme, widget: Any) -> None:
    widget.configure(style="Shipway.TCombobox")


_HOW = {
    "Entry": _entry,
    "Text": _text,
    "Label": _label,
    "Listbox": _listbox,
    "Button": _button,
    "Checkbutton": _checkbutton,
    "TCombobox": _combobox,
}
