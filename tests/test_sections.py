"""A form is divided into groups, and what excludes each other stands together."""

from __future__ import annotations

from shipway.sections import sections
from shipway.spec import Argv, Exclusive, Param, Spec

PARAMS = (Param("a"), Param("b", group="More"), Param("c"), Param("d"), Param("e", group="More"))


def told(spec: Spec) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (one.title, one.about, [(each.caption, "".join(p.name for p in each.params)) for each in one.bundles])
        for one in sections(spec)
    ]


def test_groups_stand_where_their_first_parameter_stands() -> None:
    spec = Spec("t", "argparse", params=PARAMS, groups=(("More", "Seldom needed."),))
    assert told(spec) == [("", "", [("", "acd")]), ("More", "Seldom needed.", [("", "be")])]


def test_what_excludes_each_other_is_brought_together() -> None:
    spec = Spec("t", "argparse", params=PARAMS, exclusive=(Exclusive(("a", "d")), Exclusive(("b", "e"), True)))
    assert told(spec) == [
        ("", "", [("At most one of these", "ad"), ("", "c")]),
        ("More", "", [("Exactly one of these", "be")]),
    ]


def test_one_that_is_left_alone_excludes_nothing() -> None:
    spec = Spec(
        "t",
        "argparse",
        params=PARAMS,
        exclusive=(Exclusive(("a", "gone")), Exclusive(("c", "d")), Exclusive(("d", "e"))),
    )
    assert told(spec)[0] == ("", "", [("", "a"), ("At most one of these", "cd")])


def test_every_parameter_stands_once() -> None:
    spec = Spec("t", "argparse", params=PARAMS, exclusive=(Exclusive(("a", "e")), Exclusive(("e", "d"))))
    assert sorted(name for _, _, parts in told(spec) for _, names in parts for name in names) == list("abcde")


def test_what_only_shows_something_and_ends_stands_last() -> None:
    version = Param("v", place="argv", argv=Argv(("--version",), style="exit"))
    spec = Spec("t", "argparse", params=(version, *PARAMS))
    assert told(spec) == [("", "", [("", "acdv")]), ("More", "", [("", "be")])]
