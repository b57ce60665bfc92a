"""Rows C01 to C03 of the matrix: a text is only ever a text, and what a parameter cannot be is refused at it.

Each row goes through the command line, the page's form, the API and the window; the first three are told the same.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agreement_rows import BOUNDS, KINDS, MANY, Given, Row
from core_fixtures import write
from front_ends import Api, CommandLine, Form, Seen, Server, multipart
from served import served
from test_agreement import slug
from window_fixtures import window

__all__ = ["window"]

CANARY = "canary"
HOSTILE = [
    "-x", "--out=/etc/x", "@file", f"$(touch {CANARY})", f"`touch {CANARY}`", f"; touch {CANARY} ;", "a\nb",
    f"\ntouch {CANARY}\n", "'", '"', "a  b ", "🚢", "\u202eabc\u202c", "\u05d0\u05d1", f"| touch {CANARY}", "-", "=",
    f"&& touch {CANARY}", "*", "~", "%s{0}", "$HOME", "\\", "</textarea><script>alert(1)</script>", "null", "é",
    "e\u0301",
]  # fmt: skip
PLACES = range(len(HOSTILE))
HEARD = "import json\n\ndef heard(**given):\n    print(json.dumps(given, sort_keys=True))\n\n"
BY_NAME = ", ".join(f"p{number}: str" for number in PLACES)
ALL = ", ".join(f"p{number}=p{number}" for number in PLACES)
SCRIPTS = {
    "function": f"{HEARD}def takes({BY_NAME}):\n    heard({ALL})\n",
    "argparse": f"import argparse\n{HEARD}parser = argparse.ArgumentParser()\n"
    + "".join(f"parser.add_argument('--p{number}')\n" for number in PLACES[::2])
    + "".join(f"parser.add_argument('p{number}')\n" for number in PLACES[1::2])
    + "heard(**vars(parser.parse_args()))\n",
    "click": f"import click\n{HEARD}@click.command()\n"
    + "".join(f"@click.option('--p{number}')\n" for number in PLACES[::2])
    + "".join(f"@click.argument('p{number}')\n" for number in PLACES[1::2])
    + f"def takes({BY_NAME}):\n    heard({ALL})\n\ntakes()\n",
    "long": "import hashlib\n\ndef digest(text: str, other: str):\n"
    "    print(hashlib.sha256(text.encode()).hexdigest(), other)\n",
    "typer": f"import typer\n{HEARD}def takes({BY_NAME}):\n    heard({ALL})\n\ntyper.run(takes)\n",
}


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write a script of each dialect that says what came to it, as JSON."""
    folder = tmp_path_factory.mktemp("scripts")
    return {name: write(folder, text, f"takes_{name}.py") for name, text in SCRIPTS.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, scripts: dict[str, Path]) -> Iterator[Server]:
    """Serve them, and those of the tables below."""
    with served(tmp_path_factory.mktemp("site"), *scripts.values(), KINDS, BOUNDS, MANY) as here:
        yield Server(int(here.url.rstrip("/").rpartition(":")[2]))


FRONT_ENDS = ["command line", "form", "API"]


def front_end(name: str, site: Server, folder: Path) -> Any:
    """Give the one of this name."""
    made: dict[str, Callable[[], Any]] = {
        "command line": lambda: CommandLine(folder),
        "form": lambda: Form(site, slug),
        "API": lambda: Api(site, slug),
    }
    return made[name]()


def tool(script: Path) -> str:
    """Name the one tool of a script."""
    return "takes" if script.stem.endswith("function") else script.stem


def hostile(script: Path) -> Row:
    """Give a row whose every parameter holds another of the texts."""
    return Row(script, tool(script), {f"p{number}": text for number, text in enumerate(HOSTILE)})


def heard(text: str) -> dict[str, str]:
    """Give what a script said that it was given."""
    found: dict[str, str] = json.JSONDecoder().raw_decode(text, text.index('{"p0"'))[0]
    return found


@pytest.mark.parametrize("dialect", ["function", "argparse", "click", "typer"])
@pytest.mark.parametrize("name", FRONT_ENDS)
def test_c01_each_text_arrives_in_its_own_parameter_and_no_shell_sees_it(
    tmp_path: Path, site: Server, scripts: dict[str, Path], name: str, dialect: str
) -> None:
    row = hostile(scripts[dialect])
    seen = front_end(name, site, tmp_path).run(row)
    assert (seen.state, seen.refused) == ("done", {}), seen.text
    # A box of one line holds no line end, whoever types; what is sent for it all the same is sent as forms send it.
    sent = {at: str(text).replace("\n", "\r\n") if name == "form" else text for at, text in row.raws.items()}
    assert heard(seen.text) == sent
    assert not list(tmp_path.rglob(CANARY))
    assert not Path(CANARY).exists()


