"""Which functions, methods and classes are tools, in which order; and what is told of a parameter without a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import reading_of
from shipway.read.functions import MOST
from test_read_functions import HEAD, spec_of


def tools_of(folder: Path, text: str) -> list[str]:
    return [spec.tool for spec in reading_of(folder, HEAD + text).specs]


def test_main_comes_first_and_what_others_call_comes_last(tmp_path: Path) -> None:
    text = """
    def helper(x): return x
    def second(x): return helper(x)
    def main(x): return second(x)
    def third(x): return x
    """
    assert tools_of(tmp_path, text) == ["main", "second", "third", "helper"]


def test_what_only_code_can_call_stands_behind_the_others(tmp_path: Path) -> None:
    text = "\n    def each(callback: Callable, x: int): ...\n    def tool(x: int, callback=None, ax=None): ...\n"
    first, second = reading_of(tmp_path, HEAD + text).specs
    assert (first.tool, [param.name for param in first.params], len(first.unmapped)) == ("tool", ["x"], 2)
    assert second.unmapped == ("callback: Callable can only be given by code",)


@pytest.mark.parametrize(
    "text",
    [
        "def main(argv=None): return 1",
        "def main(argv: Sequence[str] | None = None) -> int: return 1",
        "def cli(args): return 1",
        "def main(argv, out=None): return 1",
        "def timed(function):\n        def inner(*a): return function(*a)\n        return inner",
        "@contextmanager\n    def opened(x): yield x",
        "@app.route('/')\n    def index(x): return x",
        "@pytest.fixture\n    def client(x): return x",
        "@overload\n    def over(x: int): ...",
        "if TYPE_CHECKING:\n        def typed(x): return x",
        "if __name__ == '__main__':\n        def late(x): return x",
        "class Bad(Exception):\n        def tell(self, x: int) -> str: return 'x'",
        "class Hidden:\n        def _inner(self, x: int) -> int: return x",
    ],
)
def test_what_is_called_by_others_is_no_tool(tmp_path: Path, text: str) -> None:
    tools = tools_of(tmp_path, f"\n    def tool(x: int): return x\n    {text}\n")
    # What stands under the guard is work, which can be run as a whole.
    assert [tool for tool in tools if tool != "script"] == ["tool"]


@pytest.mark.parametrize(
    "text",
    [
        "try:\n        import fast\n    except ImportError:\n        def tool(x): return x",
        "@functools.lru_cache\n    def tool(x): return x",
        "def args(argument): return argument",
    ],
)
def test_what_a_person_can_call_is_one(tmp_path: Path, text: str) -> None:
    assert len(tools_of(tmp_path, f"\n    {text}\n")) == 1


def test_only_what_all_names_is_a_tool(tmp_path: Path) -> None:
    assert tools_of(tmp_path, "\n    __all__ = ['b']\n    def a(x): ...\n    def b(x): ...\n") == ["b"]


def test_a_script_that_works_at_once_says_so(tmp_path: Path) -> None:
    assert reading_of(tmp_path, "def f(x: int): ...\nprint(1)\n").specs[0].unmapped == (
        "the script's own top-level lines run first, as on every import: line 2",
    )


def test_the_methods_of_a_class_come_last_and_those_too_many_are_named(tmp_path: Path) -> None:
    methods = "".join(f"        def m{number}(self, x: int) -> int:\n            return x\n" for number in range(10))
    text = f"\n    class Big:\n        def __init__(self, y: str): ...\n{methods}\n    def tool(x: int): ...\n"
    specs = reading_of(tmp_path, HEAD + text).specs
    assert [spec.tool for spec in specs] == ["tool", *(f"Big.m{number}" for number in range(8))]
    assert [param.name for param in specs[1].params] == ["self.y", "x"]
    assert specs[-1].unmapped == ("more methods, not offered: Big.m8, Big.m9",)


def test_a_doctest_is_an_example_where_a_form_can_say_it(tmp_path: Path) -> None:
    text = '''
    def f(box: Colour, p: Path = Path("x"), *rest: int, deep: dict = {}):
        """
        >>> f(Colour.RED, deep={"a": 1})
        >>> f(Colour.RED, Path("y"))
        >>> f(g())
        >>> f(*x)
        """
    '''
    (example,) = spec_of(tmp_path, text).examples
    assert (example.label, dict(example.raws)) == ("f(Colour.RED, deep={'a': 1})", {"box": "red", "deep": '{"a": 1}'})


WORDS: list[tuple[str, str, str]] = [
    ("int, optional", "whole_number", ""),
    ("integer", "whole_number", ""),
    ("bool, default: True", "yes_no", ""),
    ("str or None", "text", ""),
    ("string", "text", ""),
    ("float or int", "number", "int or float"),
    ("array_like", "table", "array"),
    ("ndarray of shape (n,)", "table", "array"),
    ("np.ndarray", "table", "array"),
    ("pd.DataFrame", "table", "DataFrame"),
    ("pandas.DataFrame, optional", "table", "DataFrame"),
    ("{'a', 'b'}", "choice", ""),
    ("{'a', 'b'}, optional", "choice", ""),
    ("list of str", "list", ""),
    ("list of ints", "list", ""),
    ("list(int)", "list", ""),
    ("List[int]", "list", ""),
    ("tuple of float", "list", ""),
    ("list of dict", "table", ""),
    ("dict", "json", ""),
    (":class:`Colour`", "choice", ""),
    ("path-like", "file", ""),
    ("datetime.date", "date", ""),
]


@pytest.mark.parametrize(("words", "kind", "type_name"), WORDS, ids=[words for words, _, _ in WORDS])
def test_the_words_of_a_docstring_are_a_hint(tmp_path: Path, words: str, kind: str, type_name: str) -> None:
    (param,) = spec_of(tmp_path, f'\n    def f(p):\n        """F.\n\n        :type p: {words}\n        """\n').params
    assert (param.kind, param.type) == (kind, type_name)


USES: list[tuple[str, str, str]] = [
    ("return x * 2", "number", "int or float"),
    ("return math.sqrt(x)", "number", "int or float"),
    ("return [1 for _ in range(x)]", "whole_number", ""),
    ("return x > 3", "number", "int or float"),
    ("return open(x).read()", "file", ""),
    ("open(x, 'w').write('')", "file_out", ""),
    ("return os.listdir(x)", "folder", ""),
    ("return x.upper() * 2", "text", ""),
    ("return int(x) * 2", "text", ""),
    ("return 'a' * x", "text", ""),
    ("return x", "text", ""),
]


@pytest.mark.parametrize(("body", "kind", "type_name"), USES, ids=[body for body, _, _ in USES])
def test_how_a_parameter_is_used_tells_what_it_is(tmp_path: Path, body: str, kind: str, type_name: str) -> None:
    (param,) = spec_of(tmp_path, f"\n    def f(x):\n        {body}\n").params
    assert (param.kind, param.type) == (kind, type_name)


def test_of_very_many_functions_the_likeliest_are_offered_and_the_others_named(tmp_path: Path) -> None:
    text = "".join(f"def work_{number}(a: int):\n    return a\n\n\n" for number in range(MOST + 7))
    specs = reading_of(tmp_path, text + "def main(b: int):\n    return b\n").specs
    assert len(specs) == MOST
    assert specs[0].tool == "main"
    assert specs[-1].unmapped[-1].startswith(f"more functions, not offered: work_{MOST - 1}, ")
