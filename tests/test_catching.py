"""A parser is caught in its script however it is called; one that reads ahead is let through."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import reading_of

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


def test_a_list_of_the_scripts_own_is_no_command_line(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, f"{HEAD}    parser.add_argument('--x')\n    parser.parse_args(['--x', '1'])\n")
    assert not reading.live
    assert "reads a list of the script's own" in reading.problem
