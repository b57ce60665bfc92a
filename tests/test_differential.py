"""Where a parser is read alive and from its text, both readings agree; each difference stands here with its reason."""

from __future__ import annotations

import ast
import calendar
import gzip
import json.tool
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from conftest import SCRIPTS
from shipway.environment import environment
from shipway.read.live import caught
from shipway.read.live.argparsers import argparsers
from shipway.read.source import Source
from shipway.read.targets import entry_of
from shipway.read.text import in_text
from shipway.spec import Param, Spec

BIN = Path(sys.executable).parent
PROGRAMS = {
    "json.tool": Path(json.tool.__file__),
    "calendar": Path(calendar.__file__),
    "zipfile": Path(zipfile.__file__),
    "tarfile": Path(tarfile.__file__),
    "gzip": Path(gzip.__file__),
    "ast": Path(ast.__file__),
    **{name: BIN / name for name in ("ansi2html", "termgraph", "pip-licenses", "cowsay", "markdownify", "pdoc")},
}
_ALL = sorted(SCRIPTS.glob("*.py"))
MUSEUM = {path.stem: path for path in _ALL if "ArgumentParser(" in path.read_text("utf-8", "replace")}
SCRIPTS_READ_BOTH_WAYS = {**PROGRAMS, **MUSEUM}
ONE_WAY: dict[str, str] = {
    "static_class_app": "it splits its process before it comes to its parser",
    "static_helper_and_groups": "it binds a socket before it comes to its parser",
    "static_needs_a_program": "it starts a program before it comes to its parser",
}
"""Scripts that only one of the two reads, and why."""
DIFFERENT: dict[str, dict[str, str]] = {
    "tarfile": {"filter": "its choices are the keys of a dictionary of functions, which no text names as literals"},
    "pip-licenses": {"python": "its default is sys.executable, which only the interpreter knows"},
    "argparse_own_actions": {"set": "that an action of the script's own adds up is seen in its compiled code"},
    "argparse_own_checks": {"breakfast": "a check that says yes or no is tried with both, which a text cannot be"},
}
"""Script -> parameter -> why it differs."""


def _facts(param: Param) -> dict[str, Any]:
    return {name: getattr(param, name) for name in ("kind", "default", "choices", "required")}


def _tools(specs: tuple[Spec, ...]) -> dict[str, dict[str, Any]]:
    return {spec.tool: {param.name: _facts(param) for param in spec.params} for spec in specs}


def _read(path: Path) -> tuple[Any, Any]:
    """Read a script both ways; None stands for a way that gave nothing."""
    source, where = Source.of(path), environment(path)
    entry = source if source.parsers else entry_of(source, where) or source
    try:
        live = caught(path, where)
    except Exception:
        live = None
    text = in_text(source, entry, where)
    one, other = (_tools(argparsers(source, entry, told)) if told else None for told in (live, text))
    return one, other


def differences(live: dict[str, dict[str, Any]], text: dict[str, dict[str, Any]]) -> dict[str, list[Any]]:
    """Give what differs: by the name of its parameter, or of its tool."""
    found: dict[str, list[Any]] = {}
    for tool in [*live, *(name for name in text if name not in live)]:
        one, other = live.get(tool), text.get(tool)
        if one is None or other is None:
            found[tool] = [one, other]
            continue
        for name in [*one, *(name for name in other if name not in one)]:
            if one.get(name) != other.get(name):
                found[name] = [one.get(name), other.get(name)]
    return found


@pytest.mark.parametrize("name", SCRIPTS_READ_BOTH_WAYS)
def test_both_readings_agree_or_the_difference_is_explained(name: str) -> None:
    live, text = _read(SCRIPTS_READ_BOTH_WAYS[name])
    if live is None or text is None:
        assert name in ONE_WAY, f"alive: {live is not None}, from its text: {text is not None}"
        return
    assert name not in ONE_WAY
    found = differences(live, text)
    assert sorted(found) == sorted(DIFFERENT.get(name, {})), found


def test_a_difference_would_be_seen() -> None:
    one = {"tool": {"a": {"kind": "text"}, "b": {"kind": "text"}}}
    other = {"tool": {"a": {"kind": "file"}, "c": {"kind": "text"}}, "more": {}}
    assert sorted(differences(one, other)) == ["a", "b", "c", "more"]
