"""A command line, understood by click's own parser: which texts it gives to which parameter.

Each level is parsed as click does it, but for what comes after the parsing: no callback is called, no file is opened,
no type of the author's is asked. What is refused is refused in click's words.
"""

import sys
import warnings
from typing import Any, Dict, List, Optional, Tuple

from _shipway import kinds
from _shipway.clicks import commands, options, sorts

_SAFE = {
    "IntParamType", "FloatParamType", "IntRange", "FloatRange", "BoolParamType", "UUIDParameterType", "Choice",
    "TyperChoice", "DateTime",
}  # fmt: skip
"""Types whose conversion does nothing but convert."""


class _Refused(Exception):
    """The line means what no form can say."""


class _Notes:
    """What was heard while a line was parsed: the raws, and at which command the parser stands."""

    def __init__(self, shown: Dict[commands.Key, commands.Shown]) -> None:
        self.shown, self.path = shown, ()  # type: Dict[commands.Key, commands.Shown], Tuple[str, ...]
        self.raws: Dict[str, Any] = {}
        self.ends = False

    def hear(self, part: Any) -> None:
        """Listen to a part of click's parser: an option or an argument."""
        process = part.process

        def heard(value: Any, state: Any) -> None:
            process(value, state)
            self.note(part.obj, value, getattr(part, "const", None))

        part.process = heard

    def note(self, param: Any, value: Any, const: Any) -> None:
        """Keep the texts that a parameter got."""
        shown = self.shown.get(commands.key_of(self.path, param))
        if shown is None:
            if not options.is_option(param) and not isinstance(value, (str, tuple)):
                return
            why = "only shows something and ends" if options.only_shows(param) else "is hidden by its author"
            raise _Refused("{} {}: it is not in the form".format("/".join(param.opts), why))
        # It is met first, whatever else the line lacks.
        self.ends = self.ends or options.only_shows(param)
        if options.may_stand_alone(param) and not isinstance(value, str):
            self.raws[shown.name + "_alone"] = "yes"
            return
        raw = _raw(param, shown, value, const, self.raws.get(shown.name))
        if raw is not None:
            self.raws[shown.name] = raw


def _raw(param: Any, shown: commands.Shown, value: Any, const: Any, before: Any) -> Any:
    """Give the raw of a parameter that was met with this value; None for nothing."""
    if shown.style == "switch":
        return shown.word
    if shown.style == "flag":
        return "yes"
    if shown.style == "on/off":
        return "yes" if const else "no"
    if shown.style == "count":
        return str(int(before or "0") + 1)
    found = sorts.sorts_of(param)
    if not isinstance(value, (str, tuple, list)):
        return None
    texts = [
        _plain(str(one), found[at % len(found)]) for at, one in enumerate([value] if isinstance(value, str) else value)
    ]
    if shown.style == "append":
        return (before or []) + texts
    if shown.style == "line":
        return kinds.KINDS["arguments"].format(texts) if texts else None
    return texts[0] if isinstance(value, str) else texts or None


def _plain(text: str, sort: sorts.Sort) -> str:
    """Give the text as the form has it: a choice as it is listed, a date as its control writes it."""
    if sort.kind == "choice":
        return options.offered(text, sort) or text
    if not sort.formats:
        return text
    try:
        kinds.KINDS[sort.kind].parse(text)
        return text
    except ValueError:
        return _iso(text, sort)


def _iso(text: str, sort: sorts.Sort) -> str:
    import datetime

    for form in sort.formats:
        try:
            moment = datetime.datetime.strptime(text, form)
        except ValueError:
            continue
        return str(moment.date() if sort.kind == "date" else moment.time() if sort.kind == "time" else moment)
    return text


def fill(context: Any, argv: List[str]) -> Dict[str, Any]:
    """Let the parsers read a command line; give the message that tells what it means, or why it is refused."""
    from _shipway import clicks

    shown: Dict[commands.Key, commands.Shown] = {}
    commands.tools(context, shown)
    notes = _Notes(shown)
    core = _core(context.command)
    _listen(core, notes)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            path = _read(context, list(argv), notes, ())
    except _Refused as refusal:
        return {"say": "refused", "text": str(refusal)}
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return {"say": "refused", **clicks.complaint(error), "text": error.format_message()}
    return {"say": "filled", "command": list(path), "raws": notes.raws}


