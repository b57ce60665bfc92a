#!/usr/bin/env python3
# Turn Fahrenheit into Celsius.
#
# Usage:   python examples_usage_comment.py 98.6
#          ./examples_usage_comment.py 32 212

import sys

for word in sys.argv[1:]:
    print(round((float(word) - 32) / 1.8, 1))
