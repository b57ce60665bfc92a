"""Script -> specs and findings. A reader recognises how a script takes its input; each dialect has its room.

* `source`: a script's text, parsed once; `newer`, `libraries`, `uses` and `wording` tell what stands in it.
* `functions/`: functions and their hints, defaults, docstrings, records.
* `live/`: parsers of argparse, click and typer, met alive; `text/`: the same, from the text alone.
* `prompts/`: scripts that ask; `command_line/`: every other script, its `sys.argv[1]` and its usage text.
* `lines/`: command lines that people have: quoting, pasted lines, examples; `fill` makes raws of them.
* `findings/`: what an author should know; `overrides/`: what an author wants; `terminal`: what needs one.
* `readers`: all of them in their order; `targets`, `entries`: modules, folders and console scripts.
* `imports`, `well_known`: what a script needs; `withheld`: what of it no visitor may see.
* `limited`, `kept`: a reading in a process with limits, and kept until something changes.

Who may import whom is a contract in pyproject.toml: dialects do not know each other.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from shipway.environment import Environment, environment
from shipway.errors import NoSuchScript, NoSuchTool, Unreadable
from shipway.profile import MINE, VISITORS, Profile
from shipway.read.kept import kept
from shipway.read.limited import read_limited
from shipway.spec import Reading, Spec

__all__ = ["profile_of", "read", "read_here", "tool_of"]


def read(script: Path, python: Path | None = None) -> Reading:
    """Read a script, in a process with limits; the answer is kept until the script, or a module beside it, changes.

    Raises Unreadable when there is no such file or it is not Python, Missing when `python` does not start.
    """
    try:
        path = script.expanduser().absolute()
    except RuntimeError:
        # There is no home of the user that `~name` stands for.
        raise NoSuchScript(f"there is no file {script}") from None
    where = environment(path, python)
    return kept(path, where, lambda: read_limited(path, where, read_here))


def tool_of(reading: Reading, tool: str | None) -> Spec:
    """Find a tool by name; without a name, the only one or the first. Raises NoSuchTool that lists those there are."""
    if tool is None:
        return reading.specs[0]
    for spec in reading.specs:
        if spec.tool == tool:
            return spec
    names = ", ".join(spec.tool for spec in reading.specs)
    script = Path(reading.script).name
    raise NoSuchTool(f"{script} has no tool {tool!r}; it has: {names}. The script's own words stand after --")


def profile_of(reading: Reading, profile: Profile = VISITORS) -> Profile:
    """Give a profile as a script's author sets it for visitors' runs; the caller's own runs are the caller's matter.

    Folders are named from where the script lies.
    """
    if profile is MINE:
        return profile
    beside = Path(reading.script).parent
    reads = tuple(str(beside / _home(path)) for path in reading.reads)
    limited = profile.limited(reading.seconds, reading.output, reading.memory, reading.network, reads)
    return replace(limited, reuse=bool(reading.reuse))


def _home(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:
        # There is no such user: it names nothing that could be read.
        return Path(path)


def read_here(path: Path, where: Environment) -> Reading | Unreadable:
    """Read a script in this very process; `read` has it done in one with limits."""
    from shipway.read import readers  # most of what there is to import, and a reading that is kept needs none of it

    return readers.read_here(path, where)
