"""Calls of functions: texts become what their hints and their defaults want."""
