"""A library met in the moment that it is imported: by a finder that stands before all others."""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Tuple

    Patch = Callable[[ModuleType], None]


class _Finder:
    """Lets a patch follow each import of a module whose name ends so."""

    def __init__(self, endings: Tuple[str, ...], patch: Patch) -> None:
        self._endings, self._patch = endings, patch

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Give what the next finder gives, its loader made to call the patch afterwards."""
        if not name.endswith(self._endings):
            return None
        others = (finder.find_spec for finder in sys.meta_path if finder is not self and hasattr(finder, "find_spec"))
        spec: Any = next((spec for spec in (find(name, path, target) for find in others) if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader, self._patch)
        return spec


class _Loader:
    """Loads as the loader that it stands for does, and then lets the patch look."""

    def __init__(self, loader: Any, patch: Patch) -> None:
        self._loader, self._patch = loader, patch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def exec_module(self, module: ModuleType) -> None:
        """Execute the module, and leave it with its own loader."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._patch(module)


# A module that fails is told of without the frames of what imports it; so Python does for files of this name.
_Loader.exec_module.__code__ = _Loader.exec_module.__code__.replace(co_filename="<frozen importlib._bootstrap>")


def follow(endings: Tuple[str, ...], patch: Patch) -> None:
    """Call the patch with each module whose name ends in one of these ways, as soon as it is imported."""
    for module in [module for name, module in sys.modules.items() if name.endswith(endings)]:
        patch(module)
    sys.meta_path.insert(0, _Finder(endings, patch))
