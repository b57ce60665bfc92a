"""A progress bar without tqdm, a warning, and no newline at the end."""

import sys
import warnings

for percent in range(0, 101, 20):
    print(f"\r{percent:3} %", end="", file=sys.stderr, flush=True)
print(file=sys.stderr)
warnings.warn("this is old", stacklevel=1)
print("\x1b[32mgreen\x1b[0m and no newline", end="")
