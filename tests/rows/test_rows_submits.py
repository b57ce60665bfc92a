"""Row C04 of the matrix: a second click, a look anew, the back button, a client's retry, two tabs: one run a key."""

from __future__ import annotations

import json
import multiprocessing
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from agreement_rows import File
from core_fixtures import write
from front_ends import JSON, Server, multipart
from served import served
from shipway.environment import own
from shipway.errors import Busy
from shipway.profile import VISITORS
from shipway.read import read
from shipway.supervisor import Inline

COUNTS = """
def count(word: str, attached: bytes = b""):
    print(word, len(attached))
"""
FORM, API = "/t/counts/count", "/api/counts/count"
URLENCODED = {"Content_Type": "application/x-www-form-urlencoded", "Sec_Fetch_Site": "same-origin"}
MANY, FEW = 50, 6


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def server(state: Path) -> Iterator[Server]:
    """Serve a script by two workers."""
    with served(state, write(state, COUNTS, "counts.py")) as site:
        yield Server(int(site.url.rpartition(":")[2].strip("/")))


def key_of(page: bytes) -> str:
    found = re.findall(rb'<input type="hidden" name=":key" value="([0-9a-f]{32})">', page)
    assert len(found) == 1, "a form carries one key"
    return str(found[0].decode())


def drawn(server: Server) -> str:
    """Open the form; give its key."""
    return key_of(server.send("GET", FORM)[1])


def run_in(body: bytes, headers: dict[str, str]) -> str:
    """Give the run that an answer shows, or leads to."""
    if "location" in headers:
        return headers["location"].rpartition("/")[2]
    found = re.search(rb"/runs/([0-9a-f]{32})/output.txt", body)
    assert found, body
    return found[1].decode()


def send(server: Server, cookie: str = "", **fields: str) -> tuple[int, str, str]:
    """Send the form; give the status, the run, and the cookie that came."""
    own = {"Cookie": cookie} if cookie else {}
    sent = urlencode({name.replace("key", ":key"): text for name, text in fields.items()}).encode()
    status, body, headers = server.send("POST", FORM, sent, **URLENCODED, **own)
    assert status in (200, 303), body
    return status, run_in(body, headers), headers.get("set-cookie", "").partition(";")[0] or cookie


def begun(state: Path) -> int:
    """Count the runs that there are, of everybody."""
    return len(list(state.glob("shipway-web-*/runs/*")))


def test_c04_fifty_clicks_at_once_are_one_run(server: Server, state: Path) -> None:
    key, before = drawn(server), begun(state)
    with ThreadPoolExecutor(MANY) as pool:
        # By a visitor who is new here: none of the fifty has a cookie.
        seen = list(pool.map(lambda _: send(server, key=key, word="once"), range(MANY)))
    assert len({run for _, run, _ in seen}) == 1
    assert begun(state) == before + 1


def test_c04_without_a_key_each_click_is_a_run(server: Server, state: Path) -> None:
    before = begun(state)
    with ThreadPoolExecutor(FEW) as pool:
        seen = list(pool.map(lambda _: send(server, word="each"), range(FEW)))
    assert len({run for _, run, _ in seen}) == FEW == begun(state) - before


def test_c04_a_look_anew_leads_to_the_run_and_going_back_changes_nothing(server: Server, state: Path) -> None:
    key, before = drawn(server), begun(state)
    _, run, cookie = send(server, key=key, word="once")
    for _ in range(3):
        status, again, cookie = send(server, cookie, key=key, word="once")
        assert (status, again) == (303, run)
    assert server.send("GET", f"/runs/{run}", Cookie=cookie)[0] == 200
    assert begun(state) == before + 1


def test_c04_what_was_changed_after_going_back_is_another_run(server: Server) -> None:
    key = drawn(server)
    _, run, cookie = send(server, key=key, word="once")
    _, changed, cookie = send(server, cookie, key=key, word="changed")
    assert changed != run
    assert send(server, cookie, key=key, word="once")[:2] == (303, run)


def test_c04_two_tabs_are_two_runs_and_a_result_has_a_fresh_form(server: Server) -> None:
    keys = {drawn(server), drawn(server)}
    assert len(keys) == 2
    sent = urlencode({":key": keys.pop(), "word": "once"}).encode()
    _, page, _ = server.send("POST", FORM, sent, **URLENCODED)
    assert key_of(page) not in keys


