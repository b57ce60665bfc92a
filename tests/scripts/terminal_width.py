import os
import sys

columns = os.get_terminal_size().columns
text = " ".join(sys.argv[1:]) or "hello"
print("=" * columns)
print(text.center(columns).rstrip())
print("=" * columns)
