"""Recipes as typed dictionaries and named tuples."""

from typing import NamedTuple, TypedDict


class Portion(NamedTuple):
    grams: int
    people: int = 2


class Recipe(TypedDict, total=False):
    title: str
    minutes: int
    vegan: bool


def describe(recipe: Recipe, portion: Portion = Portion(250)) -> str:
    """Describe a recipe in one line."""
    return f"{sorted(recipe.items())} {portion.grams * portion.people} g"


def longest(recipes: list[Recipe]) -> Recipe:
    """Find the recipe that takes the longest."""
    return max(recipes, key=lambda one: one["minutes"])
