"""Below each form: its values elsewhere, and a pasted command line that fills it; all without JavaScript."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from served import served
from shipway_web.app import create_app
from shipway_web.settings import LOOPBACK, Settings
from web_site import FROM_HERE, app, send, visitor, words

__all__ = ["app", "visitor"]
SCRIPTS = Path(__file__).parent / "scripts"
ECHO = "web-form/echo"
SENT = {"word": "it's", "times": "2", "mark": "!"}


def shown(answer: TestResponse) -> list[str]:
    """Give the snippets of a page."""
    details = answer.text.partition('id="elsewhere"')[2].partition("</details>")[0]
    return [unescape(re.sub("<[^>]*>", "", text)) for text in re.findall(r"<pre[^>]*>(.*?)</pre>", details, re.DOTALL)]


def test_the_values_of_the_form_are_shown_elsewhere(visitor: FlaskClient) -> None:
    answer = send(visitor, f"/elsewhere/{ECHO}", **SENT)
    assert answer.status_code == 200
    link, shell, python, curl = shown(answer)
    assert link == "http://localhost/t/web-form/echo?word=it%27s&times=2&loud=no"
    assert shell == "shipway run web_form.py echo --set 'word=it'\"'\"'s' --set times=2 --set loud=no"
    assert python == 'from web_form import echo\n\necho(word="it\'s", times=2, loud=False)\n'
    assert json.loads(curl.partition(" --json ")[2].strip("'").replace("'\"'\"'", "'")) == {
        "word": "it's",
        "times": "2",
        "loud": "no",
    }
    assert 'value="it&#39;s"' in answer.text, "the form keeps what stood in it"
    assert "Fill in the form and press Run" in words(answer)


def test_the_link_that_is_shown_opens_the_form_filled(visitor: FlaskClient) -> None:
    link = shown(send(visitor, f"/elsewhere/{ECHO}", word="<b>&'\" $(id)", times="3", mark="?", loud="yes"))[0]
    page = visitor.get(link.removeprefix("http://localhost"))
    assert 'value="&lt;b&gt;&amp;&#39;&#34; $(id)"' in page.text
    assert 'value="3"' in page.text
    assert '<option value="?" selected>' in page.text


def test_what_is_wrong_is_marked_and_nothing_is_shown(visitor: FlaskClient) -> None:
    answer = send(visitor, f"/elsewhere/{ECHO}", word="kept", times="x", mark="!")
    assert answer.status_code == 422
    assert "“x” is not a whole number" in words(answer)
    assert shown(answer) == []


def test_a_secret_and_an_upload_are_in_no_snippet(visitor: FlaskClient, app: Flask) -> None:
    answer = visitor.post(
        "/elsewhere/web-form/weigh",
        data={"paper": (io.BytesIO(b"abc"), "my paper.txt"), "least": "2"},
        headers=FROM_HERE,
    )
    snippets = shown(answer)
    assert len(snippets) == 4
    for text in snippets:
        assert "uploads" not in text
        assert "my paper" not in text
    assert "-F 'paper=@…'" in snippets[3]
    assert "my paper.txt is here already" in words(answer)


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("parser")
    script = folder / "shrink.py"
    script.write_text(
        "import argparse\nparser = argparse.ArgumentParser()\n"
        "parser.add_argument('--width', type=int, default=640)\nparser.add_argument('--name')\n"
        "parser.add_argument('--photo', type=argparse.FileType('rb'))\nparser.parse_args()\n"
    )
    many = SCRIPTS / "all_kinds.py"
    app = create_app(Settings((script, many), folder / "state", "a secret of the tests", hosts=LOOPBACK))
    return app.test_client()


def paste(client: FlaskClient, line: str, tool: str = "shrink/shrink") -> TestResponse:
    return send(client, f"/fill/{tool}", **{":line": line, "name": "typed before"})


def test_a_pasted_line_fills_the_form(parser: FlaskClient) -> None:
    answer = paste(parser, "$ python shrink.py \\\r\n  --wid 9 --name '<i>x'")
    assert answer.status_code == 200
    assert 'value="9"' in answer.text
    assert 'value="&lt;i&gt;x"' in answer.text
    assert "The form is filled from the command line." in words(answer)


def test_a_path_in_a_pasted_line_is_no_path_of_the_server(parser: FlaskClient) -> None:
    answer = paste(parser, "shrink.py --photo /etc/passwd --width 9")
    assert answer.status_code == 200
    assert "Choose the file yourself: Photo." in words(answer)
    assert "/etc/passwd" not in answer.text
    assert 'value="9"' in answer.text


def test_what_the_parser_refuses_is_told_in_its_words_at_the_line(parser: FlaskClient) -> None:
    answer = paste(parser, "shrink.py --width x")
    assert answer.status_code == 422
    assert "Argument --width: invalid int value: 'x'." in words(answer)
    assert "shrink.py --width x</textarea>" in answer.text, "the line is still there to be mended"
    assert 'value="typed before"' in answer.text
    assert "sets LANG" in words(paste(parser, "LANG=C python shrink.py"))
    assert "may name a file" in words(paste(parser, "python shrink.py @/etc/passwd"))


def test_a_line_that_calls_another_tool_leads_to_its_form(parser: FlaskClient) -> None:
    answer = paste(parser, "all_kinds.py whole_number 7", "all-kinds/text")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/t/all-kinds/whole_number?value=7")
    drawn = paste(parser, "all_kinds.py secret hunter2", "all-kinds/text")
    assert drawn.status_code == 200, "a secret goes into no address"
    assert 'action="/t/all-kinds/secret"' in drawn.text
    assert "hunter2" not in drawn.text


def test_curl_gives_what_the_form_gives(tmp_path: Path) -> None:
    (tmp_path / 'a "b\\c".txt').write_bytes(b"12345")
    place = tmp_path / "state"
    place.mkdir()
    with served(place, SCRIPTS / "web_form.py") as site:
        for tool, given, result in (
            ("echo", ["--set", "word=it's \x07\n$(id)", "--set", "times=2"], "IT'S \x07\n$(ID)!IT'S \x07\n$(ID)!"),
            ("weigh", ["--set", 'paper=a "b\\c".txt', "--set", "least=4"], ": 5 bytes, at least 4"),
        ):
            command = [
                sys.executable,
                "-m",
                "shipway",
                "fill",
                SCRIPTS / "web_form.py",
                tool,
                "--as",
                "curl",
                "--site",
                site.url,
                *given,
            ]
            line = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
            done = subprocess.run(["bash", "-c", f"{line.strip()} -sS"], cwd=tmp_path, capture_output=True, check=True)
            assert json.loads(done.stdout)["results"][0]["value"].endswith(result), (line, done.stdout)


def test_an_example_is_a_link_that_fills_the_form(tmp_path: Path) -> None:
    app = create_app(Settings((SCRIPTS / "examples_subcommands.py",), tmp_path / "state", "a secret", hosts=LOOPBACK))
    page = app.test_client().get("/t/examples-subcommands/add")
    [address] = re.findall(r'<a class="chip" href="([^"]*)"', page.text)
    assert unescape(address) == "/t/examples-subcommands/add?list=mine&title=War+and+Peace&year=1869"
    filled = app.test_client().get(unescape(address)).text
    assert all(f'value="{text}"' in filled for text in ("mine", "War and Peace", "1869"))


def test_the_api_tells_the_schema_of_its_inputs(visitor: FlaskClient) -> None:
    told = visitor.get("/api/web-form/echo").get_json()
    assert told["inputs"]["required"] == ["word"]
    assert told["inputs"]["properties"]["mark"]["anyOf"][0] == {"enum": ["", "!", "?"]}
