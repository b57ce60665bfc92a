"""Print very much."""

import argparse

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--lines", type=int, default=100_000)
options = parser.parse_args()
for number in range(options.lines):
    print(f"line {number:9} " + "." * 84)
