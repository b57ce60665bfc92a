"""Functions: every public one with parameters, from its hints, or from defaults and docstring where there are none."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from shipway.kinds import KINDS
from shipway.read.functions.callables import Callable, left_out, methods, plain
from shipway.read.functions.defaults import literal
from shipway.read.functions.docstrings import Told, calls_in, parsed, told_by
from shipway.read.functions.guesses import guessed, hint_of_values
from shipway.read.functions.hint_table import Hint
from shipway.read.functions.hints import hint_of
from shipway.read.functions.names import Library, Module
from shipway.read.functions.parameters import Slot, example_of, params_of
from shipway.read.functions.records import arguments
from shipway.read.source import FunctionNode, Source, dotted, headed, humanize
from shipway.spec import Example, Param, Spec, Stdin

MOST: Final = 200
"""Functions that are offered, the likeliest first: nobody looks through more, and reading them has an end."""
_CODE: Final = " can only be given by code"
_STEP: Final = "the script's own top-level lines run first, as on every import: {}"


@dataclass(frozen=True)
class Functions:
    """The tools that were found, those of classes apart, and the script's own modules that the answer rests on."""

    specs: tuple[Spec, ...] = ()
    methods: tuple[Spec, ...] = ()
    near: tuple[str, ...] = ()


def functions(source: Source, path: Sequence[str] = ()) -> Functions:
    """Read the public functions of a script that take anything, and those that give something back unasked for.

    `path` lists the folders where its interpreter finds packages; their files are looked at, never imported.
    """
    library = Library.of(path)
    module = Module(source, library)
    work = _work(source)
    stdin: Stdin = "asks" if source.may_ask else "none"
    offered = list(plain(module))
    found, of_classes = (
        # What a person cannot call is named all the same, behind what they can.
        tuple(sorted((replace(_spec(module, one, work), stdin=stdin) for one in group), key=_is_for_code))
        for group in (offered[:MOST], methods(module))
    )
    found = _with_others(found, "functions", [one.name for one in offered[MOST:]])
    if of_classes:
        of_classes = _with_others(of_classes, "methods", left_out(module))
    return Functions(found, of_classes, tuple(sorted(library.near)))


def _with_others(specs: tuple[Spec, ...], what: str, others: Sequence[str]) -> tuple[Spec, ...]:
    """Name, at the last tool, what is not offered."""
    if not others:
        return specs
    names = ", ".join(others[:20]) + (" …" if len(others) > 20 else "")
    last = specs[-1]
    return (*specs[:-1], replace(last, unmapped=(*last.unmapped, f"more {what}, not offered: {names}")))


def _is_for_code(spec: Spec) -> bool:
    """Tell a tool that no form can call."""
    return any(said.endswith(_CODE) for said in spec.unmapped)


def is_hinted(node: FunctionNode) -> bool:
    """Tell whether any parameter of a function carries a hint."""
    return any(slot.arg.annotation is not None for slot in _slots(node))


def _work(source: Source) -> str:
    """Say what the script does whenever it is imported, or nothing."""
    lines = [
        f"line {node.lineno}" for node in source.work(guarded=False) if isinstance(node, (ast.Expr, ast.For, ast.While))
    ]
    if not lines:
        return ""
    return _STEP.format(", ".join(lines[:4]) + (" …" if len(lines) > 4 else ""))


def _slots(node: FunctionNode | ast.Lambda) -> Iterator[Slot]:
    """Give each parameter with its default, and its role: `*args` is "rest", `**kwargs` is "named"."""
    places = {arg.arg: (arg, default) for arg, default in arguments(node)}
    late = {arg.arg for arg in node.args.kwonlyargs}
    for name, (arg, default) in places.items():
        if name not in late:
            yield Slot(arg, default)
    if node.args.vararg:
        yield Slot(node.args.vararg, None, "rest")
    for name in late and [arg.arg for arg in node.args.kwonlyargs]:
        yield Slot(*places[name])
    if node.args.kwarg:
        yield Slot(node.args.kwarg, None, "named")


def _spec(module: Module, one: Callable, work: str) -> Spec:
    node = one.node
    module = _with_type_params(module, node)
    doc = parsed(node)
    params: list[Param] = []
    unmapped: list[str] = []
    if one.owner is not None:
        _add_maker(module, one, params, unmapped)
    slots = [_of_class(one, slot) for slot in list(_slots(node))[1 if one.bound else 0 :]]
    calls = calls_in(node, node.name if one.owner is None or node.name != "__call__" else "")
    _add(module, node, slots, told_by(node), calls, "", params, unmapped)
    title, summary, help_text = headed(
        ast.get_docstring(node) and doc.short_description, doc.long_description, node.name
    )
    if one.owner is not None and title == humanize(node.name):
        title = f"{humanize(node.name)} ({one.owner.name})" if node.name != "__call__" else humanize(one.owner.name)
    return Spec(
        tool=one.name,
        dialect="function",
        title=title,
        summary=summary,
        help=help_text,
        params=tuple(params),
        unmapped=(*unmapped, *filter(None, (work,))),
        examples=_examples(module, calls, slots, params) if one.maker is None and one.record is None else (),
    )


