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

__version__ = "0.1.0"
