"""The values as Python: a call of the function, or the script as a process of its own."""

from __future__ import annotations

import ast
import keyword
from pathlib import Path

from shipway.errors import Unreadable
from shipway.kinds import KINDS
from shipway.read.source import FunctionNode, Source
from shipway.script_types import parse
from shipway.snippets.given import BLANK, Given, Place, given
from shipway.snippets.literals import Code, Unwritable, code, record_of
from shipway.snippets.shell import command, is_one_of_several, started
from shipway.spec import Param, Raws, Reading, Spec


def python(reading: Reading, spec: Spec, raws: Raws, place: Place) -> str:
    """Give the lines of Python that run the tool with these values."""
    found = given(spec, raws)
    if spec.dialect == "function":
        try:
            return found.remark("#") + _call(reading, spec, found)
        except (Unwritable, Unreadable):
            return found.remark("#") + _by_shipway(reading, spec, raws, place, found)
    if is_one_of_several(reading, spec):
        return found.remark("#") + _by_shipway(reading, spec, raws, place, found)
    words, fed = command(spec, found)
    stdin = f", input={fed!r}, text=True" if fed is not None else ""
    if any(param.place == "stdin" for param in found.blank):
        stdin = f', stdin=open("{BLANK}", "rb")'
    return found.remark("#") + _process(started(reading, spec, place), words, stdin)


def _process(start: list[str], words: list[str], more: str = "") -> str:
    by_python = start[0] == "python"
    shown = ", ".join([*(["sys.executable"] if by_python else []), *map(repr, [*start[by_python:], *words])])
    imports = "import subprocess\nimport sys\n" if by_python else "import subprocess\n"
    return f"{imports}\nsubprocess.run([{shown}]{more}, check=True)\n"


def _by_shipway(reading: Reading, spec: Spec, raws: Raws, place: Place, found: Given) -> str:
    """Run a function whose values Python cannot spell in a line, as the command line does."""
    pairs = []
    for name in found.values:
        raw = raws.get(name)
        pairs += [(name, str(part)) for part in (raw if isinstance(raw, tuple) else (raw,))]
    pairs += [(param.name, BLANK) for param in found.blank]
    tool = [spec.tool] if len(reading.specs) > 1 else []
    sets = [word for name, part in pairs for word in ("--set", f"{name}={part}")]
    return _process(["python", "-m", "shipway", "run"], [place.script, *tool, *sets])


def _call(reading: Reading, spec: Spec, found: Given) -> str:
    source = Source.of(Path(reading.script))
    node = source.functions.get(spec.tool)
    if node is None:
        raise Unwritable(spec.tool)
    arguments, imports, names = _arguments(source, spec, node, found)
    module = reading.started[-1] if reading.started else Path(reading.script).stem
    if {spec.tool, *names} & {line.rpartition(" ")[2] for line in imports}:
        raise Unwritable(spec.tool)
    if all(part.isidentifier() and not keyword.iskeyword(part) for part in module.split(".")):
        imports.add(f"from {module} import {', '.join(sorted({spec.tool, *names}, key=str.lower))}")
        call = f"{spec.tool}({', '.join(arguments)})"
    elif names:
        raise Unwritable(spec.tool)
    else:
        imports.add("import runpy")
        call = f"runpy.run_path({Path(reading.script).name!r})[{spec.tool!r}]({', '.join(arguments)})"
    if isinstance(node, ast.AsyncFunctionDef) and not _yields(node):
        imports.add("import asyncio")
        call = f"asyncio.run({call})"
    ordered = sorted(imports, key=lambda line: (line.startswith("from " + module), line.startswith("from "), line))
    return "\n".join(ordered) + f"\n\n{call}\n"


def _yields(node: ast.AST) -> bool:
    return any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in ast.walk(node))


def _arguments(source: Source, spec: Spec, node: FunctionNode, found: Given) -> tuple[list[str], set[str], set[str]]:
    """Give the arguments in the order of a call, the imports that they need, and the names from the script."""
    made = {one.arg: _argument(source, spec, one, found) for one in _all(node)}
    given_ones = {name: one for name, one in made.items() if one is not None}
    places = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
    rest = node.args.vararg.arg if node.args.vararg else ""
    by_place = len(places) if rest in given_ones else len(node.args.posonlyargs)
    texts: list[str] = []
    for number, name in enumerate(places):
        if name not in given_ones:
            # What stands before a value that goes by its place must be there.
            if number < by_place and any(other in given_ones for other in (*places[number + 1 : by_place], rest)):
                raise Unwritable(name)
            continue
        texts.append(given_ones[name].text if number < by_place else f"{name}={given_ones[name].text}")
    if rest in given_ones:
        texts.append("*" + given_ones[rest].text)
    texts += [f"{one.arg}={given_ones[one.arg].text}" for one in node.args.kwonlyargs if one.arg in given_ones]
    if node.args.kwarg and node.args.kwarg.arg in given_ones:
        texts.append("**" + given_ones[node.args.kwarg.arg].text)
    imports = {line for one in given_ones.values() for line in one.imports}
    return texts, imports, {name for one in given_ones.values() for name in one.names}


def _all(node: FunctionNode) -> list[ast.arg]:
    spec = node.args
    more = [one for one in (spec.vararg, spec.kwarg) if one is not None]
    return [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *more]


def _argument(source: Source, spec: Spec, arg: ast.arg, found: Given) -> Code | None:
    """Give one argument, None where it is left to its default."""
    fields = [param for param in spec.params if param.name.startswith(arg.arg + ".")]
    if fields:
        if not any(_is_there(param, found) for param in fields):
            return None
        inner = {param.name.partition(".")[2]: _given(param, found) for param in fields}
        return record_of(source, arg.annotation, {name: pair for name, pair in inner.items() if pair is not None})
    param = spec.param(arg.arg)
    if param is None:
        return None
    if param in found.blank:
        return Code("...")
    if param.name in found.values:
        return code(source, _whole_hint(source.functions[spec.tool], arg), param, found.values[param.name])
    # A parameter without a default that was left empty is None.
    return Code("None") if param.nullable and _has_no_default(source, spec, arg) else None


def _whole_hint(node: FunctionNode, arg: ast.arg) -> ast.expr | None:
    """Give the hint of what a parameter holds: behind `*rest: int` stand several of them."""
    if arg is node.args.kwarg:
        return None
    if arg is node.args.vararg and arg.annotation is not None:
        return ast.Subscript(ast.Name("list"), arg.annotation)
    return arg.annotation


def _has_no_default(source: Source, spec: Spec, arg: ast.arg) -> bool:
    node = source.functions[spec.tool].args
    plain = [*node.posonlyargs, *node.args]
    free = {one.arg for one in plain[: len(plain) - len(node.defaults)]}
    free |= {one.arg for one, default in zip(node.kwonlyargs, node.kw_defaults, strict=True) if default is None}
    return arg.arg in free


def _is_there(param: Param, found: Given) -> bool:
    return param.name in found.values or param in found.blank


def _given(param: Param, found: Given) -> tuple[Param, object] | None:
    """Give a field with its value, or with its default: a record is made of all of its fields."""
    if param in found.blank:
        return param, BLANK
    if param.name in found.values:
        return param, found.values[param.name]
    if param.default is None:
        return None
    if isinstance(param.default, tuple):
        return param, tuple(parse(param.item, param.type, text) for text in param.default)
    known = param.kind in KINDS and param.kind not in ("file", "files", "folder")
    return param, parse(param.kind, param.type, param.default) if known else param.default
