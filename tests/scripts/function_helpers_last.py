"""Report on the words of a text."""


def clean(text: str) -> str:
    return text.strip().lower()


def tokens(text: str, sep: str | None = None) -> list[str]:
    return clean(text).split(sep)


def count_words(text: str) -> int:
    """Count the words."""
    return len(tokens(text))


def longest_word(text: str) -> str:
    """Find the longest word."""
    return max(tokens(text), key=len)
