"""Where the names that a script imports come from, asked of its own interpreter: `python packages.py FOLDER NAME…`.

It imports none of them, but for the parents of dotted names. Prints JSON: name -> [home, distribution, version].
"""

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))
# The far side's own files are nobody's neighbours.
sys.path[:] = [place for place in sys.path if os.path.abspath(place or ".") != _HERE]

import importlib.util
import json
import sysconfig
from importlib import metadata
from typing import Dict, List


def main(folder: str, names: List[str]) -> None:
    """Print where each name comes from: "standard", "neighbour", "installed" or "missing"."""
    providers = _providers()
    sys.path.insert(0, folder)
    sys.stdout.write(json.dumps({name: _home(name, folder, providers) for name in names}) + "\n")


def _home(name: str, folder: str, providers: Dict[str, List[str]]) -> List[str]:
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        spec = None
    if spec is None:
        return ["missing", "", ""]
    top = name.partition(".")[0]
    origin = spec.origin or ""
    places = [origin] if origin else list(spec.submodule_search_locations or ())
    if any(_is_in(place, folder) and "-packages" not in place for place in places):
        return ["neighbour", "", ""]
    if top in getattr(sys, "stdlib_module_names", sys.builtin_module_names) or _is_standard(origin):
        return ["standard", "", ""]
    found = providers.get(name) or providers.get(top) or [""]
    try:
        return ["installed", found[0], metadata.version(found[0]) if found[0] else ""]
    except metadata.PackageNotFoundError:
        return ["installed", found[0], ""]


def _is_in(place: str, folder: str) -> bool:
    return os.path.realpath(place).startswith(os.path.join(os.path.realpath(folder), ""))


def _is_standard(origin: str) -> bool:
    if origin in ("built-in", "frozen"):
        return True
    return "-packages" not in origin and any(
        _is_in(origin, sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")
    )


def _providers() -> Dict[str, List[str]]:
    """Map what can be imported to the distributions that bring it; before 3.10 their files must tell."""
    told = getattr(metadata, "packages_distributions", None)
    if told is not None:
        return dict(told())
    found: Dict[str, List[str]] = {}
    for one in metadata.distributions():
        tops = (one.read_text("top_level.txt") or "").split()
        tops += [str(file).partition("/")[0] for file in one.files or () if str(file).endswith(".py")]
        for top in set(tops):
            found.setdefault(top[:-3] if top.endswith(".py") else top, []).append(one.metadata["Name"])
    return found


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
