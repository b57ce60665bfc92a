"""Resize pictures."""

import argparse
import textwrap

parser = argparse.ArgumentParser(
    prog="resize",
    formatter_class=argparse.RawTextHelpFormatter,
    description=textwrap.dedent("""\
        Resize pictures.

          small    200 pixels
          large    800 pixels"""),
    epilog="examples:\n  resize --size small\n  resize --size large --quality 90",
)
parser.add_argument("--size", choices=["small", "large"], default="small", help="small: for mail\nlarge: for print")
parser.add_argument(
    "--quality", type=int, default=75, metavar="PERCENT", help="from 1 to 100%%\n(default: %(default)s)"
)
parser.add_argument("--input-dir", default=".", help="where the pictures are")
parser.add_argument("--output", default="out.jpg", help="name of the new file")
args = parser.parse_args()
print(args.size, args.quality, args.input_dir, args.output)
