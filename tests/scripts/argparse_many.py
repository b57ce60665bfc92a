"""Every sort of argument that argparse knows."""

import argparse
import json
import pathlib
import sys

parser = argparse.ArgumentParser(description=__doc__, epilog="That is all.")
parser.add_argument("source", help="a positional text")
parser.add_argument("rest", nargs="*", type=int, help="any number of whole numbers")
parser.add_argument("-t", "--text", default="plain", help="a text, %(default)s when left out")
parser.add_argument("-n", "--number", type=float, metavar="X", help="a number")
parser.add_argument("--size", choices=["small", "large"], default="small")
parser.add_argument("--level", type=int, choices=range(1, 4), default=1)
parser.add_argument("--pair", nargs=2, metavar=("WIDTH", "HEIGHT"), type=int)
parser.add_argument("--some", nargs="+", choices=["red", "green", "blue"])
parser.add_argument("--maybe", nargs="?", const="given alone", default="not given")
parser.add_argument("--tag", action="append", default=[])
parser.add_argument("--dry-run", action="store_true")
parser.add_argument("--no-cache", dest="cache", action="store_false")
parser.add_argument("--mode", action="store_const", const="fast", default="slow")
parser.add_argument("--colour", action=argparse.BooleanOptionalAction, default=True)
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--path", type=pathlib.Path)
parser.add_argument("--hidden", default="unseen", help=argparse.SUPPRESS)
parser.add_argument("--version", action="version", version="%(prog)s 1.0")
either = parser.add_mutually_exclusive_group()
either.add_argument("--upper", action="store_true")
either.add_argument("--lower", action="store_true")
group = parser.add_argument_group("output", "where it goes")
group.add_argument("--out", type=argparse.FileType("w"), default=sys.stdout)

if __name__ == "__main__":
    options = vars(parser.parse_args())
    out = options.pop("out")
    json.dump(options, out, indent=1, sort_keys=True, default=str)
    out.write("\n")
