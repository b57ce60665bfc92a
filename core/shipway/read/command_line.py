"""Every other script: it is never run to be read; it gets a command-line field, and its standard input."""

from __future__ import annotations

from dataclasses import replace

from shipway.read.source import Source
from shipway.spec import Argv, Param, Spec

STDIN = Param(
    name="standard_input",
    kind="long_text",
    place="stdin",
    label="Standard input",
    help="What the script reads from its standard input: a text, or a file.",
)
LIVE = "Leave it empty to be asked for each line."
ARGUMENTS = Param(
    name="arguments",
    kind="arguments",
    place="argv",
    label="Command line",
    help="What stands after the script's name on the command line; quotes work as in a shell.",
    argv=Argv(nargs="...", style="line"),
)


def command_line(source: Source, problem: str = "") -> Spec:
    """Give the tool that runs the script as it is."""
    params = []
    if source.uses_argv or source.parsers or problem:
        params.append(ARGUMENTS)
    asks = source.may_ask
    if source.uses_stdin and not asks:
        # It may talk to a person line by line, or read what somebody has prepared.
        asks = "stdin.readline" in source.text and "stdin.readlines" not in source.text
        params.append(replace(STDIN, help=f"{STDIN.help} {LIVE}") if asks else STDIN)
    title, summary, text = source.heading
    return Spec(
        tool=source.path.stem,
        dialect="command line",
        title=title,
        summary=summary,
        help=text,
        params=tuple(params),
        stdin="asks" if asks else "text" if source.uses_stdin else "none",
    )
