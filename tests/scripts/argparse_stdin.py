"""Number the lines of a file, or of the standard input."""

import argparse
import sys

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("infile", nargs="?", type=argparse.FileType("r"), default=sys.stdin)
parser.add_argument("-o", "--output", type=argparse.FileType("w"), default="-", help="default: %(default)s")
parser.add_argument("--start", type=int, default=1)
args = parser.parse_args()
for number, line in enumerate(args.infile, args.start):
    args.output.write(f"{number}: {line}")
