# /// script
# requires-python = ">=3.8"
#
# [tool.shipway]
# title = "Shrink pictures"
# summary = "Makes pictures small enough for a letter."
# files = ["photo"]
# outputs = ["*.txt"]
# seconds = 20
# output = "2 MB"
# order = ["out", "width"]
#
# [tool.shipway.params.width]
# label = "Width of the result"
# default = 800
# unit = "px"
# minimum = 1
#
# [tool.shipway.params.mode]
# choices = ["RGB", "L"]
#
# [tool.shipway.params.seed]
# hidden = true
#
# [[tool.shipway.examples]]
# label = "A small grey one"
# values = { width = 100, mode = "L", exact = true }
# ///
import argparse

parser = argparse.ArgumentParser(description="Shrink a picture.")
parser.add_argument("photo", nargs="?")
parser.add_argument("--width", type=int, default=640)
parser.add_argument("--mode", default="RGB")
parser.add_argument("--exact", action="store_true")
parser.add_argument("--seed", type=int, default=7)
parser.add_argument("--out", default="small")


def main():
    args = parser.parse_args()
    size = 0
    if args.photo:
        with open(args.photo, "rb") as photo:
            size = len(photo.read())
    with open(args.out + ".txt", "w") as out:
        out.write(f"{size} bytes\n")
    with open(args.out + ".log", "w") as log:
        log.write("a log that nobody asked for\n")
    print(args.width, args.mode, args.exact, args.seed, args.out, size)


if __name__ == "__main__":
    main()
