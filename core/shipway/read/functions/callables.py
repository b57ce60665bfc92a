"""Which functions, methods and classes of a script are tools, and in which order they are offered."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from shipway.read.functions.names import Module, statements, walked
from shipway.read.functions.records import Record, arguments, constructor, decorators, record_of
from shipway.read.source import FunctionNode, dotted, is_guard

_FIRST: Final = ("main", "run", "cli")
_NO_DECORATORS: Final = frozenset({
    "property", "cached_property", "contextmanager", "asynccontextmanager", "overload", "abstractmethod", "fixture",
    "setter", "getter", "deleter", "route", "get", "post", "put", "delete", "patch", "websocket", "on_event", "event",
    "errorhandler", "before_request", "after_request", "teardown_appcontext", "context_processor", "template_filter",
    "exception_handler", "middleware", "command", "group", "callback", "register", "receiver", "on", "listen",
    "handler",
    "message_handler", "callback_query_handler", "validator", "field_validator", "model_validator", "root_validator",
    "hookimpl", "given", "parametrize", "tool_call", "app_errorhandler", "cli", "slash_command", "loop", "signal",
})  # fmt: skip
"""What is decorated so is called by a framework, or is no plain function any more."""
_COMMAND_LINE: Final = ({"argv"}, {"args"}, {"sys_argv"}, {"cli_args"}, {"_argv"}, {"sysargs"}, {"arguments"})
_NO_CLASSES: Final = frozenset({
    "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "Exception", "BaseException", "Error", "Warning", "TestCase",
    "Protocol", "ABC", "Thread", "Process", "NodeVisitor", "NodeTransformer", "HTMLParser", "Handler", "Action",
    "ArgumentParser", "BaseHTTPRequestHandler", "Module", "TypedDict", "Frame", "QMainWindow", "QWidget", "Cmd",
})  # fmt: skip
_METHODS: Final = 8
_MOST: Final = 40
"""Methods of one class, and of all classes, that are tools; a library's own functions come first."""


@dataclass(frozen=True)
class Callable:
    """Something that can be called: a function, or a method with the class that it belongs to.

    `name` is the tool's name. `maker` are the parameters of the constructor where an instance has to be made first,
    and `record` says so of a class that is made of fields.
    """

    name: str
    node: FunctionNode
    owner: ast.ClassDef | None = None
    maker: ast.FunctionDef | None = None
    record: Record | None = None
    bound: bool = False


def plain(module: Module) -> list[Callable]:
    """Give the public functions of a script: its main ones first, then those that no other one calls, then helpers."""
    found = {
        node.name: Callable(node.name, node)
        for node in _defined(module)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    public = _exported(module)
    chosen = [one for name, one in found.items() if _is_tool(module, name, one.node) and (not public or name in public)]
    helpers = _called(module)
    stem = module.source.path.stem

    def place(one: Callable) -> int:
        if one.name in _FIRST or one.name == stem:
            return 0
        return 2 if one.name in helpers else 1

    return sorted(chosen, key=place)


def methods(module: Module) -> list[Callable]:
    """Give what the public classes of a script offer to be called, a few of each; see `left_out` for the others."""
    return [one for group in _classes(module) for one in group[:_METHODS]][:_MOST]


def left_out(module: Module) -> list[str]:
    """Name the methods that are too many to be tools."""
    taken = {one.name for one in methods(module)}
    return [one.name for group in _classes(module) for one in group if one.name not in taken]


def _defined(module: Module) -> Iterator[ast.stmt]:
    """Give the definitions that a plain import makes: what only a type checker or the command line sees is none."""
    for node in module.source.tree.body:
        if is_guard(node):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from statements(node.orelse)
        else:
            yield from statements([node])


def _exported(module: Module) -> frozenset[str]:
    """Give the names in `__all__`; none where there is none, or where it names something else only."""
    node = module.defined.get("__all__")
    value = getattr(node, "value", None)
    if not isinstance(value, (ast.List, ast.Tuple)):
        return frozenset()
    return frozenset(str(one.value) for one in value.elts if isinstance(one, ast.Constant))


def _is_tool(module: Module, name: str, node: FunctionNode) -> bool:
    names = {arg.arg for arg, _ in arguments(node)}
    if name.startswith("_") or _is_another_matter(node) or _makes_functions(node):
        return False
    if (
        name.startswith("test")
        and "pytest" in module.source.imports | {"pytest"}
        and module.source.path.stem.startswith("test")
    ):
        return False
    if _takes_command_line(name, names):
        return False
    takes = bool(names or node.args.vararg or node.args.kwarg)
    # Without parameters, a function that the script itself calls is a step of its work.
    return takes or (gives_back(node) and name not in module.source.calls)


def gives_back(node: FunctionNode) -> bool:
    """Tell whether a function returns or yields anything."""
    return any(
        (isinstance(inner, ast.Return) and inner.value is not None) or isinstance(inner, (ast.Yield, ast.YieldFrom))
        for inner in walked(node)
    )


def _takes_command_line(name: str, names: set[str]) -> bool:
    """Tell a function whose argument is the command line, or the outcome of a parser: `main(argv=None)`."""
    if names in _COMMAND_LINE:
        return name in (
            *_FIRST,
            "entry",
            "entrypoint",
            "entry_point",
            "start",
            "parse_args",
            "parse_arguments",
        ) or names == {"argv"}
    return name == "main" and bool(names & {"argv"})


def _is_another_matter(node: FunctionNode) -> bool:
    return any(name.rpartition(".")[2] in _NO_DECORATORS for name in decorators(node))


def _makes_functions(node: FunctionNode) -> bool:
    """Tell a decorator, or another function that gives back a function of its own."""
    inner = {one.name for one in node.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))}
    return any(isinstance(one, ast.Return) and one.value and dotted(one.value) in inner for one in node.body)


