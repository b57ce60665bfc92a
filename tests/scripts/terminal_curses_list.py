"""A shopping list: up and down move, space ticks, q ends."""

import curses

ITEMS = ["milk", "bread", "apples"]


def pick(screen):
    curses.use_default_colors()
    at, ticked = 0, set()
    while True:
        screen.erase()
        screen.addstr(0, 0, "Shopping list", curses.A_BOLD)
        for row, item in enumerate(ITEMS):
            box = "[x]" if row in ticked else "[ ]"
            screen.addstr(row + 2, 2, f"{box} {item}", curses.A_REVERSE if row == at else curses.A_NORMAL)
        screen.addstr(len(ITEMS) + 3, 0, "space: tick, q: done")
        screen.refresh()
        key = screen.getch()
        if key == curses.KEY_DOWN:
            at = min(at + 1, len(ITEMS) - 1)
        elif key == curses.KEY_UP:
            at = max(at - 1, 0)
        elif key == ord(" "):
            ticked ^= {at}
        elif key == ord("q"):
            return [ITEMS[row] for row in sorted(ticked)]


if __name__ == "__main__":
    chosen = curses.wrapper(pick)
    print("To buy:", ", ".join(chosen) or "nothing")
