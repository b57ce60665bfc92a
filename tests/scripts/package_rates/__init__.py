"""Money in other currencies, by fixed rates."""

from .rates import EURO


def convert(amount: float, currency: str = "USD") -> float:
    """Convert euros.

    Args:
        amount: How many euros.
        currency: The code of a currency.
    """
    return round(amount * EURO[currency], 2)
