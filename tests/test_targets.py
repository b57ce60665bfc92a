"""What is no file: a module, a folder, a console script; found by looking, and started as Python itself would."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import SCRIPTS
from core_fixtures import go, write
from shipway.environment import check, environment
from shipway.errors import NoSuchScript, Unreadable
from shipway.profile import MINE, VISITORS, Profile
from shipway.read import read
from test_cli import shipway
from test_environment_made import script
from wheels import shop, wheel

__all__ = ["shop"]

TELLS = """
import sys
print(__name__, __package__, __spec__ and __spec__.name, __file__, sys.argv, sys.path[0])
"""


def python(folder: Path, *words: object) -> bytes:
    """Give what Python itself prints for these words, in a folder."""
    command = [sys.executable, *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout


def ours(folder: Path, *words: object) -> bytes:
    """Give what `shipway run` prints for these words, in a folder."""
    done = shipway("run", *words, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write a package with a program, a module and a package below."""
    write(tmp_path, "", "pack/__init__.py")
    write(tmp_path, "from . import deep\n" + TELLS, "pack/__main__.py")
    write(tmp_path, TELLS, "pack/tells.py")
    write(tmp_path, "", "pack/deep/__init__.py")
    write(tmp_path, TELLS, "pack/deep/tells.py")
    return tmp_path


@pytest.mark.parametrize("name", ["pack", "pack.tells", "pack.deep.tells"])
def test_a_module_runs_as_python_m_would(project: Path, name: str) -> None:
    assert ours(project, name, "--", "a", "b c") == python(project, "-m", name, "a", "b c")


def test_a_package_that_needs_its_name_runs_by_it(project: Path) -> None:
    assert ours(project.parent, project / "pack", "--", "a").split() == [
        *python(project, "-m", "pack", "a").split(),
    ]


def test_a_folder_with_a_main_runs_as_the_folder_would(tmp_path: Path) -> None:
    write(tmp_path, "import beside\n" + TELLS, "tool/__main__.py")
    write(tmp_path, "", "tool/beside.py")
    assert ours(tmp_path, "tool", "--", "a") == python(tmp_path, tmp_path / "tool", "a")


def test_what_is_imported_above_a_module_is_imported_once(project: Path) -> None:
    write(project, "print('once')\n", "pack/__init__.py")
    assert ours(project, "pack.tells") == python(project, "-m", "pack.tells")


@pytest.mark.parametrize("profile", [MINE, VISITORS], ids=["mine", "visitors"])
def test_a_module_of_the_standard_library_is_one_too(tmp_path: Path, profile: Profile) -> None:
    there = Path.cwd() / "json.tool"
    told = go(there, {"standard_input": '{"a": 1}', "compact": "yes"}, profile=profile)
    assert told.stdout == '{"a":1}\n'
    assert read(there).target == str(there)


def test_functions_of_a_module_are_called_in_their_package(tmp_path: Path) -> None:
    write(tmp_path, "", "pack/__init__.py")
    write(tmp_path, "RATE = 3\n", "pack/rates.py")
    write(tmp_path, "from .rates import RATE\ndef times(n: int) -> int:\n    return n * RATE\n", "pack/maths.py")
    assert go(tmp_path / "pack.maths", {"n": "4"}, tool="times").result.value == "12"


def test_a_package_without_a_program_or_functions_names_its_modules(tmp_path: Path) -> None:
    write(tmp_path, "", "pack/__init__.py")
    write(tmp_path, "", "pack/one.py")
    with pytest.raises(
        Unreadable, match=r"pack is a package without a __main__\.py, .*name one of its modules: pack\.one"
    ):
        read(tmp_path / "pack")


def test_reading_a_module_imports_nothing_of_it(tmp_path: Path) -> None:
    write(tmp_path, "open('imported', 'w').close()\n", "pack/__init__.py")
    write(tmp_path, "open('imported', 'w').close()\ndef f(x: int): ...\n", "pack/inner.py")
    assert "f" in [spec.tool for spec in read(tmp_path / "pack.inner").specs]
    assert not (tmp_path / "imported").exists()


def test_a_change_of_what_a_target_leads_to_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "def one(x): ...\n", "mod.py")
    assert [spec.tool for spec in read(tmp_path / "mod").specs] == ["one"]
    file = write(tmp_path, "def two(x): ...\n", "mod.py")
    os.utime(file, (0, 0))
    assert [spec.tool for spec in read(tmp_path / "mod").specs] == ["two"]


