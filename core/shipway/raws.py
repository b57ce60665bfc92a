"""Raws from JSON, as programs hand them in: by the command line and by the page's API alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from shipway.errors import BadInput
from shipway.spec import ABSENT, Raw, Spec


def raws_from_json(spec: Spec, data: bytes) -> dict[str, Raw]:
    """Give the raws of a JSON object, as a program hands them in.

    Texts stay as they are, and numbers keep the very digits they were written with; true and false are yes and no,
    null is nothing, a list of such is several texts. A parameter that takes JSON or a table may be given
    as such itself. Raises BadInput; what is no JSON object is a problem of "", no parameter's.
    """
    try:
        text = data.decode("utf-8-sig")
        plain = json.loads(text, object_pairs_hook=_once)
        literal = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except UnicodeDecodeError as error:
        raise BadInput({"": f"the inputs are not UTF-8 text (byte {error.start + 1})"}) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadInput({"": f"the inputs are not JSON: {error.msg} at {where}"}) from None
    except RecursionError:
        raise BadInput({"": "the inputs are not JSON that can be read: they are nested too deeply"}) from None
    except ValueError as error:
        raise BadInput({"": f"the inputs are not JSON that can be read: {error}"}) from None
    if not isinstance(plain, dict):
        raise BadInput({"": "the inputs must be a JSON object: names and their values"})
    nested = {name for name, value in plain.items() if _is_nested(value)}
    kinds = {param.name: param.kind for param in spec.params}
    if wrong := {name for name in nested if kinds.get(name, "json") not in ("json", "table")}:
        raise BadInput(dict.fromkeys(wrong, "takes a text or a list of texts, not what is nested"))
    return {
        name: json.dumps(plain[name], ensure_ascii=False) if name in nested else _raw(literal[name]) for name in plain
    }


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _is_nested(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, (list, dict)) for one in value))


def _raw(literal: object) -> Raw:
    if isinstance(literal, list):
        return tuple(_scalar(one) for one in literal)
    return ABSENT if literal is None else _scalar(literal)


def _scalar(literal: object) -> str:
    if literal is None:
        return ""
    if isinstance(literal, bool):
        return "yes" if literal else "no"
    return str(literal)
