"""One Python script, every way to ship it: the library.

Read a script, bind what somebody gave, run it, and look at what happened:

    from pathlib import Path
    from shipway.bind import bind
    from shipway.environment import environment
    from shipway.profile import MINE
    from shipway.read import read, tool_of
    from shipway.run import start

    reading = read(Path("bill.py"))
    spec = tool_of(reading, "split")
    values = bind(spec, {"total": "84", "people": "3"}, MINE)
    where = environment(Path(reading.script))
    run = start(reading.script, spec, values, environment=where, profile=MINE, folder=folder)
    for event in run:
        print(event)
"""

import sys

__version__ = "0.1.0"


def progress(done: float, total: float | None = None, text: str = "") -> None:
    """Say how far the script is: `done` of `total` (None when unknown), and what it is doing.

    Whoever watches a run of Shipway's sees it, four times a second at most; anywhere else it does nothing.
    """
    # The far side of a run is there in its own process only.
    far = sys.modules.get("_shipway.progress")
    if far is not None:
        far.note(done, total, text)
