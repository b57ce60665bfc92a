"""Findings about secrets: those that a script needs, and those that it holds, which are never told."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Final

from shipway.read.findings.calls import Found
from shipway.read.findings.names import Scope
from shipway.read.findings.sites import Site
from shipway.read.source import dotted

_SECRET: Final = frozenset(
    {"key", "keys", "apikey", "token", "secret", "password", "passwd", "pass", "passphrase", "credentials", "webhook"}
)
_SPELT: Final = re.compile(r"apikey|password|token$", re.IGNORECASE)
_HELD: Final = re.compile(
    r"(^|_)(password|passwd|passphrase|secret|api_?key|access_?key|secret_?key|private_?key|access_?token|auth_?token"
    r"|bot_?token|api_?token|client_secret)$",
    re.IGNORECASE,
)
_KEYS: Final = re.compile(
    r"sk-[A-Za-z0-9_-]{20,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[\w-]{10,}|AIza[0-9A-Za-z_-]{35}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|glpat-[\w-]{20}|\d{8,10}:AA[\w-]{33}|SG\.[\w-]{22}\.[\w-]{43}"
)
_PLACEHOLDER: Final = re.compile(
    r"your|xxx|\*\*\*|<|>|change|example|placeholder|dummy|insert|enter|replace|\.\.\.|…|todo|none|test|\{|%s|here"
    r"|^\W*$",
    re.IGNORECASE,
)
_ENVIRON: Final = ("os.getenv", "os.environ.get", "os.environ.pop", "decouple.config")


def secrets(sites: Iterable[Site]) -> Iterator[Found]:
    """Find secrets that the script needs or holds; what it holds is never said."""
    for site in sites:
        node, scope = site.node, site.scope
        if isinstance(node, ast.Subscript) and scope.name_of(node.value) == "os.environ":
            yield from _variable(node.slice, scope, node.lineno)
        elif isinstance(node, ast.Call):
            yield from _asked(node, scope)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from _held(dotted(target).rpartition(".")[2], node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                yield from _held(str(key.value) if isinstance(key, ast.Constant) else "", value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_key(node.value):
            yield "secret", "holds a key in its text", node.lineno


def is_secret_name(variable: str) -> bool:
    """Tell whether an environment variable of this name holds a secret."""
    return bool(set(variable.lower().split("_")) & _SECRET or _SPELT.search(variable))


def _is_key(text: str) -> bool:
    return bool(_KEYS.search(text)) and not _PLACEHOLDER.search(text[:200])


def _asked(call: ast.Call, scope: Scope) -> Iterator[Found]:
    name = scope.name_of(call.func)
    if name in _ENVIRON and call.args:
        yield from _variable(call.args[0], scope, call.lineno)
    elif name in ("dotenv.load_dotenv", "keyring.get_password", "keyring.get_credential", "netrc.netrc"):
        yield "secret", f"needs secrets ({name})", call.lineno
    for key in call.keywords:
        yield from _held(key.arg or "", key.value)


def _variable(node: ast.expr, scope: Scope, line: int) -> Iterator[Found]:
    variable = scope.text_of(node) or ""
    if is_secret_name(variable):
        yield "secret", f"needs a secret: the environment variable {variable[:60]}", line


def _held(name: str, node: ast.expr | None) -> Iterator[Found]:
    """Find a secret under a name of one; a stand-in for it, or the name of a variable, is none."""
    text = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(text, str) or node is None or not (_HELD.search(name) or name == "TOKEN"):
        return
    named = text.lower() == name.lower() or (text.isupper() and "_" in text) or text.startswith(("/", "--", "http"))
    if len(text) >= 4 and " " not in text.strip() and not named and not _PLACEHOLDER.search(text):
        yield "secret", f"holds a secret in its text ({name})", node.lineno
