"""<b>Echo</b> & more."""

import time
from pathlib import Path
from typing import Literal


def echo(word: str, times: int = 1, loud: bool = True, mark: Literal["", "!", "?"] = "!") -> str:
    """Say a text again.

    Args:
        word: What to say. <i>Anything</i>.
        times: How often.
    """
    said = (word + mark) * times
    return said.upper() if loud else said


def weigh(paper: Path, least: int = 0) -> str:
    """Weigh a file."""
    return f"{paper.name}: {len(paper.read_bytes())} bytes, at least {least}"


def count(papers: list[Path]) -> int:
    """Count files."""
    return len(papers)


def copy(folder: Path) -> list:
    """List a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def repeat(text: str) -> str:
    """Give a text's own form.

    Args:
        text: Some lines.
    """
    return repr(text)


def page(name: str = "page.html") -> Path:
    """Write a page that would run a script."""
    path = Path(name)
    path.write_text("<script>document.title = 'caught'</script>")
    return path


def rows(many: int = 3) -> list:
    """Give rows."""
    return [{"name": f"<u>{number}</u>", "square": number**2} for number in range(many)]


def slow(seconds: float = 3) -> str:
    """Take a while."""
    time.sleep(seconds)
    return "rested"
