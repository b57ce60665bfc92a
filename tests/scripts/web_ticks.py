"""Print five lines a second."""

import time

for tick in range(300):
    print("tick", tick, flush=True)
    time.sleep(0.2)
