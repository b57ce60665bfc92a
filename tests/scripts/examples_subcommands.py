"""Keep a list of books.

Usage::

    $ examples_subcommands.py --list mine add "War and Peace" --year 1869
    $ examples_subcommands.py find --author Tolstoy
    $ examples_subcommands.py find TITLE
"""

import argparse

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--list", default="all")
commands = parser.add_subparsers(dest="command", required=True)
add = commands.add_parser("add", help="add a book")
add.add_argument("title")
add.add_argument("--year", type=int)
find = commands.add_parser("find", help="find a book")
find.add_argument("title", nargs="?")
find.add_argument("--author")

if __name__ == "__main__":
    print(sorted(vars(parser.parse_args()).items()))
