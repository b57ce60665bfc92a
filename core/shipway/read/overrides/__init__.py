"""`[tool.shipway]` in a script's own metadata (PEP 723): what its author wants otherwise. None of it is required.

What is wrong in it is a finding with its line, and the rest holds: a form never fails for a setting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from shipway.environment.inline import metadata
from shipway.errors import Unreadable
from shipway.read.overrides.parameters import arranged, changed, file_kind
from shipway.read.source import Source
from shipway.spec import Example, Finding, Param, Reading, Spec

CODE: Final = "setting"
MEANING: Final = "The form is shown as if that setting were not there."


@dataclass
class Settings:
    """The table of a script, as it is worked through; `wrong` gathers what cannot be used, with its key."""

    text: str
    wrong: list[Finding] = field(default_factory=list)

    def refuse(self, key: str, why: str) -> None:
        """Note what cannot be used; once, though several tools may have the parameter."""
        finding = Finding(CODE, f"[tool.shipway] {key}: {why}", _line_of(self.text, key), MEANING)
        if finding not in self.wrong:
            self.wrong.append(finding)

    def take(self, table: Mapping[str, Any], where: str, known: Mapping[str, Check]) -> dict[str, Any]:
        """Give the settings of a table that are good; each other one is noted."""
        good = {}
        for key, value in table.items():
            name = f"{where}.{key}" if where else key
            if key not in known:
                self.refuse(name, f"is no setting here; there are: {', '.join(sorted(known))}")
                continue
            try:
                good[key] = known[key](value)
            except ValueError as problem:
                self.refuse(name, str(problem))
        return good


Check = Callable[[Any], Any]


def _line_of(text: str, key: str) -> int:
    """Give the line of the script where a setting stands, or that of its table; 0 where neither is found."""
    table, _, name = key.rpartition(".")
    lines = text.splitlines()
    header = rf"#\s*\[+tool\.shipway{re.escape('.' + table) if table else ''}\]+"
    count = 1
    if numbered := re.match(r"examples (\d+)", table):
        header, count = r"#\s*\[\[tool\.shipway\.examples\]\]", int(numbered[1])
    starts = [number for number, line in enumerate(lines, 1) if re.match(header, line)]
    start = starts[count - 1] if len(starts) >= count else 0
    own = rf"#\s*(\[.*\.)?[\"']?{re.escape(name)}[\"']?\s*(\]|=)"
    found = [number for number, line in enumerate(lines, 1) if number > start and re.match(own, line)]
    # `params.width.label = "…"` stands in the table above it.
    dotted = [number for number, line in enumerate(lines, 1) if re.match(rf"#\s*{re.escape(key)}\b", line)]
    return next(iter([*(found if start else ()), *dotted, *found, start]), 0)


def _need(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(f"must be {what}")


def _text(value: Any) -> str:
    _need(isinstance(value, str), "a text")
    return str(value)


def _flag(value: Any) -> bool:
    _need(isinstance(value, bool), "true or false")
    return bool(value)


def _number(value: Any) -> float:
    _need(isinstance(value, (int, float)) and not isinstance(value, bool), "a number")
    number: float = value
    return number


def _positive(value: Any) -> float:
    if _number(value) <= 0:
        raise ValueError("must be more than 0")
    return float(value)


def _bytes(value: Any) -> int:
    """Read 2000000 or "2 MB"."""
    found = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(k|M|G)?B?\s*", str(value))
    _need(found is not None and not isinstance(value, bool), "a number of bytes, or a size such as “2 MB”")
    assert found is not None
    return int(_positive(float(found[1])) * {"k": 1e3, "M": 1e6, "G": 1e9}.get(found[2] or "", 1))


def _texts(value: Any) -> tuple[str, ...]:
    _need(isinstance(value, list) and all(isinstance(one, str) for one in value), "a list of texts")
    return tuple(value)


def _table(value: Any) -> Mapping[str, Any]:
    _need(isinstance(value, dict), "a table")
    return dict(value)


def _tables(value: Any) -> list[Mapping[str, Any]]:
    _need(isinstance(value, list) and all(isinstance(one, dict) for one in value), "a list of tables")
    return list(value)


def raw_of(value: Any) -> str | tuple[str, ...]:
    """Give the raw of a value of TOML: a text, a number, yes or no, a date, or a list of those."""
    _need(not isinstance(value, dict), "a text, a number, true or false, a date, or a list of those")
    if isinstance(value, list):
        return tuple(str(raw_of(one)) for one in value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _raws(value: Any) -> dict[str, str | tuple[str, ...]]:
    return {name: raw_of(one) for name, one in _table(value).items()}


PARAM: Final[Mapping[str, Check]] = {
    "label": _text, "help": _text, "kind": _text, "choices": _texts, "default": raw_of, "unit": _text, "group": _text,
    "hidden": _flag, "required": _flag, "minimum": _number, "maximum": _number,
}  # fmt: skip
_SHARED: Final[Mapping[str, Check]] = {
    "title": _text,
    "summary": _text,
    "help": _text,
    "order": _texts,
    "files": _texts,
    "params": _table,
    "outputs": _texts,
}
TOOL: Final[Mapping[str, Check]] = {**_SHARED, "hidden": _flag}
EXAMPLE: Final[Mapping[str, Check]] = {"label": _text, "tool": _text, "values": _raws}
TOP: Final[Mapping[str, Check]] = {
    **_SHARED, "tools": _table, "default": _text, "examples": _tables,
    "seconds": _positive, "output": _bytes, "memory": _bytes, "network": _flag, "reads": _texts, "reuse": _flag,
}  # fmt: skip


def overridden(source: Source, reading: Reading) -> Reading:
    """Give a reading as its script's `[tool.shipway]` has it."""
    if "# /// script" not in source.text:
        return reading
    try:
        tables = metadata(source.text, source.path.name).get("tool", {})
        table = tables.get("shipway", {}) if isinstance(tables, dict) else {}
    except Unreadable as error:
        return replace(reading, findings=(*reading.findings, Finding(CODE, str(error), 0, MEANING)))
    settings = Settings(source.text)
    top = settings.take(table, "", TOP) if isinstance(table, dict) else {}
    specs = _tools(settings, top, reading.specs)
    found = replace(
        reading,
        title=top.get("title", reading.title),
        summary=top.get("summary", reading.summary),
        specs=_examples(settings, top, specs),
        seconds=top.get("seconds"),
        output=top.get("output"),
        memory=top.get("memory"),
        network=top.get("network"),
        reads=top.get("reads", ()),
        reuse=top.get("reuse"),
    )
    return replace(found, findings=tuple(sorted((*found.findings, *settings.wrong), key=lambda one: one.line)))


