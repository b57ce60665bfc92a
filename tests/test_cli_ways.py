"""What `shipway run` and `fill` do with what they are given."""

from __future__ import annotations

import json
from pathlib import Path

from core_fixtures import write
from test_cli import shipway


def test_inputs_are_given_in_one_way_at_a_time(tmp_path: Path) -> None:
    script = write(tmp_path, "import argparse\np = argparse.ArgumentParser()\np.add_argument('--n')\np.parse_args()\n")
    done = shipway("run", script, "--set", "n=5", "--", "--n", "7")
    assert (done.returncode, b"not both" in done.stderr) == (2, True)


SUBCOMMANDS = """
    import argparse
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    for name in ("add", "del"):
        command = commands.add_parser(name)
        command.add_argument("--y")
        command.set_defaults(name=name)
    args = parser.parse_args()
    print(args.name, args.y)
"""


def test_a_tool_that_is_named_is_the_one_that_runs(tmp_path: Path) -> None:
    script = write(tmp_path, SUBCOMMANDS)
    assert shipway("run", script, "del", "--", "--y", "3").stdout == b"del 3\n"
    done = shipway("fill", script, "add", "--", "del", "--y", "3")
    assert (done.returncode, b"calls del, not add" in done.stderr) == (2, True)


def test_events_tell_where_a_file_lies(tmp_path: Path) -> None:
    script = write(tmp_path, "open('made.txt', 'w').write('here')\n")
    for profile in ("mine", "visitors"):
        (tmp_path / "made.txt").unlink(missing_ok=True)
        done = shipway("run", script, "--events", "--profile", profile, cwd=tmp_path)
        [made] = [event for line in done.stdout.splitlines() if (event := json.loads(line))["event"] == "made"]
        assert Path(made["path"]).read_text() == "here"
