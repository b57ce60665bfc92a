"""What authors write about their scripts, as plain data: Markdown, reStructuredText or text laid out by hand.

A front end draws the blocks; nothing in them is markup, and a link leads to http, https or mail alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Final, Literal

Style = Literal["", "code", "strong", "em", "link"]
Form = Literal["paragraph", "heading", "bullets", "numbers", "layout"]


@dataclass(frozen=True)
class Span:
    """A piece of a line in one style; `address` is that of a link."""

    text: str
    style: Style = ""
    address: str = ""


@dataclass(frozen=True)
class Block:
    """One block: its lines of spans; those of a list are its items. A `layout` stands in `text` as it was laid out."""

    form: Form
    lines: tuple[tuple[Span, ...], ...] = ()
    text: str = ""


_WRAPPED: Final = 50
"""Characters from which on a line that ends is taken to go on in the next."""

_INLINE: Final = re.compile(
    r"`(?P<rtext>[^`<\n]{1,200}?)\s*<(?P<rurl>[^>\s]{1,500})>`_{1,2}"
    r"|(?P<code>``(?P<c2>[^`\n]+)``|(?::[a-z:]+:)?`(?P<c1>[^`\n]+)`(?!_))"
    r"|!?\[(?P<text>[^\]\n]{1,200})\]\((?P<url>[^()\s]{1,500}(?:\([^()\s]*\)[^()\s]*)?)\)"
    r"|(?P<bare><?\b(?:https?://|mailto:)[^\s<>\"'`]+>?)"
    r"|\*\*(?P<strong>[^\s*](?:[^*\n]{0,300}[^\s*])?)\*\*"
    r"|(?<![\w*/\\.])\*(?P<em>[^\s*.](?:[^*\n]{0,300}[^\s*])?)\*(?![\w*/]|\.\w)"
)
_SAFE: Final = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)", re.IGNORECASE)
_HEADING: Final = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_UNDER: Final = re.compile(r"([=\-~^\"*+#])\1{2,}")
_BULLET: Final = re.compile(r"[-*+•]\s+(?=\S)")
_NUMBER: Final = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
_ALIGNED: Final = re.compile(r"\S {2,}\S|^\s*[|+][-=|+ ]|\s\|\s")


def spans(text: str) -> tuple[Span, ...]:
    """Give the pieces of a line; an address that is not safe stays the text that it was."""
    found: list[Span] = []
    end = 0
    for match in _INLINE.finditer(text):
        span = _span(match)
        if span is None:
            continue
        if match.start() > end:
            found.append(Span(text[end : match.start()]))
        found.append(span)
        end = match.end()
        if span.style == "link" and match["bare"] and (tail := _tail(match["bare"])):
            found.append(Span(tail))
    if end < len(text):
        found.append(Span(text[end:]))
    return tuple(found)


def plain(text: str) -> str:
    """Give a line without its marks."""
    return "".join(span.text for span in spans(text))


def _span(match: re.Match[str]) -> Span | None:
    if match["code"]:
        return Span(match["c2"] or match["c1"], "code")
    if match["strong"] or match["em"]:
        return Span(match["strong"] or match["em"], "strong" if match["strong"] else "em")
    if bare := match["bare"]:
        address = bare.strip("<>").removesuffix(_tail(bare))
        return Span(address.removeprefix("mailto:"), "link", address) if _SAFE.match(address) else None
    address = match["url"] or match["rurl"]
    # An image is not fetched from elsewhere: its words lead there.
    return Span(match["text"] or match["rtext"], "link", address) if _SAFE.match(address) else None


def _tail(address: str) -> str:
    """Give the marks behind a bare address that belong to the sentence."""
    if address.endswith(">"):
        return ""
    rest = address.rstrip(".,;:!?*")
    if rest.endswith(")") and rest.count("(") < rest.count(")"):
        rest = rest[:-1]
    return address[len(rest) :]


def blocks(text: str) -> tuple[Block, ...]:
    """Give the blocks of a text."""
    lines = dedent(text.expandtabs(4).strip("\n")).split("\n")
    found: list[Block] = []
    for group in _groups([line.rstrip() for line in lines]):
        found += _blocks(group)
    return tuple(_joined(found))


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Give the lines that stand together; a fence keeps its blank lines."""
    group: list[str] = []
    fence = ""
    for line in lines:
        mark = line.lstrip()[:3]
        if fence or (mark in ("```", "~~~") and not group):
            group.append(line)
            if fence and line.strip() == fence:
                yield group
                group, fence = [], ""
            elif not fence:
                fence = mark
        elif line:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _blocks(lines: list[str]) -> Iterator[Block]:
    if lines[0].lstrip()[:3] in ("```", "~~~"):
        body = lines[1:-1] if lines[-1].strip() == lines[0].lstrip()[:3] else lines[1:]
        yield _layout(body)
        return
    if heading := _HEADING.fullmatch(lines[0]):
        yield Block("heading", (spans(heading[2]),))
        lines = lines[1:]
    elif len(lines) > 1 and _UNDER.fullmatch(lines[1]) and len(lines[1]) >= len(lines[0]) - 2:
        yield Block("heading", (spans(lines[0]),))
        lines = lines[2:]
    if lines:
        yield from _body(lines)


