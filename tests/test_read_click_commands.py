"""click: groups, chains and lazy commands become tools; however a command is called, it is caught; a line fills it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import go, reading_of, write
from shipway.errors import BadInput
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.spec import Raws
from test_read_clicks import command_of

GROUP = """
    import click

    @click.group(context_settings={"help_option_names": ["-h"]}, epilog="The end.")
    @click.option("--name", default="root")
    def cli(**_):
        \"\"\"Do things.

        \\b
        one
        two
        \"\"\"

    @cli.command()
    @click.option("--name", required=True)
    @click.argument("files", nargs=-1)
    def add(**_):
        "Add one."

    @cli.group(invoke_without_command=True)
    def remote(**_): ...

    @remote.command(deprecated=True)
    def show(**_):
        "Show it."

    @cli.command(hidden=True)
    def door(): ...

    cli.add_command(add, "plus")
    cli()
"""


def test_every_subcommand_is_a_tool_with_what_stands_above_it(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, GROUP)
    assert [(spec.tool, spec.command) for spec in reading.specs] == [
        ("add", ("add",)),
        ("remote", ("remote",)),
        ("remote show", ("remote", "show")),
    ]
    add, remote, show = reading.specs
    assert [(param.name, param.required, param.argv and param.argv.level) for param in add.params] == [
        ("name", False, 0),
        ("add.name", True, 1),
        ("files", False, 1),
    ]
    assert (add.title, add.summary, add.help) == ("Add", "Add one.", "Also called plus.")
    assert (show.summary, show.help) == ("Show it.", "It is deprecated.")
    assert add.unmapped == ("hidden by its author: the command door",)
    assert remote.params == add.params[:1]


def test_a_chain_has_a_tool_for_each_command_and_one_for_all(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        """
        import click
        @click.group(chain=True)
        @click.option("--loud", is_flag=True)
        def cli(loud): ...
        @cli.command()
        @click.argument("x")
        def one(x): ...
        @cli.command()
        def two(): ...
        cli()
        """,
    )
    assert [(spec.tool, [param.name for param in spec.params]) for spec in reading.specs] == [
        ("one", ["loud", "x"]),
        ("two", ["loud"]),
        ("script", ["loud", "commands"]),
    ]
    spec, raws = fill(reading, None, ["--loud", "one", "a b", "two"])
    assert (spec.tool, dict(raws)) == ("script", {"loud": "yes", "commands": "one 'a b' two"})
    spec, raws = fill(reading, None, ["one", "a"])
    assert (spec.tool, dict(raws)) == ("one", {"x": "a"})


LAZY = """
    import click
    class Lazy(click.Group):
        def list_commands(self, ctx): return ["good", "gone", "bad"]
        def get_command(self, ctx, name):
            if name == "bad": raise ImportError("no module")
            return click.Command("good", callback=print, help="Fine.") if name == "good" else None
    @click.group(cls=Lazy)
    def cli(): ...
    cli()
