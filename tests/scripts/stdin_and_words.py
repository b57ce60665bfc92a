"""Keep the lines that hold a word.

usage: stdin_and_words.py WORD < text
"""

import sys

if len(sys.argv) != 2:
    sys.exit(__doc__)
word = sys.argv[1]
print("".join(line for line in sys.stdin if word in line), end="")
