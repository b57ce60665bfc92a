"""docs/reliability.md tells of every row of the matrix, and each test that it names is there."""

from __future__ import annotations

import re

from conftest import ROOT

TEXT = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
IDS = [f"{letter}{number:02}" for letter, count in (("C", 4), ("E", 24)) for number in range(1, count + 1)]
ROWS = {line.split("|")[1].strip(): line for line in TEXT.splitlines() if re.match(r"\| [CE]\d\d ", line)}
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}
EXCUSED = set(re.findall(r"^\* ([CE]\d\d) ", TEXT, re.MULTILINE))


def test_every_row_is_there_in_its_order() -> None:
    assert list(ROWS) == IDS


def test_every_row_has_a_test_of_its_name_or_an_excuse() -> None:
    held = {row.upper() for name in TESTS for row in re.findall(r"(?<=_)[ce]\d\d(?=_)", name)}
    assert set(IDS) - held == EXCUSED
    assert len(EXCUSED) <= 5


def test_every_test_that_is_named_is_there() -> None:
    named = {row: re.findall(r"`(test_\w+)`", line) for row, line in ROWS.items()}
    assert {row for row, names in named.items() if not names} == EXCUSED
    for row, names in named.items():
        assert all(f"_{row.lower()}_" in name for name in names), row
    assert set(re.findall(r"`(test_\w+)`", TEXT)) <= TESTS


def test_every_level_is_one_that_a_run_can_have() -> None:
    assert {line.split("|")[4].strip() for line in ROWS.values()} == {"limits", "tree", "sealed"}
