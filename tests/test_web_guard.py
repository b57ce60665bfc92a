"""What the site refuses, what it never tells, and the headers that everything carries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shipway_web.app import create_app
from shipway_web.settings import Settings
from shipway_web.visitor import asks_as, has_key
from web_site import FROM_HERE, TOKEN, app, send, visitor, words

__all__ = ["app", "visitor"]
ECHO = "/t/web-form/echo"
RUN = {"word": "x", "times": "1", "mark": "!"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
FILES = {"runs.file", "runs.output"}
PUBLIC = {"assets.asset"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PARTS = b'--x\r\nContent-Disposition: form-data; name="word"\r\n\r\n' + b"x" * (17 * 2**20) + b"\r\n--x--\r\n"
PARTS_TYPE = "multipart/form-data; boundary=x"
NOBODY = "0" * 32


def address(rule: str) -> str:
    """Fill a route's parts."""
    for part, text in {"slug": "web-form", "path:tool": "echo", "token": "x", "run_id": NOBODY}.items():
        rule = rule.replace(f"<{part}>", text)
    rule = rule.replace("<any('style.css', 'script.js'):name>", "style.css").replace("<artifact>", "0")
    assert "<" not in rule, f"{rule} has a part that this test does not know"
    return rule


def ways(app: Flask) -> list[tuple[str, str, str]]:
    """List every route with every method that it takes, and one that it does not."""
    return [
        (rule.endpoint, method, address(rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) | {"DELETE", "TRACE"}
    ]


def test_every_answer_carries_exactly_the_headers(app: Flask) -> None:
    seen = set()
    for endpoint, method, url in ways(app):
        answer = app.test_client().open(url, method=method, headers=FROM_HERE, buffered=True)
        found = {name: answer.headers.getlist(name) for name in HEADERS}
        assert found == {name: [text] for name, text in HEADERS.items()}, (method, url)
        assert "Strict-Transport-Security" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers
        if endpoint not in PUBLIC:
            assert answer.headers["Cache-Control"] == "no-store", (method, url)
            assert answer.headers["Vary"] == "Cookie"
        seen.add(answer.status_code)
    assert {200, 404, 405, 422} <= seen
    assert 500 not in seen


def test_over_https_a_browser_is_told_to_stay_there(visitor: FlaskClient) -> None:
    answer = visitor.get("/", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


@pytest.mark.parametrize(
    ("code", "ask"),
    [
        (400, lambda visitor: visitor.get("/", headers={"Host": "evil.example"})),
        (403, lambda visitor: visitor.post(ECHO, headers={"Sec-Fetch-Site": "cross-site"})),
        (404, lambda visitor: visitor.get("/nothing")),
        (405, lambda visitor: visitor.delete("/")),
        (413, lambda visitor: visitor.post(ECHO, headers=FROM_HERE, environ_overrides={"CONTENT_LENGTH": str(2**30)})),
        (413, lambda visitor: send(visitor, ECHO, word="x" * (17 * 2**20))),
        (413, lambda visitor: send(visitor, ECHO, word=["x"] * 6000)),
        (413, lambda visitor: visitor.post(ECHO, data=b"&" * 10**6, headers=FROM_HERE | FORM)),
        (413, lambda visitor: visitor.post(ECHO, data=PARTS, headers=FROM_HERE, content_type=PARTS_TYPE)),
    ],
)
def test_an_error_is_a_page_of_the_site_with_a_way_forward(visitor: FlaskClient, code: int, ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask(visitor)
    assert answer.status_code == code
    assert "See all tools" in words(answer)
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil:8000", ""])
def test_a_foreign_name_for_this_machine_is_refused(visitor: FlaskClient, host: str) -> None:
    assert visitor.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "LOCALHOST"])
def test_a_name_of_this_machine_is_taken(visitor: FlaskClient, host: str) -> None:
    assert visitor.get("/about", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "cookie", "code"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True, 200),
        ({"Sec-Fetch-Site": "none"}, True, 200),
        ({"Sec-Fetch-Site": "cross-site"}, True, 403),
        ({"Sec-Fetch-Site": "cross-site"}, False, 403),
        ({"Sec-Fetch-Site": "same-site"}, True, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, True, 403),
        ({"Origin": "http://localhost"}, True, 200),
        ({"Origin": "http://localhost:81"}, True, 403),
        ({"Origin": "http://evil.example"}, True, 403),
        ({"Origin": "http://localhost.evil.example"}, True, 403),
        ({"Origin": "http://localhost@evil.example"}, True, 403),
        ({"Origin": "null"}, True, 403),
        ({"Origin": ""}, True, 403),
        ({"Origin": "null"}, False, 403),
        ({}, True, 403),
        ({}, False, 200),
    ],
)
def test_only_our_own_pages_change_anything_in_a_browsers_name(
    app: Flask, headers: dict[str, str], cookie: bool, code: int
) -> None:
    visitor = app.test_client(use_cookies=cookie)
    if cookie:
        send(visitor, ECHO, **RUN)
    before = len(app.extensions["shipway"].supervisor.runs(None))
    assert visitor.post(ECHO, data=RUN, headers=headers).status_code == code
    assert visitor.post("/api/web-form/echo", json=RUN, headers=headers).status_code == code
    assert len(app.extensions["shipway"].supervisor.runs(None)) == before + (2 if code == 200 else 0)


