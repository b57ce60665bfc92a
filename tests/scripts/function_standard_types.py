"""Types of the standard library that are made of a text."""

import ipaddress
import re
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo


def network(
    address: ipaddress.IPv4Address, within: ipaddress.IPv4Network = ipaddress.IPv4Network("10.0.0.0/8")
) -> bool:
    """Tell whether an address is in a network."""
    return address in within


def find(pattern: re.Pattern[str], text: str) -> list[str]:
    """Find all matches."""
    return pattern.findall(text)


def version(uuid: UUID, part: Fraction = Fraction(1, 2)) -> str:
    """Show a UUID's version."""
    return f"{uuid.version} {part}"


def zone(name: ZoneInfo, steps: range = range(0, 3)) -> str:
    """Show a zone."""
    return f"{name.key} {list(steps)}"
