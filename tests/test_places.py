"""The folder for what Shipway can make anew: where custom says, and for its user alone."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from shipway.errors import Missing
from shipway.places import cache_folder, customary


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a user without settings, whose home is empty."""
    for name in ("SHIPWAY_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path / "home"


def test_the_setting_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIPWAY_CACHE", str(tmp_path / "a/b"))
    assert cache_folder() == tmp_path / "a/b"
    assert (tmp_path / "a/b").is_dir()


@pytest.mark.parametrize(
    ("platform", "environ", "place"),
    [
        ("linux", {}, "home/.cache/shipway"),
        ("linux", {"XDG_CACHE_HOME": "/elsewhere"}, "/elsewhere/shipway"),
        ("linux", {"XDG_CACHE_HOME": "here"}, "home/.cache/shipway"),
        ("darwin", {"XDG_CACHE_HOME": "/elsewhere"}, "home/Library/Caches/shipway"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/shipway/Cache"),
        ("win32", {}, "home/AppData/Local/shipway/Cache"),
    ],
)
def test_each_platform_has_its_custom(home: Path, platform: str, environ: dict[str, str], place: str) -> None:
    assert customary(platform, environ) == home.parent / place


def test_nobody_else_may_look_into_it(home: Path) -> None:
    (home / ".cache/shipway").mkdir(parents=True)
    (home / ".cache/shipway").chmod(0o755)
    assert stat.S_IMODE(cache_folder().stat().st_mode) == 0o700


def test_a_user_without_a_writable_home_gets_a_folder_of_its_own_for_temporary_files(home: Path) -> None:
    home.write_text("a file, where a home should be")
    assert cache_folder() == home.parent / f"shipway-cache-{os.getuid()}"


def test_a_link_that_somebody_laid_out_is_refused(home: Path) -> None:
    home.write_text("a file, where a home should be")
    (home.parent / f"shipway-cache-{os.getuid()}").symlink_to(home.parent)
    with pytest.raises(Missing, match="it is a link; name another one in SHIPWAY_CACHE"):
        cache_folder()


def test_a_folder_that_was_named_and_cannot_be_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SHIPWAY_CACHE", str(tmp_path / "file/below"))
    with pytest.raises(Missing, match="cannot hold what Shipway keeps: Not a directory"):
        cache_folder()
