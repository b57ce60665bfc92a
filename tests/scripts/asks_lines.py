#!/usr/bin/env python3
"""Add up numbers, one a line, until an empty line."""

import sys

print("Numbers, please; an empty line ends:")
total = 0.0
while True:
    line = sys.stdin.readline().strip()
    if not line:
        break
    try:
        total += float(line)
    except ValueError:
        print(f"{line!r} is no number", file=sys.stderr)
print(f"total {total:g}")
