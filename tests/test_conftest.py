"""A missing program skips a test, and fails it where SHIPWAY_REQUIRE says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import conftest

Need = Callable[[str], None]


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a need that no machine can meet."""
    monkeypatch.setitem(conftest.NEEDS, "nothing", (("a-program-that-nobody-has",), "a-package"))
    return "nothing"


@pytest.mark.parametrize("asked", ["", "chromium"])
def test_it_skips_with_the_apt_line(asked: str, nothing: str, need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIPWAY_REQUIRE", asked)
    with pytest.raises(pytest.skip.Exception, match="that-nobody-has here: sudo apt-get install a-package"):
        need(nothing)


@pytest.mark.parametrize("asked", ["all", "chromium,nothing"])
def test_it_fails_where_it_is_required(asked: str, nothing: str, need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIPWAY_REQUIRE", asked)
    with pytest.raises(pytest.fail.Exception, match="a-program-that-nobody-has"):
        need(nothing)


def test_what_ci_names_may_skip_even_there(nothing: str, need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIPWAY_REQUIRE", "all")
    monkeypatch.setattr(conftest, "MAY_SKIP", {"nothing"})
    with pytest.raises(pytest.skip.Exception):
        need(nothing)


def test_a_need_that_is_met_says_nothing(need: Need, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(conftest.NEEDS, "python", (("python3", "import json"), ""))
    monkeypatch.setenv("SHIPWAY_REQUIRE", "all")
    need("python")
