"""nbpreview (typer 0.19), unmodified, in an environment of its own: it needs an older Pillow than ours.

The environment is one that Shipway itself makes, of what a script's block names.
"""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Ships\n", "A **list** of them."]},
        {
            "cell_type": "code",
            "execution_count": 1,
            "id": "b",
            "metadata": {},
            "outputs": [{"name": "stdout", "output_type": "stream", "text": ["3\n"]}],
            "source": ["print(1 + 2)"],
        },
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
LINES = (
    ("--plain", "-w", "60", "ships.ipynb"),
    ("--decorated", "--color-system", "none", "--no-images", "--width=50", "--", "ships.ipynb"),
    ("-m", "--line-numbers", "-e", "--theme", "monokai", "-w", "70", "ships.ipynb", "ships.ipynb"),
    ("none.ipynb",),
)
