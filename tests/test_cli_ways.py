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


PHOTO = """
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument("photo", type=argparse.FileType("rb"))
    parser.add_argument("--width", type=int, default=640)
    args = parser.parse_args()
    print(args.photo.read(), args.width)
"""


def test_a_command_line_becomes_the_same_values_elsewhere(tmp_path: Path) -> None:
    script = write(tmp_path, PHOTO, "shrink.py")
    (tmp_path / "a b.png").write_bytes(b"png")
    as_ = {
        name: shipway("fill", script, "--as", name, "--", "--wid", "9", "a b.png", cwd=tmp_path).stdout.decode()
        for name in ("shell", "python", "curl", "link")
    }
    assert as_ == {
        "shell": f"python {script} --width=9 'a b.png'\n",
        "python": "import subprocess\nimport sys\n\n"
        f"subprocess.run([sys.executable, '{script}', '--width=9', 'a b.png'], check=True)\n",
        "curl": "curl http://127.0.0.1:8000/api/shrink/shrink \\\n"
        "  --form-string width=9 \\\n  -F 'photo=@\"a b.png\"'\n",
        "link": "http://127.0.0.1:8000/t/shrink/shrink?width=9\n",
    }
    assert shipway("run", script, "--set", "photo=a b.png", "--set", "width=9", cwd=tmp_path).stdout == b"b'png' 9\n"


def test_inputs_are_set_and_a_line_is_pasted(tmp_path: Path) -> None:
    script = write(tmp_path, PHOTO, "shrink.py")
    told = shipway("fill", script, "--line", "$ python shrink.py --width 9 x.png", "--set", "width=10").stdout
    assert json.loads(told)["raws"] == {"width": "10", "photo": "x.png"}
    done = shipway("fill", script, "--as", "link", "--site", "https://example.org/", "--set", "width=11")
    assert done.stdout == b"https://example.org/t/shrink/shrink?width=11\n"


def test_a_pasted_line_that_is_refused_says_why_in_the_parsers_words(tmp_path: Path) -> None:
    script = write(tmp_path, PHOTO, "shrink.py")
    done = shipway("fill", script, "--line", "python shrink.py --width x x.png")
    assert (done.returncode, done.stderr) == (2, b"shipway: argument --width: invalid int value: 'x'\n")


def test_the_schemas_are_printed(tmp_path: Path) -> None:
    whole = json.loads(shipway("read", "--schema").stdout)
    assert whole["properties"]["shipway"] == {"const": 1}
    script = write(tmp_path, PHOTO, "shrink.py")
    tools = json.loads(shipway("read", script, "--schema").stdout)["tools"]
    assert tools["shrink"]["properties"]["width"]["default"] == "640"
    assert shipway("read").returncode == 2
