"""`[tool.shipway]` in a script: what its author sets holds, and what cannot be used is told with its line."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from core_fixtures import go, write
from shipway.environment import own
from shipway.profile import MINE, VISITORS
from shipway.read import profile_of, read
from shipway.read.lines.fill import fill
from shipway.run.launchers import level_of
from shipway.spec import Reading

SCRIPT = '''"""Greet somebody."""


def greet(name: str, count: int = 2, mood: str = "fine", /, *, photo: str = "", loud: bool = False) -> str:
    """Greet somebody."""
    return f"{name} {count} {mood} {photo} {loud}"


def bye(name: str) -> str:
    """Say good bye."""
    return "bye " + name
'''
FULL = """
title = "Greetings"
summary = "For all."
default = "bye"
files = ["photo"]
seconds = 2.5
output = "3 kB"
reuse = true
[tool.shipway.params.count]
label = "How often"
help = "Not too often."
minimum = 1
maximum = 9
default = 5
group = "More"
[tool.shipway.tools.greet]
title = "Say hello"
order = ["photo", "loud"]
outputs = ["*.png"]
[tool.shipway.tools.greet.params.mood]
choices = ["fine", "well"]
[tool.shipway.tools.greet.params.loud]
hidden = true
"""
PARSER = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("first")
parser.add_argument("second")
parser.add_argument("--size", type=int, default=3)
parser.add_argument("--tag", action="append")
parser.add_argument("-v", action="count")
args = parser.parse_args()
print(args.first, args.second, args.size, args.tag)
"""


def reading(folder: Path, settings: str, script: str = SCRIPT) -> Reading:
    lines = [
        "# /// script",
        "# [tool.shipway]",
        *(f"# {line}".rstrip() for line in settings.strip().split("\n")),
        "# ///",
    ]
    path = folder / "script.py"
    path.write_text("\n".join(lines) + "\n" + script)
    return read(path)


def told(found: Reading) -> list[tuple[int, str]]:
    return [(one.line, one.text.removeprefix("[tool.shipway] ")) for one in found.findings if one.code == "setting"]


def test_what_its_author_sets_is_what_the_form_shows(tmp_path: Path) -> None:
    found = reading(tmp_path, FULL)
    assert told(found) == []
    assert (found.title, found.summary, found.seconds, found.output, found.reuse) == (
        "Greetings",
        "For all.",
        2.5,
        3000,
        True,
    )
    bye, greet = found.specs
    assert (bye.tool, greet.title, greet.outputs) == ("bye", "Say hello", ("*.png",))
    assert [param.name for param in greet.params] == ["photo", "name", "count", "mood"]
    count, mood, photo = (greet.param(name) for name in ("count", "mood", "photo"))
    assert count
    assert mood
    assert photo
    assert (count.label, count.help, count.minimum, count.maximum, count.group) == (
        "How often",
        "Not too often.",
        1,
        9,
        "More",
    )
    assert (count.default, count.prefill, count.first) == ("2", "5", "5")
    assert (mood.kind, mood.choices) == ("choice", ("fine", "well"))
    assert photo.kind == "file"
    assert "hidden by its author: loud" in greet.unmapped


def test_a_value_that_is_shown_at_first_is_handed_over(tmp_path: Path) -> None:
    found = reading(tmp_path, "params.size.default = 7", PARSER)
    [spec] = found.specs
    size = spec.param("size")
    assert size
    assert size.first == "7"
    script = Path(found.script)
    assert go(script, {"first": "a", "second": "b", "size": size.first}).stdout == "a b 7 None\n"
    assert go(script, {"first": "a", "second": "b", "size": "3"}).stdout == "a b 3 None\n"


def test_an_order_leaves_what_goes_by_its_place_where_it_is(tmp_path: Path) -> None:
    found = reading(tmp_path, 'order = ["size", "second", "first"]', PARSER)
    assert [param.name for param in found.specs[0].params][:3] == ["size", "first", "second"]
    script = Path(found.script)
    assert go(script, {"first": "a", "second": "b"}).stdout == "a b 3 None\n"
    assert fill(found, None, ["a", "b"])[1] == {"first": "a", "second": "b"}


