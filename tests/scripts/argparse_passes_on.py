"""Run a task, and pass on what is not known here."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("task", choices=["build", "test"])
parser.add_argument("--jobs", "-j", type=int, default=2)
args, others = parser.parse_known_args()
print(args.task, args.jobs, others)
