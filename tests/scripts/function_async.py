"""Asynchronous functions and generators."""

import asyncio
from collections.abc import AsyncIterator, Iterator


async def fetch(name: str, delay: float = 0.01) -> str:
    """Wait a little and answer."""
    await asyncio.sleep(delay)
    return f"hello {name}"


async def ticks(count: int) -> AsyncIterator[int]:
    """Give numbers as they come."""
    for number in range(count):
        await asyncio.sleep(0)
        print("tick", number)
        yield number * number


def countdown(start: int) -> Iterator[str]:
    """Count down, one result at a time."""
    for number in range(start, 0, -1):
        yield f"{number}…"
