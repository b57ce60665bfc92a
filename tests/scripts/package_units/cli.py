import argparse

from . import table


def build_parser():
    parser = argparse.ArgumentParser(prog="units", description="Convert a length.")
    parser.add_argument("amount", type=float)
    parser.add_argument("--from", dest="source", choices=list(table.METRES), default="m")
    parser.add_argument("--to", dest="target", choices=list(table.METRES), required=True)
    return parser


def main(argv=None):
    args = build_parser().parse_args(argv)
    print(f"{args.amount * table.METRES[args.source] / table.METRES[args.target]:g} {args.target}")
