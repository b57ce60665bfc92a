"""Area of a shape.

Run as `python package_shapes ...`: the folder itself is the program.
"""

import argparse
import sys

import shapes

parser = argparse.ArgumentParser(description="Tell the area of a shape.")
parser.add_argument("shape", choices=sorted(shapes.AREAS))
parser.add_argument("size", type=float, help="its side or its radius")
parser.add_argument("--digits", type=int, default=2)

if __name__ == "__main__":
    args = parser.parse_args()
    print(round(shapes.AREAS[args.shape](args.size), args.digits))
    print(__package__ == "", __spec__.name, sys.path[0] == sys.argv[0])
