"""Environments that Shipway makes: by content, once, whole or not at all, and not for ever."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core_fixtures import eventually, go, pythons, write
from shipway.environment import environment, own, soon
from shipway.environment.made import AGAIN, Place, alone, kept, tidy
from shipway.errors import Missing, Preparing
from shipway.profile import MINE
from shipway.read import read
from wheels import shop, wheel

__all__ = ["shop"]


def script(folder: Path, *named: str, body: str = "", python: str = "") -> Path:
    """Write a script that names packages."""
    listed = ", ".join(f'"{one}"' for one in named)
    requires = f'# requires-python = "{python}"\n' if python else ""
    return write(folder, f"# /// script\n{requires}# dependencies = [{listed}]\n# ///\n{body}")


def test_a_script_runs_with_the_packages_that_it_names(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone", "2.5")
    made = script(tmp_path, "tinyone>=2", body="import sys, tinyone\nprint(tinyone.VERSION, sys.prefix)\n")
    said: list[str] = []
    found = environment(made, told=said.append)
    assert (found.kind, found.reason, found.lacking) == ("made", "made for tinyone", "")
    assert (found.wants, found.origin) == (("tinyone>=2",), "inline")
    assert said[0] == "Preparing the packages of script.py: tinyone. The first time this takes a moment."
    assert go(made, profile=MINE).stdout == f"2.5 {tmp_path / 'cache/environments' / found.key}\n"
    # Which of the two installers it was, their words are passed on.
    assert any("tinyone" in line or "Installed" in line for line in said[1:])


def test_it_is_made_once_for_all_scripts_that_name_the_same(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone")
    first = environment(script(tmp_path / "a", "tinyone"))
    said: list[str] = []
    assert environment(script(tmp_path / "b", "tinyone"), told=said.append) == first
    assert said == []
    wheel(shop, "tinytwo")
    assert environment(script(tmp_path / "b", "tinyone", "tinytwo")).key != first.key


def test_a_file_beside_the_script_names_packages_too(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone")
    wheel(shop, "tinytwo", needs=("tinyone",))
    (tmp_path / "requirements.txt").write_text("# ours\n-r more.txt\n")
    (tmp_path / "more.txt").write_text("tinytwo >= 1  # the second\n")
    bare = write(tmp_path, "import tinytwo, tinyone\nprint(tinyone.VERSION)\n")
    first = environment(bare)
    assert (first.kind, first.origin, first.lacking) == ("made", str(tmp_path / "requirements.txt"), "")
    assert go(bare).stdout == "1.0\n"
    (tmp_path / "more.txt").write_text("tinytwo==1.0\n")
    assert environment(bare).key != first.key


def test_what_stands_in_the_script_comes_before_the_file_beside_it(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("nosuch\n")
    assert environment(script(tmp_path)) == environment(script(tmp_path / "elsewhere"))


def test_packages_that_are_here_already_are_not_fetched(shop: Path, tmp_path: Path) -> None:
    found = environment(script(tmp_path, "docstring-parser>=0.1", "pytest ; python_version < '3'"))
    assert (found.command, found.kind) == (own().command, "own")
    assert found.reason == "the one that runs Shipway; it has docstring-parser, pytest"


@pytest.mark.parametrize("named", ["docstring-parser>=900", "docstring-parser[nosuch] @ https://example.org/x.whl"])
def test_another_version_than_ours_is_fetched(shop: Path, tmp_path: Path, named: str) -> None:
    assert "could not be installed" in environment(script(tmp_path, named)).lacking


def test_what_cannot_be_had_is_named_and_the_script_is_read_all_the_same(shop: Path, tmp_path: Path) -> None:
    body = "import nosuch\ndef add(a: int, b: int = 2) -> int:\n    return a + b\n"
    lacks = script(tmp_path, "nosuch==9", body=body)
    found = environment(lacks)
    assert found.lacking.startswith("the packages of script.py (nosuch) could not be installed for Python ")
    assert "nosuch==9" in found.lacking
    assert "mend its block “# /// script”, or name an interpreter that has them with --python" in found.lacking
    assert [spec.tool for spec in read(lacks).specs] == ["add"]
    assert read(lacks).findings[-1].text.startswith("It cannot run here yet: the packages of script.py (nosuch)")
    with pytest.raises(Missing, match="could not be installed"):
        go(lacks, {"a": "1"})


def test_a_file_beside_the_script_may_name_more_than_it_needs(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("nosuch==9\n")
    needs_less = write(tmp_path, "print('all the same')\n")
    assert "mend requirements.txt" in environment(needs_less).lacking
    assert go(needs_less).stdout == "all the same\n"
    (finding,) = read(needs_less).findings
    assert finding.text.startswith("It runs without its packages: the packages of script.py (nosuch) could not")


def test_a_failure_is_not_tried_again_at_once_but_soon(shop: Path, tmp_path: Path) -> None:
    lacks = script(tmp_path, "latecomer")
    assert environment(lacks).lacking
    wheel(shop, "latecomer")
    assert environment(lacks).lacking
    (mark,) = (tmp_path / "cache/environments").glob("*.failed")
    os.utime(mark, (0, time.time() - AGAIN - 1))
    assert environment(lacks).kind == "made"
    assert not mark.exists()


def test_without_a_network_that_is_said(shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    lacking = environment(script(tmp_path, "nosuch")).lacking
    assert "the package index cannot be reached; connect to the network and try again" in lacking


def test_what_was_left_half_made_is_made_anew(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone")
    made = script(tmp_path, "tinyone")
    folder = tmp_path / "cache/environments" / environment(made).key
    (folder / "shipway.json").unlink()
    (folder / "left over").touch()
    assert environment(made).kind == "made"
    assert not (folder / "left over").exists()


def test_an_environment_whose_interpreter_has_gone_is_made_anew(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone")
    made = script(tmp_path, "tinyone")
    python = Path(environment(made).command[0])
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert subprocess.run([environment(made).command[0], "-c", "import tinyone"], check=False).returncode == 0


def test_two_processes_that_want_the_same_make_it_once(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone")
    made = script(tmp_path, "tinyone")
    code = (
        "import sys; from pathlib import Path; from shipway.environment import environment; said = []; "
        "print(environment(Path(sys.argv[1]), told=said.append).kind, any('Another' not in one for one in said))"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, made], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sorted(one.communicate()[0].split() for one in both) == [["made", "False"], ["made", "True"]]


def test_who_waits_for_another_process_is_told(shop: Path, tmp_path: Path) -> None:
    wheel(shop, "tinyone")
    made = script(tmp_path, "tinyone")
    key = environment(made).key
    (tmp_path / "cache/environments" / key / "shipway.json").unlink()
    said: list[str] = []
    with alone(key):
        waiting = threading.Thread(target=environment, args=(made, None, said.append))
        waiting.start()
        eventually(lambda: said)
        assert said[0].endswith("Another process is at it already; waiting for that.")
    waiting.join(60)
    assert environment(made).kind == "made"


def test_a_front_end_is_told_at_once_and_served_later(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel(shop, "tinyone")
    made = script(tmp_path, "tinyone")
    monkeypatch.setattr("shipway.environment.named.PATIENCE", 0.0)
    with pytest.raises(Preparing, match=r"Preparing the packages of script\.py: tinyone"):
        soon(made)
    deadline = time.monotonic() + 60
    while True:
        try:
            assert soon(made) == environment(made)
            break
        except Preparing:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert not [one for one in threading.enumerate() if one.name == "making"]


def test_what_nobody_used_for_long_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIPWAY_CACHE", str(tmp_path))
    for age, name in enumerate(("new", "older", "old")):
        mark = Place(name).mark
        mark.parent.mkdir(parents=True)
        mark.touch()
        os.utime(mark, (0, time.time() - age * 20 * 86400))
    (tmp_path / "environments/half").mkdir()
    assert tidy() == 2
    assert {folder.name for folder in kept()} == {"new", "older"}
    assert tidy(most=1) == 1
    assert {folder.name for folder in kept()} == {"new"}


def test_what_is_being_made_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIPWAY_CACHE", str(tmp_path))
    (tmp_path / "environments/half").mkdir(parents=True)
    with alone("half"):
        assert tidy() == 0
    assert tidy() == 1


@pytest.mark.parametrize("python", [">=3.12", "<3.10"])
def test_a_script_for_another_python_gets_one_of_this_machine(shop: Path, tmp_path: Path, python: str) -> None:
    if not pythons("3.8", "3.9") or not pythons("3.12", "3.13") or sys.version_info[:2] != (3, 11):
        pytest.skip("there are no other interpreters of pyenv here")
    found = environment(script(tmp_path, python=python))
    assert (found.kind, found.reason) == ("found", f"script.py needs Python {python}")
    minor = int(found.version.split(".")[1])
    assert minor >= 12 if python == ">=3.12" else minor < 10
    wheel(shop, "tinyone")
    made = environment(script(tmp_path, "tinyone", python=python))
    assert (made.kind, made.version, made.lacking) == ("made", found.version, "")


def test_a_python_that_is_nowhere_is_named(tmp_path: Path) -> None:
    found = environment(script(tmp_path, python=">=3.99"))
    assert found.lacking.startswith("script.py needs Python >=3.99, and there is none on this machine")


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("# dependencies = [", "the block “# /// script” of script.py is no TOML"),
        ('# dependencies = "rich"', "dependencies must be a list of texts"),
        ('# dependencies = ["a b c"]', "“a b c” names no package"),
        ('# requires-python = "three"', "requires-python is 'three'; it must be like “>=3.10”"),
        ("# requires-python = 3", "requires-python is 3; it must be like “>=3.10”"),
    ],
)
def test_a_block_that_cannot_be_used_says_why(tmp_path: Path, block: str, problem: str) -> None:
    assert problem in environment(write(tmp_path, f"# /// script\n{block}\n# ///\n")).lacking


@pytest.mark.slow
def test_packages_come_from_the_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIPWAY_CACHE", str(tmp_path / "cache"))
    found = environment(script(tmp_path, "iniconfig==1.1.1"))
    if "cannot be reached" in found.lacking and os.environ.get("SHIPWAY_REQUIRE") != "all":
        pytest.skip(found.lacking)
    assert (found.kind, found.lacking) == ("made", "")
