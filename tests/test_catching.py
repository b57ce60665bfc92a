"""A parser is caught in its script however it is called; one that reads ahead is let through."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import reading_of, write
from shipway.errors import BadInput
from shipway.read.lines.fill import fill

HEAD = """
    import argparse, sys
    parser = argparse.ArgumentParser()
"""

WAYS: list[tuple[str, list[str]]] = [
    ("parser.add_argument('--x')\n    parser.parse_known_args()", ["x", "arguments"]),
    ("parser.add_argument('--x')\n    parser.parse_known_args(args=None, namespace=None)", ["x", "arguments"]),
    ("parser.add_argument('--x')\n    parser.parse_intermixed_args()", ["x"]),
    ("parser.add_argument('--x')\n    parser.parse_args(namespace=argparse.Namespace(y=1))", ["x"]),
    ("parser = argparse.ArgumentParser(add_help=False)\n    parser.add_argument('-h', '--x')"
     "\n    parser.parse_args()", ["x"]),
    # A parser that reads ahead is let through; what it takes belongs to the form, too.
    ("first = argparse.ArgumentParser(add_help=False)\n    first.add_argument('--config')"
     "\n    first.parse_known_args()\n    parser.add_argument('--x')\n    parser.parse_args()", ["config", "x"]),
    ("first = argparse.ArgumentParser()\n    first.add_argument('--config', required=True)"
     "\n    _, rest = first.parse_known_args()\n    parser.add_argument('--x')\n    parser.parse_args(rest)",
     ["config", "x"]),
    ("first = argparse.ArgumentParser(add_help=False)\n    first.add_argument('--x')"
     "\n    first.parse_known_args()\n    parser = argparse.ArgumentParser(parents=[first])\n    parser.parse_args()",
     ["x"]),
    ("parser.add_argument('--kind', default='a')\n    known, _ = parser.parse_known_args()"
     "\n    parser.add_argument('--' + known.kind)\n    parser.parse_args()", ["kind", "a"]),
    # One that reads ahead and is not followed by another was the form.
    ("first = argparse.ArgumentParser(add_help=False)\n    first.add_argument('--x')\n    first.parse_known_args()",
     ["x", "arguments"]),
    ("def main(argv=None):\n        parser.add_argument('--x')\n        parser.parse_args(argv)\n    main()", ["x"]),
    ("if len(sys.argv) == 1:\n        exit('no')\n    parser.add_argument('--x')\n    parser.parse_args()", ["x"]),
    ("parser.add_argument('--x')\n    if '--help' in sys.argv:\n        parser.print_help()\n        exit()", ["x"]),
    ("class Own(argparse.ArgumentParser):\n        def parse_args(self, args=None, namespace=None):"
     "\n            return super().parse_args(args=args or sys.argv[1:], namespace=namespace)"
     "\n    parser = Own()\n    parser.add_argument('--x')\n    parser.parse_args()", ["x"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), WAYS, ids=[str(number) for number in range(len(WAYS))])
def test_the_parser_is_caught_however_it_is_called(tmp_path: Path, text: str, names: list[str]) -> None:
    reading = reading_of(tmp_path, f"{HEAD}    {text}\n")
    assert reading.live, reading.problem
    assert [param.name for param in reading.specs[0].params] == names


def test_a_parser_that_parses_the_whole_by_the_parts_leaves_no_rest(tmp_path: Path) -> None:
    text = """
        import argparse
        class Own(argparse.ArgumentParser):
            def parse_args(self, args=None, namespace=None):
                known, rest = self.parse_known_args(args)
                if rest:
                    self.error("too much: " + rest[0])
                return known
        parser = Own()
        parser.add_argument("--x")
        parser.parse_args()
    """
    reading = reading_of(tmp_path, text)
    assert [param.name for param in reading.specs[0].params] == ["x"]
    assert fill(reading, None, ["--x", "1"])[1] == {"x": "1"}
    with pytest.raises(BadInput, match="too much: --y"):
        fill(reading, None, ["--y"])


def test_a_list_of_the_scripts_own_is_no_command_line(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, f"{HEAD}    parser.add_argument('--x')\n    parser.parse_args(['--x', '1'])\n")
    assert not reading.live
    assert "reads a list of the script's own" in reading.problem


BESIDE = """
    from options import get_options

    def main():
        print(get_options())

    main()
"""


def test_a_parser_in_a_module_beside_the_script_is_found_through_its_function(tmp_path: Path) -> None:
    text = "import argparse\ndef get_options():\n    p = argparse.ArgumentParser()\n    p.add_argument('--x')\n"
    write(tmp_path, text + "    return p.parse_args()\ndef other(): ...\n", "options.py")
    reading = reading_of(tmp_path, BESIDE)
    assert reading.live, reading.problem
    assert [param.name for param in reading.specs[0].params] == ["x"]
    assert not reading_of(tmp_path, BESIDE.replace("get_options", "other"), "another.py").live


CONSOLE = """
    import sys
    from far_parser import main
    if __name__ == "__main__":
        if sys.argv[0].endswith("-script.pyw"):
            sys.argv[0] = sys.argv[0][:-11]
        sys.exit(main())
"""


def test_a_console_script_is_met_alive_where_its_parser_is_too_far_to_be_seen(tmp_path: Path) -> None:
    write(tmp_path, "def main():\n    return __import__('deep').run()\n", "far_parser.py")
    text = "import argparse\ndef run():\n    p = argparse.ArgumentParser()\n    p.add_argument('--x')\n"
    write(tmp_path, text + "    p.parse_args()\n", "deep.py")
    reading = reading_of(tmp_path, CONSOLE)
    assert reading.live, reading.problem
    write(tmp_path, "def run():\n    pass\n", "deep.py")
    write(tmp_path, "def main():\n    return __import__('deep').run()\n# no parser\n", "far_parser.py")
    assert "before it came to its parser" in reading_of(tmp_path, CONSOLE + "    # no parser\n").problem


@pytest.mark.parametrize(
    "beside", ["argparse/notes.txt", "collections/part.py", "json/a/b.txt", "argparse.txt", "re.md"]
)
def test_a_folder_or_a_text_named_like_a_module_of_pythons_hides_no_parser(tmp_path: Path, beside: str) -> None:
    own = tmp_path / beside
    write(own.parent, "", own.name)
    reading = reading_of(tmp_path, f"{HEAD}\n    parser.add_argument('--x', type=int)\n    parser.parse_args()")
    assert reading.live, reading.problem
    assert [param.kind for param in reading.specs[0].params] == ["whole_number"]


def test_a_help_text_does_not_name_the_folder_in_which_the_script_was_read(tmp_path: Path) -> None:
    text = """
    parser.add_argument('--to', default=os.getcwd(), help='where (%(default)s)')
    parser.add_argument('--log', default=os.path.join(os.getcwd(), 'a'), help='%(default)s')
    parser.parse_args()
    """
    (spec,) = reading_of(tmp_path, f"    import os{HEAD}{text.removeprefix(chr(10))}").specs
    assert [(param.default, param.help) for param in spec.params] == [(".", "where (.)"), ("a", "./a")]
