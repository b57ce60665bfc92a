"""Every script of the museum is read and runs as its reviewed expectation says (tests/museum.py)."""

from __future__ import annotations

import pytest

from core_fixtures import way
from museum import exhibits, expectation, seen

__all__ = ["way"]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("name", exhibits())
def test_it_is_read_and_runs_as_reviewed(name: str) -> None:
    expected = expectation(name)
    expected.pop("no_run", None)
    assert seen(name, expected["runs"]) == expected


@pytest.mark.parametrize("name", exhibits())
def test_it_has_a_run_or_cannot_be_read(name: str) -> None:
    expected = expectation(name)
    assert expected["runs"] or {"unreadable", "no_run"} & expected.keys(), (
        f"add a run to tests/scripts/expected/{name}.json"
    )


def test_the_museum_is_large() -> None:
    assert len(exhibits()) >= 100
