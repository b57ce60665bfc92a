"""Greet somebody."""


def greet(name: str) -> str:
    """Greet somebody."""
    return "Hello, " + name + "!

print(greet("world"))
