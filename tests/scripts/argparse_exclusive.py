"""Show a file's lines, sorted one way or another."""

import argparse

parser = argparse.ArgumentParser(description="Sort words.")
parser.add_argument("word", nargs="+")
order = parser.add_argument_group("order", "How the words are sorted. One of these must be chosen.")
how = order.add_mutually_exclusive_group(required=True)
how.add_argument("--alphabetical", action="store_true")
how.add_argument("--by-length", action="store_true")
how.add_argument("--by-letter", metavar="N", type=int, help="by the N-th letter")
parser.add_argument("--reverse", "-r", action="store_true")
args = parser.parse_args()
key = len if args.by_length else (lambda w: w[args.by_letter - 1 :]) if args.by_letter else str
print(*sorted(args.word, key=key, reverse=args.reverse), sep="\n")
