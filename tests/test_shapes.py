"""Each hint's field, and what the function receives for it: one table, read here and shaped by several interpreters."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import shipway
from core_fixtures import go, pythons, write
from hint_rows import HEAD, NEIGHBOUR, Row
from hint_rows_of_several import STANDARD
from library_rows import LIBRARIES, LIBRARY_HEAD
from shipway.bind import bind
from shipway.environment import own
from shipway.profile import VISITORS
from shipway.read import read_here
from shipway.run.job import job_of
from shipway.spec import Param, Raw, Reading, Spec

CORE = Path(shipway.__file__).parent
FAR = """
import json, sys
sys.path.insert(0, {beside!r})
package = type(sys)("_shipway")
package.at_start = frozenset(sys.modules)
package.__path__ = [{far!r}, {core!r}]
sys.modules["_shipway"] = package
from _shipway.calls import arguments, records
sys.modules["script"] = script = type(sys)("script")
with open({script!r}, encoding="utf-8") as file:
    exec(compile(file.read(), "script.py", "exec", dont_inherit=True), vars(script))
for function, inputs in json.load(sys.stdin):
    try:
        _, args, kwargs = arguments.make(getattr(script, function), inputs)
        print(json.dumps(getattr(script, function)(*args, **kwargs)))
    except Exception as error:
        print(json.dumps(type(error).__name__ + ": " + str(error)))
"""


def scripted(folder: Path, head: str, rows: Sequence[Row]) -> tuple[Path, Reading]:
    """Write one script with a function for each row; give it and what is read in it."""
    write(folder, NEIGHBOUR, "neighbour.py")
    functions = (f"def f{number}({row.argument}):\n    return repr(p)\n" for number, row in enumerate(rows))
    script = folder / "script.py"
    script.write_text(head + "\n".join(functions), encoding="utf-8")
    reading = read_here(script, own())
    assert isinstance(reading, Reading)
    return script, reading


def raws_of(row: Row) -> Mapping[str, Raw]:
    return row.raws if isinstance(row.raws, Mapping) else {"p": row.raws}


def given(script: Path, spec: Spec, row: Row) -> list[dict[str, Any]]:
    """Give the inputs that a child is handed for a row."""
    inputs = job_of(str(script), spec, bind(spec, raws_of(row), VISITORS), VISITORS, Path("/nowhere"))["inputs"]
    assert isinstance(inputs, list)
    return inputs


def received(script: Path, reading: Reading, rows: Sequence[Row], python: Path) -> list[str]:
    """Let an interpreter make the arguments of every row; give what each function says of them."""
    specs = {spec.tool: spec for spec in reading.specs}
    jobs = [(f"f{number}", given(script, specs[f"f{number}"], row)) for number, row in enumerate(rows)]
    code = FAR.format(beside=str(script.parent), far=str(CORE / "run/far"), core=str(CORE), script=str(script))
    done = subprocess.run([python, "-c", code], input=json.dumps(jobs), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def facts(spec: Spec) -> dict[str, Any]:
    """Give what differs from a plain, required text; of a group the fields' kinds."""
    if [param.name for param in spec.params] != ["p"]:
        return {param.name.removeprefix("p."): param.kind for param in spec.params}
    (param,) = spec.params
    plain = Param("p", label="P", required=True)
    return {name: value for name, value in vars(param).items() if value != getattr(plain, name)}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reading]:
    return scripted(tmp_path_factory.mktemp("table"), HEAD, STANDARD)


def test_each_hint_becomes_its_field(table: tuple[Path, Reading]) -> None:
    specs = {spec.tool: spec for spec in table[1].specs}
    seen = [(row.argument, facts(specs[f"f{number}"])) for number, row in enumerate(STANDARD)]
    assert [one for one, row in zip(seen, STANDARD, strict=True) if one[1] != row.read] == []
    assert len(STANDARD) > 120


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "here", "3.12", "3.13"])
def test_each_function_receives_what_its_hint_says(table: tuple[Path, Reading], version: str) -> None:
    found = [Path(sys.executable)] if version == "here" else pythons(version)
    if not found:
        pytest.skip(f"there is no Python {version} of pyenv here")
    arrived = received(*table, STANDARD, found[0])
    wrong = [(row.argument, one, row.arrives) for row, one in zip(STANDARD, arrived, strict=True) if one != row.arrives]
    assert wrong == []


def test_what_libraries_define_becomes_fields_and_arrives(tmp_path: Path) -> None:
    for name in ("attr", "numpy", "pandas", "pydantic", "PIL"):
        pytest.importorskip(name)
    script, reading = scripted(tmp_path, LIBRARY_HEAD, LIBRARIES)
    specs = {spec.tool: spec for spec in reading.specs}
    seen = [(row.argument, facts(specs[f"f{number}"])) for number, row in enumerate(LIBRARIES)]
    assert [one for one, row in zip(seen, LIBRARIES, strict=True) if one[1] != row.read] == []
    arrived = received(script, reading, LIBRARIES, Path(sys.executable))
    assert [
        (row.argument, one, row.arrives) for row, one in zip(LIBRARIES, arrived, strict=True) if one != row.arrives
    ] == []


@pytest.mark.parametrize("number", range(0, len(STANDARD), 25), ids=lambda number: STANDARD[number].argument)
def test_a_run_hands_over_the_same(table: tuple[Path, Reading], number: int) -> None:
    told = go(table[0], raws_of(STANDARD[number]), tool=f"f{number}")
    assert told.result.value == STANDARD[number].arrives
