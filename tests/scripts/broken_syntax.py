"""Greet somebody."""


def greet(name: str) -> str:
    """Greet somebody."""
    return f"Hello, {name}!

print(greet("world"))
