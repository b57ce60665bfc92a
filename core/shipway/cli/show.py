"""Readings and tables as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shipway.kinds import KINDS
from shipway.spec import Finding, Param, Reading, Spec


def describe(reading: Reading) -> str:
    """Give what was read in a script, for a person."""
    parts = [reading.title + (f": {reading.summary}" if reading.summary else "")]
    if reading.problem:
        parts.append(f"Note: {reading.problem}")
    parts += [_tool(spec) for spec in reading.specs]
    if reading.findings:
        parts.append(_findings(reading.findings))
    return "\n\n".join(parts)


def _findings(findings: Sequence[Finding]) -> str:
    """Say what was found, and below the first of each code what it means for sharing."""
    lines = ["Before you share it:"]
    told: set[str] = set()
    for finding in findings:
        lines.append(f"  line {finding.line}: {finding.text}" if finding.line else f"  {finding.text}")
        if finding.code not in told and finding.meaning:
            lines.append(f"    {finding.meaning}")
        told.add(finding.code)
    return "\n".join(lines)


def _tool(spec: Spec) -> str:
    lines = [f"{spec.tool}  ({spec.dialect})" + (f"  {spec.summary}" if spec.summary else "")]
    width = max((len(param.name) for param in spec.params), default=0)
    lines += [f"  {param.name:<{width}}  {_param(param)}" for param in spec.params]
    lines += [f"  | {line}".rstrip() for line in spec.usage.splitlines()]
    lines += [f"  not in the form: {what}" for what in spec.unmapped]
    return "\n".join(lines)


def _param(param: Param) -> str:
    facts = [KINDS[param.kind].label.partition(",")[0]]
    if param.choices:
        facts.append("one of " + ", ".join(param.choices[:8]) + (", …" if len(param.choices) > 8 else ""))
    if param.required:
        facts.append("required")
    if param.default is not None:
        default = param.default if isinstance(param.default, str) else ", ".join(param.default)
        facts.append(f"default {default}")
    return "; ".join(facts) + (f"  {param.help}" if param.help else "")


def table(value: Mapping[str, Any]) -> str:
    """Give a table result in columns, numbers to the right; says how many rows are not shown."""
    rows = [value["columns"], *value["rows"]]
    widths = [max(len(row[number]) for row in rows) for number in range(len(value["columns"]))]
    lines = ["  ".join(_cells(row, widths, value["numeric"])).rstrip() for row in rows]
    if value["total"] > len(value["rows"]):
        lines.append(f"({len(value['rows'])} of {value['total']} rows)")
    return "\n".join(lines)


def _cells(row: list[str], widths: list[int], numeric: list[bool]) -> list[str]:
    return [
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(row, widths, numeric, strict=True)
    ]
