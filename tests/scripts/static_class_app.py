"""Queue jobs on a worker."""

import argparse
import os
import sys


class Commands:
    NAMES = ("low", "high")

    def __init__(self):
        self.parser = argparse.ArgumentParser(prog="jobs")
        common = argparse.ArgumentParser(add_help=False)
        common.add_argument("-q", "--queue", default="main")
        commands = self.parser.add_subparsers(dest="command", required=True)
        add = commands.add_parser("add", parents=[common], help="put a job in the queue")
        add.add_argument("job", nargs="+")
        add.add_argument("--priority", choices=self.NAMES, default="low")
        drop = commands.add_parser("drop", parents=[common], help="take a job out")
        either = drop.add_mutually_exclusive_group(required=True)
        either.add_argument("--all", action="store_true")
        either.add_argument("--number", type=int)

    def run(self):
        args = self.parser.parse_args()
        print(args.command, args.queue, getattr(args, "job", None) or getattr(args, "number", None))


if os.fork() == 0:
    sys.exit(0)
os.wait()
Commands().run()
