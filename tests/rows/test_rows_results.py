"""Row E21 of the matrix: whatever a function gives back is shown within bounds, as plain text, or refused in words."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from core_fixtures import Told, go, write
from shipway.events import Result
from shipway.profile import VISITORS, Profile
from shipway_web.app import create_app
from shipway_web.settings import LOOPBACK, Settings
from web_site import send

LIMITED = replace(VISITORS, seconds=60)
UNBOUND = replace(LIMITED, output=None)


def told(folder: Path, body: str, head: str = "", profile: Profile = LIMITED) -> Told:
    """Run a function whose body this is."""
    text = f"{textwrap.dedent(head)}\ndef f(x: int):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n"
    return go(write(folder, text), {"x": "1"}, tool="f", profile=profile)


def size_of(result: Result) -> int:
    """Count the characters of a result, those around each cell of a table included."""
    if result.shape != "table":
        return len(result.value)
    return sum(len(cell) + 8 for row in [result.value["columns"], *result.value["rows"]] for cell in row)


LARGE = {
    "a million rows": ("return [{'n': n, 'text': 'я'} for n in range(10**6)]", "table.csv"),
    "a million pairs": ("return [(n, 'x') for n in range(10**6)]", "table.csv"),
    "a wide table": ("return [[0] * 5000 for _ in range(300)]", "table.csv"),
    "a column for each row": ("return [{str(n): n} for n in range(3000)]", ""),
    "a million columns": ("return [{str(n): n} for n in range(10**6)]", "result.json"),
    "a long list": ("return list(range(3 * 10**6))", "result.json"),
    "a long text": ("return 'x' * 200 * 2**20", "result.txt"),
    "a long number": ("class Long(float):\n    def __str__(self):\n        return '7' * 10**7\nreturn Long(1)", ""),
    "a long range": ("return range(10**9)", ""),
    "200 MB of bytes": ("return bytes(200 * 10**6)", "result.bin"),
    "an array of 200 MB": ("import array\nreturn array.array('d', bytes(200 * 10**6))", "result.bin"),
    "numpy, 200 MB": ("import numpy\nreturn numpy.zeros(25 * 10**6)", "array.npy"),
    "numpy, 200 MB of a table": ("import numpy\nreturn numpy.zeros((5000, 5000))", "array.npy"),
    "numpy, 200 MB of a cube": ("import numpy\nreturn numpy.zeros((500, 500, 100))", "array.npy"),
    "ten thousand results": ("yield from range(10_000)", ""),
    "ten thousand at once": (
        "import pathlib\npathlib.Path('a').touch()\nreturn (pathlib.Path('a'), *range(10_000))",
        "a",
    ),
}


def is_bounded(run: Told) -> None:
    """Check that what is to be shown of a run fits on a page."""
    assert run.ended.state == "done", run.stderr
    assert len(run.results) <= 1001
    assert sum(map(size_of, run.results)) < 5 * 2**20


@pytest.mark.parametrize("what", LARGE)
def test_e21_what_is_large_is_shown_in_part_and_kept_whole(tmp_path: Path, what: str) -> None:
    body, file = LARGE[what]
    if "numpy" in what:
        pytest.importorskip("numpy")
    run = told(tmp_path, body)
    is_bounded(run)
    assert list(run.made) == ([file] if file else [])


@pytest.mark.parametrize("what", ["a long list", "a long text", "ten thousand results"])
def test_e21_control_without_bounds_all_of_it_would_be_shown(tmp_path: Path, what: str) -> None:
    run = told(tmp_path, LARGE[what][0], profile=UNBOUND)
    assert run.ended.state == "done"
    with pytest.raises(AssertionError):
        is_bounded(run)


MEMORY = """
    import sys
    from pathlib import Path
    from core_fixtures import go

    def memory(name):
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(name))

    go(Path(sys.argv[1]), {"x": "0"}, tool="f")
    before = memory("VmRSS")
    state = go(Path(sys.argv[1]), {"x": "1"}, tool="f").ended.state
    print(memory("VmHWM") - before, state)
