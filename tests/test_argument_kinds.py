"""Realistic arguments of argparse and their kinds: a wrong "file" leaves a visitor nothing but to upload."""

from __future__ import annotations

import argparse
import datetime
import decimal
import enum
import json
import pathlib
from typing import Any

import pytest

from far_side import FAR, specs


class Level(enum.Enum):
    LOW = "low"
    HIGH = "high"


class Number(enum.IntEnum):
    ONE = 1


def positive_int(text: str) -> int:
    return int(text)


def auto_int(text: str) -> int:
    return int(text, 0)


def existing_file(text: str) -> str:
    return text


def dir_path(text: str) -> str:
    return text


def str2bool(text: str) -> bool:
    return {"true": True, "yes": True, "no": False, "false": False}[text]


def anything(text: str) -> str:
    return text


def argument(*flags: str, **facts: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    return flags, facts


KINDS: list[tuple[tuple[tuple[str, ...], dict[str, Any]], str]] = [
    (argument("--input"), "text"),
    (argument("--input", help="input file (CSV)"), "file"),
    (argument("--input", help="text to count"), "text"),
    (argument("--input", help="a file or a directory"), "text"),
    (argument("infile"), "file"),
    (argument("src", help="the file to copy"), "file"),
    (argument("src"), "text"),
    (argument("path"), "text"),
    (argument("path", type=pathlib.Path), "file"),
    (argument("path", type=pathlib.Path, help="the folder to tidy"), "folder"),
    (argument("filename", nargs="+"), "files"),
    (argument("--data", default="data.csv"), "file"),
    (argument("--output"), "text"),
    (argument("--output", default="out.csv"), "file_out"),
    (argument("-o", "--output", metavar="FILE"), "file_out"),
    (argument("-o", "--output", help="file to write"), "file_out"),
    (argument("--output-format"), "text"),
    (argument("--output-dir", type=pathlib.Path), "text"),
    (argument("--out", type=pathlib.Path), "file_out"),
    (argument("--dir"), "folder"),
    (argument("--cache-dir"), "text"),
    (argument("--log-file"), "file_out"),
    (argument("--log-level"), "text"),
    (argument("--config"), "text"),
    (argument("--config", help="configuration file"), "file"),
    (argument("--profile"), "text"),
    (argument("--file-type"), "text"),
    (argument("--template", metavar="FILE"), "text"),
    (argument("--user"), "text"),
    (argument("--password"), "secret"),
    (argument("--api-key"), "secret"),
    (argument("--key"), "text"),
    (argument("--url", help="of the file"), "text"),
    (argument("--date"), "text"),
    (argument("--date", type=datetime.date.fromisoformat), "date"),
    (argument("--at", type=datetime.datetime.fromisoformat), "datetime"),
    (argument("--price", type=decimal.Decimal), "number"),
    (argument("--options", type=json.loads), "json"),
    (argument("--n", type=positive_int), "whole_number"),
    (argument("--n", type=auto_int), "text"),
    (argument("--n", default=5), "text"),
    (argument("x", type=existing_file), "file"),
    (argument("x", type=dir_path), "folder"),
    (argument("x", type=open), "file"),
    (argument("--file", type=anything), "file"),
    (argument("x", type=anything), "text"),
    (argument("--loud", type=str2bool), "choice"),
    (argument("--loud", type=bool), "text"),
    (argument("--level", type=Level), "choice"),
    (argument("--level", type=Number), "text"),
    (argument("--level", type=Level, choices=list(Level), nargs="+"), "choices"),
    (argument("--f", choices={"a": 1, "b": 2}), "choice"),
]


@pytest.mark.parametrize(("made", "kind"), KINDS, ids=[f"{flags} {facts}" for (flags, facts), _ in KINDS])
def test_an_argument_has_its_kind(made: tuple[tuple[str, ...], dict[str, Any]], kind: str) -> None:
    def make() -> argparse.ArgumentParser:
        parser = argparse.ArgumentParser()
        parser.add_argument(*made[0], **made[1])
        return parser

    assert specs(make)[0].params[0].kind == kind


def test_a_text_that_stands_for_a_choice_becomes_it() -> None:
    from _shipway.argparsers import actions

    pairs = [("a", "a"), ("b", "b")]
    assert [actions.canonical(text, str.lower, pairs) for text in ("a", "B", "x")] == ["a", "b", "x"]
    assert actions.canonical("02", int, [("1", 1), ("2", 2)]) == "2"
    assert FAR.parsers is not None


def test_defaults_are_said_as_the_script_has_them() -> None:
    def make() -> argparse.ArgumentParser:
        parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        parser.add_argument("--level", type=Level, default=Level.HIGH, help="how")
        parser.add_argument("--on", type=datetime.date.fromisoformat, default=datetime.date(2026, 11, 22))
        parser.add_argument("--words", nargs="+", default=("a", "b"))
        parser.add_argument("--parts", type=lambda text: text.split(","), default=["a"])
        parser.add_argument("-v", action="count", default=3)
        parser.add_argument("--none", help="nothing")
        return parser

    (spec,) = specs(make)
    assert {param.name: param.default for param in spec.params} == {
        "level": "high", "on": "2026-11-22", "words": ("a", "b"), "parts": None, "v": "0", "none": None,
    }  # fmt: skip
    assert [param.help for param in spec.params if param.name in ("parts", "none")] == ["Left out: ['a'].", "nothing"]
