"""The classes that the report works with."""

from dataclasses import dataclass
from enum import Enum

DEFAULT_LIMIT = 20


class Format(Enum):
    TEXT = "text"
    HTML = "html"


@dataclass
class Filter:
    word: str
    limit: int = DEFAULT_LIMIT
