"""Write some files."""

import argparse
import pathlib

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--how-many", type=int, default=2)
options = parser.parse_args()

folder = pathlib.Path("made")
folder.mkdir(exist_ok=True)
for number in range(1, options.how_many + 1):
    (folder / f"part {number}.txt").write_text(f"part {number}\n")
pathlib.Path("index.csv").write_text("number\n" + "".join(f"{n}\n" for n in range(1, options.how_many + 1)))
print("made", options.how_many, "files and an index")
