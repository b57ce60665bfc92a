"""The window's fixed parts: sidebar, title, the sheet of the form, the sheet of the result."""

from __future__ import annotations

from typing import Any, Final

from shipway.look import RHYTHM
from shipway.words import KEYS, NO_MORE
from shipway_gui.dress import card, fill, link, wrap
from shipway_gui.pieces import Rows, finish
from shipway_gui.theme import Theme
from shipway_gui.toolkit import guard, sg

SIZE: Final = (1240, 800)
SMALLEST: Final = (900, 560)
_SIDEBAR: Final = 264
_SHEET: Final = RHYTHM["sheet"]
_SHEETS: Final = RHYTHM["sheets"]


def window(theme: Theme) -> Any:
    """Open the window, empty."""
    guard()
    c = theme.colour
    side = sg.Column(_sidebar(theme), pad=(0, 0), key="sidebar")
    edge = sg.Column([[]], pad=(0, 0), background_color=c["line"], key="edge")
    head = sg.Column(
        _head(theme), pad=((_SHEETS, _SHEETS), (_SHEET, _SHEET)), background_color=c["ground"], expand_x=True
    )
    form = sg.Column(_form(theme), pad=(0, 0), key="form sheet")
    result = sg.Column(_result(theme), pad=(0, 0), key="result sheet")
    sheets = sg.Column(
        [[form, result]], pad=(0, 0), background_color=c["ground"], expand_x=True, expand_y=True, key="sheets"
    )
    main = sg.Column([[head], [sheets]], pad=(0, 0), background_color=c["ground"], key="main")
    opened = sg.Window(
        "Shipway",
        [[side, edge, main]],
        margins=(0, 0),
        resizable=True,
        size=SIZE,
        background_color=c["ground"],
        use_default_focus=False,
        finalize=True,
    )
    theme.style(opened.TKroot)
    _arrange(opened, theme)
    opened.set_min_size(SMALLEST)
    return opened


def _sidebar(theme: Theme) -> Rows:
    tools = sg.Tree(
        sg.TreeData(),
        headings=[],
        col0_width=10,
        num_rows=5,
        show_expanded=True,
        select_mode="browse",
        expand_x=True,
        expand_y=True,
        key="tools",
    )
    name = sg.Text("Shipway", font=theme.bold, pad=((_SHEET, 0), (_SHEET, 16)))
    return [[name], [tools], [sg.Button("Open script…", key="open", expand_x=True, pad=((16, 16), (8, 16)))]]


def _head(theme: Theme) -> Rows:
    c = theme.colour
    title = sg.Text("", font=theme.title, background_color=c["ground"], key="title", expand_x=True)
    summary = sg.Text(
        "", text_color=c["soft"], background_color=c["ground"], key="summary", expand_x=True, pad=(0, (4, 0))
    )
    # What the author should know stays away until there is something.
    line = sg.Button("", key="sharing", pad=(0, (4, 0)))
    found = sg.Multiline(
        "",
        disabled=True,
        write_only=True,
        size=(10, 1),
        expand_x=True,
        font=theme.help,
        key="findings",
        pad=(0, (4, 0)),
    )
    return [[title], [summary], [line], [found]]


def _form(theme: Theme) -> Rows:
    scroll = sg.Column(
        [[]], scrollable=True, vertical_scroll_only=True, pad=((_SHEET, _SHEET), (_SHEET, 0)), expand_x=True, key="form"
    )
    gap = ((8, 0), 0)
    more = sg.Button("Use it elsewhere…", key="elsewhere", pad=gap)
    buttons = [sg.Button("Run", key="run"), sg.Button("Reset", key="reset", pad=gap), more]
    note = sg.Text("", key="note", font=theme.help, expand_x=True, pad=(0, (8, 0)))
    below = sg.Column([buttons, [note]], pad=((_SHEET, _SHEET), (20, 12)), expand_x=True, key="buttons")
    return [[scroll], [below]]


