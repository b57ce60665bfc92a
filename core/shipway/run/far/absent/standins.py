"""Stand-ins: inert objects for what a script imports and this interpreter lacks, so that it comes to its parser.

A stand-in can be called, subclassed, used as a decorator, entered, iterated, compared and calculated with. Its texts
and numbers can be told from the script's own: none of them may reach a spec (`is_in`).
"""

import abc
import argparse
import enum
import sys
from opcode import opmap
from types import CodeType, FunctionType, ModuleType
from typing import Any, Dict, Iterator, List, Tuple

MARK = "\u2039not installed: "
NUMBER = 7905613228
VERSION = "999.0.0"
_CODED = (MARK, str(NUMBER), VERSION)
_RAISED = ("Error", "Exception", "Warning", "Exit", "Interrupt", "Timeout", "Failure", "Abort", "Empty")
_NAMES = {"__version__": VERSION, "__doc__": None, "__file__": "/nowhere", "__all__": ()}
_OWN_WORDS = {"env_var", "is_config_file", "is_config_file_arg", "is_write_out_config_file_arg", "completer"}
"""What parsers derived from argparse's take beyond it."""

_KNOWN = argparse.ArgumentParser.__init__.__code__.co_varnames
raised: "set[str]" = set()
"""Names that the script catches or raises: what they stand for must be an exception."""
given: List[Any] = []
"""Parsers that the script gave to a stand-in, which may have options to add, or was to parse with them."""


def is_in(value: Any, depth: int = 3) -> str:
    """Give the name of the stand-in that a value is, or holds, or was made with; "" where there is none."""
    if isinstance(value, (Standin, StandinModule)):
        return str(value._shipway_name)
    if isinstance(value, str):
        found = value.partition(MARK)[2].partition("\u203a")[0]
        coded = any(code in value.lower() for code in _CODED)
        return found or ("a package that is not installed" if coded else "")
    if isinstance(value, (int, float)):
        return "a package that is not installed" if value == NUMBER else ""
    if depth and isinstance(value, dict):
        value = [*value, *value.values()]
    if depth and isinstance(value, (list, tuple, set, frozenset)):
        return next(filter(None, (is_in(one, depth - 1) for one in value)), "")
    if isinstance(value, type) and issubclass(value, Base):
        return "" if value.__module__ == "__main__" else value.__name__
    return ""


def attribute(name: str, of: str) -> Any:
    """Give what stands for an attribute: an exception, an enum, a parser, or anything else."""
    whole = "{}.{}".format(of, name)
    if name in raised or (name[:1].isupper() and name.endswith(_RAISED)):
        return type(name, (_Raised,), {})
    if name.endswith("Enum"):
        return _ENUMS.get(name, enum.Enum)
    if name.lower().endswith(("argumentparser", "argparser")):
        return type(name, (Parser,), {})
    if name.endswith("HelpFormatter"):
        return type(name, (argparse.HelpFormatter,), {})
    return Standin(whole)


class _Raised(Exception):
    def __init__(self, *args: Any, **_: Any) -> None:
        super().__init__(*args)


class _TextEnum(str, enum.Enum):
    pass


_ENUMS: Dict[str, Any] = {"StrEnum": _TextEnum, "IntEnum": enum.IntEnum, "IntFlag": enum.IntFlag}


class _Class(abc.ABCMeta):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return attribute(name, cls.__name__)


class Base(metaclass=_Class):
    """What a class of the script is derived from where it says a stand-in."""

    def __init__(self, *_: Any, **named: Any) -> None:
        self.__dict__.update(named)

    def __init_subclass__(cls, **_: Any) -> None:
        super().__init_subclass__()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return attribute(name, type(self).__name__)

    def __call__(self, *_: Any, **__: Any) -> Any:
        return Standin(type(self).__name__)


class Parser(argparse.ArgumentParser):
    """A parser that another library derived from argparse's: it takes what argparse knows, and ignores the rest."""

    def __init__(self, *args: Any, **named: Any) -> None:
        texts: Any = [one for one in args[:1] if isinstance(one, str)]
        super().__init__(*texts, **{name: value for name, value in named.items() if name in _KNOWN})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        own = self.add_argument if name == "add" else self.parse_args if name.startswith("parse") else None
        return own or Standin("{}.{}".format(type(self).__name__, name))


def tolerate(add: Any) -> Any:
    """Wrap `add_argument`, so that it takes the arguments of other libraries' parsers."""

    def add_argument(self: Any, *args: Any, **named: Any) -> Any:
        return add(self, *args, **{name: value for name, value in named.items() if name not in _OWN_WORDS})

    return add_argument


