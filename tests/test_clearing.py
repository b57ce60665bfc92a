"""A run's place is taken away whole, and nothing that lies elsewhere with it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from shipway.profile import VISITORS
from shipway.run.clearing import clear_away
from shipway.run.room import Room


def test_folders_in_folders_are_taken_away(tmp_path: Path) -> None:
    place, here = tmp_path / "place", Path.cwd()
    place.mkdir()
    try:
        os.chdir(place)
        for _ in range(2000):
            os.mkdir("a")
            os.chdir("a")
            Path("file").touch()
    finally:
        os.chdir(here)
    clear_away(place)
    assert not place.exists()


def test_what_a_link_points_to_stays(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    place = tmp_path / "place"
    (place / "work").mkdir(parents=True)
    (place / "link").symlink_to(kept)
    (place / "work" / "link").symlink_to(kept)
    os.mkfifo(place / "pipe")
    clear_away(place)
    assert not place.exists()
    assert (kept / "file").exists()


def test_what_is_closed_to_its_owner_is_taken_away(tmp_path: Path) -> None:
    closed = tmp_path / "place" / "work" / "closed"
    (closed / "inner").mkdir(parents=True)
    for folder, mode in ((closed / "inner", 0), (closed, 0), (closed.parent, 0o500)):
        (folder / "file").touch()
        folder.chmod(mode)
    clear_away(tmp_path / "place")
    assert not (tmp_path / "place").exists()


def test_a_place_that_is_not_there_or_is_a_link_is_left(tmp_path: Path) -> None:
    clear_away(tmp_path / "none")
    (tmp_path / "link").symlink_to(tmp_path)
    clear_away(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()


def test_room_is_not_looked_at_where_it_has_no_bound(tmp_path: Path) -> None:
    room = Room(replace(VISITORS, room=None, files=None), tmp_path, None)
    assert (room.due, room.look()) == (None, "")
    room = Room(replace(VISITORS, room=None, files=1), tmp_path, tmp_path)
    assert (room.due is None, room.look()) == (False, "")
    for name in ("a", "b"):
        (tmp_path / name).touch()
    assert room.look() == "it made more than the 1 files that a run may have"
