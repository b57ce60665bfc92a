"""Enums of every sort."""

import enum

Suit = enum.Enum("Suit", "CLUBS HEARTS SPADES")


class Rights(enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()
    RUN = enum.auto()


class Planet(enum.Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)


def grant(rights: Rights, suit: Suit = Suit.HEARTS) -> str:
    """Grant several rights at once."""
    return f"{rights.value} {suit.name}"


def gravity(planet: Planet = Planet.EARTH) -> float:
    """Give the gravity of a planet."""
    mass, radius = planet.value
    return round(6.67e-11 * mass / radius**2, 2)