class Standin:
    """Anything that is not there."""

    def __init__(self, name: str) -> None:
        self.__dict__["_shipway_name"] = name

    def __getattr__(self, name: str) -> Any:
        if name in ("__name__", "__qualname__"):
            return self._shipway_name.rpartition(".")[2]
        if name in _NAMES:
            return _NAMES[name]
        if name.startswith(("__", "_shipway")):
            raise AttributeError(name)
        self.__dict__[name] = made = attribute(name, self._shipway_name)
        return made

    def __call__(self, *args: Any, **named: Any) -> Any:
        if len(args) == 1 and not named and isinstance(args[0], (FunctionType, type, staticmethod, classmethod)):
            # As a decorator, with arguments or without, it leaves alone what it decorates.
            return args[0]
        for one in (*args, *named.values()):
            if isinstance(one, argparse._ActionsContainer):
                given.append((one, self._shipway_name))
                return one
        return Standin(self._shipway_name)

    def __mro_entries__(self, bases: Tuple[Any, ...]) -> Tuple[Any, ...]:
        if any(isinstance(one, type) and issubclass(one, Base) for one in bases):
            return ()
        return (Base,) if next(one for one in bases if isinstance(one, Standin)) is self else ()

    def __iter__(self) -> Iterator[Any]:
        return _items(self._shipway_name, sys._getframe(1))

    def __str__(self) -> str:
        return MARK + str(self._shipway_name) + "\u203a"

    __repr__ = __fspath__ = __str__

    def __format__(self, _: str) -> str:
        return str(self)

    def __int__(self) -> int:
        return NUMBER

    def __float__(self) -> float:
        return float(NUMBER)

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, _: Any) -> Any:
        return Standin(self._shipway_name)

    def __enter__(self) -> Any:
        return self

    async def __aenter__(self) -> Any:
        return self

    async def __aexit__(self, *_: Any) -> None:
        pass

    def __await__(self) -> Iterator[Any]:
        return iter(())

    def __next__(self) -> Any:
        raise StopIteration

    def __get_pydantic_core_schema__(self, *_: Any) -> Any:
        return {"type": "any"}


class _Item(str):
    """What is found in a stand-in by iterating: texts can be made of it, and it marks them."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("__", "_shipway")):
            raise AttributeError(name)
        return attribute(name, is_in(self))

    def __call__(self, *args: Any, **named: Any) -> Any:
        return Standin(is_in(self))(*args, **named)

    def __iter__(self) -> Iterator[Any]:
        return _items(is_in(self), sys._getframe(1))


def _items(name: str, frame: Any) -> Iterator[Any]:
    """Give one item, so that what is made of the items is marked; "a, b = it" wants as many as it names."""
    code, at = frame.f_code.co_code, frame.f_lasti
    count = code[at + 1] if code[at] == opmap["UNPACK_SEQUENCE"] else 1
    return iter([_Item(MARK + name + "\u203a") for _ in range(count)])


def _no(*_: Any) -> Any:
    return False


def _yes(*_: Any) -> Any:
    return True


def _self(self: Any, *_: Any) -> Any:
    return self


def _nothing(*_: Any) -> None:
    pass


def _give(function: Any, *names: str) -> None:
    for name in names:
        setattr(Standin, "__{}__".format(name), function)


# What is less is no reason to go on, and what is enough is none to stop: loops end, and versions are new enough.
_give(_no, "lt", "gt", "contains", "instancecheck", "subclasscheck")
_give(_yes, "le", "ge")
_give(_nothing, "exit", "setitem", "delitem", "set_name")
for _sign in (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
):
    _give(_self, _sign, "r" + _sign, "i" + _sign)
_give(_self, "neg", "pos", "abs", "invert", "round")


class StandinModule(ModuleType):
    """A module that is not there, all its submodules and all that could be in it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: List[str] = []
        self._shipway_name = name

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return _wanted(sys.modules["__main__"])
        if name in _NAMES:
            return _NAMES[name]
        if name.startswith(("__", "_shipway")):
            raise AttributeError(name)
        self.__dict__[name] = made = attribute(name, self._shipway_name)
        return made

    def __call__(self, *args: Any, **named: Any) -> Any:
        return Standin(self._shipway_name)(*args, **named)


def _wanted(module: ModuleType) -> List[str]:
    """List what `from it import *` may have to give: every name that the script speaks of, and has not yet."""
    known = {*vars(module), *vars(sys.modules["builtins"])}
    with open(str(module.__file__), "rb") as script:
        code = compile(script.read(), "script", "exec", dont_inherit=True)
    return sorted(name for name in _names(code) - known if not name.startswith("_"))


def _names(code: CodeType) -> "set[str]":
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    return set(code.co_names).union(*map(_names, inner))
