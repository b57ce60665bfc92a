"""Parts of the window that come and go: rows put into a container, a container that scrolls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from shipway_gui.dress import dress
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg

Rows = list[list[Any]]


class Piece:
    """Rows that stand in a container until `remove`, which leaves nothing of them in the window's books."""

    def __init__(self, window: Any, container: Any, theme: Theme, rows: Rows) -> None:
        self._window = window
        window.extend_layout(container, [[sg.Column(rows, pad=(0, 0), expand_x=True, expand_y=True)]])
        self._wrapper = window.Rows[-1][0]
        finish(theme, self.elements())

    def elements(self) -> list[Any]:
        """List every element in it."""
        return list(_inside(self._wrapper))

    def remove(self) -> None:
        """Take the rows out of the window."""
        elements = [*self.elements(), self._wrapper]
        gone = {id(element) for element in elements}
        for row in self._wrapper.Rows:
            row[0].ParentRowFrame.destroy()
        window = self._window
        window.Rows = [row for row in window.Rows if row[0] is not self._wrapper]
        # The dictionary is changed in place: PySimpleGUI keeps more than one hold on it.
        for key in [key for key, element in window.AllKeysDict.items() if id(element) in gone]:
            del window.AllKeysDict[key]
        empty(elements)


def finish(theme: Theme, elements: Iterable[Any]) -> None:
    """Dress elements whose widgets are there now; what an element waits to have done to it is its `metadata`."""
    for element in elements:
        if element.widget is not None:
            dress(theme, element)
        if callable(element.metadata):
            element.metadata(element)


def empty(elements: Iterable[Any]) -> None:
    """Let go of what dead elements hold, here in the window's thread.

    A Tk variable or image that the collector frees in another thread raises "main thread is not in main loop".
    """
    for element in elements:
        if element.widget is not None:
            vars(element.widget).pop("shipway_images", None)
        vars(element).clear()


def _inside(container: Any) -> Iterator[Any]:
    for row in container.Rows:
        for element in row:
            yield element
            if hasattr(element, "Rows"):
                yield from _inside(element)


class Scroller:
    """A scrollable Column that is as wide as its place, and whose bar is there only when it is needed."""

    def __init__(self, column: Any, theme: Theme, tallest: Callable[[], int] | None = None) -> None:
        self._tallest = tallest
        self.frame = column.TKColFrame
        self.canvas = self.frame.canvas
        self.inside = self.frame.TKFrame
        self._bar = column.vsb
        self._bar.configure(style="Shipway.Vertical.TScrollbar")
        for widget in (self.frame, self.canvas, self.inside):
            widget.configure(background=theme.colour["sheet"])
        # PySimpleGUI's own wheel bindings reach every window of the program; ours are in `wheel`.
        for sequence in ("<Enter>", "<Leave>"):
            self.canvas.unbind(sequence)
        self.frame.unbind("<Configure>")
        self.canvas.configure(yscrollincrement=24)
        self.canvas.bind("<Configure>", lambda _event: self.fit())
        self.inside.bind("<Configure>", lambda _event: self.fit())
        self.canvas.shipway_scroller = self
        self._bar.pack_forget()

    def fit(self) -> None:
        """Take the width of the place, the height of what is inside, and show the bar when that is too much."""
        need = self.inside.winfo_reqheight()
        if self._tallest is not None:
            self.canvas.configure(height=max(min(need, self._tallest()), 1))
        width, height = self.canvas.winfo_width(), self.canvas.winfo_height()
        self.canvas.itemconfigure(self.frame.frame_id, width=width)
        self.canvas.configure(scrollregion=(0, 0, width, max(need, height)))
        allowed = height if self._tallest is None else self._tallest()
        if (need > allowed) != bool(self._bar.winfo_manager()):
            if need > allowed:
                self._bar.pack(side="right", fill="y", before=self.canvas, padx=(8, 0))
            else:
                self._bar.pack_forget()
                self.canvas.yview_moveto(0)

    def to_top(self) -> None:
        """Show the beginning."""
        self.canvas.yview_moveto(0)

    def reveal(self, widget: Any) -> None:
        """Scroll so that a widget inside is in sight."""
        self.canvas.update_idletasks()
        top = widget.winfo_rooty() - self.inside.winfo_rooty()
        whole = max(self.inside.winfo_reqheight(), 1)
        seen = self.canvas.winfo_height()
        start = self.canvas.canvasy(0)
        if top < start or top + widget.winfo_height() + 40 > start + seen:
            self.canvas.yview_moveto(max(0, top - 40) / whole)


def wheel(root: Any) -> None:
    """Let the mouse wheel scroll what is under it."""

    def turn(event: Any) -> None:
        steps = -2 if event.num == 4 or event.delta > 0 else 2
        widget = event.widget
        while widget is not None and not isinstance(widget, str):
            if widget.winfo_class() in ("Text", "Listbox", "Treeview") and widget.yview() != (0.0, 1.0):
                return
            if getattr(widget, "shipway_scroller", None) is not None:
                if widget.yview() != (0.0, 1.0):
                    widget.yview_scroll(steps, "units")
                return
            widget = widget.master

    for sequence in ("<Button-4>", "<Button-5>", "<MouseWheel>"):
        root.bind(sequence, turn)
