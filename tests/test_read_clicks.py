"""click: the command is caught in its script, and every option and argument of it becomes a parameter or is listed."""

from __future__ import annotations

import ast
import inspect
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest

from core_fixtures import reading_of
from shipway.spec import Argv, Param, Reading, Spec

HEAD = """
    import enum, json, pathlib, click

    class Pen(enum.Enum):
        RED = 1
        BLUE = 2

    class Span(click.ParamType):
        name = "timespan"
"""


def command_of(folder: Path, *decorators: str) -> Reading:
    """Write a command with these decorators, and read it."""
    above = "\n".join(f"    @click.{one}" for one in decorators)
    reading = reading_of(
        folder, f'{HEAD}\n    @click.command()\n{above}\n    def go(**_):\n        "Do it."\n\n    go()\n'
    )
    assert reading.live, reading.problem
    return reading


def spec_of(folder: Path, *decorators: str) -> Spec:
    (spec,) = command_of(folder, *decorators).specs
    return spec


def facts(param: Param) -> dict[str, Any]:
    """Give what differs from a plain text that is not required, its place and label left out; its flag is --p."""
    plain = Param(param.name, label=param.label, place="argv", argv=Argv(("--p",)))
    given = vars(param)
    if param.argv and param.argv.flags == (f"--{param.name}",):
        given = {**given, "argv": replace(param.argv, flags=("--p",))}
    return {name: value for name, value in given.items() if value != getattr(plain, name)}


def each_of(folder: Path, *options: str) -> list[Param]:
    """Read one command that has all of these options, each with a name of its own."""
    spec = spec_of(folder, *(f'option("--p{number}", {words})' for number, words in enumerate(options)))
    assert spec.unmapped == ()
    assert [param.name for param in spec.params] == [f"p{number}" for number in range(len(options))]
    return list(spec.params)


def argument(nargs: str = "", style: Any = "value") -> dict[str, Any]:
    return {"argv": Argv((), nargs, style)}


