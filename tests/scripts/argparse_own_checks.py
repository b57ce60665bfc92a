"""Plan a trip: every argument has a check of its own."""

import argparse
import datetime
import json
import os


def positive_int(text):
    value = int(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def existing_file(path):
    if not os.path.isfile(path):
        raise argparse.ArgumentTypeError(f"{path} does not exist")
    return path


def str2bool(v):
    if v.lower() in ("yes", "true", "t", "y", "1"):
        return True
    if v.lower() in ("no", "false", "f", "n", "0"):
        return False
    raise argparse.ArgumentTypeError("Boolean value expected.")


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--people", type=positive_int, default=1)
parser.add_argument("--start", type=datetime.date.fromisoformat, required=True)
parser.add_argument("--stops", type=lambda s: [part.strip() for part in s.split(",")], default=["here"])
parser.add_argument("--options", type=json.loads, default={}, help="as JSON")
parser.add_argument("--map", type=existing_file, help="a map to print")
parser.add_argument("--breakfast", type=str2bool, default=True, help="breakfast included")
parser.add_argument("--quiet", type=bool, default=False)
args = parser.parse_args()
if args.start.year < 2000:
    parser.error("--start is long ago")
print(args.people, args.start.isoformat(), args.stops, args.options, args.breakfast, args.quiet)