"""


def test_a_lazy_group_gives_what_can_be_loaded_and_names_the_rest(tmp_path: Path) -> None:
    (good,) = reading_of(tmp_path, LAZY).specs
    assert (good.tool, good.summary) == ("good", "Fine.")
    assert good.unmapped == (
        "the command gone is listed by its author, and not there",
        "the command bad could not be loaded: ImportError: no module",
    )


@pytest.mark.parametrize(
    "call",
    [
        "go()",
        "go(standalone_mode=False)",
        "go.main(prog_name='x')",
        "import sys; go(sys.argv[1:])",
        "if __name__ == '__main__':\n    go(obj={}, auto_envvar_prefix='X')",
        "",
    ],
)
def test_a_command_is_caught_however_it_is_called(tmp_path: Path, call: str) -> None:
    reading = reading_of(tmp_path, f"import click\n@click.command()\n@click.option('--x')\ndef go(x): ...\n{call}\n")
    assert reading.live, reading.problem
    assert [(param.name) for param in reading.specs[0].params] == ["x"]
    assert reading.specs[0].entry == ("" if call else "go")


def test_commands_that_are_only_defined_are_each_offered(tmp_path: Path) -> None:
    body = (
        "import click\n@click.group()\ndef cli(): ...\n@cli.command()\ndef sub(): ...\n@click.command()\ndef two(): ..."
    )
    reading = reading_of(tmp_path, f"{body}\n")
    assert [(spec.tool, spec.entry, spec.command) for spec in reading.specs] == [
        ("cli sub", "cli", ("sub",)),
        ("two", "two", ()),
    ]


def test_a_script_that_calls_its_command_with_words_of_its_own_gets_no_form_of_it(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, "import click\n@click.command()\n@click.option('--x')\ndef go(x): ...\ngo(['--x', '1'])\n"
    )
    assert not reading.live


def test_words_beside_the_parameters_have_a_field(tmp_path: Path) -> None:
    text = """
        import click
        @click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
        @click.option("--x")
        @click.pass_context
        def go(ctx, x): ...
        go()
    """
    reading = reading_of(tmp_path, text)
    assert [(param.name, param.kind) for param in reading.specs[0].params] == [
        ("x", "text"),
        ("more_arguments", "arguments"),
    ]
    assert dict(fill(reading, None, ["--x", "1", "--y", "a b"])[1]) == {"x": "1", "more_arguments": "--y 'a b'"}


def test_defaults_come_from_a_map_first(tmp_path: Path) -> None:
    text = """
        import click
        @click.group(context_settings={"default_map": {"go": {"x": "mapped"}}})
        def cli(): ...
        @cli.command()
        @click.option("--x", default="own", required=True)
        def go(x): ...
        cli()
    """
    assert reading_of(tmp_path, text).specs[0].params[0].default == "mapped"


RAWS: list[tuple[str, str, Raws]] = [
    ("option('-n', '--num', type=int)", "-n5", {"num": "5"}),
    ("option('-n', '--num', type=int)", "--num=007", {"num": "007"}),
    ("option('-v', count=True)", "-vvv", {"v": "3"}),
    ("option('--a/--b', default=True)", "--b", {"a": "no"}),
    ("option('-t', '--tag', multiple=True)", "-t a --tag b", {"tag": ("a", "b")}),
    ("option('--pair', type=(str, int), multiple=True)", "--pair a 1 --pair b 2", {"pair": ("a", "1", "b", "2")}),
    ("option('--c', type=click.Choice(['Red'], case_sensitive=False))", "--c RED", {"c": "Red"}),
    ("option('--d', type=click.DateTime(['%d.%m.%Y']))", "--d 1.2.2026", {"d": "2026-02-01"}),
    ("option('--d', type=click.DateTime())", "--d 2026-02-01", {"d": "2026-02-01"}),
    ("option('--o', is_flag=False, flag_value='x')", "--o", {"o_alone": "yes"}),
    ("option('--f', type=click.File('w', lazy=False))", "--f made.txt", {"f": "made.txt"}),
    ("option('--f', type=click.Path(exists=True))", "--f gone.txt", {"f": "gone.txt"}),
    ("option('--f', type=Span(), callback=lambda *_: 1/0)", "--f x", {"f": "x"}),
    ("argument('p', nargs=2)", "-- -a -b", {"p": ("-a", "-b")}),
    ("argument('p', nargs=-1, type=click.UNPROCESSED)", "a -- -b", {"p": "a -b"}),
    ("option('--p', prompt=True)", "", {}),
]  # fmt: skip


@pytest.mark.parametrize(("decorator", "line", "raws"), RAWS, ids=[f"{one} {line}" for one, line, _ in RAWS])
def test_a_word_fills_its_field(tmp_path: Path, decorator: str, line: str, raws: Raws) -> None:
    assert dict(fill(command_of(tmp_path, decorator), None, line.split())[1]) == raws
    assert not Path("made.txt").exists()


def test_a_flag_that_shows_something_and_ends_needs_nothing_else(tmp_path: Path) -> None:
    script = write(
        tmp_path,
        """
        import click

        @click.command()
        @click.argument("name")
        @click.version_option("1.5", prog_name="hail")
        def hail(name):
            print("Hail,", name)

        hail()
        """,
    )
    reading = read(script)
    spec, raws = fill(reading, None, ["--version"])
    assert (spec.tool, raws) == ("script", {"version": "yes"})
    assert go(script, raws).stdout == "hail, version 1.5\n"
    assert go(script, {"name": "Ada"}).stdout == "Hail, Ada\n"
    with pytest.raises(BadInput, match="name: is required"):
        go(script, {})