"""
COSTLY = ["a million rows", "a wide table", "numpy, 200 MB of a table", "a long text", "ten thousand results"]


@pytest.mark.parametrize("what", COSTLY)
def test_e21_the_memory_of_who_shows_it_is_bounded_too(tmp_path: Path, what: str) -> None:
    if "numpy" in what:
        pytest.importorskip("numpy")
    body = f"if not x:\n    return\n{LARGE[what][0]}"
    script = write(tmp_path, f"def f(x: int):\n{textwrap.indent(body, '    ')}\n")
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", textwrap.dedent(MEMORY), script]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    grown, state = done.stdout.split()
    assert state == "done"
    assert int(grown) < 64 * 1024


ODD = {
    "NaN": ("return float('nan')", "nan"),
    "NaN within": (
        "return {'a': float('nan'), 'b': [float('-inf')]}",
        '{\n  "a": NaN,\n  "b": [\n    -Infinity\n  ]\n}',
    ),
    "a generator of generators": ("yield (n for n in range(3))", "<generator object"),
    "a generator within": ("return [(n for n in range(3)), 1]", '[\n  "<generator object'),
    "a circle": ("a = {}\na['a'] = a\nreturn a", "<dict: it cannot be shown: ValueError>"),
    "a long circle": ("a = []\na += [(a, [a])]\nreturn a", "<list: it cannot be shown: ValueError>"),
    "a circle of odd keys": ("a = {(1, 2): 1}\na['a'] = a\nreturn a", "<dict: it cannot be shown: "),
    "deep": ("a = []\nfor _ in range(10**5):\n    a = [a]\nreturn a", "<list: it cannot be shown: RecursionError>"),
    "an open file": ("return open('a', 'w+')", "<_io.TextIOWrapper name='a'"),
    "a device": ("return open('/dev/zero', 'rb')", "<_io.BufferedReader name='/dev/zero'>"),
    "a closed file": ("import io\nf = io.StringIO('a')\nf.close()\nreturn f", "<_io.StringIO object"),
    "a large whole number": ("return 10**100_000", "<int: it cannot be shown: ValueError>"),
}


@pytest.mark.parametrize("what", ODD)
def test_e21_what_is_odd_is_shown_as_text_or_refused_in_words(tmp_path: Path, what: str) -> None:
    body, text = ODD[what]
    if what == "a large whole number" and sys.version_info < (3, 11):
        pytest.skip("this Python writes it")
    result = told(tmp_path, body).result
    assert result.value.startswith(text)


MARKUP = "<script>alert(1)</script>"
HOSTILE = {
    "markup": (f"def __repr__(self): return {MARKUP!r}\n__str__ = _repr_html_ = __repr__", MARKUP),
    "faults": (
        "def __repr__(self): 1 / 0\n__str__ = _repr_html_ = __repr__",
        "<H: it cannot be shown: ZeroDivisionError>",
    ),
    "no text": ("def __repr__(self): return 5\n__str__ = __repr__", "<H: it cannot be shown: TypeError>"),
    "a recursion": ("def __repr__(self): return repr(self)", "<H: it cannot be shown: RecursionError>"),
    "no attribute is safe": ("def __getattr__(self, name): raise ValueError(name)", "<script.H object at"),
    "every attribute is there": (
        "def __getattr__(self, name): return self\n__call__ = __getattr__",
        "<script.H object at",
    ),
    "no class": ("@property\ndef __class__(self): raise OSError", "<H: it cannot be shown: OSError>"),
    "no equality": ("def __eq__(self, other): raise OSError\n__hash__ = None", "<script.H object at"),
    "Markdown faults": ("def _repr_markdown_(self): raise OSError", "<H: it cannot be shown: OSError>"),
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("place", ["H()", "('x', [{'a': 1}], H())", "[H()]", "[{'a': H()}]", "{'a': H()}"])
def test_e21_a_hostile_object_ends_nothing_wherever_it_stands(tmp_path: Path, what: str, place: str) -> None:
    body, text = HOSTILE[what]
    run = told(tmp_path, f"return {place}", f"class H:\n{textwrap.indent(body, '    ')}")
    assert run.ended.state == "done", run.stderr
    assert run.results
    if place == "H()":
        assert run.result.shape == "text"
        assert run.result.value.startswith(text)


LIAR = """
class H(str):
    def __len__(self):
        return -5

    def __str__(self):
        return 1 / 0

    def __getitem__(self, at):
        return 1
"""


def test_e21_a_text_that_lies_about_itself_is_shown_as_it_is(tmp_path: Path) -> None:
    assert told(tmp_path, "return H('<b>')", LIAR).result.value == "<b>"
    assert told(tmp_path, "return [{'a': H('<b>')}]", LIAR).result.value["rows"] == [["<H>"]]


def test_e21_a_text_without_end_is_ended_by_the_limit_of_time(tmp_path: Path) -> None:
    head = "class H:\n    def __repr__(self):\n        while True:\n            pass\n"
    ended = told(tmp_path, "return H()", head, replace(VISITORS, seconds=1)).ended
    assert (ended.state, ended.reason) == ("timed out", "it took longer than 1 s")


SHOWN = {
    "text": "return MARKUP",
    "object": "return H()",
    "cell and column": "return [{MARKUP: MARKUP}]",
    "JSON": "return {MARKUP: [MARKUP]}",
    "Markdown": "return M()",
    "file": "p = pathlib.Path(MARKUP.replace('/', '|'))\np.touch()\nreturn p",
    "fault": "raise ValueError(MARKUP)",
    "output": "print(MARKUP)",
}
MADE_OF = f"""
import pathlib
MARKUP = {MARKUP!r}

class H:
    def __repr__(self):
        return MARKUP
    _repr_html_ = __repr__

class M:
    def _repr_markdown_(self):
        return MARKUP + " [a](javascript:alert(1))"
"""


@pytest.mark.parametrize("what", SHOWN)
def test_e21_no_markup_of_a_result_comes_alive_on_the_page(tmp_path: Path, what: str) -> None:
    body = textwrap.indent(SHOWN[what], "    ")
    script = write(tmp_path, f"{MADE_OF}\ndef f(x: int):\n{body}\n", "hostile.py")
    app = create_app(Settings((script,), tmp_path / "state", "a secret of the tests", hosts=LOOPBACK))
    page = send(app.test_client(), "/t/hostile/f", x="1").get_data(as_text=True)
    app.extensions["shipway"].supervisor.close()
    result = page.partition('<section id="result"')[2]
    assert "alert(1)" in result
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
