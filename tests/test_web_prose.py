"""What an author wrote is drawn as Markdown, and none of it ever is markup of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shipway_web.app import create_app
from shipway_web.settings import LOOPBACK, Settings

SCRIPTS = Path(__file__).parent / "scripts"
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<svg onload=alert(1)>",
    '[x](https://x.org/"onmouseover=alert(1))',
    "`<b>x`",
    "![x](https://evil.example/x.png)",
    "<iframe src=//evil.example>",
    "[<img src=x>](https://x.org)",
    "**<u>x</u>**",
    "{{7*7}}",
    "</p></div><form action=https://evil.example>",
)


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("prose")
    text = "\n\n".join(HOSTILE).replace("\\", "\\\\")
    help_text = " ".join(HOSTILE)
    script = folder / "hostile.py"
    script.write_text(
        f'"""A title\n\n{HOSTILE[0]} {HOSTILE[2]}\n\n{text}\n"""\nimport argparse\n'
        f"parser = argparse.ArgumentParser(description=__doc__)\nparser.add_argument('--x', help={help_text!r})\n"
        "parser.parse_args()\n"
    )
    scripts = (SCRIPTS / "markdown_help.py", SCRIPTS / "markdown_docstrings.py", script)
    return create_app(Settings(scripts, folder / "state", "a secret of the tests", hosts=LOOPBACK)).test_client()


def test_markdown_is_drawn(visitor: FlaskClient) -> None:
    page = visitor.get("/t/markdown-help/markdown_help").text
    assert '<a href="https://commonmark.org" rel="noopener noreferrer nofollow">Markdown</a>' in page
    assert "<h2>What it does</h2>" in page
    assert "<li>keeps <em>headings</em> and lists</li>" in page
    assert "<li>turns <code>code</code> into a box, with its indentation</li>" in page
    assert '<pre tabindex="0">0   all went well\n1   a note could not be read</pre>' in page
    assert "<p>formats:</p>" in page
    assert "One of <code>html</code> and <code>text</code>, see <em>formats</em>." in page
    assert "as in <code>&lt;title&gt;</code>" in page
    assert "*.md and *.txt, for example" in page
    assert '<details class="about"><summary>More about it</summary>' in page


def test_a_table_keeps_its_columns(visitor: FlaskClient) -> None:
    page = visitor.get("/t/markdown-docstrings/interest").text
    assert "| 3    | 134            |\n| 5    | 163            |</pre>" in page
    assert "<ol><li>the rate is in percent,</li><li>the years are whole.</li></ol>" in page


def test_nothing_that_is_written_becomes_markup(visitor: FlaskClient) -> None:
    for page in (visitor.get("/t/hostile/hostile").text, visitor.get("/").text):
        for mark in (
            "<script>alert",
            "<img",
            "<svg",
            "<iframe",
            "<u>",
            "<form action=https",
            'href="javascript',
            "<b>x",
        ):
            assert mark not in page, mark
        assert '"onmouseover' not in page
    page = visitor.get("/t/hostile/hostile").text
    assert "{{7*7}}" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'evil.example/x.png" rel=' in page, "an image is a link, and nothing is fetched"


def test_what_excludes_each_other_stands_in_one_box_and_a_long_list_is_searched(tmp_path: Path) -> None:
    app = create_app(Settings((SCRIPTS / "long_choices.py",), tmp_path / "state", "a secret", hosts=LOOPBACK))
    page = app.test_client().get("/t/long-choices/long_choices").text
    box = page.partition('<fieldset class="one">')[2].partition("</fieldset>")[0]
    assert "<legend>Exactly one of these</legend>" in box
    assert 'name="day"' in box
    assert 'name="latest"' in box
    assert 'placeholder="Type to search 31 choices"' in page
    assert '<input type="search" class="filter" placeholder="Search 31 choices"' in page
    assert "name=" not in page.partition('class="filter"')[2].partition(">")[0], "what is searched for is not sent"
