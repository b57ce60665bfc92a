"""Run what a snippet says: a line in bash, lines of Python."""

from __future__ import annotations

import ast
import os
import shlex
import subprocess
import sys
from pathlib import Path


def in_bash(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line where `python` and `shipway` are those of the tests."""
    (folder / "bin").mkdir(exist_ok=True)
    for name, start in (("python", ""), ("shipway", "-m shipway ")):
        (folder / "bin" / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {start}"$@"\n')
        (folder / "bin" / name).chmod(0o755)
    environ = os.environ | {"PATH": f"{folder}/bin:{os.environ['PATH']}"}
    return subprocess.run(["bash", "-c", line], cwd=folder, env=environ, capture_output=True, check=False)


def in_python(text: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run lines of Python; the value of the last one is printed, as a person sees it who pastes them."""
    tree = ast.parse(text)
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    shown = ast.unparse(ast.Module(tree.body[:-1], [])) + f"\nvalue = {ast.unparse(last)}\n"
    shown += "import subprocess\nif not isinstance(value, subprocess.CompletedProcess): print(value)\n"
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.run([sys.executable, "-c", shown], cwd=folder, env=environ, capture_output=True, check=False)
