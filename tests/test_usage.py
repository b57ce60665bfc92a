"""Plain command lines: the usage text beside the field, and a field for each place where that is certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import go, reading_of, write
from shipway.bind import bind
from shipway.cli.show import describe
from shipway.errors import BadInput
from shipway.profile import MINE, VISITORS
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.run.argv import words
from shipway.spec import Raw, Spec

USAGES = [
    ("import sys\nif len(sys.argv) < 2:\n    print('usage: %s name' % sys.argv[0])\n    sys.exit(1)",
     "usage: script.py name"),
    ("import sys\nif len(sys.argv) < 2:\n    sys.exit(f'Usage: {sys.argv[0]} FILE')\nx = sys.argv[1]",
     "Usage: script.py FILE"),
    ("import sys\nUSAGE = '''\n    usage: it a b\n      a  first\n'''\nmain(sys.argv)", "usage: it a b\n  a  first"),
    ("'''Do it.\n\nUsage: script.py A B\n'''\nimport sys\nmain(sys.argv)", "Usage: script.py A B"),

       ("import sys\ndef usage():\n    print('usage: it')\n    print('  -x  more')\n"
     "main(sys.argv)", "usage: it\n  -x  more"),
    ("import sys\ndef usage():\n    print(__doc__)\nmain(sys.argv)", ""),
    ("'''Usage: it [-v]\n\nOptions:\n  -v  say more\n'''\nfrom docopt import docopt\nprint(docopt(__doc__))",
     "Usage: it [-v]\n\nOptions:\n  -v  say more"),
    ("from optparse import OptionParser\np = OptionParser(usage='%prog [options] file')\n"
     "p.add_option('-o', '--out', dest='out', metavar='FILE', help='where to [%default]', default='x')\n"
     "p.add_option('-q', action='store_true', help='say less')\np.parse_args()",

        "Usage: script.py [options] file\n\nOptions:\n  -o FILE, --out=FILE     where to [x]\n"
     "  -q                      say less"),
    ("import getopt, sys\ngetopt.getopt(sys.argv[1:], 'ho:', ['help', 'out='])",
     "Usage: script.py [-h] [-o VALUE] [--help] [--out=VALUE]"),
    ("import fire\ndef add(a, b=2):\n    return a + b\nfire.Fire(add)", "Usage:\n  script.py A [--b=2]"),
    ("import fire\nclass C:\n    def add(self, a, b): ...\n    def _no(self): ...\nfire.Fire(C)",
     "Usage:\n  script.py add A B"),
    ("import fire\ndef f(a): ...\ndef g(*, b): ...\nfire.Fire()", "Usage:\n  script.py f A\n  script.py g --b=B"),
]  # fmt: skip

PLACES: list[tuple[str, list[tuple[str, str, bool, str | None]]]] = [
    ("a = sys.argv[1]\nb = sys.argv[2]", [("a", "text", True, None), ("b", "text", True, None), "…"]),
    ("n = int(sys.argv[1])", [("n", "whole_number", True, None), "…"]),
    ("n = sys.argv[1]\nx = float(n)", [("n", "number", True, None), "…"]),
    ("if len(sys.argv) != 2:\n    sys.exit('usage')\nwith open(sys.argv[1]) as f:\n    pass",
     [("word_1", "file", True, None)]),
    ("infile, out = sys.argv[1:]\nopen(infile)\nopen(out, 'w')", [("infile", "file", True, None),
     ("out", "file_out", True, None)]),
    ("if len(sys.argv) != 3:\n    sys.exit()\na, b = sys.argv[1], int(sys.argv[2])",
     [("a", "text", True, None), ("b", "whole_number", True, None)]),
    ("_, a, b = sys.argv", [("a", "text", True, None), ("b", "text", True, None)]),
    ("n = int(sys.argv[1]) if len(sys.argv) > 1 else 10", [("n", "whole_number", False, "10"), "…"]),
    ("if len(sys.argv) > 1:\n    name = sys.argv[1]\nelse:\n    name = 'World'",
     [("name", "text", False, "World"), "…"]),
    ("n = 5\nif len(sys.argv) > 1:\n    n = int(sys.argv[1])", [("n", "whole_number", False, "5"), "…"]),
    ("try:\n    n = int(sys.argv[1])\nexcept IndexError:\n    n = 3", [("n", "whole_number", False, "3"), "…"]),
    ("if len(sys.argv) == 3:\n    a = sys.argv[1]\n    b = sys.argv[2]\nelse:\n    print('usage: a b')",
     [("a", "text", True, None), ("b", "text", True, None)]),
    ("args = sys.argv[1:]\na = args[0]\nb = int(args[1])",
     [("a", "text", True, None), ("b", "whole_number", True, None), "…"]),
    ("def main(src, to):\n    pass\nmain(sys.argv[1], sys.argv[2])",
     [("src", "text", True, None), ("to", "text", True, None), "…"]),
    ("a = sys.argv[1]\nrest = sys.argv[2:]", [("a", "text", True, None), "…"]),
    ("if sys.argv[1] == '-v':\n    a = sys.argv[2]", ["…"]),
    ("if sys.argv[1] == 'add':\n    a = sys.argv[2]\nelse:\n    b = sys.argv[3]", ["…"]),
    ("for a in sys.argv[1:]:\n    print(a)", ["…"]),
    ("main(sys.argv)", ["…"]),
    ("a = sys.argv[-1]", ["…"]),
    ("a = sys.argv[2]", ["…"]),
]  # fmt: skip

LINES: list[tuple[dict[str, Raw], list[str]]] = [
    ({"a": "x"}, ["x"]),
    ({"a": "-x"}, ["-x"]),
    ({"a": "x", "n": "7"}, ["x", "7"]),
    ({"a": "x", "arguments": "p 'q r'"}, ["x", "5", "p", "q r"]),
    ({"a": "--", "n": "--n=1"}, ["--", "--n=1"]),
]


def spec_of(folder: Path, text: str) -> Spec:
    return reading_of(folder, text).specs[0]


@pytest.mark.parametrize(("text", "usage"), USAGES, ids=[text[:40] for text, _ in USAGES])
def test_a_script_says_how_it_is_called(tmp_path: Path, text: str, usage: str) -> None:
    assert spec_of(tmp_path, text).usage == usage


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[text[:40] for text, _ in PLACES])
def test_a_place_of_the_line_is_a_field_where_that_is_certain(
    tmp_path: Path, text: str, expected: list[tuple[str, str, bool, str | None]]
) -> None:
    params = [one for one in spec_of(tmp_path, f"import sys\n{text}\n").params if one.place == "argv"]
    shown = ["…" if one.name == "arguments" else (one.name, one.kind, one.required, one.default) for one in params]
    assert shown == expected


@pytest.mark.parametrize(("raws", "line"), LINES, ids=[str(line) for _, line in LINES])
def test_each_text_stands_at_its_own_place_and_comes_back_from_there(
    tmp_path: Path, raws: dict[str, Raw], line: list[str]
) -> None:
    text = "import sys\na = sys.argv[1]\nn = sys.argv[2] if len(sys.argv) > 2 else '5'\nprint(sys.argv[1:])\n"
    script = write(tmp_path, text.replace("print(sys.argv[1:])", "m = sys.argv[3:]\nprint(a, n, m)"))
    spec = read(script).specs[0]
    assert words(spec, bind(spec, raws, MINE)) == line
    _, again = fill(read(script), None, line)
    assert words(spec, bind(spec, again, MINE)) == line
    told = go(script, raws)
    assert told.stdout == f"{line[0]} {line[1] if len(line) > 1 else 5} {line[2:]}\n"


def test_what_is_left_out_before_another_place_is_named(tmp_path: Path) -> None:
    text = (
        "import sys\na = sys.argv[1] if len(sys.argv) > 1 else None\nb = sys.argv[2] if len(sys.argv) > 2 else None\n"
    )
    spec = spec_of(tmp_path, text)
    with pytest.raises(BadInput) as bad:
        words(spec, bind(spec, {"b": "x"}, VISITORS))
    assert bad.value.problems == {"a": "is needed where B is given"}


def test_a_filter_of_files_takes_files_or_a_text(tmp_path: Path) -> None:
    script = write(tmp_path, "import fileinput\nfor line in fileinput.input():\n    print(line.strip()[::-1])\n")
    spec = read(script).specs[0]
    assert [(param.name, param.kind, param.place) for param in spec.params] == [
        ("files", "files", "argv"),
        ("standard_input", "long_text", "stdin"),
    ]
    assert go(script, {"standard_input": "ab\n"}).stdout == "ba\n"
    data = write(tmp_path, "cd\n", "data.txt")
    assert go(script, {"files": (str(data),)}, profile=MINE).stdout == "dc\n"


def test_too_much_on_an_exact_line_is_refused(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, "import sys\na, b = sys.argv[1:]\n")
    with pytest.raises(BadInput):
        fill(reading, None, ["1", "2", "3"])


def test_the_usage_text_is_shown_by_the_command_line(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path, "import sys\nif len(sys.argv) < 2:\n    sys.exit('usage: it NAME')\nmain(sys.argv)\n"
    )
    assert "  | usage: it NAME" in describe(reading)
