"""python -m shipway_gui [SCRIPT...]: the window over these scripts, or over the examples."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from shipway.environment import check
from shipway.errors import Missing, NoSuchScript, ShipwayError
from shipway.spec import Reading


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed."""
    given = _parser().parse_args(argv)
    for script in given.script:
        try:
            check(script.absolute(), given.python)
        except ShipwayError as error:
            print(f"shipway gui: {error}", file=sys.stderr)
            return 2 if isinstance(error, NoSuchScript) else 1
    try:
        # Only here: without tkinter these imports fail, and that is to be one sentence, not a traceback.
        from shipway_gui.toolkit import check_display  # isort: skip

        check_display()
    except Missing as error:
        print(f"shipway gui: {error}", file=sys.stderr)
        return 1
    return _show(given.script, given.python, given.theme)


def _show(scripts: Sequence[Path], python: Path | None, theme: str) -> int:
    # As above.
    from shipway.environment import soon
    from shipway.examples import SCRIPTS
    from shipway.read import read
    from shipway.supervisor import Inline
    from shipway_gui.desk import Desk
    from shipway_gui.theme import system_scheme

    def read_prepared(script: Path, chosen: Path | None) -> Reading:
        # Packages are prepared behind: the window says so, and reads the other scripts meanwhile.
        soon(script, chosen)
        return read(script, chosen)

    # Set before there is a window to see: closed in any way, the window ends its runs.
    leaving = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: leaving.set())
    scheme = system_scheme() if theme == "system" else theme
    with tempfile.TemporaryDirectory(prefix="shipway-") as folder:
        desk = Desk(Inline(Path(folder)), read_prepared, scheme=scheme, python=python)
        desk.open(scripts or SCRIPTS)
        while not leaving.is_set() and desk.step(250):
            pass
        desk.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="shipway gui", description="Show scripts as a window.")
    parser.add_argument("script", nargs="*", type=Path, help="scripts to open; the examples when there is none")
    parser.add_argument("--python", type=Path, help="the interpreter to run them with")
    parser.add_argument(
        "--theme", choices=("light", "dark", "system"), default="system", help="as the desktop's by default"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
