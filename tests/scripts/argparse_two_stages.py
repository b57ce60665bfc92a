"""Greet, with defaults from a settings file that is named on the same command line."""

import argparse
import json


def main(argv=None):
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument("-c", "--config", metavar="FILE", help="a JSON file with defaults")
    known, rest = first.parse_known_args(argv)
    defaults = {"greeting": "Hello"}
    if known.config:
        with open(known.config) as file:
            defaults.update(json.load(file))
    parser = argparse.ArgumentParser(parents=[first], description=__doc__)
    parser.set_defaults(**defaults)
    parser.add_argument("--greeting")
    parser.add_argument("name")
    args = parser.parse_args(rest)
    print(f"{args.greeting}, {args.name}!")


if __name__ == "__main__":
    main()
