"""Findings about systems: what runs on one only, writes to the registry, needs root, or draws on a terminal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from shipway.read.findings.calls import Found
from shipway.read.findings.names import Scope
from shipway.read.findings.sites import Site

_ONLY: Final = {
    "Windows": """winreg _winreg msvcrt winsound win32com win32api win32con win32gui win32file win32clipboard pythoncom
        wmi comtypes win10toast pywinauto""",
    "Linux and macOS": "fcntl termios pwd grp tty pty resource syslog",
    "macOS": "AppKit Foundation Quartz objc ScriptingBridge",
    "Linux": "systemd pyinotify dbus evdev",
}
_REGISTRY: Final = ("CreateKey", "CreateKeyEx", "SetValue", "SetValueEx", "DeleteKey", "DeleteValue", "DeleteKeyEx")
_COMMANDS: Final = {
    "macOS": "osascript say pbcopy defaults afplay",
    "Windows": "powershell taskkill tasklist ipconfig netsh",
    "Linux": "apt apt-get systemctl notify-send xdotool amixer",
}


def _only(table: Mapping[str, str], name: str) -> str:
    return next((system for system, names in table.items() if name in names.split()), "")


def systems(sites: Iterable[Site]) -> Iterator[Found]:
    """Find what runs on one system only, writes to the registry, or needs to be root."""
    for site in sites:
        node, scope = site.node, site.scope
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not site.guarded and not getattr(node, "level", 0):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for name in names:
                if only := _only(_ONLY, name.partition(".")[0]):
                    yield "system", f"runs on {only} only ({name})", node.lineno
        elif isinstance(node, (ast.Compare, ast.UnaryOp)):
            yield from _is_root(node, scope)
        elif isinstance(node, ast.Call):
            name = scope.name_of(node.func)
            if name.startswith(("winreg.", "_winreg.")) and name.rpartition(".")[2] in _REGISTRY:
                yield "registry", f"writes to the registry ({name})", node.lineno
            if name == "os.startfile" and not site.guarded:
                yield "system", "runs on Windows only (os.startfile)", node.lineno
            if name.startswith(("subprocess.", "os.system", "os.popen")) and node.args:
                yield from _commanded(node, scope, site.guarded)
            if name.startswith("ctypes.windll.") and not site.guarded:
                yield "system", "runs on Windows only (ctypes.windll)", node.lineno


def _is_root(node: ast.Compare | ast.UnaryOp, scope: Scope) -> Iterator[Found]:
    """Find a question whether the user's number is 0; whose file it is asks for another."""
    parts = [node.left, *node.comparators] if isinstance(node, ast.Compare) else [node.operand]
    zero = isinstance(node, ast.UnaryOp) or any(isinstance(one, ast.Constant) and one.value == 0 for one in parts)
    for one in parts if zero else []:
        if scope.name_of(one) in ("os.geteuid()", "os.getuid()"):
            yield "root", f"asks whether it is root ({ast.unparse(one)})", node.lineno


def _commanded(call: ast.Call, scope: Scope, guarded: bool) -> Iterator[Found]:
    node = call.args[0]
    parts = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    if parts and isinstance(parts[0], ast.JoinedStr):
        parts = parts[0].values[:1]
    words = (scope.text_of(parts[0]) or "").split() if parts else []
    if words and words[0] == "sudo":
        yield "root", "runs a program as root (sudo)", call.lineno
    if words and not guarded and (only := _only(_COMMANDS, words[0].lower().removesuffix(".exe"))):
        yield "system", f"runs on {only} only (the program {words[0]})", call.lineno


def colours(sites: Iterable[Site]) -> Iterator[Found]:
    """Find the first colour or cursor code of a terminal."""
    for site in sites:
        node = site.node
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.search("\x1b\\[[0-9;?]*[A-Za-z]", node.value)
        ):
            yield "terminal", "writes a terminal's colour or cursor codes", node.lineno
            return
