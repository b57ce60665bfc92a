"""The scripts that are there when none is given: ordinary scripts, which know nothing of Shipway."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["SCRIPTS"]

SCRIPTS: Final = tuple(
    Path(__file__).parent / f"{name}.py"
    for name in (
        "celsius",
        "units",
        "csv_summary",
        "resize_images",
        "qr_code",
        "text_tool",
        "slow_job",
        "invoice",
        "passwords",
        "quiz",
    )
)
"""Every bundled script, the simplest first."""
