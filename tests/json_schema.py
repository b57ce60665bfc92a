"""A small judge of JSON Schemas: as much of draft 2020-12 as ours use, and an error for anything else."""

from __future__ import annotations

from typing import Any

TYPES = {"string": str, "boolean": bool, "array": list, "object": dict, "null": type(None)}
ABOUT = {"$schema", "title", "description", "default", "format", "contentMediaType"}


def faults(schema: dict[str, Any], value: Any, where: str = "$") -> list[str]:
    """List what is wrong with a value by a schema."""
    found: list[str] = []
    for word, told in schema.items():
        if word not in ABOUT:
            found += JUDGES[word](told, value, where, schema)
    return found


def _type(told: str, value: Any, where: str, _: Any) -> list[str]:
    if told in ("integer", "number"):
        right = isinstance(value, int if told == "integer" else (int, float)) and not isinstance(value, bool)
    else:
        right = isinstance(value, TYPES[told])
    return [] if right else [f"{where}: {value!r} is no {told}"]


def _properties(told: dict[str, Any], value: Any, where: str, _: Any) -> list[str]:
    here = [(name, schema) for name, schema in told.items() if isinstance(value, dict) and name in value]
    return [fault for name, schema in here for fault in faults(schema, value[name], f"{where}.{name}")]


def _more(told: Any, value: Any, where: str, schema: Any) -> list[str]:
    strange = [name for name in value if name not in schema.get("properties", {})] if isinstance(value, dict) else []
    if told is False:
        return [f"{where}: {name} is not known" for name in strange]
    return [fault for name in strange for fault in faults(told, value[name], f"{where}.{name}")]


def _each(told: Any, value: Any, where: str, schema: Any) -> list[str]:
    rest = list(enumerate(value))[len(schema.get("prefixItems", ())) :] if isinstance(value, list) else []
    return [fault for number, one in rest for fault in faults(told, one, f"{where}[{number}]")]


def _first(told: Any, value: Any, where: str, _: Any) -> list[str]:
    return [fault for number, one in enumerate(told) for fault in faults(one, value[number], f"{where}[{number}]")]


def _any(told: Any, value: Any, where: str, _: Any) -> list[str]:
    tried = [faults(one, value, where) for one in told]
    return [] if [] in tried else min(tried, key=len)


def _required(told: Any, value: Any, where: str, _: Any) -> list[str]:
    return [f"{where}: {name} is required" for name in told if isinstance(value, dict) and name not in value]


def _holds(right: Any, value: Any, where: str, word: str) -> list[str]:
    return [] if right else [f"{where}: {value!r} is against {word}"]


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


JUDGES: dict[str, Any] = {
    "type": _type,
    "properties": _properties,
    "additionalProperties": _more,
    "items": _each,
    "prefixItems": _first,
    "anyOf": _any,
    "allOf": lambda told, value, where, _: [fault for one in told for fault in faults(one, value, where)],
    "not": lambda told, value, where, _: _holds(faults(told, value, where), value, where, "not"),
    "required": _required,
    "enum": lambda told, value, where, _: _holds(value in told, value, where, "enum"),
    "const": lambda told, value, where, _: _holds(value == told, value, where, "const"),
    "minimum": lambda told, value, where, _: _holds(not _number(value) or value >= told, value, where, "minimum"),
    "maximum": lambda told, value, where, _: _holds(not _number(value) or value <= told, value, where, "maximum"),
    "exclusiveMinimum": lambda told, value, where, _: _holds(not _number(value) or value > told, value, where, "above"),
    "exclusiveMaximum": lambda told, value, where, _: _holds(not _number(value) or value < told, value, where, "below"),
    "multipleOf": lambda told, value, where, _: _holds(not _number(value) or value % told == 0, value, where, "of"),
    "minItems": lambda told, value, where, _: _holds(
        not isinstance(value, list) or len(value) >= told, value, where, "n"
    ),
    "maxItems": lambda told, value, where, _: _holds(
        not isinstance(value, list) or len(value) <= told, value, where, "n"
    ),
    "minLength": lambda told, value, where, _: _holds(
        not isinstance(value, str) or len(value) >= told, value, where, "n"
    ),
    "maxLength": lambda told, value, where, _: _holds(
        not isinstance(value, str) or len(value) <= told, value, where, "n"
    ),
}