FORMATS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")
TYPES: list[tuple[str, dict[str, Any]]] = [
    ("STRING", {}),
    ("INT", {"kind": "whole_number"}),
    ("FLOAT", {"kind": "number"}),
    ("BOOL", {"kind": "choice", "choices": ("yes", "no")}),
    ("UUID", {"type": "UUID"}),
    ("UNPROCESSED", {}),
    ("IntRange(1, 5)", {"kind": "whole_number", "minimum": 1, "maximum": 5}),
    ("IntRange(1, 5, min_open=True, max_open=True)", {"kind": "whole_number", "above": 1, "below": 5}),
    # What is clamped may be any number.
    ("IntRange(1, 5, clamp=True)", {"kind": "whole_number", "help": "(kept at least 1 and at most 5)"}),
    ("FloatRange(min=0.5)", {"kind": "number", "minimum": 0.5}),
    ('Choice(["a", "b"])', {"kind": "choice", "choices": ("a", "b")}),
    ('Choice(["A", "b"], case_sensitive=False)', {"kind": "choice", "choices": ("A", "b")}),
    ("Choice(Pen)", {"kind": "choice", "choices": ("RED", "BLUE")}),
    ("DateTime()", {"kind": "datetime", "argv": Argv(("--p",), formats=FORMATS)}),
    ('DateTime(["%d.%m.%Y"])', {"kind": "date", "argv": Argv(("--p",), formats=("%d.%m.%Y",))}),
    ('DateTime(["%H:%M"])', {"kind": "time", "argv": Argv(("--p",), formats=("%H:%M",))}),
    ('DateTime(["%Y", "%m/%Y"])', {"help": "(%Y or %m/%Y)"}),
    ('File("r")', {"kind": "file"}),
    ('File("wb", lazy=True)', {"kind": "file_out"}),
    ("Path()", {"kind": "file"}),
    ("Path(exists=True)", {"kind": "file"}),
    ("Path(exists=True, file_okay=False)", {"kind": "folder"}),
    ("Path(dir_okay=False, writable=True)", {"kind": "file_out"}),
    ("Tuple([str, int])", {"kind": "list", "argv": Argv(("--p",), "2")}),
    ("Tuple([int, int])", {"kind": "list", "item": "whole_number", "argv": Argv(("--p",), "2")}),
]  # fmt: skip
OTHER_TYPES: list[tuple[str, dict[str, Any]]] = [
    ("pathlib.Path", {"kind": "file"}),
    ("json.loads", {"kind": "json"}),
    ("lambda text: text", {}),
    ("Span()", {"help": "(timespan)"}),
]
OPTIONS: list[tuple[str, dict[str, Any]]] = [
    ("default='x'", {"default": "x"}),
    ("default=5", {"kind": "whole_number", "default": "5"}),
    ("default=lambda: 5", {"help": "(default: computed when it runs)"}),
    ("default=None, show_default='this folder'", {"help": "(default: this folder)"}),
    ("nargs=2, default=('a', 'b')", {"kind": "list", "default": ("a", "b"), "argv": Argv(("--p",), "2")}),
    ("type=click.Choice(Pen), default=Pen.BLUE", {"kind": "choice", "choices": ("RED", "BLUE"), "default": "BLUE"}),
    ("type=click.Choice(['A'], case_sensitive=False), default='a'",
     {"kind": "choice", "choices": ("A",), "default": "A"}),
    ("type=bool, default=True", {"kind": "yes_no", "default": "yes"}),
    ("required=True", {"required": True}),
    ("required=True, default='x'", {"default": "x"}),
    ("required=True, envvar='HOME'", {"help": "(environment: HOME)"}),
    ("help='Some\\n   words.'", {"help": "Some words."}),
    ("metavar='OUT_FILE'", {"kind": "file_out"}),
    ("nargs=2", {"kind": "list", "argv": Argv(("--p",), "2")}),
    ("nargs=2, type=click.Choice(['a', 'b'])", {"kind": "list", "argv": Argv(("--p",), "2")}),
    ("multiple=True", {"kind": "list", "argv": Argv(("--p",), "", "append")}),
    ("multiple=True, default=['a', 'b']",
     {"kind": "list", "default": ("a", "b"), "argv": Argv(("--p",), "", "append")}),
    ("multiple=True, type=click.Choice(['a', 'b'])",
     {"kind": "choices", "choices": ("a", "b"), "argv": Argv(("--p",), "", "append")}),
    ("multiple=True, type=click.Path(exists=True)", {"kind": "files", "argv": Argv(("--p",), "", "append")}),
    ("multiple=True, nargs=2, type=int",
     {"kind": "list", "item": "whole_number", "argv": Argv(("--p",), "2", "append")}),
    ("is_flag=True", {"kind": "yes_no", "default": "no", "argv": Argv(("--p",), "", "flag")}),
    ("is_flag=True, default=True", {"kind": "yes_no", "default": "no", "argv": Argv(("--p",), "", "flag")}),
    ("flag_value='x'", {"kind": "yes_no", "default": "no", "argv": Argv(("--p",), "", "flag")}),
    ("count=True",
     {"kind": "whole_number", "minimum": 0, "maximum": 100, "default": "0", "argv": Argv(("--p",), "", "count")}),
    ("prompt=True", {"help": "Leave it empty to be asked."}),
    ("prompt='Who?', default='me', required=True", {"help": "Leave it empty to be asked."}),
    ("prompt=True, hide_input=True, confirmation_prompt=True",
     {"kind": "secret", "help": "Leave it empty to be asked."}),
    ("is_flag=True, prompt='Sure?'", {"kind": "yes_no", "default": "no", "argv": Argv(("--p",), "", "flag")}),
    ("callback=lambda *_: 1 / 0", {}),
    ("is_eager=True", {}),
    ("expose_value=False", {}),
    ("show_choices=False, show_envvar=True, allow_from_autoenv=False, shell_complete=lambda *_: []", {}),
    ("deprecated='use another', help='Old.'", {"help": "Old. (DEPRECATED: use another)"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Param]:
    words = [f"type=click.{kind}" for kind, _ in TYPES] + [f"type={kind}" for kind, _ in OTHER_TYPES]
    words += [words for words, _ in OPTIONS]
    return dict(zip(words, each_of(tmp_path_factory.mktemp("options"), *words), strict=True))


@pytest.mark.parametrize(("kind", "expected"), TYPES, ids=[kind for kind, _ in TYPES])
def test_a_type_of_clicks_has_its_kind(read_once: dict[str, Param], kind: str, expected: dict[str, Any]) -> None:
    assert facts(read_once[f"type=click.{kind}"]) == expected


@pytest.mark.parametrize(("kind", "expected"), OTHER_TYPES, ids=[kind for kind, _ in OTHER_TYPES])
def test_a_type_of_the_authors_says_what_it_is(
    read_once: dict[str, Param], kind: str, expected: dict[str, Any]
) -> None:
    assert facts(read_once[f"type={kind}"]) == expected


@pytest.mark.parametrize(("words", "expected"), OPTIONS, ids=[words for words, _ in OPTIONS])
def test_an_option_becomes_a_parameter(read_once: dict[str, Param], words: str, expected: dict[str, Any]) -> None:
    assert facts(read_once[words]) == expected


def test_an_option_that_may_stand_without_its_value_has_a_tick_for_that(tmp_path: Path) -> None:
    level, alone, name, asked = spec_of(
        tmp_path,
        "option('--level', is_flag=False, flag_value='all', default='none')",
        "option('--name', prompt=True, prompt_required=False)",
    ).params
    assert (level.name, level.default, alone.name, alone.kind) == ("level", "none", "level_alone", "yes_no")
    assert (alone.argv, alone.help) == (Argv(("--level",), "", "alone"), "Gives --level alone, for all.")
    assert (name.help, asked.help) == ("", "Gives --name alone, to be asked.")


ARGUMENTS: list[tuple[str, dict[str, Any]]] = [
    ("", {"required": True, **argument()}),
    ("required=False", argument("?")),
    ("default='x'", {"default": "x", **argument("?")}),
    ("nargs=2", {"kind": "list", "required": True, **argument("2")}),
    ("nargs=-1", {"kind": "list", **argument("*")}),
    ("nargs=-1, required=True, type=click.Path()", {"kind": "files", "required": True, **argument("+")}),
    ("nargs=-1, type=int", {"kind": "list", "item": "whole_number", **argument("*")}),
    ("nargs=-1, type=click.UNPROCESSED", {"kind": "arguments", **argument("...", "line")}),
    ("type=click.Path(exists=True), metavar='SRC'", {"kind": "file", "required": True, **argument()}),
    ("help='What.'", {"help": "What.", "required": True, **argument()}),
    ("envvar='HOME', type=click.Path(exists=True, file_okay=False)",
     {"kind": "folder", "help": "(environment: HOME)", **argument()}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), ARGUMENTS, ids=[words for words, _ in ARGUMENTS])
def test_an_argument_becomes_a_parameter(tmp_path: Path, words: str, expected: dict[str, Any]) -> None:
    assert facts(spec_of(tmp_path, f'argument("p", {words})').params[0]) == expected


def test_every_type_that_click_exports_has_a_row() -> None:
    types = {name for name, one in vars(click).items() if inspect.isclass(one) and issubclass(one, click.ParamType)}
    types |= {name for name, one in vars(click).items() if isinstance(one, click.ParamType)}
    assert types - {"ParamType"} == {kind.partition("(")[0] for kind, _ in TYPES}


def test_every_argument_of_options_and_arguments_has_a_row() -> None:
    said = {word for words, _ in (*OPTIONS, *ARGUMENTS) for word in inspect.signature(_named(words)).parameters}
    known = {"param_decls", "type", "hidden", "attrs", "self", "prompt_required"}
    classes = (click.Option, click.Argument, click.Parameter)
    taken = {name for one in classes for name in inspect.signature(one.__init__).parameters}
    assert taken - known <= said, taken - known - said


def _named(words: str) -> Any:
    """Give a function that takes the names which these words give a value to."""
    call = ast.parse(f"f({words})", mode="eval").body
    assert isinstance(call, ast.Call)
    return eval(f"lambda {', '.join(str(one.arg) for one in call.keywords)}: None")


@pytest.mark.parametrize(
    ("flags", "words", "expected"),
    [
        (("--on/--off",), "", {"kind": "yes_no", "default": "no"}),
        (("--on/--off",), "default=True", {"kind": "yes_no", "default": "yes"}),
        (("--on/--off",), "default=None", {"kind": "choice", "choices": ("yes", "no")}),
        (("--on/--off",), "required=True", {"kind": "choice", "choices": ("yes", "no"), "required": True}),
        (("--on/-O", "p"), "", {"kind": "yes_no", "default": "no"}),
        ((" /-S", "p"), "default=True", {"kind": "yes_no", "default": "yes"}),
    ],
)
def test_a_pair_of_flags_is_one_box(tmp_path: Path, flags: tuple[str], words: str, expected: dict[str, Any]) -> None:
    (param,) = spec_of(tmp_path, f"option({', '.join(map(repr, flags))}, {words})").params
    assert param.argv is not None
    assert param.argv.style == "on/off"
    assert {name: value for name, value in facts(param).items() if name != "argv"} == expected
    first, _, second = flags[0].strip().partition("/")
    assert (param.argv.flags, param.argv.off) == (tuple(filter(None, (first, second))), (second,))


def test_flags_that_set_the_same_name_are_one_choice(tmp_path: Path) -> None:
    (how,) = spec_of(
        tmp_path,
        "option('--upper', 'how', flag_value='upper', help='Loud.')",
        "option('-l', '--lower', 'how', flag_value='lower', default=True)",
    ).params
    assert facts(how) == {
        "kind": "choice",
        "choices": ("upper", "lower"),
        "default": "lower",
        "help": "upper: Loud.",
        "argv": Argv(("--upper", "--lower"), "", "switch"),
    }


def test_what_shows_something_and_ends_has_a_tick_and_what_is_hidden_is_listed(tmp_path: Path) -> None:
    spec = spec_of(
        tmp_path,
        "version_option('1')",
        "option('--door', hidden=True)",
        "confirmation_option(prompt='Sure?')",
        "password_option()",
    )
    shown = [("version", "yes_no"), ("yes", "yes_no"), ("password", "secret")]
    assert [(param.name, param.kind) for param in spec.params] == shown
    assert spec.unmapped == ("hidden by its author: --door",)
    assert spec.stdin == "asks"


@pytest.mark.parametrize(
    ("decorator", "doc", "kind"),
    [
        ('argument("filename")', "Count words.", "file"),
        ('argument("filename")', "Create a new fragment.", "text"),
        ('argument("filename")', "Write the report.", "text"),
        ('option("--filename", help="File to read.")', "Create a page.", "file"),
        ('option("--out-file")', "Count.", "file_out"),
        ('option("--profile")', "Count.", "text"),
        ('option("--file-format")', "Count.", "text"),
        ('argument("names", nargs=-1)', "Count.", "list"),
    ],
)
def test_a_plain_text_is_a_file_where_its_words_are_sure_of_it(
    tmp_path: Path, decorator: str, doc: str, kind: str
) -> None:
    text = f'import click\n@click.command()\n@click.{decorator}\ndef go(**_):\n    "{doc}"\ngo()\n'
    [param] = reading_of(tmp_path, text).specs[0].params
    assert param.kind == kind
