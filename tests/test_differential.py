"""Where a parser is read alive and from its text, both readings agree; each difference stands here with its reason."""

from __future__ import annotations

import ast
import calendar
import gzip
import json.tool
import re
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from conftest import SCRIPTS
from shipway.environment import environment
from shipway.read.live import caught
from shipway.read.readers import DIALECTS
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
    **{
        name: BIN / name
        for name in ("ansi2html", "termgraph", "pip-licenses", "cowsay", "markdownify", "pdoc", "beautysh")
    },
    "wordcloud": BIN / "wordcloud_cli",
    **{name: BIN / name for name in ("towncrier", "symbex", "strip-tags", "sqlfluff", "pls")},
}
_ALL = sorted(SCRIPTS.glob("*.py"))
_SIGNS = re.compile(r"ArgumentParser\(|^\s*(?:import|from) (?:click|typer)\b", re.M)
MUSEUM = {path.stem: path for path in _ALL if _SIGNS.search(path.read_text("utf-8", "replace"))}
SCRIPTS_READ_BOTH_WAYS = {**PROGRAMS, **MUSEUM}
ONE_WAY: dict[str, str] = {
    "static_class_app": "it splits its process before it comes to its parser",
    "static_helper_and_groups": "it binds a socket before it comes to its parser",
    "static_click_no_device": "it opens a device before it comes to its command",
    "static_needs_a_program": "it starts a program before it comes to its parser",
}
"""Scripts that only one of the two reads, and why."""
NEITHER = {
    "asks_click_prompts": "it asks by click's prompts, and has no command",
    "terminal_getchar": "it reads keys by click's getchar, and has no command",
}
"""Scripts that import a parser's library for something else, and why none of the two ways finds a parser."""
_FILE = "which file or folder is meant is told by click's type, and its text's form goes by an argparse type alone"
_DATE = "argparse has no type for dates; unmapped says that how it is written is not known"
_ASKED = "what click asks for, or lets stand alone, is one plain option in its text's form; unmapped says that it asks"
_DASH = "a dash for the standard input is click's, and opens no field of its own in the text's form"
_SWITCH = "flags that set one name together are one choice alive, and a tick each in the text's form"
_MADE = "its commands are made while it runs, and no decorator of its text adds them"
_BOOL = "argparse has no type for a yes or no that is written out"
_MANY = "argparse's repeated choices, files and lists have no kind of many in the text's form"
DIFFERENT: dict[str, dict[str, str]] = {
    "tarfile": {"filter": "its choices are the keys of a dictionary of functions, which no text names as literals"},
    "pip-licenses": {"python": "its default is sys.executable, which only the interpreter knows"},
    "argparse_own_actions": {"set": "that an action of the script's own adds up is seen in its compiled code"},
    "beautysh": {"indent_size": "its default is a name of a module that it imports, which is computed there"},
    "towncrier": {"filename": "what a command is about is no help of its argument in the text's form"},
    "strip-tags": {"standard_input": _DASH},
    "sqlfluff": {
        **dict.fromkeys(
            (
                *("nocolor", "verbose", "stdin_filename", "library_path", "disable_noqa_except", "disable_noqa"),
                *("logger", "bench", "ignore", "encoding", "ignore_local_config", "extra_config_path", "quiet"),
                *("exclude_rules", "rules", "templater", "dialect", "disregard_sqlfluffignores", "processes"),
                *("warn_unused_ignores", "persist_timing", "disable_progress_bar", "fix_even_unparsable"),
                *(f"{name}.version" for name in ("dialects", "fix", "format", "lint", "parse", "render", "rules")),
                "version.version",
            ),
            "functions of its own put its options around a command; their text is not followed into each other",
        ),
        "FIX_EVEN_UNPARSABLE": "click writes names of parameters small, argparse as they are",
        "standard_input": _DASH,
    },
    "pls": {"pls": "its callback may be called without a command, which is a tool more alive"},
    "static_click_missing": {"day": _DATE},
    "click_confirm": dict.fromkeys(("password", "yes", "days_alone"), _ASKED),
    "click_lazy": dict.fromkeys(("build", "clean", "click_lazy"), _MADE),
    "click_pipeline": {
        "input": _DASH,
        "standard_input": _DASH,
        "click_pipeline": "a chain is a tool more alive; argparse calls one command",
    },
    "click_resize": {
        "source": _DASH,
        "standard_input": _DASH,
        "method": "that small letters mean a choice as well is click's case_sensitive, which argparse has not",
    },
    "click_switches": {
        **dict.fromkeys(("how", "lower", "title"), _SWITCH),
        **dict.fromkeys(("color", "color_alone"), _ASKED),
        **dict.fromkeys(("warn", "+w/_w"), "flags with a plus are words of click's alone"),
    },
    "click_todo": {"store": _FILE, "due": _DATE, "tag purge": "that a command is hidden is not asked of its text"},
    "click_types": {
        "on": _BOOL,
        "level": "an enumeration is named by click, and given by value in the text's form",
        "at": _DATE,
        "clock": _DATE,
        "extra": "what a function makes of a text is told alive alone",
    },
    "click_wrapper": {"args": "what click hands on unprocessed is a list of words for argparse"},
    "examples_click": dict.fromkeys(("tone", "light"), _SWITCH),
    "typer_app": {
        "roles": _MANY,
        "born": _DATE,
        "home": _FILE,
        "size": _MANY,
    },
    "typer_files": {"files": _MANY, "report": _FILE},
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
    one, other = (_tools(DIALECTS[told["dialect"]](source, entry, told)) if told else None for told in (live, text))
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
    if live is None and text is None:
        assert name in NEITHER, "neither of the two ways reads it"
        return
    assert name not in NEITHER
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
