"""Pretend to copy files, with a bar as wide as the terminal."""

import os
import time

NAMES = ["one.bin", "two.bin", "three.bin", "four.bin"]

width = os.get_terminal_size()[0]
room = width - 20
print("\x1b[?25l", end="")
for number, name in enumerate(NAMES, 1):
    filled = room * number // len(NAMES)
    bar = "#" * filled + "." * (room - filled)
    print(f"\r\x1b[K{name:<10}[{bar}] {100 * number // len(NAMES)}%", end="", flush=True)
    time.sleep(0.02)
print("\r\x1b[K\x1b[?25h", end="")
print(f"Copied {len(NAMES)} files, in a terminal of {width} columns.")
