"""`shipway read --schema`: JSON Schemas, of what each tool of a script takes, or of the format of a reading."""

from __future__ import annotations

import json
from pathlib import Path

from shipway.cli.prepare import prepare
from shipway.read import read
from shipway.schema import inputs_schema, reading_schema
from shipway.spec import FORMAT


def schemas(script: Path | None, python: Path | None) -> int:
    """Print the schema of each tool's inputs; without a script, that of a reading."""
    if script is None:
        print(json.dumps(reading_schema(), ensure_ascii=False, indent=2))
        return 0
    prepare(script, python)
    tools = {spec.tool: inputs_schema(spec) for spec in read(script, python).specs}
    print(json.dumps({"shipway": FORMAT, "tools": tools}, ensure_ascii=False, indent=2))
    return 0
