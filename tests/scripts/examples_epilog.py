"""Resize pictures."""

import argparse

parser = argparse.ArgumentParser(
    description="Resize pictures.",
    epilog="""\
examples:
  # the usual one
  %(prog)s photo.png --width 800
  %(prog)s photo.png -w 100 --grey --tag small --tag grey   a thumbnail
  $ python examples_epilog.py a.png b.png --mode fit \\
        --no-upscale
  %(prog)s photo.png --width wide        this one is wrong
  %(prog)s --help
""",
    formatter_class=argparse.RawDescriptionHelpFormatter,
)
parser.add_argument("pictures", nargs="*", metavar="FILE")
parser.add_argument("-w", "--width", type=int, choices=range(1, 2000), default=640)
parser.add_argument("--grey", action="store_true")
parser.add_argument("--mode", choices=["fit", "crop"], default="crop")
parser.add_argument("--tag", action="append")
parser.add_argument("--no-upscale", dest="upscale", action="store_false")

if __name__ == "__main__":
    args = parser.parse_args()
    print(args.pictures, args.width, args.grey, args.mode, args.tag, args.upscale)
