"""`shipway fill`: what a command line means, as the form's raws, or as the same values elsewhere."""

from __future__ import annotations

import argparse
import json
import sys

from shipway.cli.prepare import prepare
from shipway.cli.run import given
from shipway.errors import BadInput
from shipway.read import read, tool_of
from shipway.read.lines.fill import fill as filled
from shipway.read.lines.pasted import fill_pasted
from shipway.snippets import SNIPPETS, Place
from shipway.spec import Raws, Reading, Spec


def fill(args: argparse.Namespace) -> int:
    """Print the raws of a command line, or what `--as` asks for."""
    prepare(args.script, args.python)
    reading = read(args.script, args.python)
    if args.tool is not None:
        tool_of(reading, args.tool)
    spec, raws = _filled(reading, args)
    if args.tool not in (None, spec.tool):
        raise BadInput({"": f"the command line calls {spec.tool}, not {args.tool}"})
    raws = {**raws, **given(args, spec)}
    if args.as_:
        _, make = SNIPPETS[args.as_]
        text = make(reading, spec, raws, Place(str(args.script), args.site)).removesuffix("\n")
        # A text of the command line that is no UTF-8 goes out as it came.
        sys.stdout.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
        print(text)
        return 0
    print(json.dumps({"shipway": 1, "tool": spec.tool, "raws": dict(raws)}, ensure_ascii=False, indent=2))
    return 0


def _filled(reading: Reading, args: argparse.Namespace) -> tuple[Spec, Raws]:
    if args.line is not None:
        return fill_pasted(reading, tool_of(reading, args.tool).tool, args.line, args.python)
    if args.rest is None and (args.tool or args.set or args.values):
        return tool_of(reading, args.tool), {}
    return filled(reading, args.tool, args.rest or [], args.python)