def _body(lines: list[str]) -> Iterator[Block]:
    for form, mark in (("bullets", _BULLET), ("numbers", _NUMBER)):
        if mark.match(lines[0].lstrip()) and (items := _items(lines, mark)):
            yield Block("bullets" if form == "bullets" else "numbers", items)
            return
    if all(line.startswith("  ") for line in lines) or _is_laid_out(lines):
        yield _layout(lines)
        return
    # What is indented below a line, and is no item, was laid out: "examples:" and its lines.
    indented = next((at for at, line in enumerate(lines) if line.startswith("  ")), len(lines))
    items_at = next((at for at, line in enumerate(lines) if at and _BULLET.match(line)), len(lines))
    end = min(indented, items_at)
    if end:
        yield _paragraph(lines[:end])
    if end < len(lines):
        yield from _body(lines[end:]) if end == items_at else [_layout(lines[end:])]


def _is_laid_out(lines: list[str]) -> bool:
    if lines[0].lstrip().startswith(">>>"):
        return True
    aligned = sum(bool(_ALIGNED.search(line)) for line in lines)
    return aligned >= 2 and aligned * 2 >= len(lines)


def _items(lines: list[str], mark: re.Pattern[str]) -> tuple[tuple[Span, ...], ...]:
    """Give the items of a list with the lines that they go on in; nothing where it is not a plain list."""
    items: list[str] = []
    first = len(lines[0]) - len(lines[0].lstrip())
    for line in lines:
        depth = len(line) - len(line.lstrip())
        found = mark.match(line.lstrip())
        if found and depth == first:
            items.append(line.lstrip()[found.end() :])
        elif depth > first and not found:
            items[-1] += " " + line.strip()
        else:
            return ()
    return tuple(spans(" ".join(item.split())) for item in items)


def _paragraph(lines: list[str]) -> Block:
    joined: list[str] = []
    for number, line in enumerate(lines):
        text = line.strip()
        if number and len(lines[number - 1]) >= _WRAPPED:
            joined[-1] += " " + text
        else:
            joined.append(text)
    if joined[-1].endswith("::"):
        # reStructuredText's mark of what follows as it is.
        joined[-1] = joined[-1][:-1].rstrip(":") + ":" if joined[-1] != "::" else ""
    return Block("paragraph", tuple(spans(line) for line in joined if line))


def _layout(lines: Sequence[str]) -> Block:
    return Block("layout", text=dedent("\n".join(lines)).rstrip())


def _joined(found: Sequence[Block]) -> Iterator[Block]:
    """Put layouts that follow each other together again: a blank line lay between them."""
    held: Block | None = None
    for block in found:
        if block.form == "layout" and held is not None:
            held = Block("layout", text=f"{held.text}\n\n{block.text}")
            continue
        if held is not None:
            yield held
        held = block if block.form == "layout" else None
        if held is None and (block.lines or block.text):
            yield block
    if held is not None:
        yield held
