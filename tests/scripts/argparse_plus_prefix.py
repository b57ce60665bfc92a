"""Switch things on with + and off with -."""

import argparse

parser = argparse.ArgumentParser(prefix_chars="-+", fromfile_prefix_chars="@")
parser.add_argument("+w", "++wrap", dest="wrap", action="store_true", help="wrap lines")
parser.add_argument("-w", dest="wrap", action="store_false", help="do not wrap lines")
parser.add_argument("+t", metavar="TEXT")
parser.add_argument("words", nargs="*")
args = parser.parse_args()
print(args.wrap, args.t, args.words)