def _core(command: Any) -> Any:
    """Give the module of the click that a command is of."""
    names = [kind.__module__ for kind in type(command).__mro__ if kind.__module__.endswith("click.core")]
    return sys.modules[names[-1]]


def _listen(core: Any, notes: _Notes) -> None:
    make = core.Command.make_parser

    def make_parser(self: Any, context: Any) -> Any:
        parser = make(self, context)
        parts = [*parser._short_opt.values(), *parser._long_opt.values(), *parser._args]
        for part in {id(part): part for part in parts}.values():
            notes.hear(part)
        return parser

    def handled(self: Any, context: Any, opts: Any, args: Any) -> Any:
        value = opts.get(self.name)
        if options.is_unset(value) or value == ():
            if not notes.ends:
                _check_given(core, self, context)
        else:
            _check(self, context, value)
            if self.expose_value:
                context.params[self.name] = value
        return value, args

    core.Command.make_parser = make_parser
    core.Parameter.handle_parse_result = handled


def _check_given(core: Any, param: Any, context: Any) -> None:
    """Complain, as click does, of a parameter that is required and was not given."""
    if (
        not param.required
        or options.default_of(context, param) is not None
        or getattr(param, "prompt", None) is not None
    ):
        return
    if not param.resolve_envvar_value(context):
        missing = sys.modules[core.__name__.rpartition(".")[0] + ".exceptions"].MissingParameter
        raise missing(ctx=context, param=param)


def _check(param: Any, context: Any, value: Any) -> None:
    """Let click convert what it converts itself, so that a wrong number is refused in its words."""
    texts = list([value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else [])
    if any(not isinstance(one, str) for one in texts) or (options.is_option(param) and (param.is_flag or param.count)):
        return
    if hasattr(param, "type_descriptor"):
        sort = sorts.sorts_of(param)[0]
        if texts and not sort.note and sort.kind in ("whole_number", "number", "yes_no", "choice", "datetime"):
            param.get_runtime_param().coerce(value, param=param, ctx=context)
    elif type(param.type).__name__ in _SAFE and type(param.type).__module__.endswith("types"):
        for text in texts:
            param.type.convert(text, param, context)


def _read(context: Any, args: List[str], notes: _Notes, path: Tuple[str, ...]) -> Tuple[str, ...]:
    """Read what belongs to a command, and then what belongs to its subcommand; give the words that lead to that."""
    command, notes.path = context.command, path
    group = commands.is_group(command)
    if not args and command.no_args_is_help and not group:
        return path
    if args or not group:
        with context.scope(cleanup=False):
            command.parse_args(context, args)
    left = _left(context)
    if not group:
        if left:
            notes.raws[commands.REST] = kinds.KINDS["arguments"].format(left)
        return path
    if not left:
        if getattr(command, "invoke_without_command", False):
            if not args:
                with context.scope(cleanup=False):
                    command.parse_args(context, args)
            return path
        if notes.ends:
            return path
        context.fail("Missing command.")
    if getattr(command, "chain", False):
        return _read_chain(context, left, notes, path)
    name, sub, rest = command.resolve_command(context, left)
    name = _canonical(context, name, sub)
    return _read(commands.inside(context, sub, name), rest, notes, (*path, name))


def _read_chain(context: Any, left: List[str], notes: _Notes, path: Tuple[str, ...]) -> Tuple[str, ...]:
    before, called = dict(notes.raws), []  # type: Dict[str, Any], List[str]
    rest: List[str] = left
    while rest:
        name, sub, rest = context.command.resolve_command(context, rest)
        name = _canonical(context, name, sub)
        called.append(name)
        notes.path = (*path, name)
        inner = commands.inside(context, sub, name)
        with inner.scope(cleanup=False):
            sub.parse_args(inner, rest)
        rest = list(inner.args)
    if len(called) == 1:
        return (*path, called[0])
    notes.raws = {**before, commands.CHAIN: kinds.KINDS["arguments"].format(left)}
    return path


def _left(context: Any) -> List[str]:
    held: Optional[List[str]] = context.__dict__.get("_protected_args") or context.__dict__.get("protected_args")
    return [*(held or ()), *context.args]


def _canonical(context: Any, name: str, sub: Any) -> str:
    """Give the first name of a command, whichever of its names was used."""
    for listed in context.command.list_commands(context):
        if context.command.get_command(context, listed) is sub:
            return str(listed)
    return str(name)
