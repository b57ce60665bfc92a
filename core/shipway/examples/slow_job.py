# /// script
# requires-python = ">=3.10"
# dependencies = ["tqdm"]
# ///
"""Slow job

Estimates π by throwing darts at a circle, slowly enough to watch.
"""

import argparse
import random
import time

from tqdm import tqdm


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=60, help="how many rounds to throw (default: %(default)s)")
    parser.add_argument("--delay", type=float, default=0.1, help="seconds that a round takes (default: %(default)s)")
    parser.add_argument("--darts", type=int, default=10_000, help="darts in a round (default: %(default)s)")
    parser.add_argument("--seed", type=int, help="a number that makes the same throws happen again")
    options = parser.parse_args()
    if min(options.steps, options.darts) < 1 or options.delay < 0:
        parser.error("steps and darts must be 1 or more, and the delay not below 0")

    throw = random.Random(options.seed).random
    inside = 0
    for step in tqdm(range(1, options.steps + 1), desc="Throwing", unit="round"):
        inside += sum(throw() ** 2 + throw() ** 2 <= 1 for _ in range(options.darts))
        if step % 20 == 0:
            tqdm.write(f"after {step} rounds: {4 * inside / (step * options.darts):.5f}")
        time.sleep(options.delay)

    print(f"π is about {4 * inside / (options.steps * options.darts):.5f}")


if __name__ == "__main__":
    main()
