"""A list of things to do, with commands on the line."""

import sys

USAGE = """\
usage: words_commands.py add TEXT...
       words_commands.py show
"""


def main(argv):
    if len(argv) < 2:
        sys.exit(USAGE)
    if argv[1] == "add":
        print("added:", " ".join(argv[2:]))
    elif argv[1] == "show":
        print("nothing to do")
    else:
        sys.exit(USAGE)


if __name__ == "__main__":
    main(sys.argv)
