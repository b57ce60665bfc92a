"""What frame.py does, for `python frame_cli.py 1000`."""

import argparse

import pandas as pd

parser = argparse.ArgumentParser(description="A small table, and its sum.")
parser.add_argument("rows", type=int, help="how many rows the table has")
frame = pd.DataFrame({"value": range(parser.parse_args().rows)})
print(int(frame["value"].sum()))