def _tools(settings: Settings, top: Mapping[str, Any], specs: tuple[Spec, ...]) -> tuple[Spec, ...]:
    tools: dict[str, dict[str, Any]] = {}
    for name, table in top.get("tools", {}).items():
        if not isinstance(table, dict):
            settings.refuse(f"tools.{name}", "must be a table")
        elif not any(spec.tool == name for spec in specs):
            settings.refuse(f"tools.{name}", _none_such("tool", (spec.tool for spec in specs)))
        else:
            tools[name] = settings.take(table, f"tools.{name}", TOOL)
    _check_names(settings, top, specs)
    # A title above several tools is the script's.
    whole = {key: top[key] for key in top if len(specs) == 1 or key in ("outputs", "files", "params", "order")}
    shown = [
        _tool(settings, _tool(settings, spec, whole, ""), tools.get(spec.tool, {}), f"tools.{spec.tool}")
        for spec in specs
        if not tools.get(spec.tool, {}).get("hidden") or len(specs) == 1
    ]
    if not shown:
        settings.refuse("tools", "hides every tool")
        return specs
    if (first := top.get("default")) is not None:
        if not any(spec.tool == first for spec in shown):
            settings.refuse("default", _none_such("tool", (spec.tool for spec in shown)))
        shown.sort(key=lambda spec: spec.tool != first)
    return tuple(shown)


def _check_names(settings: Settings, top: Mapping[str, Any], specs: Iterable[Spec]) -> None:
    """Note what is said above all tools of a parameter that none of them has."""
    names = {param.name for spec in specs for param in spec.params}
    for key in ("files", "params", "order"):
        for name in top.get(key, ()):
            if name not in names:
                settings.refuse(f"{key}.{name}" if key == "params" else key, _none_such(f"parameter {name}", names))


def _tool(settings: Settings, spec: Spec, own: Mapping[str, Any], where: str) -> Spec:
    facts = {key: own[key] for key in ("title", "summary", "help", "outputs") if key in own}
    spec = replace(spec, **facts)
    before = f"{where}." if where else ""
    for name in own.get("files", ()):
        if (param := spec.param(name)) is not None:
            spec = _with(spec, replace(param, kind=file_kind(param)))
        elif where:
            settings.refuse(f"{before}files", _none_such("parameter", (one.name for one in spec.params)))
    for name, table in own.get("params", {}).items():
        key = f"{before}params.{name}"
        param = spec.param(name)
        if not isinstance(table, dict):
            settings.refuse(key, "must be a table")
        elif param is not None:
            spec = _changed(settings, spec, param, settings.take(table, key, PARAM), key)
        elif where:
            settings.refuse(key, _none_such("parameter", (one.name for one in spec.params)))
    return arranged(spec, own["order"]) if own.get("order") else spec


def _changed(settings: Settings, spec: Spec, param: Param, own: Mapping[str, Any], key: str) -> Spec:
    new, problems = changed(param, own)
    for name, why in problems.items():
        settings.refuse(f"{key}.{name}", why)
    if new is None:
        kept = tuple(one for one in spec.params if one is not param)
        return replace(spec, params=kept, unmapped=(*spec.unmapped, f"hidden by its author: {param.name}"))
    return _with(spec, new)


def _with(spec: Spec, new: Param) -> Spec:
    return replace(spec, params=tuple(new if one.name == new.name else one for one in spec.params))


def _examples(settings: Settings, top: Mapping[str, Any], specs: tuple[Spec, ...]) -> tuple[Spec, ...]:
    added: dict[str, list[Example]] = {}
    for number, table in enumerate(top.get("examples", ()), 1):
        own = settings.take(table, f"examples {number}", EXAMPLE)
        tool = own.get("tool", specs[0].tool)
        spec = next((one for one in specs if one.tool == tool), None)
        strange = [name for name in own.get("values", {}) if spec is not None and spec.param(name) is None]
        if spec is None:
            settings.refuse(f"examples {number}.tool", _none_such("tool", (one.tool for one in specs)))
        elif strange:
            names = (param.name for param in spec.params)
            settings.refuse(f"examples {number}.values", _none_such(f"parameter {strange[0]}", names))
        else:
            added.setdefault(tool, []).append(Example(own.get("label", f"Example {number}"), own.get("values", {})))
    # The author's own words come first.
    return tuple(replace(spec, examples=(*added.get(spec.tool, ()), *spec.examples)) for spec in specs)


def _none_such(what: str, names: Iterable[str]) -> str:
    return f"there is no such {what}; there are: {', '.join(sorted(names)) or 'none'}"
