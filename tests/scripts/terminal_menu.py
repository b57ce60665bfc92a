#!/usr/bin/env python3
"""Pick a colour scheme with the arrow keys."""

import sys
import termios
import tty

SCHEMES = ["Solarized", "Gruvbox", "Nord", "Dracula"]


def read_key():
    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    try:
        tty.setcbreak(fd)
        key = sys.stdin.read(1)
        if key == "\x1b":
            key += sys.stdin.read(2)
        return key
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def draw(at):
    for number, name in enumerate(SCHEMES):
        mark = "\x1b[32m❯\x1b[0m" if number == at else " "
        print(f"\r\x1b[K{mark} {name}")


print("Which scheme?\x1b[?25l")
at = 0
draw(at)
while True:
    key = read_key()
    if key == "\x1b[A":
        at = (at - 1) % len(SCHEMES)
    elif key == "\x1b[B":
        at = (at + 1) % len(SCHEMES)
    elif key in "\r\n":
        break
    elif key == "q":
        sys.exit("\x1b[?25hNothing chosen.")
    print(f"\x1b[{len(SCHEMES)}A", end="")
    draw(at)
print(f"\x1b[?25hUsing {SCHEMES[at]}.")
