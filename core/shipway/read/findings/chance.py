"""Findings about what differs from run to run, and from machine to machine: chance, and the graphics card."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

from shipway.read.findings.calls import Found
from shipway.read.findings.reach import names_of
from shipway.read.findings.sites import Site

_CHANCE: Final = names_of(
    """random randint randrange choice choices shuffle sample uniform gauss normalvariate triangular betavariate
    expovariate gammavariate lognormvariate vonmisesvariate paretovariate weibullvariate getrandbits rand randn
    random_sample ranf normal integers random_integers permutation poisson binomial exponential standard_normal beta
    gamma dirichlet multinomial multivariate_normal bytes"""
)


def chance(sites: list[Site]) -> Iterator[Found]:
    """Find random numbers that no seed makes repeatable: the first of each generator."""
    first: dict[str, tuple[int, str]] = {}
    seeded: set[str] = set()
    for site in sites:
        if not isinstance(site.node, ast.Call):
            continue
        call, name = site.node, site.scope.name_of(site.node.func)
        library = next((one for one in ("numpy.random", "random", "torch") if name.startswith(one + ".")), "")
        rest = name[len(library) + 1 :]
        has_seed = bool(call.args or call.keywords) and not (
            call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value is None
        )
        if rest in ("seed", "set_seed", "manual_seed") and has_seed:
            seeded.add(library)
        elif _is_chance(library, rest, has_seed):
            first.setdefault(library, (call.lineno, name))
    for library, (line, name) in first.items():
        if library not in seeded:
            yield "random", f"takes random numbers without a seed ({name.replace('()', '')})", line


def _is_chance(library: str, rest: str, has_seed: bool) -> bool:
    if library == "torch":
        return rest in ("rand", "randn", "randint", "randperm")
    made = rest in ("Random", "default_rng", "RandomState", "Generator")
    return bool(library) and (rest in _CHANCE or (made and not has_seed and rest != "Generator"))


_ASKED_FOR: Final = ("is_available", "list_physical_devices", "device_count")
_LIBRARIES: Final = ("cupy", "pycuda", "cudf", "cuml", "numba.cuda")


def gpu(sites: list[Site], text: str) -> Iterator[Found]:
    """Find what needs a graphics card, where nothing else is tried."""
    if any(word in text for word in _ASKED_FOR):
        return
    for site in sites:
        node = site.node
        if site.guarded:
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.startswith(_LIBRARIES)]
            yield from (("gpu", f"needs a GPU ({name})", node.lineno) for name in names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_LIBRARIES):
            yield "gpu", f"needs a GPU ({node.module})", node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            words = [*node.args, *(key.value for key in node.keywords)]
            if node.func.attr == "cuda" and not node.args:
                yield "gpu", "needs a GPU (.cuda())", node.lineno
            elif node.func.attr != "add_argument" and any(map(_is_cuda, words)):
                yield "gpu", "needs a GPU (cuda)", node.lineno


def _is_cuda(node: ast.expr) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and re.fullmatch(r"cuda(:\d+)?|/(device:)?GPU:\d+", value) is not None
