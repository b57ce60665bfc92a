"""Lengths in other units."""