def _result(theme: Theme) -> Rows:
    c = theme.colour
    soft = {"font": theme.help, "text_color": c["soft"]}
    state = [sg.Text("", key="status", expand_x=True), sg.Button("Stop", key="stop", pad=((12, 0), 0))]
    far = [sg.Text("", key="far", pad=(0, (6, 0)), **soft), sg.Push(), sg.Text("", key="left", pad=(0, (6, 0)), **soft)]
    bar = sg.ProgressBar(1000, size=(10, 8), expand_x=True, key="bar")
    progress = sg.Column([[bar], far], key="progress", pad=(0, (12, 0)), expand_x=True)
    output = sg.Multiline(
        "",
        disabled=True,
        write_only=True,
        size=(10, 3),
        expand_x=True,
        font=theme.output,
        key="output",
        pad=(0, (16, 0)),
    )
    inside: Rows = [
        [sg.Text("", key="empty", text_color=c["soft"], expand_x=True)],
        [sg.Column([state], key="state", pad=(0, 0), expand_x=True)],
        [progress],
        [sg.Column([[]], key="results", pad=(0, 0), expand_x=True)],
        [sg.Text("", key="more", pad=(0, (8, 0)), **soft)],
        [output],
        [_question(theme)],
        [sg.Column([[]], key="files", pad=(0, 0), expand_x=True)],
    ]
    scroll = sg.Column(
        inside,
        scrollable=True,
        vertical_scroll_only=True,
        pad=((_SHEET, _SHEET), (_SHEET, _SHEET)),
        expand_x=True,
        expand_y=True,
        key="result",
    )
    return [[scroll]]


def _question(theme: Theme) -> Any:
    answer = [
        sg.Input(key="answer", expand_x=True, size=(10, 1)),
        sg.Button("Answer", key="reply", pad=((8, 0), 0)),
    ]
    prompt = sg.Text("", font=theme.bold, key="prompt", expand_x=True, pad=(0, (0, RHYTHM["label"])))
    end = sg.Button(NO_MORE, key="end", pad=(0, (4, 0)))
    caps = [sg.Button(key.label, key=("key", key.types), pad=((0, 4), (8, 0))) for key in KEYS]
    keys = sg.Column([caps], key="keys", pad=(0, 0))
    return sg.Column([[prompt], answer, [keys], [end]], key="question", pad=(0, (20, 0)), expand_x=True)


def _arrange(opened: Any, theme: Theme) -> None:
    """Set what only widgets that are there can take."""
    finish(theme, list(opened.AllKeysDict.values()))
    for key in ("title", "summary", "status", "empty", "prompt", "note"):
        wrap(opened[key])
    fill(theme, opened["run"])
    link(theme, opened["end"])
    opened["tools"].widget.configure(style="Tools.Treeview", show="tree")
    opened["bar"].widget.configure(style="Shipway.Horizontal.TProgressbar")
    for key in ("form sheet", "result sheet"):
        card(theme, opened[key].widget)
    _grid(opened, ("sidebar", "edge", "main"), (0, 0, 1), 0)
    opened["sidebar"].widget.configure(width=_SIDEBAR)
    opened["edge"].widget.configure(width=1)
    _grid(opened, ("form sheet", "result sheet"), (5, 6), _SHEET)
    opened["form sheet"].ParentRowFrame.pack_configure(padx=_SHEETS, pady=(0, _SHEETS))
    _output(opened["output"].widget, theme)


def tallest(opened: Any) -> int:
    """Give the room that the form may take, so that its buttons stay in sight."""
    whole: int = opened["form sheet"].widget.winfo_height()
    buttons: int = opened["buttons"].widget.winfo_reqheight()
    return max(80, whole - buttons - 2 * _SHEET - RHYTHM["field"] - 4)


def _grid(opened: Any, keys: tuple[str, ...], weights: tuple[int, ...], gap: int) -> None:
    """Set columns side by side that share the width by weight, whatever they hold; PySimpleGUI's rows cannot."""
    row = opened[keys[0]].ParentRowFrame
    for key in keys:
        opened[key].widget.pack_forget()
    row.pack_configure(expand=True, fill="both")
    row.rowconfigure(0, weight=1)
    for number, (key, weight) in enumerate(zip(keys, weights, strict=True)):
        row.columnconfigure(number, weight=weight, uniform="shared" if weight and len(keys) == 2 else "")
        widget = opened[key].widget
        widget.grid(row=0, column=number, sticky="nsew", padx=(gap if number else 0, 0))
        widget.pack_propagate(False)


def _output(widget: Any, theme: Theme) -> None:
    c = theme.colour
    widget.configure(wrap="char", padx=12, pady=10)
    widget.tag_configure("stderr", foreground=c["flag"])
    widget.tag_configure("answer", foreground=c["sea"])
    widget.tag_raise("sel")
