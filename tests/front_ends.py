"""The command line, the page's form and the JSON API, each used from outside, with one answer to compare."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from agreement_rows import File, Row
from shipway.events import Ended, from_line
from shipway.transcript import Transcript

PATIENCE = 60


@dataclass
class Seen:
    """What there was to see of one try: all text of output and results, complaints by parameter, and the end."""

    text: str = ""
    refused: dict[str, str] = field(default_factory=dict)
    state: str = ""
    code: int | None = None


class CommandLine:
    """`shipway run`, with inputs by `--values -` and answers by a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, row: Row) -> Seen:
        """Try one row."""
        values = {name: raw for name, raw in row.raws.items() if not _files(raw)}
        files = [f"--file={name}={self._held(one)}" for name, raw in row.raws.items() for one in _files(raw)]
        answers = self._folder / "answers"
        answers.write_text("".join(f"{answer}\n" for answer in row.answers))
        command = [sys.executable, "-m", "shipway", "run", str(row.script), row.tool, "--values", "-", "--events"]
        done = subprocess.run(
            [*command, "--answers", str(answers), *files],
            input=json.dumps(values).encode(),
            capture_output=True,
            cwd=self._folder,
            timeout=PATIENCE,
            check=False,
        )
        if not done.stdout:
            assert done.returncode == 2, done.stderr
            lines = done.stderr.decode().splitlines()
            return Seen(refused=dict(line.removeprefix("shipway: ").partition(": ")[::2] for line in lines))
        seen = of_events(done.stdout.decode().splitlines())
        assert done.returncode == seen.code
        return seen

    def _held(self, file: File) -> Path:
        path = self._folder / file.name
        path.write_bytes(file.content)
        return path


def _files(raw: Any) -> list[File]:
    return [one for one in _each(raw) if isinstance(one, File)]


def of_events(lines: list[str]) -> Seen:
    """Give what the lines of a run tell."""
    events = [from_line(line) for line in lines]
    shown = Transcript().feed(events)
    ended = events[-1]
    assert isinstance(ended, Ended)
    results = [str(result.value) for result in shown.results]
    return Seen("\n".join([shown.text(), *results]), dict(ended.problems), ended.state, ended.code)


class Server:
    """One connection to a site that is already there."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.key = ""

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """Make one request; give status, body and headers (names in small letters)."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(path, safe="/?=&%"), body or None, named)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, data, {name.lower(): value for name, value in answer.getheaders()}


class Api:
    """`POST /api/SCRIPT/TOOL`, and what belongs to it."""

    def __init__(self, server: Server, slug_of: Any) -> None:
        self._server, self._slug = server, slug_of

    def run(self, row: Row) -> Seen:
        """Try one row."""
        path = f"/api/{self._slug(row.script)}/{row.tool}"
        if any(_files(raw) for raw in row.raws.values()):
            body, kind = multipart(row.raws)
        else:
            body, kind = json.dumps(row.raws).encode(), "application/json"
        status, data, _ = self._server.send("POST", path, body, Content_Type=kind)
        told = json.loads(data)
        if "state" not in told:
            assert status == 422, data
            return Seen(refused=told["problems"])
        key = {"Authorization": f"Bearer {told['key']}"}
        answers = list(row.answers)
        deadline = time.monotonic() + PATIENCE
        while True:
            _, data, _ = self._server.send("GET", f"/api/runs/{told['run']}", **key)
            events = json.loads(data)["events"]
            if events[-1]["event"] == "ended":
                return of_events([json.dumps(event) for event in events])
            if events[-1]["event"] == "ask":
                reply = {"ask": events[-1]["id"], "text": answers.pop(0) if answers else None}
                self._server.send("POST", f"/api/runs/{told['run']}/answer", json.dumps(reply).encode(), **JSON, **key)
            assert time.monotonic() < deadline
            time.sleep(0.05)


JSON = {"Content_Type": "application/json"}


