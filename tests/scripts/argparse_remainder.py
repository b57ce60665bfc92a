"""Time a command, without running it."""

import argparse

parser = argparse.ArgumentParser(prog="clock", description="Would time a command; see %(prog)s(1).")
parser.add_argument("-n", "--times", type=int, default=1, help="how often (default: %(default)s)")
parser.add_argument("command", help="the program")
parser.add_argument("args", nargs=argparse.REMAINDER, help="what it is given")
args = parser.parse_args()
for number in range(args.times):
    print(number + 1, args.command, args.args)
