"""Flash cards: say whether you knew each word, by one key."""

import sys
import termios
import tty

CARDS = [("der Hund", "the dog"), ("die Katze", "the cat"), ("das Pferd", "the horse")]


def getch():
    fd = sys.stdin.fileno()
    old = termios.tcgetattr(fd)
    try:
        tty.setraw(fd)
        return sys.stdin.read(1)
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, old)


known = 0
for word, meaning in CARDS:
    sys.stdout.write(f"{word} = {meaning}. Did you know it? [y/n] ")
    sys.stdout.flush()
    answer = getch()
    print(answer)
    if answer == "\x03":
        sys.exit(130)
    known += answer.lower() == "y"
print(f"You knew {known} of {len(CARDS)}.")
