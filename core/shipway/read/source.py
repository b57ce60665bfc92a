"""A script's text, parsed once and never executed: what the static readers ask about it."""

from __future__ import annotations

import ast
import threading
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeGuard

from shipway.errors import NoSuchScript, Unreadable
from shipway.read.libraries import SETTINGS, used
from shipway.read.newer import parsed

LIMIT: Final = 512 * 1024
"""Bytes of a script that are read: 5 MB of small statements would need 2 GB of memory to parse."""

# CPython 3.11 counts the depth of all parsing threads together ("AST constructor recursion depth mismatch"), and
# filters of warnings belong to all threads.
_PARSING: Final = threading.Lock()

_CLICKS: Final = ("prompt", "confirm", "password_option", "pause(")
_PROMPTS: Final = {"click": _CLICKS, "typer": _CLICKS, "rich": (".ask(", ".input(")}
"""How it shows that a library asks for a script."""

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef

ASKS: Final = frozenset(
    {"input", "raw_input", "getpass", "getpass.getpass", "pwinput", "pwinput.pwinput", "Prompt.ask", "IntPrompt.ask"}
    | {"FloatPrompt.ask", "Confirm.ask", "click.prompt", "click.confirm", "typer.prompt", "typer.confirm"}
)
"""Calls that ask for a line, by the names that scripts give them."""

CHANGING: Final = ("append", "add", "extend", "insert", "remove", "pop", "update", "clear", "setdefault", "discard")
"""Methods that change what they are called on."""


