"""What a name stands for: imports, aliases and the objects made of them, by scope; nothing is imported."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from shipway.read.findings.reach import is_known

Bound: TypeAlias = "ast.expr | tuple[Scope, ast.expr] | str | None"
"""What a name was bound to: an expression (of this scope, or of another), the full name of an import, or what is not
followed."""

_DEPTH: Final = 12
_BUILTINS: Final = frozenset(dir(builtins))


@dataclass
class Scope:
    """The names that a module, function, class or comprehension binds; a class binds "self.x" too."""

    node: ast.AST
    outer: Scope | None = None
    names: dict[str, list[Bound]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    known: dict[str, str] = field(default_factory=dict)
    full: dict[int, str] = field(default_factory=dict)

    def bind(self, name: str, value: Bound) -> None:
        """Note one more binding of a name."""
        self.names.setdefault(name, []).append(value)

    def holder(self, name: str) -> Scope | None:
        """Give the scope in which a name is looked up here, or None when nobody binds it."""
        scope: Scope | None = self
        while scope is not None:
            seen = scope is self or not isinstance(scope.node, ast.ClassDef)
            if seen and name in scope.names and name not in scope.elsewhere:
                return scope
            scope = scope.outer
        return None

    @property
    def own_class(self) -> Scope | None:
        """Give the class around this scope, or None."""
        scope = self.outer
        while scope is not None and not isinstance(scope.node, ast.ClassDef):
            scope = scope.outer
        return scope

    def name_of(self, node: ast.AST | None, depth: int = _DEPTH) -> str:
        """Give the full name of what an expression stands for, such as "os.path.join" or "socket.socket().bind".

        "()" says that something was called. What the script defines itself has no name: "".
        """
        if node is None or depth == 0:
            return ""
        # Each finding asks for the same names again; they are asked for when everything is bound.
        if (known := self.full.get(id(node))) is None:
            known = self.full[id(node)] = self._name_of(node, depth)
        return known

    def _name_of(self, node: ast.AST, depth: int) -> str:
        if isinstance(node, ast.Name):
            return self._of_name(node.id, depth)
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name) and (mine := self._of_self(node, depth)):
                return mine
            owner = self.name_of(node.value, depth - 1)
            return f"{owner}.{node.attr}" if owner else ""
        if isinstance(node, ast.Call):
            called = self.name_of(node.func, depth - 1)
            return f"{called}()" if called else ""
        if isinstance(node, (ast.Await, ast.NamedExpr, ast.Starred)):
            return self.name_of(node.value, depth - 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            left = self.name_of(node.left, depth - 1)
            return "pathlib.Path()" if left.startswith("pathlib.") else ""
        if isinstance(node, (ast.IfExp, ast.BoolOp)):
            parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values
            return next(filter(None, (self.name_of(part, depth - 1) for part in parts)), "")
        return ""

    def _of_name(self, name: str, depth: int) -> str:
        holder = self.holder(name)
        if holder is None:
            top = self
            while top.outer is not None:
                top = top.outer
            if name in _BUILTINS or not top.stars:
                return "input" if name == "raw_input" else name if name in _BUILTINS else ""
            # What a star brings is not known: it is of a library that has something of this name, or of the first.
            brought = [f"{star}.{name}" for star in top.stars]
            return next(filter(is_known, brought), brought[0])
        if name not in holder.known:
            # A name that is made of itself ends here.
            holder.known[name] = ""
            bounds = holder.names[name]
            holder.known[name] = next(filter(None, (holder.follow(bound, depth - 1) for bound in bounds)), "")
        return holder.known[name]

    def follow(self, bound: Bound, depth: int) -> str:
        """Give the full name of what a binding stands for."""
        if isinstance(bound, tuple):
            return bound[0].name_of(bound[1], depth)
        return bound if isinstance(bound, str) else self.name_of(bound, depth)

    def _of_self(self, node: ast.Attribute, depth: int) -> str:
        own = self.own_class
        if own is None or not isinstance(node.value, ast.Name) or node.value.id not in ("self", "cls"):
            return ""
        bounds = own.names.get(f"self.{node.attr}", own.names.get(node.attr, []))
        # An attribute is bound in a method, and followed from there.
        name = next(filter(None, (self.follow(bound, depth - 1) for bound in bounds)), "")
        if name or bounds or not isinstance(own.node, ast.ClassDef):
            return name
        base = next(filter(None, (own.name_of(one, depth - 1) for one in own.node.bases)), "")
        return f"{base}().{node.attr}" if base else ""

    def text_of(self, node: ast.AST | None, depth: int = 4) -> str | None:
        """Give the literal text that an expression stands for, through names that are bound once; else None."""
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.Name) and depth and (holder := self.holder(node.id)):
            bounds = holder.names[node.id]
            one = bounds[0] if len(bounds) == 1 else None
            return holder.text_of(one, depth - 1) if isinstance(one, ast.expr) else None
        return None
