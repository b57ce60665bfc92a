"""Findings about calls: what they reach outside of the script."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Final

from shipway.read.findings.names import Scope
from shipway.read.findings.reach import ANYWHERE, ONCE, SAYS, codes_of
from shipway.read.findings.sites import Site

Found = tuple[str, str, int]
"""A code, what is said, and the line."""

_DELETES: Final = {
    "os.remove": "deletes a file", "os.unlink": "deletes a file", "os.rmdir": "deletes a folder",
    "os.removedirs": "deletes folders", "shutil.rmtree": "deletes a folder with all that is in it",
    "os.rename": "renames a file", "os.renames": "renames a file", "os.replace": "replaces a file",
    "os.truncate": "cuts a file off", "shutil.move": "moves a file", "send2trash.send2trash": "bins a file",
}  # fmt: skip
_OF_PATHS: Final = {
    "unlink": "deletes a file", "rmdir": "deletes a folder", "rename": "renames a file", "replace": "replaces a file",
}  # fmt: skip
_TEMPORARY: Final = re.compile(r"te?mp|scratch", re.IGNORECASE)
_CODE: Final = {
    "eval": "takes a text for Python", "exec": "takes a text for Python", "pickle.load": "opens a pickle",
    "pickle.loads": "opens a pickle", "dill.load": "opens a pickle", "dill.loads": "opens a pickle",
    "cPickle.load": "opens a pickle", "_pickle.load": "opens a pickle", "marshal.load": "opens marshalled code",
    "marshal.loads": "opens marshalled code", "shelve.open": "opens a shelf, which holds pickles",
    "jsonpickle.decode": "opens a pickle", "pandas.read_pickle": "opens a pickle", "joblib.load": "opens a pickle",
    "yaml.unsafe_load": "lets YAML make any object",
}  # fmt: skip
_URLS: Final = ("pandas.read_", "polars.read_", "polars.scan_", "skimage.io.imread", "imageio.", "numpy.genfromtxt",
                "numpy.loadtxt", "geopandas.read_file")  # fmt: skip
_LOADERS: Final = ("SafeLoader", "CSafeLoader", "BaseLoader", "FullLoader")


def reaching(sites: Iterable[Site]) -> Iterator[Found]:
    """Find calls that ask, open, call out, start, delete, or take a text for code."""
    done: set[str] = set()
    for site in sites:
        if not isinstance(site.node, ast.Call):
            continue
        call, scope = site.node, site.scope
        name = scope.name_of(call.func)
        for code, says in _of(call, name, scope):
            if code == "terminal" and site.guarded:
                continue
            library = next((one for one in ONCE if name.startswith(one)), "")
            if library and code + library in done:
                continue
            done.add(code + library)
            yield code, says, call.lineno


def _of(call: ast.Call, name: str, scope: Scope) -> Iterator[tuple[str, str]]:
    if name:
        for code in codes_of(name):
            yield code, _shell(call, name, scope) if code == "shell" else f"{SAYS[code]} ({shown(name)})"
        yield from _special(call, name, scope)
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if method in ANYWHERE and not _is_own(call.func, scope) and "loops" not in codes_of(name):
        yield ANYWHERE[method], f"{SAYS['loops']} ({method})"


def _special(call: ast.Call, name: str, scope: Scope) -> Iterator[tuple[str, str]]:
    first = call.args[0] if call.args else next((key.value for key in call.keywords if key.arg), None)
    text = scope.text_of(first) or ""
    last = name.rpartition(".")[2]
    if name.startswith(_URLS) and re.match(r"(https?|ftp|s3|gs)://", text):
        yield "network", f"{SAYS['network']} ({shown(name)} of an address)"
    if name == "os.system" and text.strip() in ("clear", "cls"):
        yield "terminal", "clears the terminal (os.system)"
    if name == "cv2.VideoCapture" and _is_number(first, scope):
        yield "device", "uses a camera (cv2.VideoCapture)"
    if name in _CODE and not isinstance(first, ast.Constant) and name != "yaml.load":
        yield "given_code", f"{_CODE[name]} ({name})"
    if name == "yaml.load" and not any(word in ast.unparse(call) for word in _LOADERS):
        yield "given_code", "lets YAML make any object (yaml.load without SafeLoader)"
    says = _DELETES.get(name) or (_OF_PATHS.get(last) if name.startswith("pathlib.") else None)
    if (
        says
        and not (last == "replace" and name.startswith("pathlib.") and len(call.args) != 1)
        and not is_temporary(call, scope)
    ):
        yield "edits", f"{says} ({shown(name)})"
    if name.startswith("fileinput.") and any(key.arg == "inplace" and _truth(key.value) for key in call.keywords):
        yield "edits", "edits files in place (fileinput)"


def _shell(call: ast.Call, name: str, scope: Scope) -> str:
    shell = any(key.arg == "shell" and _truth(key.value) for key in call.keywords)
    by_shell = shell or name in ("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput")
    program = _program(call.args[0], scope) if call.args else ""
    runs = "runs a shell" if by_shell else "runs another program"
    return f"{runs} ({shown(name)}{': ' + program if program else ''})"


def _program(node: ast.expr, scope: Scope) -> str:
    """Give the program that a command names: its first word."""
    if isinstance(node, (ast.List, ast.Tuple)) and node.elts:
        node = node.elts[0]
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0]
    words = (scope.text_of(node) or "").split()
    return words[0][:40] if words else ""


def shown(name: str) -> str:
    """Give a full name as a person would know it: without the calls in it, and its last two parts."""
    return ".".join(name.replace("()", "").split(".")[-3:])


def _truth(node: ast.expr) -> bool:
    return not (isinstance(node, ast.Constant) and not node.value)


def _is_number(node: ast.expr | None, scope: Scope) -> bool:
    if isinstance(node, ast.Name) and (holder := scope.holder(node.id)) and len(holder.names[node.id]) == 1:
        bound = holder.names[node.id][0]
        node = bound if isinstance(bound, ast.expr) else None
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def _is_own(func: ast.expr, scope: Scope) -> bool:
    """Tell whether a method is one that the class around it defines."""
    if not (isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id == "self"):
        return False
    own = scope.own_class
    return own is not None and func.attr in own.names


def is_temporary(call: ast.Call, scope: Scope) -> bool:
    """Tell whether what is deleted is a temporary file of its own."""
    node = (
        call.func.value
        if not call.args and isinstance(call.func, ast.Attribute)
        else call.args[0]
        if call.args
        else None
    )
    if node is None:
        return False
    if scope.name_of(node).startswith("tempfile.") or _TEMPORARY.search(ast.unparse(node)):
        return True
    inner = node.args[0] if isinstance(node, ast.Call) and node.args else node
    return scope.name_of(inner).startswith("tempfile.")
