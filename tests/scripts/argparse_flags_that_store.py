"""Print a greeting, with flags that store one thing or another."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--no-colour", dest="colour", action="store_false", help="plain text")
parser.add_argument("-q", dest="level", action="store_const", const=0, default=1, help="say less")
parser.add_argument("-V", "--loud", dest="level", action="store_const", const=2, help="say more")
parser.add_argument("--with-date", dest="extras", action="append_const", const="date")
parser.add_argument("--with-time", dest="extras", action="append_const", const="time")
parser.add_argument("-n", dest="name", default="you")
args = parser.parse_args()
print(f"hello {args.name}", args.colour, args.level, args.extras)
