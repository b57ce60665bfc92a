"""The look of the window: palette and rhythm of `shipway.look` as fonts, ttk styles and dressed widgets."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, Final

from shipway.look import RHYTHM, SIZES, colours
from shipway_gui.icon import ICON
from shipway_gui.toolkit import sg

_MONOSPACE: Final = ("JetBrains Mono", "Cascadia Mono", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono")
_ASK_DARK: Final = {
    "linux": ["gsettings", "get", "org.gnome.desktop.interface", "color-scheme"],
    "darwin": ["defaults", "read", "-g", "AppleInterfaceStyle"],
    "win32": [
        "reg",
        "query",
        r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize",
        "/v",
        "AppsUseLightTheme",
    ],
}
_DARK_MARKS: Final = ("prefer-dark", "Dark", "0x0")


def system_scheme() -> str:
    """Ask the desktop whether it is "dark"; where it does not tell, it is "light"."""
    command = _ASK_DARK.get(sys.platform)
    if command is None:
        return "light"
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return "light"
    return "dark" if any(mark in answer for mark in _DARK_MARKS) else "light"


class Theme:
    """Colours and fonts of one scheme, "light" or "dark"; made before the window, which it then dresses."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.colour = colours(scheme)
        root = sg.tk.Tk()
        root.withdraw()
        family = sg.tk.font.nametofont("TkDefaultFont", root).actual("family")
        there = set(sg.tk.font.families(root))
        mono = next((name for name in _MONOSPACE if name in there), "TkFixedFont")
        # A negative size is in pixels.
        self.text = (family, -SIZES["text"])
        self.bold = (family, -SIZES["text"], "bold")
        self.help = (family, -SIZES["help"])
        self.heading = (family, -SIZES["help"], "bold")
        self.title = (family, -SIZES["title"], "bold")
        self.output = (mono, -SIZES["output"])
        linespace = sg.tk.font.Font(root, font=self.text).metrics("linespace")
        root.destroy()
        self.inset = (RHYTHM["control"] - linespace) // 2 - 1
        self._announce()

    def _announce(self) -> None:
        """Tell PySimpleGUI, so that its own elements and popups start from the same palette."""
        c = self.colour
        name = f"Shipway {self.scheme}"
        sg.LOOK_AND_FEEL_TABLE[name] = {
            "BACKGROUND": c["sheet"],
            "TEXT": c["ink"],
            "INPUT": c["ground"],
            "TEXT_INPUT": c["ink"],
            "SCROLL": c["line"],
            "BUTTON": (c["on-sea"], c["sea"]),
            "PROGRESS": (c["sea"], c["line"]),
            "BORDER": 0,
            "SLIDER_DEPTH": 0,
            "PROGRESS_DEPTH": 0,
        }
        sg.theme(name)
        sg.set_options(
            font=self.text,
            element_padding=(0, 0),
            border_width=0,
            ttk_theme="clam",
            icon=ICON,
            suppress_error_popups=True,
            suppress_key_guessing=True,
        )

    def style(self, root: Any) -> None:
        """Set the ttk styles, once for the window."""
        c = self.colour
        style = sg.ttk.Style(root)
        style.theme_use("clam")
        flat = {"borderwidth": 0, "relief": "flat"}
        for way, sticky in (("Vertical", "ns"), ("Horizontal", "we")):
            thumb = (f"{way}.Scrollbar.thumb", {"expand": "1", "sticky": "nswe"})
            trough = (f"{way}.Scrollbar.trough", {"children": [thumb], "sticky": sticky})
            name = f"Shipway.{way}.TScrollbar"
            style.layout(name, [trough])
            style.configure(name, troughcolor=c["sheet"], background=c["line"], bordercolor=c["sheet"], **flat)
            style.configure(name, lightcolor=c["line"], darkcolor=c["line"], arrowsize=10, gripcount=0)
            style.map(name, background=[("disabled", c["sheet"]), ("active", c["soft"])])
        edge = {"bordercolor": c["line"], "lightcolor": c["ground"], "darkcolor": c["ground"]}
        style.configure("Shipway.TCombobox", fieldbackground=c["ground"], background=c["ground"], **edge)
        style.configure("Shipway.TCombobox", foreground=c["ink"], arrowcolor=c["soft"], insertcolor=c["ink"])
        style.configure("Shipway.TCombobox", padding=(self.inset - 2, self.inset - 2), arrowsize=18, relief="flat")
        style.configure("Wrong.Shipway.TCombobox", bordercolor=c["flag"])
        self._map_combobox(style)
        style.configure(
            "Shipway.Horizontal.TProgressbar", troughcolor=c["line"], background=c["sea"], thickness=8, borderwidth=0
        )
        style.configure("Shipway.Horizontal.TProgressbar", lightcolor=c["sea"], darkcolor=c["sea"])
        style.configure("Shipway.Horizontal.TProgressbar", bordercolor=c["line"], relief="flat")
        self._style_trees(style)
        for option, value in (
            ("background", c["ground"]),
            ("foreground", c["ink"]),
            ("selectBackground", c["wash"]),
            ("selectForeground", c["ink"]),
            ("borderWidth", 0),
        ):
            root.option_add(f"*TCombobox*Listbox.{option}", value, "interactive")

    def _map_combobox(self, style: Any) -> None:
        c = self.colour
        for name, edge in (("Shipway.TCombobox", c["line"]), ("Wrong.Shipway.TCombobox", c["flag"])):
            style.map(
                name,
                bordercolor=[("focus", c["sea"]), ("!focus", edge)],
                lightcolor=[("focus", c["sea"]), ("!focus", c["ground"])],
                darkcolor=[("focus", c["sea"]), ("!focus", c["ground"])],
                fieldbackground=[("readonly", c["ground"])],
                foreground=[("readonly", c["ink"])],
                selectbackground=[("readonly", c["ground"]), ("!readonly", c["wash"])],
                selectforeground=[("readonly", c["ink"]), ("!readonly", c["ink"])],
                background=[("readonly", c["ground"]), ("active", c["ground"])],
            )

    def _style_trees(self, style: Any) -> None:
        c = self.colour
        area = [("Treeview.treearea", {"sticky": "nswe"})]
        for name, rows, font in (("Tools.Treeview", 32, self.help), ("Rows.Treeview", 32, self.help)):
            style.layout(name, area)
            style.configure(
                name, background=c["sheet"], fieldbackground=c["sheet"], foreground=c["ink"], rowheight=rows
            )
            style.configure(name, font=font, borderwidth=0, relief="flat", indent=12)
            style.map(name, background=[("selected", c["wash"])], foreground=[("selected", c["ink"])])
        # No open/close mark: the list is always open, and its words are all that there is to press.
        style.layout(
            "Tools.Treeview.Item",
            [("Treeitem.padding", {"sticky": "nswe", "children": [("Treeitem.text", {"side": "left", "sticky": ""})]})],
        )
        style.configure("Tools.Treeview.Item", padding=(24, 0, 0, 0))
        style.configure("Rows.Treeview.Heading", background=c["sheet"], foreground=c["soft"], font=self.help)
        style.configure("Rows.Treeview.Heading", relief="flat", borderwidth=0, padding=(10, 6))
        style.configure("Rows.Treeview.Cell", padding=(6, 0))
        style.map("Rows.Treeview.Heading", background=[("active", c["sheet"])])
