"""A reading is kept, by this process and on disk, until what was read changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core_fixtures import write
from shipway.environment import own
from shipway.places import cache_folder
from shipway.read import read
from shipway.read.kept import MOST, kept
from shipway.spec import Reading

ASK = """
import sys
from pathlib import Path
from shipway.read import read
print(read(Path(sys.argv[1])).specs[0].summary)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHIPWAY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def summary(script: Path) -> str:
    """Read in a new process, which remembers nothing."""
    done = subprocess.run([sys.executable, "-c", ASK, str(script)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def parser(folder: Path, what: str, name: str = "script.py") -> Path:
    return write(folder, f"import argparse\nargparse.ArgumentParser(description={what}).parse_args()\n", name)


def test_another_process_finds_it_on_disk(tmp_path: Path, folder: Path) -> None:
    script = parser(tmp_path, "'Count the ships that come in.'")
    assert summary(script) == "Count the ships that come in."
    (held,) = (folder / "readings").iterdir()
    held.write_text(held.read_text().replace("Count the ships", "Count the boats"))
    assert summary(script) == "Count the boats that come in."


def test_it_is_read_again_when_its_text_changes_though_time_and_size_stay(tmp_path: Path) -> None:
    script = parser(tmp_path, "'Count the ships that come in.'")
    facts = script.stat()
    assert summary(script) == "Count the ships that come in."
    script.write_text(script.read_text().replace("ships", "boats"))
    os.utime(script, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert summary(script) == "Count the boats that come in."


def test_it_is_read_again_when_a_module_beside_it_changes(tmp_path: Path) -> None:
    write(tmp_path, "WORDS = 'Count the ships that come in.'\n", "words_of_it.py")
    script = write(
        tmp_path,
        """
        import argparse
        import words_of_it
        argparse.ArgumentParser(description=words_of_it.WORDS).parse_args()
        """,
    )
    assert summary(script) == "Count the ships that come in."
    write(tmp_path, "WORDS = 'Count the boats that come in.'\n", "words_of_it.py")
    assert summary(script) == "Count the boats that come in."


def test_what_is_spoilt_on_disk_is_read_again(tmp_path: Path, folder: Path) -> None:
    script = parser(tmp_path, "'Count the ships that come in.'")
    for spoilt in (b"", b"{", b"[]", b'{"near": {}, "reading": {}}', b'{"near": {}, "reading": {"shipway": 99}}'):
        assert summary(script) == "Count the ships that come in."
        (held,) = (folder / "readings").iterdir()
        held.write_bytes(spoilt)


def test_nobody_else_can_look_into_it(tmp_path: Path, folder: Path) -> None:
    read(parser(tmp_path, "'Count the ships that come in.'"))
    assert cache_folder() == folder
    assert (folder.stat().st_mode & 0o777, (folder / "readings").stat().st_mode & 0o777) == (0o700, 0o700)


def test_a_form_that_lacks_something_is_not_kept(tmp_path: Path, folder: Path) -> None:
    script = write(tmp_path, "import argparse, a_package_that_nobody_has\nargparse.ArgumentParser().parse_args()\n")
    assert read(script).problem
    assert not (folder / "readings").exists()


def test_the_older_half_goes_when_there_are_many(tmp_path: Path, folder: Path) -> None:
    (folder / "readings").mkdir(parents=True)
    for number in range(MOST):
        held = folder / "readings" / f"{number}.json"
        held.touch()
        os.utime(held, (number, number))
    read(parser(tmp_path, "'Count the ships that come in.'"))
    left = {path.name for path in (folder / "readings").iterdir()}
    assert len(left) == MOST // 2 + 1
    assert f"{MOST - 1}.json" in left
    assert "0.json" not in left


def test_without_a_place_for_it_scripts_are_read_all_the_same(tmp_path: Path, folder: Path) -> None:
    folder.symlink_to(tmp_path)
    script = parser(tmp_path, "'Count the ships that come in.'")
    assert read(script).specs[0].summary == "Count the ships that come in."


def test_within_a_process_it_is_made_once(tmp_path: Path) -> None:
    script, made = parser(tmp_path, "'Count.'"), []

    def make() -> Reading:
        made.append(1)
        return Reading(str(script), "Count", problem="so that the disk keeps nothing")

    for _ in range(3):
        kept(script, own(), make)
    assert made == [1]


def test_it_is_made_anew_where_the_environment_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = parser(tmp_path, "__import__('os').environ['MY_REGION']")
    for region in ("Europe.", "Asia."):
        monkeypatch.setenv("MY_REGION", region)
        assert summary(script) == region
