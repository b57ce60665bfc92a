"""Sum the last column of files, or of what comes in."""

import fileinput

total = 0.0
for line in fileinput.input():
    parts = line.split()
    if parts:
        total += float(parts[-1])
print(f"{total:g}")
