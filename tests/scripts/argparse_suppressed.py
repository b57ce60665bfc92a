"""Only what is given is passed on."""

import argparse

parser = argparse.ArgumentParser(argument_default=argparse.SUPPRESS)
parser.add_argument("--host")
parser.add_argument("--port", type=int)
parser.add_argument("--retry", action="store_true")
parser.add_argument("--point", nargs=2, type=float, action="append", metavar=("X", "Y"))
parser.add_argument("--password")
parser.add_argument("--debug-internals", help=argparse.SUPPRESS, action="store_true")
print(sorted(vars(parser.parse_args()).items()))
