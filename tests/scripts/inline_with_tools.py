# /// script
# dependencies = []
#
# [tool.black]
# line-length = 100
# ///

# /// readme
# This block is of another type.
# ///

import argparse

p = argparse.ArgumentParser(description="Count the letters of a word.")
p.add_argument("word")
p.add_argument("-u", "--upper", action="store_true", help="count capitals only")
a = p.parse_args()
print(sum(1 for letter in a.word if letter.isalpha() and (letter.isupper() or not a.upper)))