def _called(module: Module) -> frozenset[str]:
    """Give the names that functions and methods of the script call, each its own left out."""
    names: set[str] = set()
    for node in statements(module.source.tree.body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            used = {one.id for one in walked(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
            own = {one.id for one in walked(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
            own |= {one.arg for one in walked(node) if isinstance(one, ast.arg)}
            # The command line's own function calls what the others are there for.
            names |= set() if node.name in _FIRST else used - own - {node.name}
    return frozenset(names)


def _classes(module: Module) -> Iterator[list[Callable]]:
    public = _exported(module)
    for node in _defined(module):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and (not public or node.name in public):
            bases = {dotted(base).rpartition(".")[2] for base in node.bases}
            if not bases & _NO_CLASSES and not any(base.endswith(("Error", "Exception")) for base in bases):
                yield list(_of_class(module, node))


def _of_class(module: Module, node: ast.ClassDef) -> Iterator[Callable]:
    """Give what can be called of a class: itself where it has `__call__`, then its methods."""
    init = constructor(node)
    record = record_of(module, node)
    record = record if record is not None and record.sort != "class" else None
    if init is None and record is None and node.bases:
        # How it is made stands in another class, which may want anything.
        buildable = False
    else:
        buildable = record is not None or init is None or not (init.args.posonlyargs and len(init.args.posonlyargs) > 1)
    found = {one.name: one for one in node.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))}
    for name, inner in found.items():
        decorated = {one.rpartition(".")[2] for one in decorators(inner)}
        static = bool(decorated & {"staticmethod", "classmethod"})
        told = (
            ast.get_docstring(inner) is not None or any(arg.annotation for arg, _ in arguments(inner)) or inner.returns
        )
        if (name.startswith("_") and name != "__call__") or _is_another_matter(inner) or not told:
            continue
        if static:
            yield Callable(f"{node.name}.{name}", inner, node, bound="classmethod" in decorated)
        elif buildable and (gives_back(inner) or _says_something(inner)):
            tool = node.name if name == "__call__" else f"{node.name}.{name}"
            yield Callable(tool, inner, node, None if record else init, record, bound=True)


def _says_something(node: FunctionNode) -> bool:
    """Tell a method that prints or writes: one that only changes its instance shows nothing of that."""
    names = {dotted(one.func).rpartition(".")[2] for one in walked(node) if isinstance(one, ast.Call)}
    return bool(names & {"print", "write", "save", "savefig", "dump", "write_text", "write_bytes", "echo", "show"})