@dataclass(frozen=True)
class Source:
    """One script: its path, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module
    called: str = ""

    @classmethod
    def of(cls, path: Path) -> Source:
        """Parse a file. Raises Unreadable with the line and what is wrong there."""
        if not path.is_file():
            # A pipe, say, would be waited for.
            raise NoSuchScript(f"there is no file {path}")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {error.strerror or error}") from None
        if len(data) > LIMIT:
            raise Unreadable(f"{path.name} has {len(data) // 1024} kB; scripts of at most {LIMIT // 1024} kB are read")
        if b"PK\x03\x04" in data[:512]:
            raise Unreadable(f"{path.name} is an archive; unpack it, and name the folder or the script in it")
        try:
            with _PARSING, warnings.catch_warnings():
                # The script's own run is the place to warn of what stands in it.
                warnings.simplefilter("ignore")
                tree = parsed(data, path.name)
            text = data.decode("utf-8-sig", "replace")
        except SyntaxError as error:
            raise Unreadable(f"{path.name}, line {error.lineno or 1}: {error.msg}") from None
        except (ValueError, RecursionError, MemoryError) as error:
            raise Unreadable(f"{path.name} cannot be parsed: {error or type(error).__name__}") from None
        return cls(path, text, tree)

    @property
    def name(self) -> str:
        """Name it: as it is called, or after its file; a `__main__.py` or `__init__.py` after its folder."""
        if self.called:
            return self.called
        return self.path.parent.name if self.path.stem in ("__main__", "__init__") else self.path.stem

    @property
    def is_console_script(self) -> bool:
        """Tell whether it is what pip or uv put beside the interpreter: it only calls a function of a package."""
        return "-script.pyw" in self.text or r"(-script\.pyw|\.exe)" in self.text

    @cached_property
    def heading(self) -> tuple[str, str, str]:
        """Give its title, its summary and its help, from its docstring and its name."""
        first, _, rest = self.docstring.partition("\n\n")
        return headed(first, rest, self.name)

    @cached_property
    def docstring(self) -> str:
        """Give the module's docstring, or ""."""
        return ast.get_docstring(self.tree) or ""

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Give every node of its tree: walked once, for all that look for something anywhere in it."""
        return tuple(below(self.tree))

    @cached_property
    def parents(self) -> dict[int, ast.AST]:
        """Give what each node is a part of, by the node's id."""
        return {id(child): node for node in self.nodes for child in ast.iter_child_nodes(node)}

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        """Give the names that are bound once in the whole script, at its top level, and to what."""
        stored = [node.id for node in self.nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)]
        once = {name for name, times in Counter(stored).items() if times == 1}
        values: dict[str, ast.expr] = {}
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                values[node.targets[0].id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                values[node.target.id] = node.value
        return {name: value for name, value in values.items() if name in once}

    def changes(self, name: str) -> bool:
        """Tell whether what a name holds is added to or taken from anywhere: `name[…] =`, `name.append(…)`."""
        for node in self.nodes:
            if isinstance(node, ast.Subscript) and dotted(node.value) == name and not isinstance(node.ctx, ast.Load):
                return True
            if isinstance(node, ast.Attribute) and dotted(node.value) == name and node.attr in CHANGING:
                return True
        return False

    @cached_property
    def imports(self) -> frozenset[str]:
        """Give the first parts of all names that are imported anywhere in it."""
        names: set[str] = set()
        for node in self.nodes:
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").partition(".")[0])
        return frozenset(names)

    @cached_property
    def parsers(self) -> frozenset[str]:
        """Give the parser libraries that it uses."""
        return used(self.imports, self.text, self.calls)

    @cached_property
    def functions(self) -> dict[str, FunctionNode]:
        """Give the functions that stand at its top level, by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, FunctionNode)}

    @cached_property
    def methods(self) -> dict[str, FunctionNode]:
        """Give the methods of its classes: by their name where only one class has it, `__init__` by its class."""
        owned = [(one.name, part) for one in self.nodes if isinstance(one, ast.ClassDef) for part in one.body]
        every = [(owner, part) for owner, part in owned if isinstance(part, FunctionNode)]
        times = Counter(part.name for _, part in every)
        found = {part.name: part for _, part in every if times[part.name] == 1 and part.name != "__init__"}
        return found | {f"{owner}.__init__": part for owner, part in every if part.name == "__init__"}

    @cached_property
    def calls(self) -> frozenset[str]:
        """Give the names, dotted ones included, of everything that is called anywhere in it."""
        return frozenset(dotted(node.func) for node in self.nodes if isinstance(node, ast.Call))

    @property
    def asks(self) -> bool:
        """Tell whether it asks its user for a line."""
        return any(is_ask(name) for name in self.calls)

    @property
    def may_ask(self) -> bool:
        """Tell whether a question may come while it runs: from itself, a module beside it, or the library's prompts."""
        if self.asks or self.imports & {"cmd", "code", "pdb"} or "breakpoint" in self.calls:
            return True
        if any(name in self.imports and any(word in self.text for word in words) for name, words in _PROMPTS.items()):
            return True
        return any(file.stat().st_size < LIMIT and _mentions_asking(file) for file in self.neighbours)

    @cached_property
    def neighbours(self) -> tuple[Path, ...]:
        """Give the files beside it that it imports."""
        near = (self.path.parent / f"{name}.py" for name in sorted(self.imports))
        return tuple(file for file in near if file.is_file())

    @property
    def uses_argv(self) -> bool:
        """Tell whether it looks at its command line itself."""
        return any(dotted(node) == "sys.argv" for node in self.nodes if isinstance(node, ast.Attribute)) or (
            "from sys import" in self.text and "argv" in self.text
        )

    @property
    def uses_stdin(self) -> bool:
        """Tell whether it reads its standard input otherwise than by asking."""
        return any(
            word in self.text
            for word in ("sys.stdin", "fileinput", "FileType()", 'FileType("r', "FileType('r", "open(0")
        )

    @property
    def reads_stdin_whole(self) -> bool:
        """Tell whether it reads its standard input to the end somewhere."""
        return any(word in self.text for word in ("sys.stdin.read", "sys.stdin.buffer", " in sys.stdin:", "fileinput"))

    @property
    def works(self) -> bool:
        """Tell whether it does something when it is run, beyond defining names."""
        return any(True for _ in self.work())

    def work(self, *, guarded: bool = True) -> Iterator[ast.stmt]:
        """Give its top-level statements that do something; `guarded`: those under `if __name__ == "__main__"` too."""
        for node in self.tree.body:
            if is_guard(node):
                yield from node.body if guarded else ()
            elif not _defines(node):
                yield node


def is_guard(node: ast.stmt) -> TypeGuard[ast.If]:
    """Tell `if __name__ == "__main__"`."""
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _mentions_asking(file: Path) -> bool:
    text = file.read_text(encoding="utf-8", errors="replace")
    return any(word in text for word in (" input(", "(input(", "getpass(", "click.prompt(", "click.confirm(", ".ask("))


def below(node: ast.AST) -> list[ast.AST]:
    """Give every node of a tree, as `ast.walk` does, in half its time: without what says load or store."""
    found = [node]
    for one in found:
        # It grows while it is gone through.
        for name in one._fields:
            part = getattr(one, name, None)
            if isinstance(part, ast.AST):
                if not isinstance(part, ast.expr_context):
                    found.append(part)
            elif isinstance(part, list):
                found += [inner for inner in part if isinstance(inner, ast.AST)]
    return found


def dotted(node: ast.AST) -> str:
    """Give `a.b.c` for a name or an attribute of names, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def is_ask(name: str) -> bool:
    """Tell whether a call of this name asks for a line."""
    return name in ASKS


def headed(first: str | None, rest: str | None, name: str) -> tuple[str, str, str]:
    """Give title, summary and help: a short first line of a docstring is the title, and what follows the summary."""
    # An underline of "===" is markup; a doctest is no sentence.
    lines = [one for one in (first or "").splitlines() if one.strip(" =-~*") and not one.lstrip().startswith(">>>")]
    line = " ".join(" ".join(lines).split())
    if not line or len(line) > 48 or ":" in line:
        return humanize(name), line, rest or ""
    summary, _, text = (rest or "").strip().partition("\n\n")
    if summary.startswith(">>>") or summary.endswith(":"):
        summary, text = "", rest or ""
    return line.removesuffix("."), " ".join(summary.split()), text


def humanize(name: str) -> str:
    """Give a name as a person would write it: `max_width` becomes "Max width"."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _defines(node: ast.AST) -> bool:
    """Tell whether a top-level statement only gives names to things, asking nobody."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return not any(isinstance(inner, ast.Call) and is_ask(dotted(inner.func)) for inner in ast.walk(node))
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) or dotted(getattr(node.value, "func", node.value)) in SETTINGS
    if isinstance(node, (ast.If, ast.Try, ast.ExceptHandler)):
        return all(_defines(one) for one in ast.iter_child_nodes(node) if not isinstance(one, ast.expr))
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef, ast.Pass, FunctionNode))
