"""What an answer of the site is made of: text that is always UTF-8."""

from __future__ import annotations

from flask import Response


def plain(text: str) -> str:
    """Give a text that UTF-8 can hold: half of a character, as a file's name may have it, becomes its escape."""
    return text.encode("utf-8", "backslashreplace").decode()


class Reply(Response):
    """Flask's answer, which no text can break; within a JSON text, the escape is JSON's own."""

    def set_data(self, value: bytes | str) -> None:
        """Take the body."""
        super().set_data(value.encode("utf-8", "backslashreplace") if isinstance(value, str) else value)
