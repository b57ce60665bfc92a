"""The form of one tool: its fields, what stands in them, and what is wrong with it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, Final

from shipway import prose, words
from shipway.look import RHYTHM
from shipway.sections import Bundle, sections
from shipway.spec import ABSENT, Raw, Spec
from shipway_gui.about import about
from shipway_gui.dialogs import Dialogs
from shipway_gui.dress import card, link, show, wrap, wrong
from shipway_gui.pieces import Piece, Rows, Scroller
from shipway_gui.theme import Theme
from shipway_gui.toolkit import sg
from shipway_gui.widgets import FEW, Field, offer, widget

_SERIAL: Final = itertools.count()
_LONGEST: Final = 60
_MONOSPACE: Final = frozenset({"json", "table", "arguments"})


class Form:
    """A tool's fields in the window. Each form has keys of its own, so that two can stand side by side for a moment."""

    def __init__(self, window: Any, container: Any, scroller: Scroller, theme: Theme, spec: Spec, notice: str) -> None:
        self.spec = spec
        self._theme = theme
        self._scroller = scroller
        self._prefix = ("form", next(_SERIAL))
        self.fields = {param.name: Field(param, self._prefix) for param in spec.params}
        self.notes: dict[str, Any] = {}
        self._untouched: dict[str, Raw] = {}
        self._piece = Piece(window, container, theme, self._rows(notice))
        self._finish()
        self.reset()

    def _rows(self, notice: str) -> Rows:
        rows: Rows = [[self._notice(notice)]] if notice else []
        rows += self._examples()
        gap = 0
        for section in sections(self.spec):
            if section.title:
                heading = sg.Text(section.title, font=self._theme.heading, text_color=self._theme.colour["soft"])
                heading.Pad = (0, (gap + 8 if gap else 0, 0))
                rows.append([heading])
                gap = 8
                if section.about:
                    rows.append([self._soft(prose.plain(section.about), 4)])
                    gap = 0
            for bundle in section.bundles:
                rows += self._bundle(bundle, gap)
                gap = RHYTHM["field"]
        if not self.fields and self.spec.tool:
            asks = self.spec.stdin in ("asks", "terminal")
            rows.append([self._soft(f"This tool {'asks as it runs' if asks else 'takes no input'}: press Run.")])
        if self.spec.usage:
            rows.append([self._soft(f"How it is called:\n{self.spec.usage}", gap)])
        if self.spec.unmapped:
            lines = "\n".join(f"· {line}" for line in self.spec.unmapped)
            rows.append([self._soft(f"Not on this form:\n{lines}", gap)])
        return [*rows, *about(self._theme, self.spec)]

    def _bundle(self, bundle: Bundle, gap: int) -> Rows:
        """Give the fields that stand together; what excludes each other has a border round it."""
        if not bundle.caption:
            rows: Rows = []
            for param in bundle.params:
                rows.extend(self._field(self.fields[param.name], gap))
                gap = RHYTHM["field"]
            return rows
        inside: Rows = [[sg.Text(bundle.caption, font=self._theme.help, text_color=self._theme.colour["soft"])]]
        for param in bundle.params:
            inside.extend(self._field(self.fields[param.name], 12))
        box = sg.Column([[sg.Column(inside, pad=(12, 12), expand_x=True)]], pad=(0, (gap, 0)), expand_x=True)
        box.metadata = lambda element: card(self._theme, element.widget)
        return [[box]]

    def _examples(self) -> Rows:
        """Give a button for each example; pressed, it fills the form."""
        if not self.spec.examples:
            return []
        head = sg.Text("Examples", font=self._theme.heading, text_color=self._theme.colour["soft"], pad=(0, (0, 4)))
        buttons = []
        for number, one in enumerate(self.spec.examples):
            text = one.label if len(one.label) <= _LONGEST else one.label[: _LONGEST - 1] + "…"
            button = sg.Button(text, key=(*self._prefix, number, "example"), pad=(0, (0, 4)), expand_x=True)
            button.metadata = self._as_link
            buttons.append([button])
        buttons[-1][0].Pad = (0, (0, RHYTHM["field"]))
        return [[head], *buttons]

    def _as_link(self, element: Any) -> None:
        link(self._theme, element)
        element.widget.configure(anchor="w")

    def show_example(self, number: int) -> None:
        """Fill the form with an example; what it does not name goes back to its default."""
        self.reset()
        self.fill(self.spec.examples[number].raws)

    def _field(self, field: Field, gap: int) -> Rows:
        drawn = widget(field.param)
        rows: Rows = []
        if not drawn.own_label:
            rows.append(
                [
                    sg.Text(
                        words.label(field.param),
                        font=self._theme.bold,
                        pad=(0, (gap, RHYTHM["label"])),
                        expand_x=True,
                    )
                ]
            )
            gap = 0
        note = sg.Text("", metadata=wrap, font=self._theme.help, expand_x=True, pad=(0, (RHYTHM["label"], 0)))
        self.notes[field.param.name] = note
        body = [[sg.Column(drawn.rows(field), pad=(0, (gap, 0)), expand_x=True)], [note]]
        return [*rows, *body]

    def _notice(self, text: str) -> Any:
        colour = self._theme.colour
        notice = sg.Text(
            words.sentence(text), text_color=colour["flag"], background_color=colour["flag-wash"], expand_x=True
        )
        notice.Pad = (0, (0, 20))

        def finish(element: Any) -> None:
            element.widget.configure(padx=12, pady=10)
            wrap(element)

        notice.metadata = finish
        return notice

    def _soft(self, text: str, gap: int = 0) -> Any:
        colour = self._theme.colour["soft"]
        soft = sg.Text(text, font=self._theme.help, text_color=colour, expand_x=True, pad=(0, (gap, 20)))
        soft.metadata = wrap
        return soft

    def _finish(self) -> None:
        """Set what only a widget that is there can take."""
        for field in self.fields.values():
            if field.param.kind in _MONOSPACE:
                field.main.widget.configure(font=self._theme.output)
            if field.main.widget.winfo_class() == "TCombobox" and len(field.param.choices) > FEW:
                _searchable(field)
            if "search" in field.parts:
                _filtered(field)
            if "swatch" in field.parts:
                _coloured(field, self._theme)
            for part in field.parts.values():
                if part.widget.winfo_class() != "Label":
                    part.widget.bind("<FocusIn>", lambda event: self._scroller.reveal(event.widget), add="+")
        self._scroller.to_top()

    def raws(self) -> dict[str, Raw]:
        """Give one raw for every parameter shown, as it stands there."""
        return {name: widget(field.param).read(field) for name, field in self.fields.items()}

    def changes(self) -> dict[str, Raw]:
        """Give the raws that differ from what `reset` puts there: what a person typed."""
        return {name: raw for name, raw in self.raws().items() if raw != self._untouched.get(name, ABSENT)}

    def fill(self, raws: Mapping[str, Raw]) -> None:
        """Put raws into their fields; those that are not named stay."""
        for name, raw in raws.items():
            if field := self.fields.get(name):
                widget(field.param).write(field, raw)

    def reset(self) -> None:
        """Put every field back to the script's own default."""
        for field in self.fields.values():
            default = field.param.first
            widget(field.param).write(field, ABSENT if default is None else default)
        self._untouched = self.raws()
        self.mark({})

    def mark(self, problems: Mapping[str, str]) -> str:
        """Show what is wrong, each at its field, and give in one sentence what no field here stands for."""
        for name, field in self.fields.items():
            problem = problems.get(name, "")
            text = problem or prose.plain(words.hint(field.param))
            colour = self._theme.colour["flag" if problem else "soft"]
            note = self.notes[name]
            note.update(text, text_color=colour)
            show(note, bool(text))
            wrong(self._theme, field.main, bool(problem))
        if first := next((name for name in self.fields if name in problems), None):
            self.focus(first)
        return "; ".join(f"{name}: {problem}" for name, problem in problems.items() if name not in self.fields)

    def focus(self, name: str = "") -> None:
        """Put the cursor into a field: the named one, or the first."""
        field = self.fields.get(name) or next(iter(self.fields.values()), None)
        if field is not None:
            field.main.widget.focus_set()

    def choose(self, name: str, dialogs: Dialogs, parent: Any) -> None:
        """Answer the button beside a field."""
        field = self.fields[name]
        if (ask := widget(field.param).choose) is not None:
            ask(field, dialogs, parent)

    def remove(self) -> None:
        """Take the form out of the window."""
        self._piece.remove()


