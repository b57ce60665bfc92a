"""Help as its author wrote it, without what only a terminal's help shows: rich's tags, click's marks of layout."""

import re
from typing import Any


def help_of(param: Any) -> str:
    """Give a parameter's help, of which markup and marks of layout are taken away."""
    rich = type(param).__name__.startswith(("Typer", "Rich"))
    return " ".join(plain(str(getattr(param, "help", None) or ""), rich).split())


def plain(text: str, rich: bool) -> str:
    """Take away what only a terminal's help shows: rich's tags, click's marks of layout."""
    text = text.partition("\f")[0]
    text = "\n".join(line for line in text.split("\n") if line.strip() != "\b")
    if rich:
        text = re.sub(r"(?<!\\)\[/?(?:[a-z][a-z0-9_]*(?: [a-z0-9_#]+)*|#[0-9a-f]{6}|link=[^\]]*)?\]", _untagged, text)
        text = re.sub(r" ?:[a-z][a-z_]+:", "", text)
    return text.replace("\\[", "[").strip()


_STYLES = set(
    "bold b italic i underline u strike s dim blink reverse red green blue yellow cyan magenta white black on not link "
    "bright_red bright_green bright_blue bright_yellow bright_cyan bright_magenta bright_black bright_white".split()
)


def _untagged(found: Any) -> str:
    words = found.group(0).strip("[/]").split()
    style = all(word in _STYLES or "_" in word or word.startswith(("#", "link=")) for word in words)
    return "" if style else str(found.group(0))