def test_examples_of_the_author_come_as_raws(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        '[[tool.shipway.examples]]\nlabel = "Two"\ntool = "greet"\n'
        'values = { name = "Ann", count = 2, loud = true }\n[[tool.shipway.examples]]\nvalues = { name = "Bo" }',
    )
    greet, bye = found.specs
    assert [(one.label, dict(one.raws)) for one in greet.examples] == [
        ("Two", {"name": "Ann", "count": "2", "loud": "yes"}),
        ("Example 2", {"name": "Bo"}),
    ]
    assert bye.examples == ()


@pytest.mark.parametrize(
    ("settings", "line", "why"),
    [
        ('titel = "x"', 3, "titel: is no setting here; there are: default, examples, files,"),
        ("title = 3", 3, "title: must be a text"),
        ('seconds = "soon"', 3, "seconds: must be a number"),
        ("seconds = -1", 3, "seconds: must be more than 0"),
        ("seconds = true", 3, "seconds: must be a number"),
        ('output = "much"', 3, "output: must be a number of bytes, or a size such as “2 MB”"),
        ('reuse = "yes"', 3, "reuse: must be true or false"),
        ('files = "name"', 3, "files: must be a list of texts"),
        ('files = ["nobody"]', 3, "files: there is no such parameter nobody; there are:"),
        ('default = "x"', 3, "default: there is no such tool; there are: bye, greet"),
        ("params.x.label = 'X'", 3, "params.x: there is no such parameter x; there are:"),
        ("params.name = 3", 3, "params.name: must be a table"),
        ("[tool.shipway.params.name]\ncolour = 'red'", 4, "params.name.colour: is no setting here"),
        ("[tool.shipway.params.count]\nkind = 'wine'", 4, "params.count.kind: is no kind; there are: text,"),
        ("[tool.shipway.params.count]\nkind = 'list'", 4, "params.count.kind: it takes one value"),
        ("[tool.shipway.params.count]\nkind = 'choice'", 4, "params.count.kind: needs choices"),
        ("[tool.shipway.params.count]\ndefault = 'x'", 4, "params.count.default: “x” is not a whole number"),
        ("[tool.shipway.params.count]\ndefault = [1]", 4, "params.count.default: must be one value"),
        ("[tool.shipway.params.name]\nhidden = true", 4, "params.name.hidden: the script requires it"),
        ("[tool.shipway.params.name]\nrequired = false", 4, "params.name.required: the script itself requires it"),
        ("[tool.shipway.tools.x]\ntitle = 'X'", 3, "tools.x: there is no such tool; there are: greet, bye"),
        ("[[tool.shipway.examples]]\nvalues = { x = 1 }", 4, "examples 1.values: there is no such parameter x;"),
        ("[[tool.shipway.examples]]\ntool = 'x'", 4, "examples 1.tool: there is no such tool"),
        ("tools.greet.hidden = true\ntools.bye.hidden = true", 3, "tools: hides every tool"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line_and_the_rest_holds(
    tmp_path: Path, settings: str, line: int, why: str
) -> None:
    found = reading(tmp_path, settings)
    [(where, text)] = told(found)
    assert text.replace("bye, greet", "greet, bye").startswith(why.replace("bye, greet", "greet, bye")), text
    assert where == line, text
    assert [spec.tool for spec in found.specs] == ["greet", "bye"]


def test_the_command_line_says_which_kinds_can_be(tmp_path: Path) -> None:
    found = reading(tmp_path, "params.v.kind = 'text'\nparams.tag.default = 'x'", PARSER)
    assert [text for _, text in told(found)] == [
        "params.v.kind: the command line takes it as a whole number only",
        "params.tag.default: must be a list",
    ]


def test_a_table_that_is_no_table_and_a_block_that_is_no_toml_break_nothing(tmp_path: Path) -> None:
    for text in ("# [tool]\n# shipway = 3\n", "# tool = 3\n", "# [tool.shipway\n"):
        path = tmp_path / "broken.py"
        path.write_text(f"# /// script\n{text}# ///\n{SCRIPT}")
        assert len(read(path).specs) == 2


def test_only_the_files_that_are_wanted_are_kept(tmp_path: Path) -> None:
    head = "# /// script\n# [tool.shipway]\n# outputs = ['*.txt']\n# ///\n"
    script = write(tmp_path, head + "for n in 'a.txt', 'b.log':\n    open(n, 'w').write(n)\n")
    assert go(script).made == {"a.txt": b"a.txt"}


def test_the_authors_limits_are_those_of_a_visitors_run() -> None:
    limited = VISITORS.limited(2.0, 100)
    assert (limited.seconds, limited.output) == (2.0, 100)
    assert VISITORS.limited(None, None) == VISITORS
    assert MINE.limited(2.0, 100) == MINE, "on one's own machine there is no limit to change"


def test_what_its_author_sets_for_the_runs_of_visitors_is_their_profile(tmp_path: Path) -> None:
    found = reading(
        tmp_path, "memory = '1 GB'\nnetwork = true\nreads = ['data', '/srv', '~/x', '~nobody-here/x']\nseconds = 5"
    )
    profile = profile_of(found)
    assert profile.limits is not None
    assert (profile.limits.memory, profile.network, profile.seconds) == (10**9, True, 5.0)
    home = str(Path("~/x").expanduser())
    assert profile.reads == (str(tmp_path / "data"), "/srv", home, str(tmp_path / "~nobody-here/x"))
    assert profile_of(found, MINE) is MINE, "what a person runs themselves is their own matter"
    assert profile_of(reading(tmp_path, "title = 'A'")) == VISITORS


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("memory = 0", "memory: must be more than 0"),
        ("memory = 'much'", "memory: must be a number of bytes, or a size such as “2 MB”"),
        ("network = 'yes'", "network: must be true or false"),
        ("reads = '/srv'", "reads: must be a list of texts"),
    ],
)
def test_what_cannot_be_set_for_them_is_told_and_holds_not(tmp_path: Path, settings: str, said: str) -> None:
    found = reading(tmp_path, settings)
    assert told(found) == [(3, said)]
    assert profile_of(found) == VISITORS


def visit(folder: Path, settings: str, script: str) -> tuple[int, str, str]:
    """Run a script as a visitor, sealed off; give its exit code and what it wrote."""
    if level_of(own(), VISITORS)[0] != "sealed":
        pytest.skip("this machine seals nothing off")
    reading(folder, settings, script)
    command = [sys.executable, "-m", "shipway", "run", str(folder / "script.py"), "--profile", "visitors"]
    done = subprocess.run(
        [*command, "--contain", "sealed"], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(("setting", "reached"), [("network = true", True), ("network = false", False), ("", False)])
def test_only_who_may_use_the_network_reaches_this_machine(tmp_path: Path, setting: str, reached: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        script = f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 5)\nprint('reached')\n"
        code, said, wrong = visit(tmp_path, setting, script)
    assert (code == 0, said == "reached\n", "refused" in wrong) == (reached, reached, not reached)


@pytest.mark.parametrize(("setting", "read"), [("reads = ['../data']", True), ("", False)])
def test_a_folder_outside_is_seen_where_it_is_named(tmp_path: Path, setting: str, read: bool) -> None:
    kept = write(tmp_path, "kept\n", "data/kept.txt")
    (tmp_path / "own").mkdir()
    script = f"name = {str(kept)!r}\nprint(open(name).read(), end='')\ntry:\n    open(name, 'w')\nexcept OSError:\n"
    script += "    print('no')\n"
    code, said, wrong = visit(tmp_path / "own", setting, script)
    assert (code, said) == ((0, "kept\nno\n") if read else (1, "")), wrong
    assert kept.read_text() == "kept\n"


@pytest.mark.parametrize(("setting", "fits"), [("memory = '300 MB'", False), ("", True)])
def test_the_memory_that_is_set_binds(tmp_path: Path, setting: str, fits: bool) -> None:
    code, said, wrong = visit(tmp_path, setting, "print(len(bytes(400_000_000)))\n")
    assert (code, said) == ((0, "400000000\n") if fits else (1, "")), wrong
    assert fits or "MemoryError" in wrong
