"""Which arguments are files: by their type, and where there is none by their words.

A wrong "file" would leave a page's visitor nothing but to upload: words alone must be sure of it.
"""

from __future__ import annotations

import argparse
import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Set

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_NO_FILE = {"profile", "format", "formats", "fmt", "pattern", "patterns", "glob", "type", "types", "mimetype", "ext",
            "exts", "extension", "extensions", "suffix", "prefix", "size", "count", "counts", "mode", "modes",
            "encoding", "number", "num", "limit", "url", "uri", "regex", "sep", "separator", "delimiter", "width",
            "height", "level", "id", "ids", "max", "min", "template"}  # fmt: skip
_FOLDER = {"dir", "dirs", "directory", "directories", "folder", "folders", "dirname"}
_ROOT = {"root", "workspace", "repo", "repository", "project", "site", "tree"}
_WRITTEN = {"out", "output", "outfile", "dest", "destination", "save", "saved", "write", "log", "logfile", "export",
            "report", "target", "dump"}  # fmt: skip
_KEPT = {"cache", "tmp", "temp", "work", "working", "build", "dist", "results", "result", "install", "checkpoint",
         "checkpoints", "models", "state", "backup"}  # fmt: skip
_GIVEN = {"input", "inputs", "in", "infile", "src", "source", "sources", "path", "paths", "data", "dataset", "csv",
          "json", "yaml", "xml", "image", "images", "img", "picture", "photo", "video", "audio", "pdf", "config",
          "conf", "document", "archive", "spreadsheet", "excel", "xlsx", "wav", "mp3", "script", "module",
          "logs"}  # fmt: skip
_SAYS_FILE = {"file", "files", "filename", "filenames", "filepath"}
_SAYS_WRITTEN = {"written", "write", "writes", "save", "saved", "created"}
_MAKES = {"add", "adds", "create", "creates", "generate", "generates", "init", "make", "makes", "new", "rename"}
_ELSE = {"url", "urls", "uri", "directory", "directories", "dir", "folder", "folders", "string"}
_NAME = re.compile(r"[^\s/]+\.[A-Za-z0-9]{1,5}")


def kind_of(action: Any, made: Any) -> str:
    """Give "file", "file_out", "folder", or "" for what is none of them."""
    opener = getattr(argparse, "FileType", ())
    # Some scripts have an opener of their own, made after the library's.
    if isinstance(made, opener) or (_is_own(made) and type(made).__name__ == "FileType"):
        mode = str(getattr(made, "_mode", getattr(made, "mode", "r")))
        return "file_out" if set(mode) & set("wax") else "file"
    if made is open:
        return "file"
    checks = _checked(made)
    words = _words(action)
    if checks or _is_path(made):
        return _of_path(action, words, checks)
    if made not in (None, str) and not _is_own(made):
        return ""
    return of_words(action)


def _is_path(made: Any) -> bool:
    pathlib = sys.modules.get("pathlib")
    if pathlib is not None and isinstance(made, type) and issubclass(made, pathlib.PurePath):
        return True
    return getattr(made, "__module__", "") in ("posixpath", "ntpath", "genericpath")


def _is_own(made: Any) -> bool:
    return not isinstance(made, type) and type(made).__name__ not in ("builtin_function_or_method", "method_descriptor")


def _checked(made: Any) -> str:
    """Tell what a function such as `existing_file` or `dir_path` checks for."""
    words = _split(str(getattr(made, "__name__", ""))) if type(made).__name__ == "function" else set()
    if words & _FOLDER:
        return "folder"
    if words & {"file", "filename", "filepath", "files"} and not words & _NO_FILE:
        return "file_out" if words & (_WRITTEN | {"writable", "writeable", "new"}) else "file"
    return "file" if words == {"path"} or words == {"existing", "path"} or words == {"valid", "path"} else ""


def _of_path(action: Any, words: Set[str], checks: str) -> str:
    if words & _NO_FILE and not checks:
        return ""
    says = _split(str(action.help or ""))
    folder = checks == "folder" or words & _FOLDER or any(word.endswith("dir") for word in words)
    folder = folder or (words & _ROOT) or (says & _FOLDER and not says & _SAYS_FILE)
    written = bool(words & _WRITTEN) or any(word.startswith("out") for word in words) or checks == "file_out"
    if folder:
        return "folder" if action.nargs is None and not written and not words & _KEPT else ""
    return "file_out" if written else "file"


def of_words(action: Any) -> str:
    """Give the kind of an argument that is a plain text, by its names and what is said of it."""
    words = _words(action)
    if words & _NO_FILE or action.nargs == "A...":
        return ""
    if words & _FOLDER or any(word.endswith("dir") for word in words):
        harmless = action.nargs is None and not words & (_WRITTEN | _KEPT)
        return "folder" if harmless and not any(word.startswith("out") for word in words) else ""
    written = bool(words & _WRITTEN) or any(word.startswith("out") for word in words)
    if any(word in _SAYS_FILE or (word.endswith("file") and word != "profile") for word in words):
        written = written or bool(_split(str(action.help or "")) & _SAYS_WRITTEN)
        return "file_out" if written else "file"
    says = _split(str(action.help or "")) if action.help is not argparse.SUPPRESS else set()
    default = action.default if isinstance(action.default, str) else ""
    if not (says & _SAYS_FILE or _NAME.fullmatch(default)) or (says & _ELSE):
        return ""
    if written:
        return "file_out"
    return "file" if words & _GIVEN else ""


def _words(action: Any) -> Set[str]:
    metavars = action.metavar if isinstance(action.metavar, tuple) else (action.metavar,)
    found: Set[str] = set()
    for text in (*metavars, action.dest, *action.option_strings):
        found |= _split(str(text or ""))
    return found


def is_of_making(text: str) -> bool:
    """Tell a text that speaks of something new: a name in it may be that of a file which is not there yet."""
    return bool(_split(text) & (_MAKES | _SAYS_WRITTEN))


def _split(text: str) -> Set[str]:
    return {word.lower() for word in _WORD.findall(text)}
