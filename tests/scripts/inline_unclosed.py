# /// script
# dependencies = ["this block never ends, so it is a comment like any other"]

"""Say something twice."""


def twice(text: str) -> str:
    return text + text