def _of_class(one: Callable, slot: Slot) -> Slot:
    """Read a default that is a constant of the class's own."""
    if one.owner is None or not isinstance(slot.default, ast.Name):
        return slot
    given = (node for node in one.owner.body if isinstance(node, (ast.Assign, ast.AnnAssign)))
    values = {dotted(node.targets[0] if isinstance(node, ast.Assign) else node.target): node.value for node in given}
    return replace(slot, default=values.get(slot.default.id) or slot.default)


def _with_type_params(module: Module, node: FunctionNode) -> Module:
    """Know the type parameters of `def f[T: int](…)`: each stands for its bound."""
    given = [(str(one.name), getattr(one, "bound", None)) for one in getattr(node, "type_params", ())]
    return replace(module, params=(*module.params, *given)) if given else module


def _add_maker(module: Module, one: Callable, params: list[Param], unmapped: list[str]) -> None:
    """Add what the instance is made of, as a group of its own."""
    assert one.owner is not None
    made: list[Param] = []
    if one.record is not None:
        made = params_of(module, "self", Hint(kind="json", record=one.record), Slot(ast.arg("self")), "")
    elif one.maker is not None:
        told = {**told_by(one.maker), **{name: told for name, told in _class_told(one).items() if told.help}}
        _add(module, one.maker, list(_slots(one.maker))[1:], told, [], "self.", made, unmapped)
    group = humanize(one.owner.name)
    params += [replace(param, group=param.group if param.name.count(".") > 1 else group) for param in made]


def _class_told(one: Callable) -> dict[str, Told]:
    assert one.owner is not None
    doc = parsed(one.owner)
    return {
        param.arg_name: Told(" ".join((param.description or "").split()), param.type_name or "") for param in doc.params
    }


def _add(
    module: Module,
    node: FunctionNode,
    slots: Sequence[Slot],
    told: dict[str, Told],
    calls: list[tuple[str, ast.Call]],
    prefix: str,
    params: list[Param],
    unmapped: list[str],
) -> None:
    """Add the parameters of a function, and what is to be said of those that a form cannot give."""
    for slot in slots:
        name = slot.arg.arg
        about = told.get(name, Told())
        hint = _hint(module, node, slot, about, _values(module, slots, calls, name))
        said = _doubt(slot, hint)
        if said:
            unmapped.append(said)
        if not hint.usable and (slot.default is not None or slot.role != "one"):
            continue
        slot = replace(slot, node=node)
        params += params_of(module, prefix + name, hint, slot, about.help or " ".join(hint.help.split()), unmapped)


def _hint(module: Module, node: FunctionNode, slot: Slot, about: Told, examples: list[object]) -> Hint:
    if slot.arg.annotation is not None:
        return hint_of(module, slot.arg.annotation)
    hint = guessed(module, node, slot.arg.arg, slot.default, about.type)
    if not hint.known and hint.usable and examples and (shown := hint_of_values(module, examples)) is not None:
        return shown
    return hint


def _values(module: Module, slots: Sequence[Slot], calls: list[tuple[str, ast.Call]], name: str) -> list[object]:
    """Give what doctests hand to a parameter."""
    if not calls:
        return []
    places = [slot.arg.arg for slot in slots if slot.role == "one"]
    nodes = [
        call.args[places.index(name)] for _, call in calls if name in places and places.index(name) < len(call.args)
    ]
    nodes += [key.value for _, call in calls for key in call.keywords if key.arg == name]
    values = []
    for node in nodes:
        try:
            values.append(literal(module, node))
        except (ValueError, TypeError, ArithmeticError, RecursionError, AttributeError):
            return []
    return values


def _doubt(slot: Slot, hint: Hint) -> str:
    """Say what is not certain of a parameter; nothing where all is."""
    if hint.known:
        return ""
    name = slot.arg.arg
    hinted = f"{name}: {ast.unparse(slot.arg.annotation)}" if slot.arg.annotation is not None else name
    if not hint.usable:
        if slot.default is not None:
            return f"{hinted} is not in the form: only code can give it, and the function's own default is used"
        return f"{hinted}{_CODE}" if slot.role == "one" else f"{hinted} is not in the form"
    if slot.arg.annotation is not None:
        return f"{hinted} is given as {_label(hint)}, as it is typed"
    if slot.default is None and slot.role == "one":
        return f"{name} has no hint: it is given as {_label(hint)}"
    return ""


def _label(hint: Hint) -> str:
    return KINDS[hint.kind].label


def _examples(
    module: Module, calls: list[tuple[str, ast.Call]], slots: Sequence[Slot], params: Sequence[Param]
) -> tuple[Example, ...]:
    made = (example_of(module, label, call, slots, params) for label, call in calls)
    return tuple(example for example in made if example is not None)
