"""Open-ended signatures."""


def join(first: str, /, *others: str, sep: str = ", ", **options: int) -> str:
    """Join texts, and show the options."""
    return sep.join((first, *others)) + f" {dict(sorted(options.items()))}"


def total(*numbers: float) -> float:
    """Add numbers up."""
    return sum(numbers)
