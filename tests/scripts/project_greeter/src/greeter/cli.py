"""Greet everybody who is named."""

import argparse
import sys
from pathlib import Path

from greeter.words import HELLO


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+", help="who is greeted")
    parser.add_argument("--language", choices=sorted(HELLO), default="en")
    parser.add_argument("--fail", action="store_true", help="end with an exit code of 3")
    args = parser.parse_args()
    for name in args.names:
        print(f"{Path(sys.argv[0]).name}: {HELLO[args.language]}, {name}!")
    return 3 if args.fail else None
