import math

AREAS = {
    "circle": lambda radius: math.pi * radius**2,
    "square": lambda side: side**2,
}