def test_c01_control_a_shell_would_have_left_its_mark(tmp_path: Path) -> None:
    for text in HOSTILE:
        if CANARY in text:
            subprocess.run(["sh", "-c", f"echo {text}"], cwd=tmp_path, capture_output=True, check=False)
            assert (tmp_path / CANARY).exists(), text
            (tmp_path / CANARY).unlink()


@pytest.mark.parametrize("dialect", ["function", "argparse"])
def test_c01_the_window_hands_each_text_to_its_own_parameter(
    tmp_path: Path, window: Any, scripts: dict[str, Path], dialect: str
) -> None:
    row = hostile(scripts[dialect])
    outcome = window.run(row.script, row.tool, row.raws)
    assert (outcome.state, outcome.refused) == ("done", {}), outcome
    assert heard(outcome.stdout) == row.raws
    assert not Path(CANARY).exists()


@pytest.mark.parametrize("name", FRONT_ENDS)
@pytest.mark.parametrize(
    ("text", "dialect", "why"),
    [
        ("a\0b", "function", "NUL"),
        ("a\0b", "argparse", "NUL"),
        ("--", "argparse", "a parser takes it away"),
        ("x" * 2**20, "argparse", "128 KiB"),
        ("x" * 2**20, "click", "128 KiB"),
    ],
    ids=["NUL-function", "NUL-argparse", "mark-argparse", "1 MB-argparse", "1 MB-click"],
)
def test_c01_what_no_parameter_can_hold_is_refused_at_it(
    tmp_path: Path, site: Server, scripts: dict[str, Path], name: str, text: str, dialect: str, why: str
) -> None:
    row = hostile(scripts[dialect])
    seen = front_end(name, site, tmp_path).run(Row(row.script, row.tool, {**row.raws, "p2": text}))
    assert list(seen.refused) == ["p2"]
    assert why in seen.refused["p2"]
    assert not seen.state


@pytest.mark.parametrize("name", FRONT_ENDS)
def test_c01_a_megabyte_is_a_text_like_any_other(
    tmp_path: Path, site: Server, scripts: dict[str, Path], name: str
) -> None:
    text = "ж$(id)" * 100_000
    seen = front_end(name, site, tmp_path).run(Row(scripts["long"], "digest", {"text": text, "other": "`id`"}))
    assert seen.state == "done"
    assert f"{hashlib.sha256(text.encode()).hexdigest()} `id`" in seen.text


ONLY_JSON = None
# tool, what a program sends, what a form sends for the same (None: no form can say it), what is said at the field.
CONFUSED: list[tuple[str, Any, Given | None, str]] = [
    ("whole_number", ["1", "2"], ("1", "2"), "takes one value, not 2"),
    ("whole_number", {"a": 1}, ONLY_JSON, "takes a text or a list of texts"),
    ("whole_number", [[1]], ONLY_JSON, "takes a text or a list of texts"),
    ("text", {"a": 1}, ONLY_JSON, "takes a text or a list of texts"),
    ("list_of_numbers", {"a": 1}, ONLY_JSON, "takes a text or a list of texts"),
    ("whole_number", True, "yes", "is not a whole number"),
    ("whole_number", "1e3", "1e3", "is not a whole number"),
    ("whole_number", 1.5, "1.5", "is not a whole number"),
    ("whole_number", None, "", "is required"),
    ("number", "1e999", "1e999", "is not a finite number"),
    ("number", True, "yes", "is not a number"),
    ("yes_no", "maybe", ("maybe",), "is not yes or no"),
    ("day", "10000-01-01", "10000-01-01", "is not a date"),
    ("day", "0000-01-01", "0000-01-01", "is not a date"),
    ("day", 20261131, "20261131", "is not a date"),
    ("moment", "0000-00-00T00:00", "0000-00-00T00:00", "is not a date"),
    ("moment", "2026-03-29T25:30", "2026-03-29T25:30", "is not a date"),
    ("time_of_day", "24:01", "24:01", "is not a time"),
    ("duration", "99999999999999 days", "99999999999999 days", "is not a duration"),
    ("uuid", 5, "5", "is not a UUID"),
    # A form has a line for each, and passes over empty ones.
    ("list_of_numbers", ["1", None], ONLY_JSON, "item 2"),
]
WRONG: list[tuple[Path, str, str, Any, str]] = [
    (KINDS, "choice", "value", "purple", "is not one of the choices"),
    (KINDS, "choice", "value", "Red", "is not one of the choices"),
    (KINDS, "choice_of_numbers", "value", "4", "is not one of the choices"),
    (KINDS, "choice_of_enum", "value", "HUGE", "is not one of the choices"),
    (KINDS, "choices", "value", ("red", "purple"), "is not one of the choices"),
    (KINDS, "choices_of_enum", "value", ("SMALL", "__class__"), "is not one of the choices"),
    (BOUNDS, "percent", "value", "101", "must be at most 100"),
    (BOUNDS, "percent", "value", "-0.1", "must be at least 0"),
    (BOUNDS, "between", "value", "0", "must be more than 0"),
    (BOUNDS, "between", "value", "10", "must be less than 10"),
    (BOUNDS, "between", "value", "1.5", "is not a whole number"),
    (BOUNDS, "name", "value", "a", "at least 2 characters"),
    (BOUNDS, "few", "value", ("1", "2", "3", "4"), "at most 3"),
    (MANY, "argparse_many", "size", "huge", "is not one of the choices"),
]


