"""What a run makes becomes artifacts, and what it may not hand out does not; where it stands, and what it knows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core_fixtures import go, way, write
from shipway.events import Made
from shipway.profile import MINE
from shipway.spec import FileRef

__all__ = ["way"]
pytestmark = pytest.mark.usefixtures("way")


def test_new_files_are_artifacts_those_in_folders_included(tmp_path: Path) -> None:
    text = "import os\nos.makedirs('a/b')\nopen('a/b/deep.txt', 'w').write('1')\nopen('отчёт 1.csv', 'w').write('2')\n"
    told = go(write(tmp_path, text))
    assert told.made == {"a/b/deep.txt": b"1", "отчёт 1.csv": b"2"}
    made = {event.name: event for event in told.events if isinstance(event, Made)}
    assert (made["отчёт 1.csv"].media, made["отчёт 1.csv"].size) == ("text/csv", 1)
    assert all(set(event.id) <= set("0123456789abcdef") for event in made.values())


FORBIDDEN = {
    "a symbolic link": "os.symlink({outside!r}, 'x')",
    "a linked folder": "os.symlink(os.path.dirname({outside!r}), 'folder')",
    "a hard link": "os.link({outside!r}, 'x')",
    "a pipe": "os.mkfifo('x')",
    "a socket": "import socket; socket.socket(socket.AF_UNIX).bind('x')",
}


@pytest.mark.parametrize("how", FORBIDDEN)
def test_what_is_no_file_of_the_runs_own_is_not_served(tmp_path: Path, how: str) -> None:
    outside = tmp_path / "outside"
    outside.write_text("secret")
    told = go(write(tmp_path / "s", "import os\n" + FORBIDDEN[how].format(outside=str(outside))))
    if how != "a hard link" or told.level != "sealed":
        assert told.ended.state == "done", told.stderr
    assert told.made == {}
    assert outside.read_text() == "secret"


@pytest.mark.parametrize("link", ["os.symlink", "os.link"])
def test_a_result_that_is_a_link_to_the_outside_is_not_served(tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.write_text("secret")
    text = f"import os, pathlib\ndef f(x: int):\n    {link}({str(outside)!r}, 'x')\n    return pathlib.Path('x')\n"
    assert go(write(tmp_path / "s", text), {"x": "1"}, tool="f").made == {}


def test_two_names_for_a_file_of_its_own_are_served(tmp_path: Path) -> None:
    text = "import os\nopen('a', 'w').write('1')\nos.link('a', 'b')\n"
    assert go(write(tmp_path, text)).made == {"a": b"1", "b": b"1"}


def test_a_file_that_was_given_back_is_told_once(tmp_path: Path) -> None:
    text = "import pathlib\ndef f(x: int):\n    p = pathlib.Path('a.txt')\n    p.write_text('1')\n    return p\n"
    told = go(write(tmp_path, text), {"x": "1"}, tool="f")
    assert [event.name for event in told.events if isinstance(event, Made)] == ["a.txt"]


def test_the_most_files_that_a_run_gives_are_a_thousand(tmp_path: Path) -> None:
    told = go(write(tmp_path, "for n in range(1010):\n    open(f'{n:04}', 'w').close()\n"))
    assert len(told.made) == 1000


def test_a_visitor_works_in_an_empty_folder_of_the_runs_own(tmp_path: Path) -> None:
    script = write(tmp_path, "import os\nprint(os.getcwd())\nprint(os.listdir())\nprint(os.environ['HOME'])\n")
    lines = [go(script).stdout.splitlines() for _ in range(2)]
    assert [one[1] for one in lines] == ["[]", "[]"]
    assert len({folder for one in lines for folder in (one[0], one[2])}) == 4
    assert all(one[0].endswith("/work") for one in lines)


def test_the_authors_own_run_works_where_its_caller_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    (here / "below").mkdir(parents=True)
    (here / "old").write_text("old")
    (here / "changed").write_text("before")
    monkeypatch.chdir(here)
    text = "import os\nprint(os.getcwd())\nopen('new', 'w').write('n')\nopen('changed', 'w').write('after')\n"
    told = go(write(tmp_path, text + "open('below/deep', 'w').close()\n"), profile=MINE)
    assert told.stdout == f"{here}\n"
    assert told.made == {"new": b"n", "changed": b"after"}
    assert sorted(path.name for path in here.iterdir()) == ["below", "changed", "new", "old"]


def test_a_visitors_run_knows_no_secret_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIPWAY_TEST_SECRET", "tell nobody")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    script = write(tmp_path, "import os\nprint(sorted(os.environ))\nprint(list(os.environ.values()))\n")
    told = go(script)
    assert "tell nobody" not in told.stdout
    names = set(eval(told.stdout.splitlines()[0]))
    known = {
        "BROWSER",
        "EDITOR",
        "HOME",
        "LANG",
        "LC_CTYPE",
        "LOGNAME",
        "MPLBACKEND",
        "MPLCONFIGDIR",
        "PATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONUTF8",
        "USER",
        "VISUAL",
    }
    assert names <= known | {"TMPDIR", "TZ", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"}
    assert "tell nobody" in go(script, profile=MINE).stdout


def test_a_run_holds_no_descriptor_of_ours(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    text = (
        "import os\nfor fd in os.listdir('/proc/self/fd'):\n    try:\n        print(os.readlink('/proc/self/fd/' + fd))"
    )
    with secret.open() as file:
        os.set_inheritable(file.fileno(), True)
        told = go(write(tmp_path, text + "\n    except OSError:\n        pass\n"))
    assert "secret" not in told.stdout
    kinds = {line.partition(":")[0] for line in told.stdout.splitlines() if not line.startswith("/proc/")}
    assert kinds <= {"pipe", "socket", "/dev/null"}


def test_nothing_is_left_of_a_run_but_what_it_made(tmp_path: Path, way: str) -> None:
    told = go(write(tmp_path, "open('x', 'w').close()\n"))
    kept = {"fresh": ["artifacts", "home", "work"], "launched": ["artifacts"]}
    assert sorted(path.name for path in told.folder.iterdir()) == kept[way]
    assert not list(tmp_path.glob("launchers/places/*/work/*"))


def test_a_folder_that_was_handed_in_can_be_looked_into(tmp_path: Path, way: str) -> None:
    # The script is open to everybody, so that root's runs are a user's that nobody knows.
    text = "from pathlib import Path\ndef f(box: Path):\n    return sorted(one.name for one in box.rglob('*'))\n"
    script = write(tmp_path, text, "open/script.py")
    script.parent.chmod(0o755)
    write(tmp_path, "1", "held/box/inner/b.txt")
    for folder in ("held/box/inner", "held/box"):
        (tmp_path / folder).chmod(0o700)
    told = go(script, {"box": FileRef(str(tmp_path / "held/box"), "box")})
    assert "b.txt" in str(told.result.value)
