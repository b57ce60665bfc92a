"""Roll dice that are always the same."""

import random
import sys

sides = 6
if len(sys.argv) > 1:
    sides = int(sys.argv[1])
try:
    count = int(sys.argv[2])
except IndexError:
    count = 3
random.seed(1)
print([random.randint(1, sides) for _ in range(count)])
