#!/usr/bin/env python3
"""Number the lines of the standard input."""

import sys

for number, line in enumerate(sys.stdin, 1):
    sys.stdout.write(f"{number:4} {line}")
