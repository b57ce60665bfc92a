"""What celsius.py does, for `python celsius_cli.py 37`."""

import argparse
import math

parser = argparse.ArgumentParser(description="Celsius to Fahrenheit.")
parser.add_argument("celsius", type=float, help="temperature in degrees Celsius")
celsius = parser.parse_args().celsius
if not math.isfinite(celsius):
    raise ValueError("Celsius must be a finite number")
print(round(celsius * 9 / 5 + 32, 2))
