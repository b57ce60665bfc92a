"""List the known units and what they are in metres."""

import sys

METRES = {"m": 1, "km": 1000, "mi": 1609.344, "ft": 0.3048}

if __name__ == "__main__":
    from . import __doc__ as about

    wanted = sys.argv[1:] or list(METRES)
    print(__package__, "|", about)
    for name in wanted:
        print(name, METRES[name])
