#!/usr/bin/env python3
"""Keep a small list of tasks."""

import argparse


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="count", default=0, help="say more; again for still more")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser("add", aliases=["a"], help="add a task")
    add.add_argument("title")
    add.add_argument("--due", metavar="DATE", help="like 2026-11-22")
    add.add_argument("--tag", action="append", default=[], help="may be given several times")
    done = commands.add_parser("done", help="mark tasks as done")
    done.add_argument("number", type=int, nargs="+")
    args = parser.parse_args()
    if args.command in ("add", "a"):
        print(f"added {args.title!r}, due {args.due}, tags {args.tag}, verbose {args.verbose}")
    else:
        print("done:", *args.number)


if __name__ == "__main__":
    main()