class Form:
    """The page's form, filled in and sent as a browser without JavaScript does."""

    def __init__(self, server: Server, slug_of: Any) -> None:
        self._server, self._slug = server, slug_of

    def run(self, row: Row) -> Seen:
        """Try one row."""
        path = f"/t/{self._slug(row.script)}/{row.tool}"
        status, page, _ = self._server.send("GET", path)
        assert status == 200, page
        fields = Fields.of(page.decode())
        unknown = {name for name in row.raws if name not in fields.names and f"{name}:file" not in fields.names}
        assert not unknown, f"the form has no {unknown}"
        body, kind = multipart(fields.filled(row.raws))
        status, page, headers = self._server.send("POST", path, body, Content_Type=kind, Sec_Fetch_Site="same-origin")
        cookie = headers.get("set-cookie", "").partition(";")[0]
        answers = list(row.answers)
        deadline = time.monotonic() + PATIENCE
        here = headers.get("location", "")
        while here:
            status, page, _ = self._server.send("GET", here, Cookie=cookie)
            text = page.decode()
            if (ask := re.search(r'name="ask" value="(\d+)"', text)) is not None:
                reply = {"ask": ask[1]} | ({"text": answers.pop(0)} if answers else {"end": "yes"})
                body, kind = multipart(reply)
                address = here.partition("?")[0] + "/answer"
                self._server.send("POST", address, body, Content_Type=kind, Cookie=cookie, Sec_Fetch_Site="same-origin")
            elif 'aria-busy="true"' not in text:
                break
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return of_page(page.decode(), status)


def of_page(page: str, status: int) -> Seen:
    """Give what a tool's page shows: complaints at its fields, its result, and how the run ended."""
    refused = {}
    invalid = r'aria-invalid="true"[^>]*aria-describedby="([^" ]+)'
    # A group of boxes is marked as a whole; each of them has its name.
    groups = re.findall(rf'<fieldset[^>]*{invalid}[^>]*>.*?name="([^"]+)"', page, re.DOTALL)
    for name, where in [*re.findall(rf'name="([^"]+)"[^>]*{invalid}', page), *(pair[::-1] for pair in groups)]:
        sentence = re.search(rf'id="{re.escape(where)}"[^>]*>([^<]*)', page)
        refused[unescape(name).removesuffix(":file")] = unescape(sentence[1]) if sentence else ""
    assert (status == 422) == bool(refused), (status, refused)
    result = page.partition('<section id="result"')[2]
    text = unescape(re.sub(r"<[^>]*>", "", result))
    said = re.search(r'<p class="state[^>]*>([^<]*)', result)
    if said is None:
        return Seen(refused=refused)
    code = re.search(r"exit code (\d+)", said[1])
    state = {"Done": "done", "Failed": "failed"}[re.split(r"\W", said[1])[0]]
    return Seen(text, refused, state, 0 if state == "done" else int(code[1]) if code else None)


class Fields(HTMLParser):
    """The controls of a form, with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self._inside = False
        self._select = self._area = ""

    @classmethod
    def of(cls, page: str) -> Fields:
        """Read the form of a page."""
        fields = cls()
        fields.feed(page)
        return fields

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = dict(attrs)
        name = have.get("name") or ""
        if tag == "form":
            self._inside = have.get("id") == "form"
        if not self._inside:
            return
        if name and tag in ("input", "select", "textarea"):
            self.names[name] = have.get("type") or tag
            self._select, self._area = (name, "") if tag == "select" else ("", name if tag == "textarea" else "")
        if tag == "input" and have.get("type") == "checkbox":
            if "checked" in have:
                self.values.setdefault(name, ())
                self.values[name] += (have.get("value"),)
        elif tag == "input" and have.get("type") != "file":
            self.values[name] = have.get("value") or ""
        elif tag == "option" and self._select and ("selected" in have or self._select not in self.values):
            self.values[self._select] = have.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            # The first newline of a textarea is the parser's, not the text's (HTML, 13.2.6.4.7).
            self.values[self._area] = data.removeprefix("\n")
            self._area = ""

    def filled(self, raws: dict[str, Any]) -> dict[str, Any]:
        """Give what a browser sends once these are filled in."""
        sent = dict(self.values)
        for name, raw in raws.items():
            if self.names.get(name) == "checkbox" and not isinstance(raw, tuple):
                sent.pop(name, None)
                if raw == "yes":
                    sent[name] = "yes"
                continue
            sent.pop(f"{name}:none", None)
            if isinstance(raw, File) and f"{name}:file" in self.names:
                sent[f"{name}:file"] = raw
            elif isinstance(raw, tuple) and self.names.get(name) == "textarea":
                sent[name] = "\r\n".join(raw)
            else:
                sent[name] = raw.replace("\n", "\r\n") if isinstance(raw, str) else raw
        return sent


def _each(raw: Any) -> tuple[Any, ...]:
    return raw if isinstance(raw, tuple) else (raw,)


def multipart(fields: dict[str, Any]) -> tuple[bytes, str]:
    """Give the body and the type of a multipart form (RFC 7578)."""
    mark = uuid.uuid4().hex
    parts = []
    for name, raw in fields.items():
        for one in _each(raw):
            file = f'; filename="{one.name}"\r\nContent-Type: application/octet-stream' if isinstance(one, File) else ""
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
            parts.append(head.encode() + (one.content if isinstance(one, File) else str(one).encode()) + b"\r\n")
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
