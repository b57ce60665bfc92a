"""What a tool takes and gives: frozen plain data, to and from JSON.

Stdlib-only. `Raw` is what a front end hands in for a parameter; three of its forms differ on purpose:
`ABSENT` (nothing was given), `""` (an empty text was given), and a text.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal, TypeAlias

FORMAT: Final = 1
"""Version of the JSON form; it grows when a reader of the old form would misread the new one."""


class _Absent(enum.Enum):
    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT


@dataclass(frozen=True)
class FileRef:
    """Point to a file that a front end holds for a parameter: an upload, or a file that its user chose."""

    path: str
    name: str


class Held(str):
    """A path among values that a FileRef pointed to: the one sort of text that is known to be a file's."""

    __slots__ = ()


Raw: TypeAlias = "Literal[_Absent.ABSENT] | str | FileRef | tuple[str | FileRef, ...]"
Raws: TypeAlias = Mapping[str, Raw]
Values: TypeAlias = Mapping[str, object]
"""What `bind` makes of raws, and `run` takes: parsed values for functions, texts for all other tools."""

Dialect: TypeAlias = Literal["function", "argparse", "click", "prompts", "command line"]
Stdin: TypeAlias = Literal["asks", "terminal", "text", "file", "none"]
Place: TypeAlias = Literal["call", "argv", "answer", "stdin"]
Style: TypeAlias = Literal["value", "flag", "exit", "on/off", "switch", "count", "append", "line", "alone", "rest"]


@dataclass(frozen=True)
class Argv:
    """How a parser tool spells a parameter on its command line.

    `flags` is empty for a positional. `nargs` is argparse's: "" for exactly one, else "?", "*", "+", "...",
    "A..." or a number as text. `level` counts the subcommands that stand before it; -1 is behind all of them.
    `style`: "exit" is a flag that ends the script whatever else is missing (`--version`); "alone" is the tick for an
    option that may stand without its value; "line" takes the rest of the line, "rest" what no parameter takes; of a
    "switch", each choice has a flag of its own, in the same order. `off` are those of the flags that say no (click's;
    argparse's begin with --no-). `formats` are the ways in which a date may be written, by the letters of `strptime`.
    `instead` stands for a positional that is left out before another one, where it has no default to show.
    """

    flags: tuple[str, ...] = ()
    nargs: str = ""
    style: Style = "value"
    level: int = 0
    off: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    instead: str = ""


@dataclass(frozen=True)
class Param:
    """One thing that a tool takes.

    `name` is unique within its tool; `place` says where its value goes; `type` is the script's own type that the
    child makes of the value where the kind alone does not tell (such as "Decimal"); `default` is a raw;
    `asks` are the literal parts of the question that its answer is for, () for any question;
    `item` is the kind of a list's items; bounds hold for numbers (a list's items among them), lengths for texts and
    lists; `pattern` is a regular expression that is searched for in a text, where the script runs.
    `prefill` is what a form shows at first where that is not the script's own default.
    """

    name: str
    kind: str = "text"
    place: Place = "call"
    label: str = ""
    help: str = ""
    required: bool = False
    default: str | tuple[str, ...] | None = None
    choices: tuple[str, ...] = ()
    item: str = "text"
    type: str = ""
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    below: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    multiple_of: float | None = None
    pattern: str = ""
    unit: str = ""
    group: str = ""
    prefill: str | tuple[str, ...] | None = None
    argv: Argv | None = None
    asks: tuple[str, ...] = ()

    @property
    def first(self) -> str | tuple[str, ...] | None:
        """Give the raw that a fresh form shows, None for an empty field."""
        return self.default if self.prefill is None else self.prefill


@dataclass(frozen=True)
class Example:
    """Inputs that fill the form with one click: `label` is the line as its author wrote it, `raws` what it means.

    A parameter that is not named keeps its default. There are texts only, and no files: a path in an example is a
    path of its author's.
    """

    label: str
    raws: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """Something about the script that its author should know before sharing it.

    `code` is one of the table in `docs/formats.md`; `meaning` says what it means on a page, in a window, in a bundle.
    """

    code: str
    text: str
    line: int = 0
    meaning: str = ""


