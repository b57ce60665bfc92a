"""The page: lists, forms, results, questions and files, as a browser without JavaScript meets them."""

from __future__ import annotations

import io
import time
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from shipway.kinds import KINDS
from shipway.look import PALETTE
from shipway.profile import LEVELS
from shipway.words import sentence
from shipway_web.assets import SCRIPT, STYLE
from shipway_web.fields import CONTROLS
from shipway_web.shelf import Shelf
from web_site import FROM_HERE, app, follow, hidden, send, visitor, words

__all__ = ["app", "visitor"]
ECHO = "/t/web-form/echo"


def test_every_kind_has_one_control() -> None:
    assert CONTROLS.keys() == KINDS.keys()


def test_the_list_names_every_tool_and_says_what_is_wrong_with_a_broken_script(visitor: FlaskClient) -> None:
    answer = visitor.get("/")
    page = words(answer)
    assert answer.status_code == 200
    assert "Say a text again" in page
    assert "broken_syntax.py This script cannot be read:" in page


def test_an_empty_shelf_says_what_to_do_next(tmp_path: Path) -> None:
    from shipway_web.app import create_app
    from shipway_web.settings import Settings

    empty = create_app(Settings((), tmp_path, "a secret of the tests"))
    assert "Start the site with one" in words(empty.test_client().get("/"))


def test_a_form_runs_and_shows_its_result_with_the_inputs_kept(visitor: FlaskClient) -> None:
    answer = send(visitor, ECHO, word="hello ", times="2", mark="?")
    assert answer.status_code == 200
    assert "hello ?hello ?" in words(answer)
    assert 'value="hello "' in answer.text
    assert '<option value="?" selected>' in answer.text
    assert "Done in" in words(answer)
    assert any(sentence(level.short) in words(answer) for level in LEVELS.values()), "it says what held the run"


def test_a_box_that_is_not_ticked_is_no_and_one_that_is_ticked_is_yes(visitor: FlaskClient) -> None:
    assert "quiet!" in words(send(visitor, ECHO, word="quiet", times="1", mark="!"))
    assert "LOUD!" in words(send(visitor, ECHO, word="loud", times="1", mark="!", loud="yes"))


def test_an_empty_choice_that_is_offered_is_itself(visitor: FlaskClient) -> None:
    answer = send(visitor, ECHO, word="bare", times="1", mark="")
    assert '<p class="value">bare</p>' in answer.text


def test_an_error_stands_at_its_field_with_everything_kept(visitor: FlaskClient) -> None:
    answer = send(visitor, ECHO, word="kept", times="12o0", mark="?", loud="yes")
    assert answer.status_code == 422
    assert '<small class="why" id="f1-why">“12o0” is not a whole number</small>' in answer.text
    assert 'aria-invalid="true" aria-describedby="f1-why f1-help"' in answer.text
    assert 'value="12o0"' in answer.text
    assert 'value="kept"' in answer.text
    assert '<option value="?" selected>' in answer.text


def test_an_empty_required_field_is_named(visitor: FlaskClient) -> None:
    answer = send(visitor, ECHO, word="", times="1", mark="!")
    assert answer.status_code == 422
    assert "Word is required" in words(answer)


