"""Paint in a colour."""

import argparse
import enum


class Colour(enum.Enum):
    RED = "red"
    GREEN = "green"

    def __str__(self):
        return self.value


SHAPES = {"circle": 1, "square": 4}

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("colour", type=Colour, choices=list(Colour))
parser.add_argument("--border", type=Colour, default=Colour.RED)
parser.add_argument("--shape", choices=SHAPES, default="circle")
parser.add_argument("--format", type=str.lower, choices=["png", "svg"], default="png")
parser.add_argument("--size", type=int, choices=range(1, 6), default=3, metavar="1-5")
args = parser.parse_args()
print(args.colour.name, args.border.name, SHAPES[args.shape], args.format, args.size)
