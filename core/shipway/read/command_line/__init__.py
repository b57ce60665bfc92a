"""Every other script: it is never run to be read; it gets a command-line field, and its standard input."""

from __future__ import annotations

from dataclasses import replace

from shipway.read.command_line.argv_places import places
from shipway.read.command_line.usage import usage_of
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


FILES = Param(
    name="files",
    kind="files",
    place="argv",
    label="Files",
    help="The files that the script reads; without any, it reads its standard input.",
    argv=Argv(nargs="*"),
)


def command_line(source: Source, problem: str = "") -> Spec:
    """Give the tool that runs the script as it is."""
    asks = source.may_ask
    params = list(_words(source, problem))
    if source.uses_stdin and not asks:
        # It may talk to a person line by line, or read what somebody has prepared.
        asks = "stdin.readline" in source.text and "stdin.readlines" not in source.text
        params.append(replace(STDIN, help=f"{STDIN.help} {LIVE}") if asks else STDIN)
    title, summary, text = source.heading
    usage = usage_of(source) if params or source.uses_argv else ""
    return Spec(
        tool=source.name,
        dialect="command line",
        title=title,
        # What the docstring says of its usage stands beside the field.
        summary="" if summary and summary in " ".join(usage.split()) else summary,
        help="" if usage and usage in source.docstring else text,
        params=tuple(params),
        stdin="asks" if asks else "text" if source.uses_stdin else "none",
        usage=usage,
    )


def _words(source: Source, problem: str) -> tuple[Param, ...]:
    """Give a field for each place of the command line where that is certain, and one for all that is left."""
    if not (source.uses_argv or source.parsers or problem):
        return (FILES,) if "fileinput" in source.imports else ()
    found = places(source)
    more = replace(ARGUMENTS, label="More of the command line") if found.params else ARGUMENTS
    return found.params if found.exact else (*found.params, more)