def _searchable(field: Field) -> None:
    """Offer only what holds the text typed so far."""
    box = field.main.widget
    everything = field.param.choices

    def narrow() -> None:
        text = box.get().lower()
        found = [choice for choice in everything if text in choice.lower()]
        box.configure(values=found if found and text not in map(str.lower, everything) else everything)

    box.configure(postcommand=narrow)


def _filtered(field: Field) -> None:
    """Show of a long list what holds the text typed above it; what is chosen stays in sight."""
    search = field.parts["search"].widget

    def narrow(_event: object) -> None:
        text, chosen = search.get().lower(), set(widget(field.param).read(field))  # type: ignore[arg-type]
        offer(field, [one for one in field.param.choices if one in chosen or text in one.lower()], chosen)

    search.bind("<KeyRelease>", narrow)


def _coloured(field: Field, theme: Theme) -> None:
    """Keep the swatch in the colour that the field names."""
    swatch = field.parts["swatch"].widget

    def paint(*_: object) -> None:
        try:
            swatch.configure(background=field.text.strip() or theme.colour["ground"])
        except sg.tk.TclError:
            swatch.configure(background=theme.colour["ground"])

    swatch.configure(highlightthickness=1, highlightbackground=theme.colour["line"])
    field.main.TKStringVar.trace_add("write", paint)
    paint()
