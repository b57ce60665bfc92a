"""Add numbers; options may stand between them."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--scale", type=float, default=1.0)
parser.add_argument("numbers", nargs="*", type=float)
args = parser.parse_intermixed_args()
print(sum(args.numbers) * args.scale)