def test_c04_files_that_are_sent_again_are_kept_once(server: Server, state: Path) -> None:
    key, cookie, runs = drawn(server), "", []
    for content in (b"abc", b"abc", b"abd"):
        body, kind = multipart({":key": key, "word": "file", "attached": File("a.txt", content)})
        told = {"Content_Type": kind, "Sec_Fetch_Site": "same-origin"} | ({"Cookie": cookie} if cookie else {})
        _, page, headers = server.send("POST", FORM, body, **told)
        cookie = cookie or headers["set-cookie"].partition(";")[0]
        runs.append(run_in(page, headers))
    assert runs[0] == runs[1] != runs[2]
    assert len(list(state.glob("shipway-web-*/uploads/*/a.txt"))) == 2


def test_c04_a_key_is_its_owners_alone(server: Server) -> None:
    key, cookies = drawn(server), [send(server, word="before")[2] for _ in range(2)]
    first, second = (send(server, cookie, key=key, word="once")[1] for cookie in cookies)
    assert first != second


def post(server: Server, key: str, owner: str, word: str = "api") -> tuple[int, dict[str, object]]:
    told = {"Idempotency_Key": key, "Authorization": f"Bearer {owner}"}
    status, body, _ = server.send("POST", API, json.dumps({"word": word}).encode(), **JSON, **told)
    return status, json.loads(body)


def test_c04_fifty_tries_of_a_program_are_one_run_with_one_answer(server: Server, state: Path) -> None:
    before = begun(state)
    with ThreadPoolExecutor(MANY) as pool:
        seen = list(pool.map(lambda _: post(server, "try-1", "a secret of ann"), range(MANY)))
    assert Counter((status, told["run"], told["stdout"]) for status, told in seen).most_common() == [
        ((200, seen[0][1]["run"], "api 0\n"), MANY)
    ]
    assert begun(state) == before + 1
    assert post(server, "try-1", "a secret of ben")[1]["run"] != seen[0][1]["run"]
    assert post(server, "try-2", "a secret of ann")[1]["run"] != seen[0][1]["run"]
    assert post(server, "try-1", "a secret of ann", "later")[1]["run"] == seen[0][1]["run"]


@pytest.mark.parametrize("key", ["", "a b", "a" * 201, "caf\xe9", "\t"])
def test_c04_a_key_that_is_none_is_refused(server: Server, key: str) -> None:
    assert post(server, key, "a secret of ann")[0] == 400


def test_c04_a_key_of_nobody_is_refused(server: Server) -> None:
    status, body, _ = server.send("POST", API, b'{"word": "a"}', **JSON, Idempotency_Key="one")
    assert status == 400
    assert "Authorization: Bearer KEY" in json.loads(body)["error"]


def test_c04_what_was_refused_leaves_the_key_free(server: Server) -> None:
    told = {"Idempotency_Key": "free", "Authorization": "Bearer a secret of ann"}
    assert server.send("POST", API, b'{"no": "such"}', **JSON, **told)[0] == 422
    assert post(server, "free", "a secret of ann")[0] == 200


def _submit(folder: Path, script: Path, gate: Connection) -> None:
    host = Inline(folder)
    reading = read(script)
    gate.send("ready")
    gate.recv()
    gate.send(host.submit(reading, reading.specs[0], {}, environment=own(), profile=VISITORS, owner="ann", key="k"))
    gate.recv()
    host.close()


def test_c04_two_processes_that_submit_at_once_start_one_run(tmp_path: Path) -> None:
    script = write(tmp_path, "def f():\n    return 1\n")
    start = multiprocessing.get_context("spawn")
    pairs = [start.Pipe() for _ in range(3)]
    hosts = [start.Process(target=_submit, args=(tmp_path / "state", script, far)) for _, far in pairs]
    for host in hosts:
        host.start()
    assert [near.recv() for near, _ in pairs] == ["ready"] * 3
    for near, _ in pairs:
        near.send("go")
    assert len({near.recv() for near, _ in pairs}) == 1
    for (near, _), host in zip(pairs, hosts, strict=True):
        near.send("end")
        host.join(20)
        assert host.exitcode == 0
    assert len(list((tmp_path / "state/runs").iterdir())) == 1


def test_c04_a_run_that_did_not_start_leaves_its_key_free(tmp_path: Path) -> None:
    script = write(tmp_path, "def f():\n    return 1\n")
    reading = read(script)
    how = {"environment": own(), "profile": VISITORS, "owner": "ann", "key": "k"}
    full, host = Inline(tmp_path / "state", most=0), Inline(tmp_path / "state")
    try:
        with pytest.raises(Busy):
            full.submit(reading, reading.specs[0], {}, **how)
        assert full.run_of("ann", "k") == ""
        run = host.submit(reading, reading.specs[0], {}, **how)
        assert full.submit(reading, reading.specs[0], {}, **how) == run, "what is there needs no room"
        assert (full.run_of("ann", "k"), full.run_of("ben", "k")) == (run, "")
    finally:
        full.close()
        host.close()
