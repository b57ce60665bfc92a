"""Distance of two points on the earth.

Usage: words_unpacked.py LAT1 LON1 LAT2 LON2
"""

import math
import sys

lat1, lon1, lat2, lon2 = sys.argv[1:]
a, b, c, d = (math.radians(float(x)) for x in (lat1, lon1, lat2, lon2))
angle = math.acos(math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d))
print(round(6371 * angle), "km")
