"""JSON Schemas: of the format of a reading, and of what each tool takes."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Final

from shipway.kinds import FILES, MANY
from shipway.spec import FORMAT, Param, Reading, Spec

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_FORMATS: Final = {"date": "date", "time": "time", "datetime": "date-time", "secret": "password", "colour": "color"}
_LIMITS: Final = (
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("above", "exclusiveMinimum"),
    ("below", "exclusiveMaximum"),
    ("multiple_of", "multipleOf"),
)


def reading_schema() -> Schema:
    """Give the schema of a reading as `shipway read --json` writes it; a later Shipway may add fields."""
    schema = _of(Reading)
    schema["properties"] = {"shipway": {"const": FORMAT}, **schema["properties"]}
    schema["required"] = ["shipway", *schema["required"]]
    return {"$schema": DRAFT, "title": "A reading of a script by Shipway", **schema}


def _of(hint: Any) -> Schema:
    """Give the schema of a type as it goes to JSON."""
    if is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        needed = [one.name for one in fields(hint) if one.default is MISSING and one.default_factory is MISSING]
        properties = {one.name: _of(hints[one.name]) for one in fields(hint)}
        return {"type": "object", "properties": properties, "required": needed}
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"enum": list(args)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_of(one) for one in args]}
    if origin is tuple:
        fixed = len(args) != 2 or args[1] is not Ellipsis
        if not fixed:
            return {"type": "array", "items": _of(args[0])}
        return {"type": "array", "prefixItems": [_of(one) for one in args], "minItems": len(args)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(args[1])}
    plain = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
    return {"type": plain[hint]}


def inputs_schema(spec: Spec) -> Schema:
    """Give the schema of the JSON object that runs a tool: for `shipway run --values` and the API.

    Every value may come as the text that a command line takes. Where a parser of the script judges, a number of a wrong
    size is its own matter, and no bound is told.
    """
    taken = [param for param in spec.params if param.place != "argv" or param.argv is not None]
    schema: Schema = {
        "$schema": DRAFT,
        "title": spec.title or spec.tool,
        "type": "object",
        "properties": {param.name: _input(param) for param in taken},
        "required": [param.name for param in taken if param.required and param.kind not in FILES],
        "additionalProperties": False,
    }
    for one in spec.exclusive:
        pairs = [(a, b) for number, a in enumerate(one.names) for b in one.names[number + 1 :]]
        schema.setdefault("allOf", []).extend({"not": {"required": list(pair)}} for pair in pairs)
        if one.required:
            schema["allOf"].append({"anyOf": [{"required": [name]} for name in one.names]})
    return schema


def _input(param: Param) -> Schema:
    schema = _value(param)
    if not param.required:
        # Null is what is not given.
        schema = {"anyOf": [schema, {"type": "null"}]}
    about = {"title": param.label or param.name, "description": param.help}
    default = list(param.default) if isinstance(param.default, tuple) else param.default
    shown = {} if default is None or param.kind == "secret" else {"default": default}
    return {**{key: text for key, text in about.items() if text}, **schema, **shown}


def _value(param: Param) -> Schema:
    if param.kind in FILES:
        binary = {"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"}
        return {"type": "array", "items": binary} if param.kind == "files" else binary
    if param.kind in ("json", "table"):
        return {}
    if param.kind in MANY or (param.argv is not None and param.argv.nargs not in ("", "?")):
        item = _one(param, param.item if param.kind == "list" else param.kind)
        bounds = {"minItems": param.min_length, "maxItems": param.max_length}
        several = {"type": "array", "items": item, **{key: at for key, at in bounds.items() if at is not None}}
        return {"anyOf": [several, {"type": "string"}]}
    return _one(param, param.kind)


def _one(param: Param, kind: str) -> Schema:
    if param.choices:
        return {"enum": list(param.choices)}
    if kind in ("whole_number", "number"):
        number = {"type": "integer" if kind == "whole_number" else "number", **_bounds(param)}
        return {"anyOf": [number, {"type": "string"}]}
    if kind == "yes_no":
        return {"anyOf": [{"type": "boolean"}, {"type": "string"}]}
    lengths = {"minLength": param.min_length, "maxLength": param.max_length} if param.kind not in MANY else {}
    known = {"format": _FORMATS[kind]} if kind in _FORMATS else {}
    return {"type": "string", **known, **{key: size for key, size in lengths.items() if size is not None}}


def _bounds(param: Param) -> Schema:
    told = ((name, getattr(param, field)) for field, name in _LIMITS)
    return {name: bound for name, bound in told if bound is not None}
