"""A square of one colour."""

from PIL import Image


def square(colour: str = "#0b6b6f", size: int = 40) -> Image.Image:
    """Paint a square."""
    return Image.new("RGB", (size, size), colour)
