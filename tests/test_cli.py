"""The command line, as a person types it: real `shipway` processes, their output and exit codes."""

from __future__ import annotations

import base64
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from core_fixtures import eventually, mark, processes, pythons, write

__all__ = ["mark"]

SHIPWAY = Path(sys.executable).with_name("shipway")


def shipway(
    *words: object, given: bytes = b"", cwd: Path | None = None, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Type a command line."""
    return subprocess.run(
        [SHIPWAY, *map(str, words)], input=given, cwd=cwd, capture_output=True, timeout=60, check=False, **more
    )


def by_hand(script: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, script, *words], input=given, capture_output=True, timeout=60, check=False)


def same(done: subprocess.CompletedProcess[bytes], hand: subprocess.CompletedProcess[bytes]) -> None:
    assert (done.stdout, done.stderr, done.returncode) == (hand.stdout, hand.stderr, hand.returncode)


PARSER = """
    import argparse, sys
    parser = argparse.ArgumentParser(description="Repeat a word.")
    parser.add_argument("word")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--loud", action="store_true")
    options = parser.parse_args()
    print(*[options.word.upper() if options.loud else options.word] * options.times)
    print("done", file=sys.stderr)
    sys.exit(options.times)
"""
FUNCTION = """
    import pathlib
    def area(width: float, height: float = 2) -> float:
        return width * height
    def rows(n: int):
        return [{"n": i, "square": i * i} for i in range(n)]
    def save(name: str):
        path = pathlib.Path(name)
        path.write_text("made")
        return path
"""


def test_read_tells_the_tools_for_a_person_and_as_json(tmp_path: Path) -> None:
    script = write(tmp_path, PARSER)
    told = shipway("read", script).stdout.decode()
    assert "Repeat a word." in told
    assert "times" in told
    plain = json.loads(shipway("read", script, "--json").stdout)
    assert plain["shipway"] == 1
    assert [param["name"] for param in plain["specs"][0]["params"]] == ["word", "times", "loud"]


def test_fill_gives_the_inputs_of_a_command_line(tmp_path: Path) -> None:
    done = shipway("fill", write(tmp_path, PARSER), "--", "hi", "--times", "3", "--loud")
    told = json.loads(done.stdout)
    assert told == {"shipway": 1, "tool": "script", "raws": {"word": "hi", "times": "3", "loud": "yes"}}


def test_what_fill_gives_run_takes(tmp_path: Path) -> None:
    script = write(tmp_path, PARSER)
    raws = json.loads(shipway("fill", script, "--", "--times=2", "--", "-x").stdout)["raws"]
    done = shipway("run", script, "--values", "-", given=json.dumps(raws).encode())
    same(done, by_hand(script, "--times=2", "--", "-x"))


@pytest.mark.parametrize("words", [["hi"], ["hi", "--times", "3", "--loud"], ["--times", "x"], [], ["--help"], ["-x"]])
def test_words_behind_two_dashes_go_to_the_script_as_they_are(tmp_path: Path, words: list[str]) -> None:
    script = write(tmp_path, PARSER)
    same(shipway("run", script, "--", *words), by_hand(script, *words))


def test_run_has_the_scripts_bytes_and_exit_code(tmp_path: Path) -> None:
    script = write(tmp_path, PARSER)
    same(shipway("run", script, "--set", "word=hi", "--set", "times=3"), by_hand(script, "hi", "--times", "3"))
    odd = write(tmp_path, "import os, sys\nsys.stdout.buffer.write(b'\\xff\\0')\nos.kill(os.getpid(), 15)\n", "odd.py")
    done = shipway("run", odd)
    assert (done.stdout, done.returncode) == (b"\xff\0", 143)


def test_a_function_is_called_and_its_result_printed(tmp_path: Path) -> None:
    script = write(tmp_path, FUNCTION)
    assert shipway("run", script, "area", "--set", "width=3").stdout == b"6.0\n"
    assert shipway("run", script, "area", "--", "3", "--height", "4").stdout == b"12.0\n"
    assert shipway("run", script, "rows", "--set", "n=3").stdout == b"n  square\n0       0\n1       1\n2       4\n"


def test_a_file_that_a_function_gives_back_is_saved_here(tmp_path: Path) -> None:
    script = write(tmp_path / "there", FUNCTION)
    here = tmp_path / "here"
    here.mkdir()
    for name in ("a.txt", "a.txt"):
        done = shipway("run", script, "save", "--set", "name=a.txt", "--profile", "visitors", cwd=here)
        assert done.stdout.decode().strip() == str(here / name)
    assert sorted(os.listdir(here)) == ["a.txt"]
    (here / "a.txt").write_text("mine")
    done = shipway("run", script, "save", "--set", "name=a.txt", "--profile", "visitors", cwd=here)
    assert ((here / "a.txt").read_text(), (here / "a-2.txt").read_text()) == ("mine", "made")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["area", "--set", "width=abc"], "shipway: width: “abc” is not a number"),
        (["area", "--set", "width=1e999"], "shipway: width: “1e999” is not a finite number"),
        (["area", "--set", "width=nan"], "shipway: width: “nan” is not a finite number"),
        (["area"], "shipway: width: is required"),
        (["area", "--set", "depth=1", "--set", "width=1"], "shipway: depth: is not a parameter of this tool"),
        (["area", "--set", "width"], "shipway: --set takes NAME=TEXT"),
        (["area", "--set", "width=1", "--set", "width=2"], "shipway: width: takes one value, not 2"),
        (["nothing"], "shipway: script.py has no tool 'nothing'; it has: area, rows, save"),
        (["area", "--values", "/not/there"], "shipway: /not/there cannot be read: No such file or directory"),
        (["area", "--", "--depth", "1"], "shipway: --depth is not a parameter of area"),
        (["area", "--profile", "nobody"], "shipway run: error: argument --profile: invalid choice: 'nobody'"),
        (["--nosuch"], "shipway: error: unrecognized arguments: --nosuch"),
    ],
)
def test_bad_input_and_bad_usage_end_with_2_and_say_why(tmp_path: Path, words: list[str], message: str) -> None:
    done = shipway("run", write(tmp_path, FUNCTION), *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (b"{", "shipway: the inputs are not JSON: "),
        (b"[]", "shipway: the inputs must be a JSON object: names and their values"),
        (b'{"width": "\xff"}', "shipway: the inputs are not UTF-8 text (byte 12)"),
        (b'{"width": {"a": 1}}', "shipway: width: takes a text or a list of texts, not what is nested"),
    ],
)
def test_values_that_are_no_object_end_with_2(tmp_path: Path, given: bytes, message: str) -> None:
    done = shipway("run", write(tmp_path, FUNCTION), "area", "--values", "-", given=given)
    assert (done.returncode, message in done.stderr.decode()) == (2, True)


def test_values_keep_their_digits_and_set_comes_after_them(tmp_path: Path) -> None:
    script = write(tmp_path, "def f(a: str, b: str, c: bool):\n    return f'{a} {b} {c}'\n")
    (tmp_path / "values.json").write_text('{"a": 1.10, "b": 5, "c": false}')
    done = shipway("run", script, "--values", tmp_path / "values.json", "--set", "b=x")
    assert done.stdout == b"1.10 x False\n"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("x = (\n", 1, "script.py, line 1: '(' was never closed"),
        ("import no_such_package_here\n", 1, "ModuleNotFoundError"),
    ],
)
def test_what_is_wrong_with_the_script_is_told(tmp_path: Path, text: str, code: int, message: str) -> None:
    done = shipway("run", write(tmp_path, text))
    assert (done.returncode, message in done.stderr.decode()) == (code, True)
    assert shipway("run", tmp_path / "gone.py").returncode == 2
    assert shipway("run", write(tmp_path, text), "--python", tmp_path / "gone").returncode == 1


def test_usage_without_a_command_ends_with_2_and_help_with_0() -> None:
    assert shipway().returncode == 2
    assert shipway("--help").returncode == 0
    assert shipway("--version").stdout.startswith(b"shipway ")
    assert shipway("nosuch").returncode == 2


ASKS = "name = input('Name: ')\nage = int(input('Age: '))\nprint(name, age)\n"


def test_a_script_that_asks_reads_the_standard_input_as_by_hand(tmp_path: Path) -> None:
    script = write(tmp_path, ASKS)
    for given in (b"Ann\n30\n", b"Ann\n", b"Ann\nx\n"):
        same(shipway("run", script, given=given), by_hand(script, given=given))


def test_answers_come_from_a_file_or_from_the_form(tmp_path: Path) -> None:
    script = write(tmp_path, ASKS)
    (tmp_path / "answers").write_text("Ann\n30\n", encoding="utf-8")
    assert shipway("run", script, "--answers", tmp_path / "answers").stdout == b"Name: Age: Ann 30\n"
    assert shipway("run", script, "--set", "name=Ann", "--set", "age=30").stdout == b"Name: Age: Ann 30\n"
    done = shipway("run", script, "--answers", tmp_path / "gone")
    assert (done.returncode, b"cannot be read" in done.stderr) == (1, True)


def test_answers_are_read_only_for_what_the_form_leaves_open(tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("30\n", encoding="utf-8")
    done = shipway("run", write(tmp_path, ASKS), "--set", "name=Ann", "--answers", tmp_path / "answers")
    assert done.stdout == b"Name: Age: Ann 30\n"


def test_events_are_lines_of_json_from_started_to_ended(tmp_path: Path) -> None:
    script = write(tmp_path, "print(input('Name: '))\nimport sys\nsys.stdout.buffer.write(b'\\xff')\nsys.exit(3)\n")
    done = shipway("run", script, "--events", given="Энн\n".encode())
    events = [json.loads(line) for line in done.stdout.decode().splitlines()]
    names = [event["event"] for event in events]
    # What was written comes in one piece or in several.
    assert [name for name, _ in itertools.groupby(names)] == ["started", "output", "ask", "answered", "output", "ended"]
    assert (events[0]["shipway"], events[-1]["state"], events[-1]["code"], done.returncode) == (1, "failed", 3, 3)
    assert events[names.index("answered")]["text"] == "Энн"
    assert base64.b64decode(events[-2]["base64"]).endswith(b"\xff")


def test_the_script_reads_what_is_piped_in(tmp_path: Path) -> None:
    script = write(tmp_path, "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])\n")
    same(shipway("run", script, given=b"abc\xff"), by_hand(script, given=b"abc\xff"))
    assert shipway("run", script, "--set", "standard_input=abc").stdout == b"cba"


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path, mark: str) -> None:
    text = f"import subprocess\nprocess = subprocess.Popen(['sleep', '{mark}'])\nwhile True:\n    print('x' * 1000)\n"
    with subprocess.Popen([SHIPWAY, "run", write(tmp_path, text)], stdout=-1, stderr=-1) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1000)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(20) == 1
    eventually(lambda: not processes(mark), 3)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_shipway_ends_the_whole_tree(tmp_path: Path, mark: str, number: signal.Signals) -> None:
    script = write(tmp_path, f"import subprocess\nsubprocess.run(['sleep', '{mark}'])\n")
    with subprocess.Popen([SHIPWAY, "run", script], stdout=-1, stderr=-1) as process:
        eventually(lambda: processes(mark))
        process.send_signal(number)
        assert process.wait(10) == 130
    assert not processes(mark)


def test_control_c_reaches_the_script_and_a_second_one_ends_it(tmp_path: Path) -> None:
    text = "import time\nfor n in range(3):\n    try:\n        print('on', n, flush=True)\n        time.sleep(60)\n"
    script = write(tmp_path, text + "    except KeyboardInterrupt:\n        print('caught', flush=True)\n")
    with subprocess.Popen([SHIPWAY, "run", script], stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "on 0\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "caught\n"
        assert process.stdout.readline() == "on 1\n"
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert time.monotonic() - began < 5


def test_another_interpreter_runs_the_script(tmp_path: Path) -> None:
    found = pythons("3.8")
    if not found:
        pytest.skip("there is no Python 3.8 of pyenv here")
    script = write(tmp_path, "import sys\nprint(sys.version_info[:2])\n")
    assert shipway("run", script, "--python", found[0]).stdout == b"(3, 8)\n"
