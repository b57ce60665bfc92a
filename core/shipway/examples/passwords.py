"""Password maker

Makes passwords that cannot be guessed.
"""

import secrets
import string

ALIKE = "0O1lI5S"


def passwords(
    length: int = 16, how_many: int = 5, digits: bool = True, symbols: bool = True, avoid_alike: bool = True
) -> list[str]:
    """Make passwords.

    Args:
        length: Characters in each.
        how_many: How many to choose from.
        digits: At least one digit in each.
        symbols: At least one of !#$%&*+-=?@ in each.
        avoid_alike: Leave out characters that look alike, such as 0 and O.
    """
    groups = [string.ascii_lowercase, string.ascii_uppercase]
    groups += [string.digits] if digits else []
    groups += ["!#$%&*+-=?@"] if symbols else []
    if avoid_alike:
        groups = ["".join(mark for mark in group if mark not in ALIKE) for group in groups]
    if not len(groups) <= length <= 1000 or not 1 <= how_many <= 1000:
        raise ValueError(f"the length must be from {len(groups)} to 1000, and how many from 1 to 1000")
    return [_one(groups, length) for _ in range(how_many)]


def _one(groups: list[str], length: int) -> str:
    marks = [secrets.choice(group) for group in groups]
    marks += [secrets.choice("".join(groups)) for _ in range(length - len(marks))]
    secrets.SystemRandom().shuffle(marks)
    return "".join(marks)
