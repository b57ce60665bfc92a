"""Count clicks in a window, or without one."""

import tkinter as tk


class Counter(tk.Tk):
    def __init__(self):
        super().__init__()
        self.count = 0
        tk.Button(self, text="Click", command=self.click).pack()

    def click(self):
        self.count += 1


def count(clicks: int = 3) -> int:
    """What the window would show after so many clicks."""
    return clicks


if __name__ == "__main__":
    Counter().mainloop()