def test_another_visitors_run_is_as_if_it_never_was(app: Flask) -> None:
    mine, theirs = app.test_client(), app.test_client()
    answer = send(mine, "/t/sleeps/sleeps", seconds="60")
    run = answer.headers["Location"]
    send(theirs, ECHO, **RUN)
    for stranger in (theirs, app.test_client()):
        for url in (run, f"{run}?part=result", f"{run}/output.txt", f"{run}/files/0", f"/api{run}"):
            seen = stranger.get(url)
            never = stranger.get(url.replace(run, f"/runs/{NOBODY}"))
            assert (seen.status_code, seen.data) == (404, never.data), url
        for url in (f"{run}/stop", f"{run}/answer", f"/api{run}/stop"):
            assert stranger.post(url, data={"ask": "1"}, headers=FROM_HERE).status_code == 404, url
        assert run not in stranger.get("/runs").text
    assert "asleep" in words(mine.get(run))
    send(mine, run + "/stop")


def test_a_key_in_an_address_opens_a_file_and_nothing_else(app: Flask) -> None:
    program = app.test_client(use_cookies=False)
    made = program.post("/api/web-form/page", json={}).get_json()
    run, key = f"/runs/{made['run']}", made["key"]
    assert program.get(made["artifacts"][0]["url"], buffered=True).status_code == 200
    for url in (run, f"{run}?part=result", f"{run}/output.txt", f"/api{run}"):
        mark = "&" if "?" in url else "?"
        assert program.get(f"{url}{mark}key={key}").status_code == 404, url
        assert program.get(url, headers={"Authorization": f"Bearer {key}"}).status_code == 200, url


def test_a_parameter_that_is_called_key_makes_nobody_else_of_a_visitor(app: Flask) -> None:
    with app.test_request_context("/t/web-form/echo?key=a"):
        assert not has_key()
        assert asks_as() == ""


@pytest.mark.parametrize("run", ["..", "%2e%2e", "..%2f..", "x" * 32, "A" * 32, "0" * 31, "0" * 64, "\x00"])
def test_what_is_no_run_is_not_looked_for(visitor: FlaskClient, run: str) -> None:
    assert visitor.get(f"/runs/{run}").status_code in (404, 308)


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(visitor: FlaskClient) -> None:
    cookie = send(visitor, ECHO, **RUN).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Set-Cookie" not in visitor.get("/").headers


def test_a_hosted_sites_cookie_belongs_to_its_host_alone(tmp_path: Path) -> None:
    hosted = create_app(Settings((), tmp_path, "a secret of the tests", cookie="__Host-shipway", secure=True))
    assert hosted.config["SESSION_COOKIE_SECURE"]


def test_the_authors_link_works_once_and_opens_scripts(app: Flask, tmp_path: Path) -> None:
    script = tmp_path / "my own.py"
    script.write_text('"""Mine."""\n\n\ndef twice(word: str) -> str:\n    """Say it twice."""\n    return word * 2\n')
    author, visitor = app.test_client(), app.test_client()
    assert visitor.get("/author/wrong").status_code == 404
    assert visitor.get("/open").status_code == 404
    assert visitor.post("/open", data={"path": str(script)}, headers=FROM_HERE).status_code == 404
    assert author.get(f"/author/{TOKEN}").headers["Location"] == "/"
    assert visitor.get(f"/author/{TOKEN}").status_code == 404
    assert "Open script" in author.get("/").text
    assert send(author, "/open", path="").status_code == 422
    refused = send(author, "/open", path=str(tmp_path / "none.py"))
    assert refused.status_code == 422
    assert "there is no file" in words(refused)
    for path in ("~nobody-of-that-name/x.py", "a" * 300, "a\0b"):
        assert send(author, "/open", path=path).status_code == 422, path
    opened = send(author, "/open", path=str(script))
    assert opened.headers["Location"] == "/t/my-own/twice"
    assert "abab" in words(send(visitor, "/t/my-own/twice", word="ab"))
    assert author.get("/runs").text.count("<li>") >= 2


def test_the_authors_cookie_is_worth_nothing_from_another_machine(tmp_path: Path) -> None:
    site = create_app(Settings((), tmp_path, "a secret of the tests", author=TOKEN))
    visitor = site.test_client()
    away = {"REMOTE_ADDR": "192.0.2.7"}
    assert visitor.get(f"/author/{TOKEN}", environ_overrides=away).status_code == 404
    assert visitor.get(f"/author/{TOKEN}", headers={"Host": "evil.example"}).status_code == 404
    assert visitor.get(f"/author/{TOKEN}").status_code == 303
    assert visitor.get("/open").status_code == 200
    assert visitor.get("/open", environ_overrides=away).status_code == 404


def test_every_redirect_stays_on_the_site(visitor: FlaskClient) -> None:
    for url in ("//evil.example", "/t//evil.example/echo", "/\\evil.example", "/runs//evil.example", "/t/web-form//"):
        answer = visitor.get(url)
        assert "Location" not in answer.headers or re.match(r"/[^/\\]", answer.headers["Location"]), url


def test_no_page_holds_inline_code_or_an_address_elsewhere(visitor: FlaskClient) -> None:
    for url in ("/", ECHO, "/t/web-form/weigh", "/runs", "/about", "/nothing"):
        page = visitor.get(url).text
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", page), url
        assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", page), url
