"""Which scripts need a terminal: those that read keys, draw on it, or refuse to start without one."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import Final

from shipway.read.functions import is_hinted
from shipway.read.source import Source, below, dotted
from shipway.spec import Reading, Spec

FULL: Final = frozenset(
    {"curses", "textual", "urwid", "asciimatics", "npyscreen", "picotui", "pytermgui", "termbox", "py_cui"}
)
"""Libraries that draw on the whole terminal."""
KEYS: Final = frozenset(
    {
        "prompt_toolkit", "questionary", "InquirerPy", "inquirer", "PyInquirer", "pick", "simple_term_menu", "readchar",
        "getch", "getkey", "blessed", "blessings", "bullet", "beaupy", "cutie", "sshkeyboard", "termios", "tty",
        "ptpython", "terminal_menu", "enquiries", "survey", "console_menu",
    }
)  # fmt: skip
"""Libraries that read each key as it is pressed."""
_CALLS: Final = frozenset(
    {"click.getchar", "getchar", "typer.getchar", "readchar.readkey", "getch.getch", "IPython.embed", "embed"}
)
_IMPORTS: Final = re.compile(rf"^\s*(?:import|from) +(?:{'|'.join(sorted(FULL | KEYS))})\b", re.MULTILINE)
_WHOLE: Final = "It draws on the whole terminal: it is best used there, by python {}."


def at_a_terminal(source: Source, entry: Source, reading: Reading) -> Reading:
    """Give a terminal to the tools of a script that needs one."""
    # A program's module with many commands may read keys in one of them, and then only where it is told to.
    beyond = entry is not source and not entry.calls & _CALLS and wants_terminal(entry)
    if not (wants_terminal(source) or beyond):
        return reading
    whole = bool((source.imports | entry.imports) & FULL)
    if any(spec.dialect != "function" for spec in reading.specs):
        specs = tuple(spec for spec in reading.specs if _is_of_its_own(spec, source))
        if len(specs) == 1 < len(reading.specs):
            # It is no longer one of several: its name is the script's.
            title, summary, text = source.heading
            specs = (replace(specs[0], title=title, summary=summary, help=text),)
        reading = replace(reading, specs=specs)
    return replace(reading, specs=tuple(_with_terminal(spec, source, whole) for spec in reading.specs))


def _is_of_its_own(spec: Spec, source: Source) -> bool:
    """Tell whether a tool is more than a part of what the script does on its terminal: its hints say so."""
    node = source.functions.get(spec.tool)
    return spec.dialect != "function" or node is None or is_hinted(node)


def _with_terminal(spec: Spec, source: Source, whole: bool) -> Spec:
    if spec.dialect == "function":
        return spec
    params = tuple(param for param in spec.params if param.place != "stdin")
    said = (_WHOLE.format(source.path.name),) if whole else ()
    return replace(spec, stdin="terminal", params=params, unmapped=(*spec.unmapped, *said))


def wants_terminal(source: Source) -> bool:
    """Tell whether a script cannot do its work without a terminal."""
    # What lies beside the script under such a name is the script's own.
    own = {file.stem for file in source.neighbours}
    if (source.imports - own) & (FULL | KEYS) or source.calls & _CALLS:
        return True
    if any(_IMPORTS.search(file.read_text(encoding="utf-8", errors="replace")) for file in source.neighbours):
        return True
    if source.asks and "stdin.isatty" in source.text:
        # It may refuse to ask anybody but a person.
        return True
    return not source.uses_stdin and _measures(source)


def _measures(source: Source) -> bool:
    """Tell whether it asks for the terminal's size where it would end for want of one."""
    if "os.get_terminal_size" not in source.calls or "isatty" in source.text:
        return False
    guarded = {id(inner) for node in source.nodes if isinstance(node, ast.Try) for inner in below(node)}
    return any(
        isinstance(node, ast.Call) and dotted(node.func) == "os.get_terminal_size" and id(node) not in guarded
        for node in source.nodes
    )