def test_the_scripts_own_complaint_stands_at_its_field(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/sleeps/sleeps", seconds="soon")
    assert answer.status_code == 422
    assert "invalid float value: 'soon'</small>" in answer.text.replace("&#39;", "'")


def test_an_exit_code_and_an_exception_are_told(visitor: FlaskClient) -> None:
    assert "Failed: exit code 3" in words(send(visitor, "/t/exits-three/exits_three", word="x"))
    page = words(send(visitor, "/t/raises/divide", dividend="1", divisor="0"))
    assert "ZeroDivisionError" in page


def test_line_ends_that_the_browser_made_are_taken_back(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/web-form/repeat", text="one\r\n two \r\n")
    assert "'one\\n two \\n'" in words(answer)
    assert "one\n two \n</textarea>" in answer.text


def test_what_a_visitor_or_a_script_writes_is_text_and_never_markup(visitor: FlaskClient) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
    answer = send(visitor, ECHO, word=hostile, times="1", mark="!")
    again = send(visitor, ECHO, word=hostile, times=hostile, mark="!")
    table = send(visitor, "/t/web-form/rows", many="2")
    for page in (answer.text, again.text, visitor.get("/").text, visitor.get(f"{ECHO}?word={hostile}").text):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<i>Anything" not in page
        assert "<b>Echo" not in page
    assert "{{7*7}}" in words(answer)
    assert "<td>&lt;u&gt;0&lt;/u&gt;</td>" in table.text


def test_a_table_aligns_numbers_and_says_when_it_is_cut(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/web-form/rows", many="250")
    assert '<td class="n">1</td>' in answer.text
    assert "First 200 of 250 rows" in words(answer)
    assert answer.text.count("<tr>") == 201


def test_a_link_opens_the_form_filled(visitor: FlaskClient) -> None:
    answer = visitor.get(f"{ECHO}?word=from+a+link&mark=%3F&loud=no")
    assert 'value="from a link"' in answer.text
    assert '<option value="?" selected>' in answer.text
    assert "checked" not in answer.text
    assert 'value="1"' in answer.text, "what the link does not name keeps its default"


def test_a_link_ticks_a_box_in_any_words_for_yes(visitor: FlaskClient) -> None:
    for text, ticked in {"yes": True, "On": True, "+t+": True, "no": False, "perhaps": False, "": False}.items():
        assert ("checked" in visitor.get(f"{ECHO}?loud={text}").text) is ticked, text


def test_an_upload_is_used_and_survives_an_error_elsewhere(visitor: FlaskClient) -> None:
    paper = (io.BytesIO(b"12345"), "a paper.txt")
    refused = send(visitor, "/t/web-form/weigh", paper=paper, least="x")
    assert refused.status_code == 422
    assert "a paper.txt is here already" in words(refused)
    [mark] = hidden(refused, "paper:kept")
    answer = send(visitor, "/t/web-form/weigh", **{"paper:kept": mark, "least": "1"})
    assert "a paper.txt: 5 bytes, at least 1" in words(answer)


def test_a_mark_of_another_visitors_upload_opens_nothing(app: Flask, visitor: FlaskClient) -> None:
    refused = send(visitor, "/t/web-form/weigh", paper=(io.BytesIO(b"12345"), "a.txt"), least="x")
    [mark] = hidden(refused, "paper:kept")
    answer = send(app.test_client(), "/t/web-form/weigh", **{"paper:kept": mark, "least": "1"})
    assert answer.status_code == 422
    assert "Paper is required" in words(answer)


def test_a_path_in_the_place_of_an_upload_is_refused(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/web-form/weigh", paper="/etc/passwd", least="1")
    assert answer.status_code == 422
    assert "root:" not in answer.text


def test_several_files_arrive_together(visitor: FlaskClient) -> None:
    papers = [(io.BytesIO(b"1"), "one"), (io.BytesIO(b"2"), "two")]
    answer = visitor.post("/t/web-form/count", data={"papers": papers}, headers=FROM_HERE)
    assert '<p class="value">2</p>' in answer.text


def test_a_folder_arrives_whole_and_stays_in_its_place(visitor: FlaskClient) -> None:
    names = ["box/a?.txt", "box/a_.txt", "box/in/b.txt", "../../../etc/in/c.txt", "/d.txt", "box/../e.txt", "box/ж.txt"]
    folder = [(io.BytesIO(b"1"), name) for name in names]
    answer = visitor.post("/t/web-form/copy", data={"folder": folder}, headers=FROM_HERE)
    assert answer.status_code == 200
    for name in ("a_.txt", "a_ 2.txt", "in/b.txt", "in/c.txt", "d.txt", "e.txt", "ж.txt"):
        assert name in words(answer)
    torn = [(io.BytesIO(b"1"), "box/a"), (io.BytesIO(b"1"), "box/a/b")]
    assert visitor.post("/t/web-form/copy", data={"folder": torn}, headers=FROM_HERE).status_code == 400


def test_an_uploads_own_name_is_shown_and_may_be_anything(visitor: FlaskClient) -> None:
    for name in ("<b>.txt", "a" * 300, "漢" * 100 + ".txt", "-rf", "..", "con.", 'q"uote.txt', "été‮.txt"):
        answer = send(visitor, "/t/web-form/weigh", paper=(io.BytesIO(b"12345"), name), least="1")
        assert answer.status_code == 200, name
        assert "5 bytes" in words(answer), name
        assert "<b>.txt" not in answer.text


def test_what_a_script_wrote_is_downloaded_and_never_rendered(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/web-form/page", name="page.html")
    [address] = {part.partition('"')[0] for part in answer.text.split('href="')[1:] if "/files/" in part[:60]}
    file = visitor.get(address, buffered=True)
    assert file.data == b"<script>document.title = 'caught'</script>"
    assert file.headers["Content-Disposition"].startswith("attachment; filename=page.html")
    assert file.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_a_files_own_name_reaches_the_disk_of_its_visitor(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/web-form/page", name="Отчёт «1».html")
    [address] = {part.partition('"')[0] for part in answer.text.split('href="')[1:] if "/files/" in part[:60]}
    assert "filename*=UTF-8''%D0%9E" in visitor.get(address, buffered=True).headers["Content-Disposition"]


def test_questions_are_asked_one_after_another(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/getpass-it/getpass_it")
    assert answer.status_code == 303
    asked = follow(visitor, answer, "User:")
    assert "Stop" in asked
    run = answer.headers["Location"]
    [ask] = hidden(visitor.get(run), "ask")
    second = send(visitor, f"{run}/answer", ask=ask, text="ann")
    assert second.headers["Location"] == run
    page = visitor.get(run)
    assert '<input id="answer" name="text" type="password"' in page.text
    [ask] = hidden(page, "ask")
    send(visitor, f"{run}/answer", ask=ask, text="hunter22")
    end = follow(visitor, answer, "Done in")
    assert "ann's password has 8 characters." in end
    assert "hunter22" not in end


def test_the_scripts_input_can_be_ended(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/asks-twice/asks_twice", name="", age="")
    run = answer.headers["Location"]
    [ask] = hidden(visitor.get(run), "ask")
    send(visitor, f"{run}/answer", ask=ask, end="yes")
    assert "EOF" in follow(visitor, answer, "Failed")


def test_a_run_that_goes_on_shows_itself_and_stops(visitor: FlaskClient) -> None:
    started = time.monotonic()
    answer = send(visitor, "/t/sleeps/sleeps", seconds="60")
    assert answer.status_code == 303
    page = visitor.get(answer.headers["Location"])
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page.text
    assert "asleep" in words(page)
    send(visitor, answer.headers["Location"] + "/stop")
    assert "Stopped after" in follow(visitor, answer, "Stopped")
    assert time.monotonic() - started < 15


def test_the_whole_output_is_there_byte_for_byte(visitor: FlaskClient) -> None:
    answer = send(visitor, "/t/makes-files/makes_files", how_many="2")
    [address] = {part.partition('"')[0] for part in answer.text.split('href="')[1:] if "/output.txt" in part[:60]}
    output = visitor.get(address)
    assert output.data == b"made 2 files and an index\n"
    assert "index.csv" in words(answer)


def test_the_visitors_runs_are_listed(visitor: FlaskClient) -> None:
    assert "No run yet" in words(visitor.get("/runs"))
    send(visitor, ECHO, word="x", times="1", mark="!")
    assert "Say a text again" in words(visitor.get("/runs"))


def test_a_saved_script_gives_its_new_form(visitor: FlaskClient, app: Flask) -> None:
    script = next(iter(app.extensions["shipway"].shelf.offers().values())).script
    before = script.read_text()
    assert "How often." in visitor.get(ECHO).text
    script.write_text(before.replace("How often.", "How many times."))
    try:
        assert "How many times." in visitor.get(ECHO).text
    finally:
        script.write_text(before)


def test_the_style_takes_its_colours_from_the_palette_and_is_kept_by_its_address(visitor: FlaskClient) -> None:
    answer = visitor.get(STYLE.url)
    assert all(f"--{tone.name}:{tone.light};" in answer.text and tone.dark in answer.text for tone in PALETTE)
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(SCRIPT.body) < 4800


def test_two_scripts_of_one_name_have_two_addresses(tmp_path: Path) -> None:
    shelf = Shelf([tmp_path / "a/Мой скрипт.py", tmp_path / "b/мой_скрипт.py"], tmp_path / "opened", None)
    assert list(shelf.offers()) == ["мой-скрипт", "мой-скрипт-2"]
