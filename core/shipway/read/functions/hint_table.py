"""What a hint tells, and the table of those hints that have a name of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from shipway.read.functions.records import Record


@dataclass(frozen=True)
class Hint:
    """What a hint tells: a kind, and the other fields of a Param that follow from it.

    `known` is False for a hint that this table does not map, `usable` for one whose values no form can give;
    `record` is the class whose fields it groups; `members` maps the names of an Enum's members to the choices that
    stand for them; `rows`: a list of such is a table; `each` says what holds for every item of a list.
    """

    kind: str = "text"
    item: str = "text"
    type: str = ""
    choices: tuple[str, ...] = ()
    nullable: bool = False
    rows: bool = False
    known: bool = True
    usable: bool = True
    bounds: Mapping[str, float] = field(default_factory=dict)
    pattern: str = ""
    help: str = ""
    label: str = ""
    unit: str = ""
    each: str = ""
    record: Record | None = None
    members: Mapping[str, str] = field(default_factory=dict)


class _Row(NamedTuple):
    kind: str
    type: str = ""
    bounds: tuple[tuple[str, float], ...] = ()


def _rows(kind: str, names: str, type_name: str = "", **bounds: float) -> dict[str, _Row]:
    return {name: _Row(kind, type_name, tuple(bounds.items())) for name in names.split()}


PLAIN: Final[Mapping[str, _Row]] = {
    **_rows("text", "str LiteralString Text AnyStr EmailStr NameEmail AnyUrl HttpUrl AnyHttpUrl FileUrl PostgresDsn"),
    **_rows("text", "RedisDsn StrictStr str_ None NoneType URL"),
    **_rows("secret", "SecretStr SecretBytes"),
    **_rows("whole_number", "int SupportsInt SupportsIndex Integral StrictInt integer signedinteger unsignedinteger"),
    **_rows("whole_number", "int8 int16 int32 int64 uint8 uint16 uint32 uint64 intp ByteSize"),
    **_rows("whole_number", "PositiveInt", above=0),
    **_rows("whole_number", "NonNegativeInt", minimum=0),
    **_rows("whole_number", "NegativeInt", below=0),
    **_rows("whole_number", "NonPositiveInt", maximum=0),
    **_rows("number", "float StrictFloat FiniteFloat floating float16 float32 float64 float128"),
    **_rows("number", "PositiveFloat", above=0),
    **_rows("number", "NonNegativeFloat", minimum=0),
    **_rows("number", "NegativeFloat", below=0),
    **_rows("number", "NonPositiveFloat", maximum=0),
    **_rows("number", "Number Real SupportsFloat SupportsAbs number Numeric", "int or float"),
    **_rows("number", "Decimal", "Decimal"),
    **_rows("text", "Fraction Rational", "Fraction"),
    **_rows("text", "complex complex64 complex128 SupportsComplex", "complex"),
    **_rows("text", "UUID UUID1 UUID3 UUID4 UUID5", "UUID"),
    **_rows("text", "IPv4Address IPv4Network IPv4Interface", "IP address"),
    **_rows("text", "IPv6Address IPv6Network IPv6Interface IPvAnyAddress IPvAnyNetwork", "IP address"),
    **_rows("text", "Pattern", "Pattern"),
    **_rows("text", "ZoneInfo", "ZoneInfo"),
    **_rows("text", "range", "range"),
    **_rows("yes_no", "bool bool_ StrictBool"),
    **_rows("date", "date PastDate FutureDate"),
    **_rows("time", "time"),
    **_rows("datetime", "datetime Timestamp PastDatetime FutureDatetime AwareDatetime NaiveDatetime datetime64"),
    **_rows("duration", "timedelta Timedelta timedelta64"),
    **_rows("json", "dict Dict Mapping MutableMapping OrderedDict defaultdict DefaultDict Counter ChainMap"),
    **_rows("text", "Any object Json JsonValue JSON Hashable", "anything"),
    **_rows("file", "bytes bytearray memoryview ByteString Buffer ReadableBuffer"),
    **_rows("file", "TextIO BinaryIO IO TextIOWrapper BufferedReader TextIOBase IOBase RawIOBase BufferedIOBase"),
    **_rows("file", "StringIO BytesIO FileIO"),
    **_rows(
        "file", "Path PurePath PathLike StrPath FilePath PosixPath WindowsPath StrOrBytesPath FileDescriptorOrPath"
    ),
    **_rows("folder", "DirectoryPath"),
    **_rows("file_out", "NewPath"),
    **_rows("table", "DataFrame LazyFrame", "DataFrame"),
    **_rows("table", "ndarray NDArray ArrayLike array matrix Series Index Tensor Array", "array"),
}
"""Hints by the last part of their name."""
MAPPINGS: Final = frozenset({
    "dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "defaultdict", "DefaultDict", "TypedDict",
})  # fmt: skip
SEVERAL: Final = frozenset({
    "list", "List", "set", "Set", "frozenset", "FrozenSet", "tuple", "Tuple", "Sequence", "MutableSequence",
    "Iterable", "Collection", "AbstractSet", "MutableSet", "Iterator", "Container", "Reversible", "deque", "Deque",
    "conlist", "conset", "confrozenset", "Generator", "KeysView", "ValuesView",
})  # fmt: skip
UNUSABLE: Final = frozenset({
    "Callable", "Type", "type", "ParamSpec", "Awaitable", "Coroutine", "Future", "Task", "Thread", "Lock", "RLock",
    "Event", "Queue", "Semaphore", "Executor", "ThreadPoolExecutor", "ProcessPoolExecutor", "AbstractEventLoop",
    "Logger", "LoggerAdapter", "Session", "AsyncSession", "ClientSession", "Client", "AsyncClient", "Engine",
    "Connection", "Cursor", "socket", "Module", "ModuleType", "FrameType", "TracebackType", "Exception",
    "BaseException", "Namespace", "ArgumentParser", "_SubParsersAction", "Context", "Request", "Response", "Figure",
    "Axes", "Axis", "Process", "Popen", "CompletedProcess", "AsyncIterator", "AsyncIterable", "AsyncGenerator",
    "ContextManager", "AbstractContextManager", "Console", "Progress", "tqdm", "WebDriver", "BeautifulSoup", "Tk",
    "Frame", "Widget", "Element", "ElementTree", "Node", "Update", "Message", "Bot", "AST", "Parser", "Protocol",
})  # fmt: skip
"""Things that only code can make: no form can give one."""
CONSTRAINED: Final[Mapping[str, str]] = {
    "conint": "int", "confloat": "float", "constr": "str", "condecimal": "Decimal", "condate": "date",
    "conbytes": "bytes", "conlist": "list", "conset": "set", "confrozenset": "frozenset",
}  # fmt: skip
"""pydantic's functions that make a hint, and what each one constrains."""
