"""Classes of fields: made of the values that were given for them, whatever library they come from."""

import inspect
import sys
from typing import Any, Dict, NamedTuple, Tuple

from _shipway.calls import hinting


class Field(NamedTuple):
    """One field: what its class takes it by, its hint, and whether it must be given."""

    key: str
    hint: Any
    needed: bool


class Refused(Exception):
    """What was given cannot be made into an argument; holds what is wrong, by parameter."""

    def __init__(self, problems: Dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


def is_record(hint: Any) -> bool:
    """Tell a class whose fields are given one by one."""
    return isinstance(hint, type) and _sort(hint) != ""


def _sort(hint: Any) -> str:
    if hasattr(hint, "model_fields") or (hasattr(hint, "__fields__") and hasattr(hint, "__validators__")):
        return "pydantic"
    if hasattr(hint, "__attrs_attrs__"):
        return "attrs"
    if hasattr(hint, "__dataclass_fields__"):
        return "dataclass"
    if hasattr(hint, "__struct_fields__"):
        return "class"
    if issubclass(hint, tuple) and hasattr(hint, "_fields"):
        return "tuple"
    if issubclass(hint, dict) and hasattr(hint, "__total__"):
        return "typed dict"
    return ""


def fields_of(hint: Any) -> Dict[str, Field]:
    """Give the fields of a class by the names that its author gave them."""
    hint = hinting.origin(hint)
    hints = hinting.hints_of(hint)
    sort = _sort(hint)
    if sort == "pydantic":
        return {name: _of_model(name, one, hints.get(name)) for name, one in _model_fields(hint).items()}
    if sort == "attrs":
        return {
            one.name.lstrip("_"): Field(
                getattr(one, "alias", None) or one.name.lstrip("_"),
                hints.get(one.name, one.type),
                type(one.default).__name__ in ("_Nothing", "NoneType") and one.default is not None,
            )
            for one in hint.__attrs_attrs__
            if one.init
        }
    if sort == "tuple":
        late = getattr(hint, "_field_defaults", {})
        return {name: Field(name, hints.get(name), name not in late) for name in hint._fields}
    if sort == "typed dict":
        needed = getattr(hint, "__required_keys__", hints if hint.__total__ else ())
        return {name: Field(name, inner, name in needed) for name, inner in hints.items()}
    return _of_constructor(hint, hints)


def _of_constructor(hint: Any, hints: Dict[str, Any]) -> Dict[str, Field]:
    own = hinting.hints_of(hint.__init__) if inspect.isfunction(getattr(hint, "__init__", None)) else {}
    try:
        parameters = inspect.signature(hint).parameters.values()
    except (ValueError, TypeError):
        return {}
    return {
        one.name: Field(one.name, hints.get(one.name, own.get(one.name)), one.default is one.empty)
        for one in parameters
        if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    }


def _model_fields(hint: Any) -> Dict[str, Any]:
    return dict(getattr(hint, "__pydantic_fields__", None) or getattr(hint, "model_fields", None) or hint.__fields__)


def _of_model(name: str, one: Any, hint: Any) -> Field:
    alias = getattr(one, "validation_alias", None) or getattr(one, "alias", None)
    if not isinstance(alias, str):
        alias = next((choice for choice in getattr(alias, "choices", ()) if isinstance(choice, str)), name)
    needed = one.is_required() if hasattr(one, "is_required") else bool(one.required)
    return Field(alias, hint, needed)


def make(hint: Any, given: Dict[str, Any], default: Any, place: str) -> Any:
    """Make a record of what was given for its fields; the rest comes from a default instance, or from the class.

    `place` is where it stands in the form. Raises Refused when the class does not take it.
    """
    hint = hinting.origin(hint)
    fields = fields_of(hint)
    start = _started(default, fields)
    for name, field in fields.items():
        if name in given or name in start or not field.needed:
            continue
        # A box that was not ticked is no; what was left empty may be None.
        if hinting.bare(field.hint) is bool:
            given[name] = False
        elif hinting.may_be_none(field.hint):
            given[name] = None
    keyed = {fields[name].key if name in fields else name: value for name, value in {**start, **given}.items()}
    try:
        if default is not None and hasattr(type(default), "__dataclass_fields__"):
            return sys.modules["dataclasses"].replace(default, **given)
        return hint(**keyed)
    except (ValueError, TypeError) as error:
        raise Refused(problems_of(error, fields, given, place)) from error


def _started(default: Any, fields: Dict[str, Field]) -> Dict[str, Any]:
    """Give the fields of the function's own default instance."""
    if isinstance(default, dict):
        return dict(default)
    if default is None or default is inspect.Parameter.empty:
        return {}
    return {name: getattr(default, name) for name in fields if hasattr(default, name)}


def problems_of(error: Exception, fields: Dict[str, Field], given: Dict[str, Any], place: str) -> Dict[str, str]:
    """Say which field an error is about: pydantic tells, other classes name it in their message at best."""
    errors = getattr(error, "errors", None)
    if callable(errors):
        told: Dict[str, str] = {}
        for one in errors():
            path = [str(part) for part in one.get("loc", ())]
            names = [name for name, field in fields.items() if path and path[0] in (name, field.key)]
            inner = ": ".join(path[1:])
            text = _words(str(one.get("msg", "")))
            where = "{}.{}".format(place, names[0]) if names else place
            told.setdefault(where, "{}: {}".format(inner, text) if inner else text)
        return told or {place: str(error)}
    text = str(error)
    named = [name for name in given if "'{}'".format(name) in text or text.split(" ", 1)[0].strip("'\"`:") == name]
    if len(named) == 1:
        return {"{}.{}".format(place, named[0]): text}
    if len(given) == 1:
        return {"{}.{}".format(place, next(iter(given))): text}
    return {place: text}


def _words(text: str) -> str:
    for start in ("Value error, ", "Assertion failed, "):
        if text.startswith(start):
            return text[len(start) :]
    return text


def split(name: str) -> Tuple[str, str]:
    """Give the first part of a dotted name, and the rest."""
    first, _, rest = name.partition(".")
    return first, rest
