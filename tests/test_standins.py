"""A script whose imports are missing still shows its whole form: inert stand-ins take their places while it is read."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from core_fixtures import go, pythons, reading_of, write
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.spec import Reading
from standin_uses import USES

PYTHON = "Python {}.{}".format(*sys.version_info)
HEAD = "import argparse\n"
TAIL = """
parser = argparse.ArgumentParser()
parser.add_argument("--size", type=int, default=3, help="how large")
print(parser.parse_args().size)
"""


def of(folder: Path, text: str) -> Reading:
    """Read a script of these lines, its parser after them."""
    return reading_of(folder, HEAD + textwrap.dedent(text) + TAIL)


@pytest.mark.parametrize("text", USES)
def test_whatever_is_done_with_what_is_missing_the_form_is_whole(tmp_path: Path, text: str) -> None:
    reading = of(tmp_path, text)
    assert reading.live
    (spec,) = reading.specs
    assert [(param.name, param.kind, param.default) for param in spec.params] == [("size", "whole_number", "3")]
    assert reading.problem.startswith(f"it imports nosuch, which is not installed for {PYTHON}: the form was read")


@pytest.mark.parametrize("python", pythons("3.8", "3.9", "3.10", "3.12", "3.13"), ids=lambda path: path.parts[-3])
def test_stand_ins_work_in_every_python(tmp_path: Path, python: Path) -> None:
    text = "\n".join(
        textwrap.dedent(use)
        for use in USES
        if "*" not in use and "pydantic" not in use and "sys.exit" not in use and "|" not in use
    )
    reading = read(write(tmp_path, HEAD + text + TAIL), python)
    assert reading.live, reading.problem
    assert [param.name for param in reading.specs[0].params] == ["size"]


def test_the_problem_names_what_is_missing_and_the_python_that_misses_it(tmp_path: Path) -> None:
    assert of(tmp_path, "import nosuch, neither.one").problem == (
        f"it imports neither and nosuch, which are not installed for {PYTHON}: "
        "the form was read without, and runs will fail until that is mended"
    )


def test_what_is_missing_and_caught_by_the_script_is_no_problem(tmp_path: Path) -> None:
    reading = of(tmp_path, "try:\n    import nosuch\nexcept ImportError:\n    nosuch = None")
    assert reading.live
    assert not reading.problem


LEFT_OUT = [
    ('choices=nosuch.names, default="a", help="one of %(choices)s"', "its choices come from “nosuch”",
     {"kind": "text", "default": "a", "help": "one of …", "choices": ()}),
    ('default=nosuch.device, help="where (%(default)s)"', "its default comes from “nosuch”",
     {"default": None, "help": "where (…)"}),
    ('default="a" + str(nosuch.x) + "b"', "its default comes from “nosuch”", {"default": None}),
    ('type=int, default=int(nosuch.x)', "its default comes from a package that is not installed",
     {"kind": "whole_number", "default": None}),
    ('help=f"as {nosuch.words} say"', "its help comes from “nosuch”", {"help": ""}),
    ('choices=["a", nosuch.b]', "its choices come from “nosuch”", {"kind": "text"}),
    ('metavar=nosuch.META', "its metavar comes from “nosuch”", {"kind": "text"}),
    ('type=nosuch.kind', "", {"kind": "text"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said", "facts"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_no_stand_in_reaches_a_spec_and_what_is_left_out_is_named(
    tmp_path: Path, words: str, said: str, facts: dict[str, object]
) -> None:
    reading = of(
        tmp_path, f"import nosuch\np = argparse.ArgumentParser()\np.add_argument('--x', {words})\np.parse_args()"
    )
    (spec,) = reading.specs
    (param,) = spec.params
    assert {name: getattr(param, name) for name in facts} == facts
    assert "not installed" not in repr(param)
    told = [line for line in spec.unmapped if line.startswith(f"--x: {said}")]
    assert bool(told) == bool(said), spec.unmapped


def test_a_description_of_stand_ins_is_left_out(tmp_path: Path) -> None:
    text = "import nosuch\np = argparse.ArgumentParser(description=nosuch.WORDS, formatter_class=nosuch.Rich)"
    (spec,) = of(tmp_path, text + "\np.parse_args()").specs
    assert spec.unmapped == ("its description comes from “nosuch”, which is not installed",)
    assert spec.summary == ""


def test_options_that_a_missing_package_would_add_are_named(tmp_path: Path) -> None:
    text = (
        "import nosuch\np = argparse.ArgumentParser()\np.add_argument('--x')\np = nosuch.add_options(p)\np.parse_args()"
    )
    (spec,) = of(tmp_path, text).specs
    assert [param.name for param in spec.params] == ["x"]
    assert spec.unmapped == ("some of its options come from “nosuch”, which is not installed",)


def test_a_parser_that_only_a_missing_package_would_have_asked_is_shown(tmp_path: Path) -> None:
    text = "import argparse, nosuch\np = argparse.ArgumentParser()\np.add_argument('--x')\nnosuch.run(p)\n"
    reading = reading_of(tmp_path, text)
    assert [param.name for param in reading.specs[0].params] == ["x"]


def test_a_parser_of_a_missing_package_derived_from_argparse_is_read_as_one(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        """
        import nosuchargparse
        parser = nosuchargparse.ArgParser(default_config_files=["x"], description="All of it.")
        parser.add("-c", "--config", is_config_file=True)
        group = parser.add_argument_group("More")
        group.add_argument("--size", type=int, env_var="SIZE")
        print(parser.parse_args())
        """,
    )
    (spec,) = reading.specs
    assert [(param.name, param.kind, param.group) for param in spec.params] == [
        ("config", "text", ""),
        ("size", "whole_number", "More"),
    ]


def test_a_package_that_is_there_and_cannot_be_imported_is_stood_in_for(tmp_path: Path) -> None:
    package = tmp_path / "lib-packages" / "devices"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('no device here')\n")
    text = f"import sys\nsys.path.insert(0, {str(package.parent)!r})\nimport devices\ndevices.open()"
    reading = of(tmp_path, text)
    assert reading.live
    assert "it cannot import devices (RuntimeError: no device here)" in reading.problem


def test_a_name_that_another_version_of_a_package_has_is_stood_in_for(tmp_path: Path) -> None:
    reading = of(tmp_path, "from collections import Mapping\nclass M(Mapping): pass")
    assert reading.live
    assert "it has no “Mapping” in the version that is installed" in reading.problem


def test_relative_imports_of_a_script_find_its_neighbours(tmp_path: Path) -> None:
    write(tmp_path, "NAMES = ['a', 'b']\n", "near.py")
    text = "from .near import NAMES\nfrom .gone import thing\nfrom ..above import other\nfrom . import far"
    reading = of(tmp_path, f"{text}\nassert NAMES == ['a', 'b']")
    assert reading.live
    assert "its own package (it imports relative to one" in reading.problem
    assert str(tmp_path / "near.py") in reading.near


def test_a_fault_of_the_scripts_own_is_told_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, "x = undefined\n", "near.py")
    reading = of(tmp_path, "import near, nosuch")
    assert not reading.live
    assert "name 'undefined' is not defined" in reading.problem


def test_a_command_line_is_understood_with_stand_ins(tmp_path: Path) -> None:
    script = write(tmp_path, f"import nosuch\n{HEAD}{TAIL}")
    assert fill(read(script), None, ["--size", "12"])[1] == {"size": "12"}


def test_a_run_has_no_stand_ins_and_says_what_to_install(tmp_path: Path) -> None:
    told = go(write(tmp_path, f"import nosuch\n{HEAD}{TAIL}"), {"size": "4"})
    assert told.ended.state == "failed"
    assert "pip install nosuch" in told.ended.reason


@pytest.mark.parametrize("library", ["click", "typer", "docopt", "fire"])
def test_what_reads_command_lines_is_never_stood_in_for(tmp_path: Path, library: str) -> None:
    text = f"import sys\nsys.modules['{library}'] = None\nimport {library}"
    reading = of(tmp_path, text)
    assert "stand" not in reading.problem
    assert not reading.live
