"""A screen of the tests' own: Xvfb and a window manager, one for the process, ended with it by their ids.

A test asks for it through `need("screen")` of conftest.py first.
"""

from __future__ import annotations

import atexit
import functools
import os
import subprocess
import time

SIZE = (1400, 900)


@functools.cache
def display() -> str:
    """Start the screen once; Tk holds on to its first one for as long as the process lives."""
    reader, writer = os.pipe()
    screen = [f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp", "-displayfd", str(writer)]
    xvfb = subprocess.Popen(
        ["Xvfb", "-screen", "0", *screen], pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    if not number:
        xvfb.wait(5)
        raise RuntimeError("Xvfb did not start")
    os.environ["DISPLAY"] = name = f":{number}"
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(_end, manager, xvfb)
    deadline = time.monotonic() + 10
    # xdotool activates windows only once a window manager has said that it is there.
    while time.monotonic() < deadline and _no_manager():
        time.sleep(0.05)
    return name


def _no_manager() -> bool:
    told = subprocess.run(["xdotool", "get_num_desktops"], capture_output=True, text=True, check=False)
    return told.returncode != 0


def _end(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
