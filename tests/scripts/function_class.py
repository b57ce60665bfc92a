"""A bank account as a class."""


class Account:
    """An account with a balance.

    Args:
        owner: Whose it is.
        balance: What it begins with.
    """

    RATE = 0.02

    def __init__(self, owner: str, balance: float = 0.0):
        self.owner = owner
        self.balance = balance

    def interest(self, years: int, rate: float = RATE) -> float:
        """Give the balance after some years."""
        return round(self.balance * (1 + rate) ** years, 2)

    @staticmethod
    def is_valid(number: str) -> bool:
        """Tell whether an account number is well formed."""
        return number.isdigit() and len(number) == 8

    @classmethod
    def parse(cls, text: str) -> str:
        """Read "owner: balance"."""
        owner, _, balance = text.partition(":")
        return f"{cls.__name__} of {owner} with {float(balance)}"

    def _internal(self, x: int) -> int:
        return x
