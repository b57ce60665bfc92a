"""Small sums, with *documentation* in Markdown."""


def interest(capital: float, rate: float = 3.0, years: int = 1) -> float:
    """Add **compound** interest.

    The formula is `capital * (1 + rate / 100) ** years`:

    1. the rate is in percent,
    2. the years are whole.

    | rate | after 10 years |
    |------|----------------|
    | 3    | 134            |
    | 5    | 163            |

    Args:
        capital: What there is at first, as in `100`.
        rate: The rate, **in percent**. See [the bank](https://example.org/rates).
        years: How many.
    """
    return round(capital * (1 + rate / 100) ** years, 2)
