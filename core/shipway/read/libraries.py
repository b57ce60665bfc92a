"""What is known of libraries: those that read a command line for a script, and calls that only set something."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

CLICKS: Final = frozenset({"click", "typer", "rich_click", "cloup", "asyncclick"})
"""click, and what is built on it."""
PARSERS: Final = CLICKS | {"argparse", "fire", "docopt", "optparse", "getopt", "cyclopts", "tap"}
"""Libraries that read a command line for the script."""

SETTINGS: Final = frozenset({
    "sys.path.append", "sys.path.insert", "sys.setrecursionlimit", "logging.basicConfig", "logging.disable",
    "load_dotenv", "dotenv.load_dotenv", "warnings.filterwarnings", "warnings.simplefilter", "matplotlib.use",
    "mpl.use", "plt.style.use", "sns.set", "sns.set_theme", "random.seed", "np.random.seed", "np.set_printoptions",
    "np.seterr", "pd.set_option", "locale.setlocale", "signal.signal", "os.environ.setdefault",
    "urllib3.disable_warnings", "getcontext",
})  # fmt: skip
"""Calls that only set something for what comes: no work of their own."""

_COMMANDS: Final = re.compile(
    r"[@.]\s*(command|group)\b|(Command|Group|CommandCollection|Typer|typer\.run)\(|from typer import[^\n]*\brun\b"
)


def used(imports: Set[str], text: str, calls: Set[str]) -> frozenset[str]:
    """Give those that a script uses; argparse only where it makes a parser, click where it makes a command."""
    found = frozenset(imports & PARSERS - {"argparse"} - (set() if _COMMANDS.search(text) else CLICKS))
    if "argparse" in imports and "ArgumentParser" in text:
        return found | {"argparse"}
    # Other libraries derive parsers of their own from argparse's, and name them after it.
    derived = "Parser(" in text and any(name.endswith(("ArgumentParser", "ArgParser")) for name in calls)
    return found | {"argparse"} if derived else found
