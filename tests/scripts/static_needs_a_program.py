"""Tag a release.

The version comes from a program, which is asked before the command line is read.
"""

import argparse
import subprocess

VERSION = subprocess.run(["echo", "1.4.2"], capture_output=True, text=True, check=True).stdout.strip()
LEVELS = {"major": 0, "minor": 1, "patch": 2}


def main():
    parser = argparse.ArgumentParser(description="Give the next version number.")
    parser.add_argument("level", choices=list(LEVELS), help="which part to raise")
    parser.add_argument("-p", "--prefix", default="v", help="what stands before it (default: %(default)s)")
    parser.add_argument("-n", "--dry-run", action="store_true")
    args = parser.parse_args()
    parts = [int(part) for part in VERSION.split(".")]
    at = LEVELS[args.level]
    parts[at:] = [parts[at] + 1] + [0] * (2 - at)
    print(args.prefix + ".".join(map(str, parts)), "(not tagged)" if args.dry_run else "")


if __name__ == "__main__":
    main()
