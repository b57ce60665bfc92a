"""Describe a text."""


def describe(text: str = "abc") -> dict:
    """Describe a text."""
    return {"text": text, "length": len(text), "letters": sorted(set(text)), "empty": not text, "nothing": None}
