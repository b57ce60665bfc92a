"""How a script says that it is called: its usage text, for beside the field of its command line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from shipway.read.source import FunctionNode, Source, dotted
from shipway.read.wording import pieces

LIMIT: Final = 4000
_SAYS: Final = (
    "print",
    "sys.exit",
    "exit",
    "quit",
    "SystemExit",
    "sys.stderr.write",
    "sys.stdout.write",
    "die",
    "usage",
)
_USAGE: Final = re.compile(r"\busage\b", re.IGNORECASE)
_NAMES: Final = re.compile(r"usage|help", re.IGNORECASE)


def usage_of(source: Source) -> str:
    """Give the usage text of a script, "" when it has none: plain text, as its author wrote it."""
    for made in (_of_docopt, _of_optparse, _of_fire, _of_function, _of_texts, _of_docstring, _of_getopt):
        text = made(source).strip("\n").rstrip()
        if text.strip():
            # Where the whole docstring is printed, what stands above its usage is on the page already.
            part = _of_docstring(source) if made is not _of_docopt and text.strip() == source.docstring.strip() else ""
            return _dedented(part or text)[:LIMIT]
    return ""


def _dedented(text: str) -> str:
    import textwrap  # only scripts with a usage text need it

    return textwrap.dedent(text).strip()


def _of_docopt(source: Source) -> str:
    if "docopt" not in source.imports:
        return ""
    calls = [one for one in _calls(source) if dotted(one.func).rpartition(".")[2] == "docopt"]
    given = [_text(source, arg) for call in calls for arg in call.args[:1]]
    return next(filter(None, given), source.docstring)


def _of_optparse(source: Source) -> str:
    if "optparse" not in source.imports:
        return ""
    usage, lines = "", []
    for call in _calls(source):
        leaf = dotted(call.func).rpartition(".")[2] or getattr(call.func, "attr", "")
        named = {key.arg: key.value for key in call.keywords}
        if leaf == "OptionParser":
            first = named.get("usage") or (call.args[0] if call.args else None)
            usage = (_text(source, first) if first is not None else "") or "%prog [options]"
        elif leaf in ("add_option", "make_option"):
            lines.append(_option(source, call, named))
    usage = usage if usage.lower().lstrip().startswith("usage") else f"Usage: {usage or '%prog [options]'}"
    return "\n".join([usage.replace("%prog", source.path.name), "", "Options:", *lines]) if lines else usage


def _option(source: Source, call: ast.Call, named: dict[str | None, ast.expr]) -> str:
    flags = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    action = named.get("action")
    takes = not (
        isinstance(action, ast.Constant) and str(action.value).startswith(("store_", "count", "help", "version"))
    )
    dest = (
        _text(source, named["metavar"])
        if "metavar" in named
        else _text(source, named["dest"]).upper()
        if "dest" in named
        else ""
    )
    long = next((flag for flag in flags if flag.startswith("--")), flags[-1] if flags else "")
    value = dest or long.lstrip("-").replace("-", "_").upper()
    shown = ", ".join(f"{flag}{'=' if flag.startswith('--') else ' '}{value}" if takes else flag for flag in flags)
    told = " ".join(_text(source, named["help"]).split()) if "help" in named else ""
    if "default" in named and isinstance(default := named["default"], ast.Constant) and default.value is not None:
        told = told.replace("%default", str(default.value))
    return f"  {shown:<22}  {told}".rstrip()


def _of_getopt(source: Source) -> str:
    for call in _calls(source):
        if dotted(call.func).rpartition(".")[2] in ("getopt", "gnu_getopt") and len(call.args) > 1:
            letters = re.findall(r"(\w)(:?)", _text(source, call.args[1]))
            longs = call.args[2].elts if len(call.args) > 2 and isinstance(call.args[2], (ast.List, ast.Tuple)) else []
            shown = [f"-{letter} VALUE" if takes else f"-{letter}" for letter, takes in letters]
            words = [_text(source, one) for one in longs]
            shown += [f"--{word}VALUE" if word.endswith("=") else f"--{word}" for word in words]
            return f"Usage: {source.path.name} " + " ".join(f"[{one}]" for one in shown)
    return ""


def _of_fire(source: Source) -> str:
    """Give a line for each command that fire makes of functions and methods."""
    if "fire" not in source.imports:
        return ""
    calls = [one for one in _calls(source) if dotted(one.func) in ("fire.Fire", "Fire")]
    lines: list[str] = []
    for call in calls:
        given = (
            call.args[0] if call.args else next((key.value for key in call.keywords if key.arg == "component"), None)
        )
        lines += _commands(source, given)
    return "\n".join(["Usage:", *(f"  {source.path.name} {line}".rstrip() for line in lines)]) if lines else ""


def _commands(source: Source, given: ast.expr | None) -> Iterator[str]:
    classes = {one.name: one for one in source.tree.body if isinstance(one, ast.ClassDef)}
    if isinstance(given, ast.Call):
        given = given.func
    if given is None:
        yield from (f"{name} {_signature(node)}" for name, node in source.functions.items() if not name.startswith("_"))
    elif isinstance(given, ast.Name) and given.id in source.functions:
        yield _signature(source.functions[given.id])
    elif isinstance(given, ast.Name) and given.id in classes:
        methods = [one for one in classes[given.id].body if isinstance(one, FunctionNode)]
        first = next((_signature(one) for one in methods if one.name == "__init__"), "")
        for method in methods:
            if not method.name.startswith("_"):
                yield f"{method.name} {_signature(method)} {first}".rstrip()
    elif isinstance(given, ast.Dict):
        for key, value in zip(given.keys, given.values, strict=True):
            node = source.functions.get(dotted(value))
            yield f"{_text(source, key) if key else ''} {_signature(node) if node else ''}"
    elif isinstance(given, (ast.List, ast.Tuple)):
        for one in given.elts:
            yield from (
                f"{name} {_signature(source.functions[name])}" for name in [dotted(one)] if name in source.functions
            )


def _signature(node: FunctionNode) -> str:
    args = [arg for arg in (*node.args.posonlyargs, *node.args.args) if arg.arg not in ("self", "cls")]
    needed = len(args) - len(node.args.defaults)
    words = [arg.arg.upper() for arg in args[: max(needed, 0)]]
    words += [
        f"[--{arg.arg}={ast.unparse(d)}]"
        for arg, d in zip(args[max(needed, 0) :], node.args.defaults[-len(args) :] if args else [], strict=False)
    ]
    words += [f"[{node.args.vararg.arg.upper()}...]"] if node.args.vararg else []
    for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
        words.append(f"[--{arg.arg}={ast.unparse(default)}]" if default else f"--{arg.arg}={arg.arg.upper()}")
    return " ".join(words)


def _of_function(source: Source) -> str:
    """Give what a function such as `usage()` or `print_help()` prints."""
    for name, node in source.functions.items():
        if _NAMES.search(name):
            said = [_said(source, call) for part in node.body for call in ast.walk(part) if isinstance(call, ast.Call)]
            text = "\n".join(one for one in said if one is not None)
            if text.strip() and (_USAGE.search(text) or "\n" in text.strip()):
                return text
    return ""


def _of_texts(source: Source) -> str:
    """Give the text that says "usage": printed, handed to an exit, or held by a name."""
    for node in source.nodes:
        if isinstance(node, ast.Assign) and _NAMES.search(dotted(node.targets[0])):
            text = _text(source, node.value)
            if text and (_USAGE.search(text) or "\n" in text):
                return text
        if isinstance(node, ast.Call) and (said := _said(source, node)) and _USAGE.search(said):
            return said
    return ""


def _of_docstring(source: Source) -> str:
    found = re.search(r"^[ \t#*]*(usage|synopsis)\b.*", source.docstring, re.IGNORECASE | re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def _said(source: Source, call: ast.Call) -> str | None:
    """Give what a call prints or ends with; None when it does neither, or says nothing that is written here."""
    if dotted(call.func) not in _SAYS:
        return None
    said = (arg for arg in call.args if not isinstance(arg, ast.Constant) or isinstance(arg.value, str))
    texts = [_text(source, arg) for arg in said]
    return " ".join(texts) if any(text.strip() for text in texts) else None


def _text(source: Source, node: ast.expr) -> str:
    """Give the text of an expression; what stands for the script's name is that, and what is unknown "…"."""
    if dotted(node) == "__doc__":
        return source.docstring
    if isinstance(node, ast.Subscript) and dotted(node.value) in ("sys.argv", "argv"):
        return source.path.name
    parts = pieces(source, node, {})
    if not any(part and part.strip() for part in parts):
        return ""
    text = "".join("\0" if part is None else part for part in parts)
    # The first unknown part of "usage: …" is the script's own name.
    text = re.sub(
        r"(usage:?\s*(?:python3?\s+)?)\0", lambda found: found[1] + source.path.name, text, flags=re.IGNORECASE
    )
    return text.replace("\0", "…")


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in source.nodes if isinstance(node, ast.Call))
