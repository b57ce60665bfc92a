"""A class that is called like a function."""


class Scaler:
    """Scale numbers."""

    def __init__(self, factor: float = 2.0, offset: int = 0):
        self.factor = factor
        self.offset = offset

    def __call__(self, values: list[float]) -> list[float]:
        """Scale each number."""
        return [value * self.factor + self.offset for value in values]
