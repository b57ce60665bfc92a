"""The museum: every script under tests/scripts, with what is read in it and what its runs give.

`tests/scripts/expected/NAME.json` holds both, for a person to review. A file there is begun by hand with its runs, as
{"runs": [{"tool": …, "raws": {…}, "answers": […]}]} or {"runs": [{"line": ["--flag", "text"]}]}; where it cannot run
here, "no_run" says why. It is filled in by

    .venv/bin/python -m tests.museum NAME…        (no name: all of them)

which prints what it changed. {"target": "some.module"} names what is no file of the exhibit's name: a module, a folder,
or a console script as "folder/entry:NAME". Fields that say nothing new are left out of it; "Python *" stands for the
version that it runs on, whichever that is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from conftest import SCRIPTS
from core_fixtures import go
from shipway.errors import BadInput, Unreadable
from shipway.events import Started
from shipway.read import read
from shipway.read.lines.fill import fill
from shipway.spec import Argv, Finding, Param, Reading, Spec
from shipway.transcript import Transcript

EXPECTED = SCRIPTS / "expected"


def exhibits() -> list[str]:
    """List the scripts: files directly under tests/scripts, and those of a folder that has an expectation."""
    files = {path.stem for path in SCRIPTS.glob("*.py")}
    return sorted(files | {str(path.relative_to(EXPECTED).with_suffix("")) for path in EXPECTED.rglob("*.json")})


def seen(name: str, runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Read a script and do its runs; give what an expectation holds."""
    target = {key: value for key, value in expectation(name).items() if key == "target"}
    script = _script(name)
    try:
        reading = read(script)
    except Unreadable as error:
        return {**target, "unreadable": str(error), "runs": []}
    return {**target, **_reading(reading), "runs": [_run(script, reading, run) for run in runs]}


def _script(name: str) -> Path:
    """Give the script of an exhibit: the file of its name, or what its expectation names as "target"."""
    return SCRIPTS / expectation(name).get("target", f"{name}.py")


def _reading(reading: Reading) -> dict[str, Any]:
    told = _told(reading, script=None, target=None, started=None, near=None, imports=None, specs=None, findings=None)
    if "problem" in told:
        told["problem"] = re.sub(r"\bPython 3\.\d+(\.\d+)?", "Python *", told["problem"])
    findings = [[one.line, one.code] for one in reading.findings]
    return {**told, **({"findings": findings} if findings else {}), "tools": [_spec(spec) for spec in reading.specs]}


def _spec(spec: Spec) -> dict[str, Any]:
    return {**_told(spec, params=None), "params": [_param(param) for param in spec.params]}


def _param(param: Param) -> dict[str, Any]:
    return _told(param, argv=_told(param.argv) if param.argv else None)


def _told(row: Reading | Spec | Param | Argv | Finding, **instead: Any) -> dict[str, Any]:
    """Give a row without the fields that have their default."""
    plain = {**asdict(row), **instead}
    told = {one.name: plain[one.name] for one in fields(row) if plain[one.name] not in (one.default, None, ())}
    return dict(json.loads(json.dumps(told)))


def _run(script: Path, reading: Reading, run: dict[str, Any]) -> dict[str, Any]:
    asked = {key: run[key] for key in ("tool", "raws", "answers", "line") if key in run}
    tool, raws = run.get("tool"), run.get("raws", {})
    try:
        if "line" in run:
            spec, filled = fill(reading, tool, run["line"])
            tool, raws = spec.tool, filled
        raws = {key: tuple(raw) if isinstance(raw, list) else raw for key, raw in raws.items()}
        told = go(script, raws, tool=tool, answers=tuple(run.get("answers", ())))
    except BadInput as bad:
        return {**asked, "bad": dict(bad.problems)}
    gave: dict[str, Any] = {"state": told.ended.state, "exit": told.ended.code}
    if isinstance(told.events[0], Started) and told.events[0].terminal:
        # What its terminal showed in the end: the bytes are full of colours and of movements of the cursor.
        gave["shown"] = [line.text.rstrip() for line in Transcript().feed(told.events).lines]
    elif stdout := told.of("stdout").decode("utf-8", "backslashreplace"):
        gave["stdout"] = stdout[:2000]
    if told.ended.problems:
        gave["problems"] = dict(told.ended.problems)
    elif told.ended.reason:
        gave["reason"] = told.ended.reason
    if told.results:
        pointing = ("image", "figure", "file")
        gave["results"] = [
            [one.shape] if one.shape in pointing else [one.shape, json.loads(json.dumps(one.value))]
            for one in told.results
        ]
    if files := sorted(told.made):
        gave["files"] = files
    return {**asked, **gave}


def expectation(name: str) -> dict[str, Any]:
    """Give what is kept for a script; nothing yet is an expectation without runs."""
    file = EXPECTED / f"{name}.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {"runs": []}


def laid_out(value: Any, indent: str = "") -> str:
    """Write JSON so that a parameter is a line where it fits one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent + line) <= 118 or not isinstance(value, (dict, list)):
        return line
    deeper = indent + "  "
    if isinstance(value, list):
        parts, ends = [laid_out(one, deeper) for one in value], "[]"
    else:
        parts, ends = [f"{json.dumps(key)}: {laid_out(one, deeper)}" for key, one in value.items()], "{}"
    return f"{ends[0]}\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}{ends[1]}"


def main() -> None:
    """Write what is seen now as what is expected: look at the difference before it is committed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("name", nargs="*", help="scripts; all of them when none is named")
    for name in parser.parse_args().name or exhibits():
        if not _script(name).exists() and "target" not in expectation(name):
            parser.error(f"there is no script {name}.py in {SCRIPTS}")
        before = expectation(name)
        now = {**seen(name, before["runs"]), **{key: before[key] for key in ("no_run",) if key in before}}
        file = EXPECTED / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(laid_out(now) + "\n", encoding="utf-8")
        if now != before:
            print(f"changed: {name}")


if __name__ == "__main__":
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as state:
        os.environ.update(
            SHIPWAY_STATE=state, SHIPWAY_CACHE=state + "/cache", MPLBACKEND="agg", PYTHONDONTWRITEBYTECODE="1"
        )
        main()
