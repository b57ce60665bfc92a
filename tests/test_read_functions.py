"""Functions become tools: every form of hint, default and docstring; what is not understood is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core_fixtures import reading_of
from shipway.spec import Param, Spec

HEAD = """
    import dataclasses, datetime, enum, os
    import datetime as dt
    import typing as t
    from dataclasses import dataclass
    from datetime import date
    from decimal import Decimal
    from enum import Enum, auto
    from pathlib import Path
    from typing import *

    class Colour(Enum):
        RED = "red"
        DEEP_BLUE = "deep blue"

    class Level(enum.IntEnum):
        LOW = 1
        HIGH = auto()

    UserId = NewType("UserId", int)
    Size = Annotated[int, Field(ge=1, le=9)]
    Names: TypeAlias = list[str]

    @dataclass
    class Box:
        width: int
        colour: Colour = Colour.RED
        note: str = "none"
        _hidden: int = 0
"""


def spec_of(folder: Path, text: str) -> Spec:
    reading = reading_of(folder, HEAD + text)
    return reading.specs[0]


def param_of(folder: Path, argument: str) -> Param:
    """Read the one parameter of `def f(…)`."""
    (param,) = spec_of(folder, f"\n    def f({argument}):\n        pass\n").params
    return param


def facts(param: Param) -> dict[str, Any]:
    """Give what differs from a plain, required text."""
    plain = Param(param.name, label=param.label, required=True)
    return {name: value for name, value in vars(param).items() if value != getattr(plain, name)}


HINTS: list[tuple[str, dict[str, Any]]] = [
    ("p: str", {}),
    ("p: int", {"kind": "whole_number"}),
    ("p: float", {"kind": "number"}),
    ("p: bool", {"kind": "yes_no"}),
    ("p: bytes", {"kind": "file"}),
    ("p: date", {"kind": "date"}),
    ("p: dt.time", {"kind": "time"}),
    ("p: datetime.datetime", {"kind": "datetime"}),
    ("p: dt.timedelta", {"kind": "duration"}),
    ("p: dict", {"kind": "json"}),
    ("p: Dict[str, int]", {"kind": "json"}),
    ("p: Any", {"type": "anything"}),
    ("p: pd.DataFrame", {"kind": "table", "type": "DataFrame"}),
    ("p: Path", {"kind": "file"}),
    ("p: os.PathLike[str]", {"kind": "file"}),
    ("p: TextIO", {"kind": "file"}),
    ("p: IO[bytes]", {"kind": "file"}),
    ("p: Decimal", {"kind": "number", "type": "Decimal"}),
    ("p: Fraction", {"type": "Fraction"}),
    ("p: complex", {"type": "complex"}),
    ("p: UUID", {"type": "UUID"}),
    ("p: list", {"kind": "list", "type": "anything"}),
    ("p: List[int]", {"kind": "list", "item": "whole_number"}),
    ("p: set[date]", {"kind": "list", "item": "date"}),
    ("p: tuple[float, float]", {"kind": "list", "item": "number", "min_length": 2, "max_length": 2}),
    ("p: tuple[int, ...]", {"kind": "list", "item": "whole_number"}),
    ("p: t.Sequence[Decimal]", {"kind": "list", "item": "number", "type": "Decimal"}),
    ("p: list[Path]", {"kind": "files"}),
    ("p: list[dict]", {"kind": "table"}),
    ("p: list[Dict[str, str]]", {"kind": "table"}),
    ("p: list[Any]", {"kind": "list", "type": "anything"}),
    ("p: list[list[int]]", {"kind": "json"}),
    ("p: list[Colour]", {"kind": "choices", "choices": ("red", "deep blue")}),
    ("p: set[Literal['a', 'b']]", {"kind": "choices", "choices": ("a", "b")}),
    ("p: Names", {"kind": "list"}),
    ("p: Optional[int]", {"kind": "whole_number", "nullable": True, "required": False}),
    ("p: int | None", {"kind": "whole_number", "nullable": True, "required": False}),
    ("p: None | int", {"kind": "whole_number", "nullable": True, "required": False}),
    ("p: Union[int, float]", {"kind": "number", "type": "int or float"}),
    ("p: int | float | None = None", {"kind": "number", "type": "int or float", "nullable": True, "required": False}),
    ("p: str | Path", {"kind": "file"}),
    ("p: Literal['a', 'b']", {"kind": "choice", "choices": ("a", "b")}),
    ("p: Literal['a'] | Literal['b']", {"kind": "choice", "choices": ("a", "b")}),
    ("p: Literal[1, 2, None]", {"kind": "choice", "choices": ("1", "2"), "nullable": True, "required": False}),
    ("p: Colour", {"kind": "choice", "choices": ("red", "deep blue")}),
    ("p: Level", {"kind": "choice", "choices": ("LOW", "HIGH")}),
    ("p: UserId", {"kind": "whole_number"}),
    ("p: Size", {"kind": "whole_number", "minimum": 1, "maximum": 9}),
    ("p: 'int'", {"kind": "whole_number"}),
    ("p: 'Optional[Colour]'", {"kind": "choice", "choices": ("red", "deep blue"), "nullable": True, "required": False}),
    ("p: Annotated[int, Ge(1), Lt(5)]", {"kind": "whole_number", "minimum": 1, "below": 5}),
    ("p: Annotated[float, Interval(gt=-1, le=1.5)]", {"kind": "number", "above": -1, "maximum": 1.5}),
    ("p: Annotated[str, Len(1, 5)]", {"min_length": 1, "max_length": 5}),
    ("p: Annotated[str, Field(max_length=5, description='A word')]", {"max_length": 5, "help": "A word"}),
    ("p: Annotated[str, 'Its help']", {"help": "Its help"}),
    ("p: Final[int]", {"kind": "whole_number"}),
]
DEFAULTS: list[tuple[str, dict[str, Any]]] = [
    ("p: int = 5", {"kind": "whole_number", "default": "5"}),
    ("p: int = -5", {"kind": "whole_number", "default": "-5"}),
    ("p: float = 2", {"kind": "number", "default": "2"}),
    ("p: str = 'x'", {"default": "x"}),
    ("p: str = ''", {"default": ""}),
    ("p: bool = True", {"kind": "yes_no", "default": "yes"}),
    ("p: list[int] = [1, 2]", {"kind": "list", "item": "whole_number", "default": ("1", "2")}),
    ("p: dict = {'a': 1}", {"kind": "json", "default": '{"a": 1}'}),
    ("p: Colour = Colour.DEEP_BLUE", {"kind": "choice", "choices": ("red", "deep blue"), "default": "deep blue"}),
    ("p: Level = Level.HIGH", {"kind": "choice", "choices": ("LOW", "HIGH"), "default": "HIGH"}),
    ("p: Path = Path('in.txt')", {"kind": "file", "default": "in.txt"}),
    ("p: Decimal = Decimal('1.50')", {"kind": "number", "type": "Decimal", "default": "1.50"}),
    ("p: date = date(2026, 11, 22)", {"kind": "date", "default": "2026-11-22"}),
    ("p: dt.timedelta = dt.timedelta(hours=1)", {"kind": "duration", "default": "1:00:00"}),
    ("p: date = date.today()", {"kind": "date", "help": "Left empty: date.today()."}),
    ("p: str = os.getcwd()", {"help": "Left empty: os.getcwd()."}),
    ("p: float = math.inf", {"kind": "number", "help": "Left empty: math.inf."}),
    # No hint: the default tells.
    ("p=5", {"kind": "whole_number", "default": "5"}),
    ("p=0.5", {"kind": "number", "default": "0.5"}),
    ("p=False", {"kind": "yes_no", "default": "no"}),
    ("p='x'", {"default": "x"}),
    ("p=None", {}),
    ("p=(1, 2)", {"kind": "list", "item": "whole_number", "default": ("1", "2")}),
    ("p={}", {"kind": "json", "default": "{}"}),
    ("p=Path('x')", {"kind": "file", "default": "x"}),
    ("*, p: int = 1", {"kind": "whole_number", "default": "1"}),
    ("p: int = 1, /", {"kind": "whole_number", "default": "1"}),
    ("*p: int", {"kind": "list", "item": "whole_number"}),
    ("**p", {"kind": "json", "help": "Names and values, as a JSON object."}),
]
NAMES: list[tuple[str, dict[str, Any]]] = [
    ("password: str", {"kind": "secret"}),
    ("api_key", {"kind": "secret"}),
    ("message: str", {"kind": "long_text"}),
    ("background_colour: str = '#fff'", {"kind": "colour", "default": "#fff", "required": False}),
    ("colour: str = 'red'", {"default": "red", "required": False}),
    ("out_file: Path", {"kind": "file_out"}),
    ("folder: Path", {"kind": "folder"}),
]


@pytest.mark.parametrize(("argument", "expected"), HINTS, ids=[argument for argument, _ in HINTS])
def test_a_hint_tells_the_kind(tmp_path: Path, argument: str, expected: dict[str, Any]) -> None:
    assert facts(param_of(tmp_path, argument)) == expected


@pytest.mark.parametrize(("argument", "expected"), DEFAULTS, ids=[argument for argument, _ in DEFAULTS])
def test_a_default_is_shown_or_said(tmp_path: Path, argument: str, expected: dict[str, Any]) -> None:
    assert facts(param_of(tmp_path, argument)) == {"required": False, **expected}


@pytest.mark.parametrize(("argument", "expected"), NAMES, ids=[argument for argument, _ in NAMES])
def test_a_name_tells_secrets_long_texts_colours_and_places(
    tmp_path: Path, argument: str, expected: dict[str, Any]
) -> None:
    assert facts(param_of(tmp_path, argument)) == expected


@pytest.mark.parametrize("hint", ["Weird", "list[Weird]", "'not ('"])
def test_a_hint_that_is_not_known_is_named(tmp_path: Path, hint: str) -> None:
    spec = spec_of(tmp_path, f"\n    def f(p: {hint}):\n        pass\n")
    (said,) = spec.unmapped
    assert said.startswith("p: ")
    assert said.endswith("as it is typed")


def test_only_what_is_not_known_is_named(tmp_path: Path) -> None:
    spec = spec_of(tmp_path, "\n    def f(a: int, b, c=os.getcwd()):\n        pass\n")
    assert spec.unmapped == ("b has no hint: it is given as a text",)


def test_a_dataclass_becomes_a_group_of_its_fields(tmp_path: Path) -> None:
    spec = spec_of(tmp_path, "\n    def f(box: Box):\n        pass\n")
    assert [(param.name, param.kind, param.required, param.default, param.group) for param in spec.params] == [
        ("box.width", "whole_number", True, None, "Box"),
        ("box.colour", "choice", False, "red", "Box"),
        ("box.note", "text", False, "none", "Box"),
    ]


def test_the_default_of_a_dataclass_fills_its_fields(tmp_path: Path) -> None:
    spec = spec_of(tmp_path, "\n    def f(box: Box = Box(3, note='n')):\n        pass\n")
    assert [(param.default, param.required) for param in spec.params] == [("3", False), ("red", False), ("n", False)]


DOCS = {
    "google": '''
    def f(size, name):
        """Draw it.

        A longer text.

        Args:
            size (int): How big.
            name (str, optional): Whose.
        """
    ''',
    "numpy": '''
    def f(size, name):
        """Draw it.

        A longer text.

        Parameters
        ----------
        size : int
            How big.
        name : str, optional
            Whose.
        """
    ''',
    "sphinx": '''
    def f(size, name):
        """Draw it.

        A longer text.

        :param size: How big.
        :type size: int
        :param str name: Whose.
        """
    ''',
}


@pytest.mark.parametrize("style", DOCS)
def test_a_docstring_tells_types_and_help_where_there_are_no_hints(tmp_path: Path, style: str) -> None:
    spec = spec_of(tmp_path, DOCS[style])
    assert [(param.name, param.kind, param.help) for param in spec.params] == [
        ("size", "whole_number", "How big."),
        ("name", "text", "Whose."),
    ]
    assert (spec.title, spec.summary) == ("Draw it", "A longer text.")


def test_every_public_function_that_takes_something_is_a_tool(tmp_path: Path) -> None:
    text = "\n    def a(x): ...\n    def _b(x): ...\n    def c(): ...\n    async def d(x): ...\n"
    assert [spec.tool for spec in reading_of(tmp_path, HEAD + text).specs] == ["a", "d"]


def test_a_tool_without_a_docstring_has_its_name_as_its_title(tmp_path: Path) -> None:
    assert spec_of(tmp_path, "\n    def miles_to_km(x): ...\n").title == "Miles to km"


def test_a_class_that_holds_itself_is_read_to_some_depth(tmp_path: Path) -> None:
    text = "\n    @dataclass\n    class Tree:\n        name: str\n        left: 'Tree'\n        all: list['Tree']\n"
    spec = spec_of(tmp_path, text + "\n    def f(tree: Tree, *trees: Tree):\n        pass\n")
    assert [(param.name, param.kind) for param in spec.params] == [
        ("tree.name", "text"),
        ("tree.left", "json"),
        ("tree.all", "json"),
        ("trees", "json"),
    ]