def is_refused(seen: Seen, name: str, why: str) -> None:
    """Check that a try was refused, at this parameter alone, with these words."""
    assert (list(seen.refused), seen.state) == ([name], ""), seen
    assert why in seen.refused[name]


def sayable() -> Iterator[Any]:
    """Pair each front end with what can be said by it."""
    for name in FRONT_ENDS:
        for case in CONFUSED:
            if name != "form" or case[2] is not ONLY_JSON:
                yield pytest.param(name, case, id=f"{name}-{case[0]}-{case[1]}")


@pytest.mark.parametrize(("name", "case"), [*sayable()])
def test_c02_a_value_of_another_type_is_refused_at_its_field(
    tmp_path: Path, site: Server, name: str, case: tuple[str, Any, Given | None, str]
) -> None:
    function, sent, typed, why = case
    raws = {"value": typed if name == "form" else sent}
    is_refused(front_end(name, site, tmp_path).run(Row(KINDS, function, raws)), "value", why)


@pytest.mark.parametrize("name", FRONT_ENDS)
def test_c02_an_hour_that_a_clock_skips_is_the_same_moment_everywhere(tmp_path: Path, site: Server, name: str) -> None:
    # A moment of a script has no zone, so that no clock skips it.
    seen = front_end(name, site, tmp_path).run(Row(KINDS, "moment", {"value": "2026-03-29T02:30"}))
    assert seen.state == "done"
    assert "datetime.datetime(2026, 3, 29, 2, 30)" in seen.text


def test_c02_the_window_refuses_the_same(window: Any) -> None:
    for function, _, typed, why in CONFUSED:
        if isinstance(typed, str) and function not in ("day", "moment", "time_of_day"):
            outcome = window.run(KINDS, function, {"value": typed})
            is_refused(Seen(refused={at: said for at, said in outcome.refused.items() if said}), "value", why)


@pytest.mark.parametrize("name", FRONT_ENDS)
@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case[1]}-{case[3]}")
def test_c03_what_a_control_does_not_offer_is_refused_when_it_is_sent(
    tmp_path: Path, site: Server, name: str, case: tuple[Path, str, str, Any, str]
) -> None:
    script, function, parameter, sent, why = case
    raws = {parameter: sent} | ({"source": "s"} if script is MANY else {})
    is_refused(front_end(name, site, tmp_path).run(Row(script, function, raws)), parameter, why)


@pytest.mark.parametrize("extra", ["owner", "script", "self", "__class__", "hidden", "value.x"])
@pytest.mark.parametrize("name", ["command line", "API"])
def test_c03_a_field_that_is_not_there_is_refused(tmp_path: Path, site: Server, name: str, extra: str) -> None:
    row = Row(KINDS, "whole_number", {"value": "1", extra: "x"})
    is_refused(front_end(name, site, tmp_path).run(row), extra, "is not a parameter of this tool")


@pytest.mark.parametrize("extra", ["owner", "script", "self", "__class__", "hidden", "value.x"])
def test_c03_a_field_that_is_not_on_the_form_is_refused(site: Server, extra: str) -> None:
    address, headers = f"/t/{slug(KINDS)}/whole_number", {"Sec_Fetch_Site": "same-origin"}
    body, kind = multipart({"value": "1", extra: "x"})
    status, page, _ = site.send("POST", address, body, Content_Type=kind, **headers)
    assert status == 422
    assert f"<li>{extra} is not a parameter of this tool</li>" in page.decode()
    # What the page itself sends beside its fields begins with a colon.
    body, kind = multipart({"value": "1", ":line": ""})
    assert site.send("POST", address, body, Content_Type=kind, **headers)[0] == 200