PROJECT = """
[project]
name = "x"
version = "1"
[project.scripts]
say-it = "sayer.cli:Main.go"
[tool.poetry.scripts]
old-way = "sayer.cli:go"
"""
CLI = """
import argparse, sys
def go():
    parser = argparse.ArgumentParser()
    parser.add_argument("word")
    program = sys.modules["__main__"].__file__
    print(parser.prog, parser.parse_args().word, sys.argv[1:], __name__, program == sys.argv[0])
    return "ended badly" if sys.argv[1] == "bad" else None
class Main:
    go = staticmethod(go)
"""


@pytest.fixture(params=["src/", ""])
def declared(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write a project that declares console scripts, its package in `src` or beside."""
    write(tmp_path, PROJECT, "pyproject.toml")
    write(tmp_path, "[options.entry_points]\nconsole_scripts =\n    older-way = sayer.cli:go [extra]\n", "setup.cfg")
    write(tmp_path, "", request.param + "sayer/__init__.py")
    write(tmp_path, CLI, request.param + "sayer/cli.py")
    return tmp_path


@pytest.mark.parametrize("name", ["say-it", "old-way", "older-way"])
def test_a_console_script_of_a_project_is_read_and_run(declared: Path, name: str) -> None:
    reading = read(declared / f"entry:{name}")
    (spec,) = reading.specs
    assert (spec.tool, spec.dialect, [param.name for param in spec.params]) == (name, "argparse", ["word"])
    told = go(declared / f"entry:{name}", {"word": "good"})
    assert told.stdout == f"{name} good ['good'] sayer.cli True\n"
    assert told.ended.code == 0


MAIN = "import sys\nfrom work.deep.cli import Program\ndef main():\n    Program().go()\n"
PROGRAM = """
import argparse
class Program:
    def go(self):
        parser = argparse.ArgumentParser()
        parser.add_argument("word")
        print(parser.parse_args().word)
"""


def test_a_parser_is_found_in_what_a_main_imports_of_its_own_package(tmp_path: Path) -> None:
    for package in ("work", "work/deep"):
        write(tmp_path, "", f"{package}/__init__.py")
    write(tmp_path, PROGRAM, "work/deep/cli.py")
    write(tmp_path, MAIN + "if __name__ == '__main__':\n    main()\n", "work/__main__.py")
    write(tmp_path, "[project.scripts]\nwork-it = 'work.__main__:main'\n", "pyproject.toml")
    for name in ("work", "entry:work-it"):
        assert [param.name for param in read(tmp_path / name).specs[0].params] == ["word"]
        assert go(tmp_path / name, {"word": "well"}).stdout == "well\n"


def test_a_program_whose_parser_is_not_found_has_its_command_line(tmp_path: Path) -> None:
    write(tmp_path, "", "far/__init__.py")
    write(tmp_path, "import sys\ndef main():\n    print(sys.argv[1:])\n", "far/hidden.py")
    write(tmp_path, "from . import hidden\nhidden.main()\n", "far/__main__.py")
    assert go(tmp_path / "far", {"arguments": "a 'b c'"}).stdout == "['a', 'b c']\n"


def test_what_a_console_script_returns_is_its_end(declared: Path) -> None:
    told = go(declared / "entry:say-it", {"word": "bad"})
    assert (told.ended.code, told.stderr) == (1, "ended badly\n")


def test_the_command_line_names_a_console_script(declared: Path) -> None:
    assert b"say-it" in shipway("read", declared, "--entry", "say-it").stdout
    assert b'"word": "a"' in shipway("fill", declared, "--entry", "say-it", "--", "a").stdout
    assert shipway("run", declared, "--entry", "say-it", "--set", "word=a").stdout.startswith(b"say-it a")
    assert shipway("run", "--entry", "say-it", "--", "a", cwd=declared).stdout.startswith(b"say-it a")
    assert shipway("doctor", declared, "--entry", "say-it").returncode == 0


def test_a_console_script_that_is_installed_gives_what_it_gives_by_hand(shop: Path, tmp_path: Path) -> None:
    body = (
        "import sys\ndef main():\n    print(sys.argv, sys.path[0], __name__, sys.modules['__main__'].__file__)\n"
        "    return 3\n"
    )
    wheel(shop, "tinyone", scripts="tiny-one = tinyone:main", text=body)
    needs = script(tmp_path, "tinyone")
    chosen = Path(environment(needs).command[0])
    by_hand = subprocess.run([chosen.with_name("tiny-one"), "a"], capture_output=True, check=False)
    done = shipway("run", "--entry", "tiny-one", "--python", chosen, "--", "a", cwd=tmp_path)
    assert (done.stdout, done.returncode) == (by_hand.stdout, by_hand.returncode) != (b"", 0)


def test_a_module_is_found_among_the_packages_of_its_project(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone", text="import sys\nprint('ran', sys.argv[1:])\n")
    write(tmp_path, "tinyone\n", "requirements.txt")
    assert go(tmp_path / "tinyone", {}).stdout == "ran []\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.py", "there is no file {}/gone.py"),
        ("helo.py", "there is no file {}/helo.py; near it: hello.py"),
        ("no such thing", "there is no file {}/no such thing"),
        (
            "nosuch.module",
            "there is no file {}/nosuch.module, and no module nosuch.module in {} or in the packages of ",
        ),
        ("json.toll", "; near it: tool"),
        ("entry:nosuch", "there is no console script nosuch in the project of {}, or installed for Python "),
        ("entry:pytes", "near it: pytest"),
        ("bare", "{}/bare is a folder without a __main__.py; it has one.py: name one of them"),
        ("x" * 300, "there is no file"),
        ("a\0b", "there is no file"),
    ],
)
def test_what_is_not_there_is_named_with_what_is_near(tmp_path: Path, name: str, said: str) -> None:
    write(tmp_path, "", "hello.py")
    write(tmp_path, "", "bare/one.py")
    with pytest.raises(NoSuchScript) as told:
        read(tmp_path / name)
    assert said.replace("{}", str(tmp_path)) in str(told.value)
    with pytest.raises(NoSuchScript):
        check(tmp_path / name)


def test_an_archive_says_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "tool.pyz", "w") as archive:
        archive.writestr("__main__.py", "print(1)\n")
    with pytest.raises(
        Unreadable, match=r"tool\.pyz is an archive; unpack it, and name the folder or the script in it"
    ):
        read(tmp_path / "tool.pyz")


@pytest.mark.parametrize("command", ["read", "fill", "run"])
def test_a_command_without_a_script_says_what_it_takes(command: str) -> None:
    done = shipway(command)
    assert done.returncode == 2
    assert b"the script is missing: name a Python file, some.module, a folder, or --entry NAME" in done.stderr


def test_the_values_elsewhere_start_it_in_the_same_way(declared: Path) -> None:
    write(declared, "def f(x: int) -> int:\n    return x\n", "maths/sums.py")
    write(declared, "", "maths/__init__.py")

    def told(as_: str, *words: object) -> str:
        done = shipway("fill", *words[:-1], "--as", as_, "--", words[-1], cwd=declared)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    assert told("shell", "--entry", "say-it", "a") == "say-it a\n"
    assert "subprocess.run(['say-it', 'a'], check=True)" in told("python", "--entry", "say-it", "a")
    assert told("shell", "calendar", "2026") == "python -m calendar 2026\n"
    assert "[sys.executable, '-m', 'calendar', '2026']" in told("python", "calendar", "2026")
    assert "from maths.sums import f" in told("python", "maths.sums", "3")
    pasted = shipway("fill", "--entry", "say-it", "--line", "$ say-it a", cwd=declared).stdout
    assert b'"word": "a"' in pasted


@pytest.mark.parametrize("name", ["package_units", "project_greeter/entry:greet-all"])
def test_a_target_is_on_a_shelf_under_a_name_of_its_own(name: str, tmp_path: Path) -> None:
    from shipway_web.shelf import Shelf

    shelf = Shelf([SCRIPTS / name], tmp_path / "opened", None)
    (offer,) = shelf.offers().values()
    assert offer.slug == ("greet-all" if "entry" in name else "package-units")
    assert shelf.tool(offer.slug, shelf.read(offer.script).specs[0].tool)[2].dialect == "argparse"
    assert shelf.environment(offer.script).start
