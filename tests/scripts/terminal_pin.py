"""Change the PIN of a device; what is typed shows as stars."""

import sys
import termios
import tty


def ask_pin(prompt):
    print(prompt, end="", flush=True)
    old = termios.tcgetattr(0)
    pin = ""
    try:
        tty.setcbreak(0)
        while (key := sys.stdin.read(1)) not in "\r\n":
            if key == "\x7f":
                pin = pin[:-1]
                print("\b \b", end="", flush=True)
            else:
                pin += key
                print("*", end="", flush=True)
    finally:
        termios.tcsetattr(0, termios.TCSANOW, old)
    print()
    return pin


first = ask_pin("New PIN: ")
second = ask_pin("Once more, the PIN: ")
if first != second:
    sys.exit("The two differ.")
print("Good." if first.isdigit() and len(first) >= 4 else "Four digits at least, please.")
