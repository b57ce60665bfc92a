"""One Python script, every way to ship it: the library."""

__version__ = "0.1.0"
