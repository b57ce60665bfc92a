"""click and typer commands are read from the text where the live ones cannot be met, as when click is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import reading_of
from shipway.read.lines.fill import fill
from shipway.spec import Reading, Spec

HEAD = "import enum, pathlib, typing, click, typer\nopen('/nowhere')\n"


def of(folder: Path, text: str) -> Reading:
    """Read a script that needs a file that is not there before it comes to its commands."""
    reading = reading_of(folder, text)
    assert not reading.live
    assert reading.problem.startswith("its form was read from its text only")
    return reading


def facts(spec: Spec) -> list[tuple[str, str, str | tuple[str, ...] | None, bool]]:
    return [(one.name, one.kind, one.default, one.required) for one in spec.params if one.place == "argv"]


OPTIONS = [
    ('"--x"', ("x", "text", None, False)),
    ('"--x", required=True', ("x", "text", None, True)),
    ('"--x", default=3', ("x", "whole_number", "3", False)),
    ('"--x", type=float', ("x", "number", None, False)),
    ('"--x", type=click.IntRange(1, 5)', ("x", "whole_number", None, False)),
    ('"-x", "--ex", "own"', ("own", "text", None, False)),
    ('"--x", is_flag=True', ("x", "yes_no", "no", False)),
    ('"--x/--no-x", default=True', ("x", "yes_no", "yes", False)),
    ('"-v", "--x", count=True', ("x", "whole_number", "0", False)),
    ('"--x", type=click.Choice(["a", "b"]), default="a"', ("x", "choice", "a", False)),
    ('"--x", multiple=True', ("x", "list", None, False)),
]


@pytest.mark.parametrize(("words", "expected"), OPTIONS)
def test_a_click_option_has_the_kind_of_the_live_one(
    tmp_path: Path, words: str, expected: tuple[str, str, str | None, bool]
) -> None:
    reading = of(tmp_path, f"{HEAD}@click.command()\n@click.option({words})\ndef main(x): ...\nmain()\n")
    (spec,) = reading.specs
    assert spec.dialect == "click"
    assert facts(spec) == [expected]


def test_groups_and_their_commands_are_found(tmp_path: Path) -> None:
    reading = of(
        tmp_path,
        """
        import nosuch, click
        open("/nowhere")
        @click.group()
        @click.option("-v", "--verbose", is_flag=True, help="say more")
        def cli(verbose): ...
        @cli.command("add-one")
        @click.argument("names", nargs=-1, required=True)
        def add(names):
            \"\"\"Add names.\"\"\"
        @click.command()
        @click.argument("place", required=False)
        def drop_it(place): ...
        cli.add_command(drop_it)
        @cli.group()
        def inner(): ...
        @inner.command()
        def deep(): ...
        cli()
        """,
    )
    assert [(spec.tool, [param.name for param in spec.params]) for spec in reading.specs] == [
        ("add-one", ["verbose", "names"]),
        ("drop-it", ["verbose", "place"]),
        ("inner deep", ["verbose"]),
    ]
    assert reading.specs[0].summary == "Add names."
    spec, raws = fill(reading, None, ["-v", "add-one", "a", "b"])
    assert (spec.tool, raws) == ("add-one", {"verbose": "yes", "names": ("a", "b")})


def test_a_typer_signature_gives_options_and_arguments(tmp_path: Path) -> None:
    reading = of(
        tmp_path,
        """
        import enum, pathlib, typing, typer
        from typing import Annotated, Optional
        open("/nowhere")
        class Colour(str, enum.Enum):
            RED = "red"
            BLUE = "blue"
        def main(
            ctx: typer.Context, name: str, count: int = 3, fast: bool = False, colour: Colour = Colour.RED,
            out: Annotated[Optional[pathlib.Path], typer.Option("--out", "-o", help="where")] = None,
            tags: list[str] = typer.Option([], help="tags"), size: float = typer.Option(...),
        ):
            \"\"\"Do it.\"\"\"
        typer.run(main)
        """,
    )
    (spec,) = reading.specs
    assert facts(spec) == [
        ("name", "text", None, True),
        ("count", "whole_number", "3", False),
        ("fast", "yes_no", "no", False),
        ("colour", "choice", "red", False),
        ("out", "file_out", None, False),
        ("tags", "list", None, False),
        ("size", "number", None, True),
    ]


def test_an_app_of_several_commands_and_apps_is_one_tool_each(tmp_path: Path) -> None:
    reading = of(
        tmp_path,
        """
        import typer
        open("/nowhere")
        app = typer.Typer()
        more = typer.Typer()
        app.add_typer(more, name="more")
        @app.command()
        def first(name: str): ...
        @more.command("second")
        def other(number: int): ...
        @more.command()
        def third_one(): ...
        app()
        """,
    )
    assert [spec.tool for spec in reading.specs] == ["more second", "more third-one", "first"]


def test_without_click_installed_the_text_is_read(tmp_path: Path) -> None:
    text = (
        "import sys\nsys.modules['click'] = None\nimport click\n@click.command()\n@click.option('--x')\ndef f(x): ...\n"
    )
    reading = of(tmp_path, text + "f()\n")
    assert facts(reading.specs[0]) == [("x", "text", None, False)]
