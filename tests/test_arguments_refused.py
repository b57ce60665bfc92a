"""What a function's own types, its files and its constructors refuse is an error at that field."""

from __future__ import annotations

from pathlib import Path

import pytest

from core_fixtures import go, write
from shipway.errors import BadInput
from shipway.spec import FileRef, Raw
from test_arguments import HEAD

MODELS = """
from pydantic import BaseModel, Field, field_validator
import attrs

class Inner(BaseModel):
    port: int = Field(alias="Port", ge=1)
    word: str = "x"

    @field_validator("word")
    @classmethod
    def short(cls, value):
        if len(value) > 3:
            raise ValueError("is too long")
        return value

class Outer(BaseModel):
    inner: Inner
    name: str = "n"

@attrs.define
class Size:
    width: int = attrs.field(validator=attrs.validators.ge(1))
    note: str = ""

"""
REFUSED: list[tuple[str, dict[str, Raw], dict[str, str]]] = [
    ("p: Outer", {"p.inner.port": "1", "p.inner.word": "long one"}, {"p.inner.word": "is too long"}),
    ("p: List[Inner]", {"p": "Port,word\n1,ab\n2,abcd\n"}, {"p": "item 2: word: is too long"}),
    ("p: Size", {"p.width": "0", "p.note": "x"}, {"p.width": "must be at least 1, not 0"}),
    ("p: Checked", {"p.a": "1", "p.b": "0"}, {"p.b": "'b' must be more than a"}),
    ("p: Dict[str, int]", {"p": '{"a": "x"}'}, {"p": "a: “x” is not a whole number"}),
    ("p: Tuple[int, Colour]", {"p": ("1", "green")}, {"p": "item 2: “green” is no Colour"}),
    ("p: Union[int, float, None]", {"p": "x"}, {"p": "“x” is not a number"}),
    ("p: int | date", {"p": "x"}, {"p": "“x” is not a whole number or a date, like 2026-11-22"}),
]


@pytest.mark.parametrize(("argument", "raws", "problems"), REFUSED, ids=[argument for argument, _, _ in REFUSED])
def test_what_a_type_refuses_is_an_error_at_its_field(
    tmp_path: Path, argument: str, raws: dict[str, Raw], problems: dict[str, str]
) -> None:
    pytest.importorskip("pydantic")
    checked = "@dataclass\nclass Checked:\n    a: int\n    b: int\n    def __post_init__(self):\n"
    checked += "        if self.b <= self.a:\n            raise ValueError(\"'b' must be more than a\")\n\n"
    script = write(tmp_path, f"{HEAD}{MODELS}{checked}def f({argument}):\n    return shown(p)\n")
    try:
        told = go(script, raws, tool="f")
    except BadInput as bad:
        seen = dict(bad.problems)
    else:
        assert (told.ended.state, told.ended.code, told.stderr) == ("failed", 2, "")
        seen = dict(told.ended.problems)
    assert seen == problems


def test_an_error_of_the_function_itself_keeps_its_traceback(tmp_path: Path) -> None:
    told = go(write(tmp_path, "def f(p: int):\n    raise ValueError('no')\n"), {"p": "1"}, tool="f")
    assert (told.ended.code, dict(told.ended.problems), told.ended.reason) == (1, {}, "ValueError: no")
    assert "line 2, in f" in told.stderr


def test_a_file_of_a_table_is_read_by_the_scripts_own_library(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    import numpy as np

    text = """
    import numpy as np, pandas as pd
    from PIL import Image
    def table(p: pd.DataFrame): return str(p['n'].sum())
    def array(p: np.ndarray): return str(p.sum())
    def image(p: Image.Image): return str(p.size)
    """
    script = write(tmp_path, text)
    (tmp_path / "t.tsv").write_text("n\tm\n1\t2\n3\t4\n")
    (tmp_path / "t.json").write_text('[{"n": 5}]')
    (tmp_path / "a.csv").write_text("1,2\n3,4\n")
    np.save(tmp_path / "a.npy", np.array([1, 2, 4]))
    for tool, name, expected in (
        ("table", "t.tsv", "4"), ("table", "t.json", "5"), ("array", "a.csv", "10"), ("array", "a.npy", "7"),
    ):  # fmt: skip
        told = go(script, {"p": FileRef(str(tmp_path / name), name)}, tool=tool)
        assert told.result.value == expected
    told = go(script, {"p": FileRef(str(tmp_path / "a.csv"), "a.png")}, tool="image")
    assert told.ended.code == 2
    assert told.ended.problems["p"].startswith("cannot identify image file")


METHODS = """
from dataclasses import dataclass

class Account:
    def __init__(self, owner: str, balance: float = 0.0):
        if balance < 0:
            raise ValueError("must not be below nothing")
        self.owner, self.balance = owner, balance
    def grown(self, rate: float) -> str:
        return f"{self.owner} {self.balance * rate}"
    @classmethod
    def named(cls, owner: str) -> str:
        return cls.__name__ + owner
    @staticmethod
    def valid(number: int) -> str:
        return repr(number)
    def __call__(self, *parts: int) -> str:
        return repr((self.owner, parts))

@dataclass
class Point:
    x: int
    y: int = 2
    def norm(self, by: float = 1) -> str:
        return repr((self.x + self.y) * by)
"""


@pytest.mark.parametrize(
    ("tool", "raws", "value"),
    [
        ("Account.grown", {"self.owner": "Ann", "self.balance": "2", "rate": "3"}, "Ann 6.0"),
        ("Account.named", {"owner": "Ann"}, "AccountAnn"),
        ("Account.valid", {"number": "5"}, "5"),
        ("Account", {"self.owner": "Ann", "parts": ("1", "2")}, "('Ann', (1, 2))"),
        ("Point.norm", {"self.x": "1", "by": "2"}, "6.0"),
    ],
)
def test_a_method_is_called_on_an_instance_that_is_made_first(
    tmp_path: Path, tool: str, raws: dict[str, Raw], value: str
) -> None:
    assert go(write(tmp_path, METHODS), raws, tool=tool).result.value == value


def test_what_a_constructor_refuses_is_an_error_of_the_form(tmp_path: Path) -> None:
    told = go(write(tmp_path, METHODS), {"self.owner": "Ann", "self.balance": "-1", "rate": "1"}, tool="Account.grown")
    assert (told.ended.code, dict(told.ended.problems)) == (2, {"": "must not be below nothing"})
