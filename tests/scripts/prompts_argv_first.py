"""Reverse a word, from the command line or asked for."""

import sys

if len(sys.argv) > 1:
    word = sys.argv[1]
else:
    word = input("Word to reverse: ")
print(word[::-1])
