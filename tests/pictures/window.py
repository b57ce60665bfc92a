"""Make the pictures of the window: python -m tests.pictures.window [FOLDER]. Light and dark, with a finished result."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PLACE = ROOT / "docs/pictures"
SCHEMES = ("light", "dark")
COLOURS = "128"


def cities(path: Path) -> Path:
    """Write a CSV file that makes a good chart."""
    chance = random.Random(7)
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["day", "visitors", "sold"])
        for day in range(1, 61):
            visitors = round(chance.gauss(240, 60))
            table.writerow(
                [f"2026-{9 + day // 31:02}-{day % 30 + 1:02}", visitors, round(visitors * chance.uniform(0.1, 0.3))]
            )
    return path


def picture(scheme: str, target: Path) -> None:
    """Open the window, fill the form in, run the tool, and save what is to be seen of it."""
    # Not at the top: tkinter looks for its screen when it is first used.
    from shipway.examples import SCRIPTS
    from shipway.read import read
    from shipway.supervisor import Inline
    from shipway_gui.desk import Desk

    with tempfile.TemporaryDirectory() as folder:
        data = cities(Path(folder) / "visitors.csv")
        os.chdir(folder)
        desk = Desk(Inline(Path(folder) / "state"), read, scheme=scheme)
        desk.open(SCRIPTS)
        summary = next(path for path in SCRIPTS if path.stem == "csv_summary").absolute()
        pump(desk, lambda: desk.shelf.idle)
        desk.show(summary, "summarise")
        desk.form.fill({"data": data.name, "column": "visitors"})  # type: ignore[union-attr]
        desk.run()
        pump(desk, lambda: desk.panel.ended)
        end = time.monotonic() + 1
        pump(desk, lambda: time.monotonic() > end)
        save(desk.window.TKroot, target)
        desk.close()


def pump(desk: Any, holds: Any, seconds: float = 60) -> None:
    """Let the window live until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end or not desk.step(20):
            raise SystemExit("the window did not get there in time")


def save(root: Any, target: Path) -> None:
    """Save the window alone, without what is around it, in few colours."""
    spot = f"{root.winfo_width()}x{root.winfo_height()}+{root.winfo_rootx()}+{root.winfo_rooty()}"
    command = [
        "import",
        "-silent",
        "-window",
        "root",
        "-crop",
        spot,
        "+repage",
        "-colors",
        COLOURS,
        "+dither",
        "-strip",
    ]
    subprocess.run([*command, f"PNG8:{target}"], check=True)
    print(target, f"{target.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Make one picture for each scheme."""
    place = Path(sys.argv[1] if len(sys.argv) > 1 else PLACE).resolve()
    place.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        picture(sys.argv[2], place / f"window-{sys.argv[2]}.png")
        return
    from tests.display import display

    display()
    for scheme in SCHEMES:
        # A process each: a fresh Tk, as a person's.
        subprocess.run([sys.executable, "-m", "tests.pictures.window", str(place), scheme], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
