"""Double a number, on one machine only."""

import sys

if "a-name-that-no-machine-has" not in sys.path:
    print("This runs on the other machine only.", file=sys.stderr)
    sys.exit(4)


def double(number: int) -> int:
    """Double a number."""
    return 2 * number
