"""Rows of hints that libraries define: see hint_rows."""

from __future__ import annotations

from hint_rows import ANY, J, L, N, W, _row

LIBRARY_HEAD = """
from __future__ import annotations
from typing import *
from decimal import Decimal
import attr, attrs, pydantic
import numpy as np, numpy.typing as npt, pandas as pd
from PIL import Image
from attrs import define, field, validators
from pydantic import BaseModel, EmailStr, Field, HttpUrl, SecretStr, PositiveInt, conint, conlist, constr

@define
class Size:
    width: int = field(validator=validators.ge(1))
    height: int = 5
    tags: List[str] = field(factory=list)
    _secret: str = "s"

@attr.s(auto_attribs=True)
class Older:
    a: int
    b: str = attr.ib(default="x")

@attr.s
class Oldest:
    a = attr.ib(type=int)
    b = attr.ib(default=2.5)

class Server(BaseModel):
    host: str = Field("localhost", description="Where it runs")
    port: int = Field(8000, ge=1, le=65535)

class Config(BaseModel):
    name: str = Field(alias="Name", min_length=1)
    server: Server = Server()
    site: Optional[HttpUrl] = None
    key: SecretStr = SecretStr("none")
    count: PositiveInt = 1
    _private: int = 0

class Child(Config):
    tags: List[str] = []

"""
LIBRARIES = (
    _row("p: Size", {"p.width": "3", "p.secret": "t"}, "Size(width=3, height=5, tags=[], _secret='t')",
         width=W, height=W, tags=L, secret="secret"),
    _row("p: Older", {"p.a": "1"}, "Older(a=1, b='x')", a=W, b="text"),
    _row("p: Oldest", {"p.a": "1", "p.b": "2"}, "Oldest(a=1, b=2.0)", a=W, b=N),
    _row("p: Server", {"p.port": "1"}, "Server(host='localhost', port=1)", host="text", port=W),
    _row("p: Config", {"p.name": "n", "p.server.port": "2", "p.site": "http://a.b/", "p.key": "k"},
         "Config(name='n', server=Server(host='localhost', port=2), site=HttpUrl('http://a.b/'), "
         "key=SecretStr('**********'), count=1)",
         **{"name": "text", "server.host": "text", "server.port": W, "site": "text", "key": "secret", "count": W}),
    _row("p: Child", {"p.name": "n", "p.tags": ("a",)},
         "Child(name='n', server=Server(host='localhost', port=8000), site=None, key=SecretStr('**********'), count=1, "
         "tags=['a'])",
         **{"name": "text", "server.host": "text", "server.port": W, "site": "text", "key": "secret", "count": W,
            "tags": L}),
    _row("p: List[Server]", "host,port\na,1\n", "[Server(host='a', port=1)]", kind="table"),
    _row("p: Dict[str, Server]", '{"x": {"port": "5"}}', "{'x': Server(host='localhost', port=5)}", kind=J),
    _row("p: EmailStr", "a@b.c", "'a@b.c'"),
    _row("p: HttpUrl", "http://a.b/", "HttpUrl('http://a.b/')"),
    _row("p: SecretStr", "x", "SecretStr('**********')", kind="secret"),
    _row("p: PositiveInt", "5", "5", kind=W, above=0),
    _row("p: conint(ge=1, le=5)", "5", "5", kind=W, minimum=1, maximum=5),
    _row("p: constr(max_length=3)", "abc", "'abc'", max_length=3),
    _row("p: conlist(int, min_length=1)", ("1",), "[1]", kind=L, item=W, min_length=1),
    _row("p: np.ndarray", "1 2 3", "array([1, 2, 3])", kind="table", type="array"),
    _row("p: np.ndarray", "a,b\n1,2.5\n3,4\n", "array([[1. , 2.5],\n       [3. , 4. ]])", kind="table", type="array"),
    _row("p: npt.NDArray[np.float64]", "[1, 2]", "array([1., 2.])", kind="table", type="array"),
    _row("p: npt.ArrayLike", "1\n2\n", "array([1, 2])", kind="table", type="array"),
    _row("p: np.float64", "5", "np.float64(5.0)", kind=N),
    _row("p: np.int64", "5", "np.int64(5)", kind=W),
    _row("p: pd.DataFrame", "n,s\n1,a\n", "   n  s\n0  1  a", kind="table", type="DataFrame"),
    _row("p: pd.Series", "1 2", "0    1\n1    2\ndtype: int64", kind="table", type="array"),
    _row("p: pd.Timestamp", "2026-11-22", "Timestamp('2026-11-22 00:00:00')", kind="datetime"),
    _row("p: np.ndarray | List[float]", "1 2", "array([1, 2])", kind="table", type="array"),
    _row("p: Optional[np.ndarray] = None", {}, "None", kind="table", type="array", nullable=True, required=False),
    _row("p: Any", "x", "'x'", **ANY),
)  # fmt: skip
