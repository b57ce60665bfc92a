"""Draw a bar chart of numbers, on the screen or into a file."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("values", nargs="+", type=float)
parser.add_argument("--save", nargs="?", const="chart.txt", metavar="FILE", help="write it to FILE (chart.txt)")
parser.add_argument("--width", nargs="?", type=int, const=40, default=20)
parser.add_argument("--labels", nargs="*", help="a word for each value")
args = parser.parse_args()
labels = args.labels or [""] * len(args.values)
text = "\n".join(f"{label:5}" + "#" * round(v * args.width / max(args.values)) for label, v in zip(labels, args.values))
if args.save:
    with open(args.save, "w") as file:
        file.write(text)
    print("saved", args.save)
else:
    print(text)
