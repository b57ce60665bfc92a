"""The weather of a town, from a service on the network."""

import os

import urllib.request
from urllib.parse import quote

API_KEY = os.environ.get("WEATHER_API_KEY", "")


def address(town: str) -> str:
    """Give the address that is asked."""
    return f"https://weather.invalid/?q={quote(town)}"


def fetch(town: str) -> str:
    """Ask the service."""
    with urllib.request.urlopen(address(town) + "&key=" + API_KEY) as answer:
        return answer.read().decode()
