"""A parser of its own kind, with its own words for what is wrong."""

import argparse
import sys


class Parser(argparse.ArgumentParser):
    def error(self, message):
        sys.stderr.write(f"Sorry: {message}\n")
        self.print_help()
        sys.exit(3)


def get_args():
    parser = Parser(description="Cut a plank.", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser._action_groups.pop()
    required = parser.add_argument_group("required arguments")
    optional = parser.add_argument_group("optional arguments")
    required.add_argument("--length", type=float, required=True, help="in metres")
    optional.add_argument("--pieces", type=int, default=2, help="how many")
    optional.add_argument("--mark", help="written on each piece")
    return parser, parser.parse_args()


if __name__ == "__main__":
    parser, args = get_args()
    if args.pieces < 1:
        parser.error("pieces must be 1 or more")
    for number in range(args.pieces):
        print(f"{args.length / args.pieces:.2f} m {args.mark or ''}".strip())