@dataclass(frozen=True)
class Exclusive:
    """Parameters of which at most one may be given; exactly one where it is `required`."""

    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Spec:
    """What one tool of a script takes.

    `command` holds the subcommands that lead to it; `unmapped` lists, in words, what the form does not show;
    `examples` fill the form with one click; `exclusive` names parameters that exclude each other; `groups` holds
    titles of groups with the author's words about them. `marks` are the characters that an option of its parser may
    begin with, `from_file` those that its parser takes for a file of arguments. `entry` names the command that is
    called when the script came to its end: one that it only defines, as a console script's launcher finds it.
    `outputs` are patterns of the files that its runs give, all where it is empty.
    `usage` is how its author says that it is called, plain text.
    """

    tool: str
    dialect: Dialect
    title: str = ""
    summary: str = ""
    help: str = ""
    params: tuple[Param, ...] = ()
    stdin: Stdin = "none"
    command: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    exclusive: tuple[Exclusive, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    marks: str = "-"
    from_file: str = ""
    outputs: tuple[str, ...] = ()
    entry: str = ""
    usage: str = ""

    def param(self, name: str) -> Param | None:
        """Give the parameter of this name, or None when there is none."""
        return next((param for param in self.params if param.name == name), None)

    def ends(self, raws: Raws) -> bool:
        """Tell whether these raws only make the script tell something and end, whatever else it requires."""
        return any(raws.get(one.name) == "yes" for one in self.params if one.argv and one.argv.style == "exit")


@dataclass(frozen=True)
class Reading:
    """All that was read in a script.

    `script` is its path. `live` tells whether its parser was caught alive. `problem` is one sentence when it was not
    and the static answer stands alone, or when it was caught without what it imports. `near` are the script's own
    modules that were imported on the way.
    `seconds`, `output` and `memory` (bytes), `network`, `reads` (folders) and `reuse` are what its author sets for its
    runs, None or empty where they say nothing.
    `imports` are the modules that it and its neighbours import at their top level: "module", or "module:name,name"
    where names are taken from it.
    `target` is what was named, where that was no file but a module, a folder or a console script: the environment of a
    run is asked for by it. `started` are the words that start it on a command line, empty for a file or a folder.
    """

    script: str
    title: str
    summary: str = ""
    specs: tuple[Spec, ...] = ()
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    live: bool = False
    near: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    seconds: float | None = None
    output: int | None = None
    memory: int | None = None
    network: bool | None = None
    reads: tuple[str, ...] = ()
    reuse: bool | None = None
    target: str = ""
    started: tuple[str, ...] = ()


def to_json(reading: Reading) -> dict[str, Any]:
    """Give the plain-data form of a reading, with its format's version under "shipway"."""
    return {"shipway": FORMAT, **asdict(reading)}


def from_json(data: Mapping[str, Any]) -> Reading:
    """Give the reading that `to_json` wrote; raises ValueError when the version is another one."""
    if data.get("shipway") != FORMAT:
        raise ValueError(f"this is format {data.get('shipway')!r} of a reading; this Shipway knows {FORMAT}")
    plain = {key: value for key, value in data.items() if key != "shipway"}
    specs = tuple(spec_from_json(spec) for spec in plain.pop("specs"))
    findings = tuple(Finding(**finding) for finding in plain.pop("findings"))
    return Reading(specs=specs, findings=findings, **_tuples(plain))


def spec_from_json(data: Mapping[str, Any]) -> Spec:
    """Give one spec from its plain-data form; raises TypeError on an unknown field."""
    plain = dict(data)
    params = tuple(_param(param) for param in plain.pop("params", ()))
    examples = tuple(Example(one["label"], _tuples(one["raws"])) for one in plain.pop("examples", ()))
    exclusive = tuple(Exclusive(**_tuples(one)) for one in plain.pop("exclusive", ()))
    groups = tuple((title, text) for title, text in plain.pop("groups", ()))
    return Spec(params=params, examples=examples, exclusive=exclusive, groups=groups, **_tuples(plain))


def _param(data: Mapping[str, Any]) -> Param:
    plain = dict(data)
    argv = plain.pop("argv", None)
    return Param(argv=Argv(**_tuples(argv)) if argv else None, **_tuples(plain))


def _tuples(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
