"""Roll dice, and remember them in a file."""

import json
import random
from datetime import date


def roll(count: int = 2, seed: int = 0) -> list[int]:
    """Roll some dice."""
    if seed:
        return [random.Random(seed).randint(1, 6) for _ in range(count)]
    return [random.randint(1, 6) for _ in range(count)]


def remember(count: int = 2) -> str:
    """Roll, and add what came to dice.json."""
    with open("dice.json", "a") as file:
        json.dump({"day": str(date.today()), "dice": roll(count)}, file)
    return "remembered"
