"""Look for a word, and find nothing."""

import argparse
import sys

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("word")
options = parser.parse_args()
print("nothing like", options.word)
sys.exit(3)
