"""Asking a server over HTTP at little cost, and filling a form as a browser does."""

from __future__ import annotations

import re
import socket
from html.parser import HTMLParser
from urllib.parse import urlencode


class Client:
    """One kept-alive HTTP connection that costs little, so that the server is what is measured."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Send a request; give the answer's status, head and body."""
        self.socket.sendall(request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        if status == 204:
            # It has no body, and no length.
            return status, head, b""
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if length is None:
            raise RuntimeError(f"an answer without a length: {head[:200]!r}")
        while len(body) < int(length[1]):
            body += self._more()
        return status, head, body

    def _more(self) -> bytes:
        if not (data := self.socket.recv(65536)):
            raise ConnectionError("the server closed the connection")
        return data

    def close(self) -> None:
        self.socket.close()


def cookies(head: bytes) -> bytes:
    """Give the header that sends back the cookies of an answer, or nothing when it sets none."""
    found = re.findall(rb"(?i)\r\nset-cookie: *([^;\r\n]+)", head)
    return b"Cookie: " + b"; ".join(found) + b"\r\n" if found else b""


def request(method: str, path: str, port: int, body: bytes = b"", kind: str = "") -> bytes:
    """Write a request as a browser on the same site sends it."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    if method == "POST":
        head += f"Origin: http://127.0.0.1:{port}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


class Form(HTMLParser):
    """The fields of the form that holds the temperature, with what they are filled with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.multipart = False
        self.action = ""
        self._form: dict[str, str | None] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._form = given
        name = given.get("name") or ""
        if tag != "input" or self._form.get("method", "").lower() != "post" or not name:
            return
        if name == ":key":
            # With its key, a form that is sent again is the run that it was before.
            return
        self.fields[name] = given.get("value") or ""
        if "celsius" in name:
            self.fields[name] = "37"
            self.multipart = self._form.get("enctype") == "multipart/form-data"
            self.action = self._form.get("action") or ""


def filled(page: str, path: str, port: int) -> bytes:
    """Write the request that submits the form of a page."""
    form = Form(page)
    if not form.multipart:
        return request(
            "POST", form.action or path, port, urlencode(form.fields).encode(), "application/x-www-form-urlencoded"
        )
    mark = "----shipway-bench"
    head = f"--{mark}\r\nContent-Disposition: form-data; name="
    parts = [f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in form.fields.items()]
    body = ("".join(parts) + f"--{mark}--\r\n").encode()
    return request("POST", form.action or path, port, body, f"multipart/form-data; boundary={mark}")
