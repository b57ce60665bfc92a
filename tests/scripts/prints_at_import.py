"""Double a number, and talk about it."""

import sys

print("loading the table of twos")
print("this may take a while", file=sys.stderr)


def double(number: int) -> int:
    """Double a number."""
    print("doubling")
    return 2 * number
