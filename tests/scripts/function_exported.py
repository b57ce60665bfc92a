"""Only what __all__ names is offered."""

import functools
from contextlib import contextmanager

__all__ = ["greet"]


def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        print("calling", function.__name__)
        return function(*args, **kwargs)

    return inner


@contextmanager
def opened(name: str):
    yield name


def shout(text: str) -> str:
    return text.upper()


@logged
def greet(name: str, *, loud: bool = False) -> str:
    """Greet somebody."""
    return f"Hello {shout(name) if loud else name}"
