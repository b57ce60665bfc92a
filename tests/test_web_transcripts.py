"""What is to be seen of runs that go on, without reading twice what they said."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import pytest

from shipway.errors import NoSuchRun
from shipway.events import Ended, Event, Output
from shipway_web.transcripts import Transcripts


@dataclass
class Teller:
    """Tell runs from lists; an offset is a number of events. It takes its time for it."""

    said: dict[str, list[Event]] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    seconds: float = 0.0

    def events(self, run_id: str, owner: str | None, after: int = 0) -> tuple[list[Event], int]:
        if owner != "me":
            raise NoSuchRun("there is no such run")
        self.asked.append((run_id, after))
        time.sleep(self.seconds)
        events = self.said[run_id][after:]
        return events, after + len(events)


def line(text: str) -> Output:
    return Output("stdout", text.encode() + b"\n")


def test_a_run_is_fed_only_with_what_is_new() -> None:
    teller = Teller({"a": [line("one")]})
    transcripts = Transcripts(teller)
    first, after = transcripts.look("a", "me")
    assert (first.text(), after) == ("one", 1)
    teller.said["a"] += [line("two"), line("three")]
    assert transcripts.look("a", "me")[0].text() == "one\ntwo\nthree"
    assert first.text() == "one", "what was given out stays as it was"
    assert teller.asked == [("a", 0), ("a", 1)]


def test_a_run_that_is_over_is_forgotten_and_read_again() -> None:
    teller = Teller({"a": [line("one")]})
    transcripts = Transcripts(teller)
    transcripts.look("a", "me")
    teller.said["a"].append(Ended("done", 0))
    for _ in range(2):
        assert transcripts.look("a", "me")[0].ended == Ended("done", 0)
    assert [after for _, after in teller.asked] == [0, 1, 0]


def test_another_owner_sees_nothing_of_what_is_remembered() -> None:
    transcripts = Transcripts(Teller({"a": [line("one")]}))
    transcripts.look("a", "me")
    with pytest.raises(NoSuchRun):
        transcripts.look("a", "you")


def test_the_run_that_was_not_looked_at_for_longest_is_forgotten_first() -> None:
    teller = Teller({name: [line(name)] for name in "abc"})
    transcripts = Transcripts(teller, most=2)
    for name in "abacab":
        assert transcripts.look(name, "me")[0].text() == name
    assert teller.asked == [("a", 0), ("b", 0), ("a", 1), ("c", 0), ("a", 1), ("b", 0)]


def test_threads_that_look_at_once_see_every_line_once() -> None:
    teller = Teller({"a": []}, seconds=0.001)
    transcripts = Transcripts(teller)
    transcripts.look("a", "me")

    def look() -> None:
        for number in range(50):
            teller.said["a"].append(line(str(number)))
            for shown in transcripts.look("a", "me")[0].lines:
                assert shown.text

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = transcripts.look("a", "me")[0].text().split("\n")
    assert sorted(seen) == sorted(str(number) for number in range(50) for _ in range(4))
