"""Sleep."""

import argparse
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--seconds", type=float, default=60)
options = parser.parse_args()
print("asleep", flush=True)
time.sleep(options.seconds)
print("awake")
