"""How a form is divided: groups with the author's words about them, and in these what excludes each other."""

from __future__ import annotations

from dataclasses import dataclass

from shipway.spec import Exclusive, Param, Spec


@dataclass(frozen=True)
class Bundle:
    """Parameters that stand together; `caption` says what holds for them, "" where they merely follow each other."""

    params: tuple[Param, ...]
    caption: str = ""


@dataclass(frozen=True)
class Section:
    """One group of a form: its title ("" for what has none), what its author says of it, and its bundles."""

    title: str
    about: str
    bundles: tuple[Bundle, ...]


def sections(spec: Spec) -> tuple[Section, ...]:
    """Divide a form. What excludes each other stands where the first of it stands; what only ends is last."""
    about = dict(spec.groups)
    ordered = sorted(spec.params, key=lambda one: one.argv is not None and one.argv.style == "exit")
    placed: set[str] = set()
    groups: dict[str, list[Bundle]] = {}
    for param in ordered:
        if param.name in placed:
            continue
        together = _together(spec, param, placed)
        caption = _caption(together) if together else ""
        names = together.names if together else (param.name,)
        params = tuple(one for one in spec.params if one.name in names and one.name not in placed)
        placed.update(one.name for one in params)
        bundles = groups.setdefault(param.group, [])
        if bundles and not caption and not bundles[-1].caption:
            bundles[-1] = Bundle((*bundles[-1].params, *params))
        else:
            bundles.append(Bundle(params, caption))
    return tuple(Section(title, about.get(title, ""), tuple(bundles)) for title, bundles in groups.items())


def _together(spec: Spec, param: Param, placed: set[str]) -> Exclusive | None:
    for one in spec.exclusive:
        shown = [name for name in one.names if spec.param(name) is not None and name not in placed]
        if param.name in shown and len(shown) > 1:
            return one
    return None


def _caption(one: Exclusive) -> str:
    return "Exactly one of these" if one.required else "At most one of these"
