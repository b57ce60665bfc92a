"""What newcomers' scripts looked like when they were first tried, and what became of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import go, reading_of, write
from shipway.bind import bind
from shipway.profile import VISITORS
from shipway.read import read


def test_an_untouched_form_leaves_the_scripts_own_defaults(tmp_path: Path) -> None:
    text = """
        from pathlib import Path
        def give(pair=(1, "a"), password="changeme", many={"a"}, size=(64, 64), out=Path("results/out.csv")) -> str:
            return repr((pair, password, many, size, out))
    """
    script = write(tmp_path, text)
    spec = read(script).specs[0]
    untouched = {param.name: param.default for param in spec.params if param.default is not None}
    shown = {name: raw for name, raw in untouched.items() if name != "password"}
    assert bind(spec, shown, VISITORS) == {}
    assert "'changeme', {'a'}, (64, 64)" in go(script, shown).result.value


def test_a_module_beside_the_script_that_has_a_parser_of_its_own_takes_no_tools_away(tmp_path: Path) -> None:
    write(tmp_path, "import argparse\nif __name__ == '__main__':\n    argparse.ArgumentParser().parse_args()\n", "b.py")
    reading = reading_of(tmp_path, "import b\ndef compute(n: int) -> int:\n    return n\n", "c.py")
    assert [spec.tool for spec in reading.specs] == ["compute"]
    assert reading.problem == ""


@pytest.mark.parametrize("call", ["from cli import main\nmain()\n", "import cli\ncli.main()\n"])
def test_a_parser_in_a_module_beside_the_script_is_caught_where_the_script_calls_it(tmp_path: Path, call: str) -> None:
    body = """
        import argparse
        def main():
            parser = argparse.ArgumentParser()
            parser.add_argument("--n")
            parser.parse_args()
    """
    write(tmp_path, body, "cli.py")
    reading = reading_of(tmp_path, call)
    assert reading.live, reading.problem
    assert [param.name for param in reading.specs[0].params] == ["n"]


def test_a_question_from_a_module_beside_the_script_is_asked(tmp_path: Path) -> None:
    write(tmp_path, "def ask_int(text):\n    return int(input(text))\n", "askmod.py")
    told = go(write(tmp_path, "import askmod\nprint(askmod.ask_int('N: ') * 2)\n"), answers=("21",))
    assert told.stdout == "N: 42\n"


def test_a_function_that_takes_nothing_and_gives_something_is_a_tool(tmp_path: Path) -> None:
    text = "def report() -> list:\n    return [{'a': 1}]\ndef step():\n    return 1\ndef main():\n    step()\n"
    assert [spec.tool for spec in reading_of(tmp_path, text).specs] == ["report"]


def test_a_script_that_asks_or_reads_its_command_line_has_a_field_for_both(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "import sys\nname = sys.argv[1] if len(sys.argv) > 1 else input('Name: ')\n")
    assert [param.name for param in reading.specs[0].params] == ["arguments", "name"]


@pytest.mark.parametrize(("name", "kind"), [("tokenizer", "text"), ("secretary", "text"), ("api_token", "secret")])
def test_a_secret_is_told_by_a_whole_word(tmp_path: Path, name: str, kind: str) -> None:
    assert reading_of(tmp_path, f"def f({name}: str): ...\n").specs[0].params[0].kind == kind
    option = "--" + name.replace("_", "-")
    text = f"import argparse\np = argparse.ArgumentParser()\np.add_argument('{option}')\np.parse_args()\n"
    assert reading_of(tmp_path, text, "other.py").specs[0].params[0].kind == kind


def test_the_folder_of_reading_is_no_default(tmp_path: Path) -> None:
    option = "p.add_argument('--directory', default=os.getcwd())"
    text = f"import argparse, os\np = argparse.ArgumentParser()\n{option}\np.parse_args()\n"
    assert reading_of(tmp_path, text).specs[0].params[0].default == "."


def test_a_docstrings_type_goes_before_the_default(tmp_path: Path) -> None:
    told = "Args:\n        a (float): one.\n        b (float, optional): two."
    text = f'def add(a, b=1):\n    """Add.\n\n    {told}\n    """\n'
    assert [param.kind for param in reading_of(tmp_path, text).specs[0].params] == ["number", "number"]
