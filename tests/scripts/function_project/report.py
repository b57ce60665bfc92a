"""Make a report; its types come from the module beside it."""

import models
from models import DEFAULT_LIMIT, Filter


def report(filter: Filter, style: models.Format = models.Format.TEXT, limit: int = DEFAULT_LIMIT) -> str:
    """Report what was asked for."""
    return f"{filter.word} {filter.limit} {style.value} {limit}"
