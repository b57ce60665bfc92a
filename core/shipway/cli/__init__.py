"""The command line: names, options and exit codes as in DESIGN.md, section 10.

Exit codes: the script's own for `run`; 2 for bad input or usage; 1 for anything else.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from shipway import __version__
from shipway.environment import ENTRY
from shipway.errors import BadInput, NoSuchScript, NoSuchTool, ShipwayError
from shipway.profile import LEVELS

BAD_INPUT = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    args = parser().parse_args(words[: words.index("--")] if "--" in words else words)
    # What a script gave back may hold half of a surrogate pair, which no terminal can show.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    args.rest = words[words.index("--") + 1 :] if "--" in words else None
    try:
        _targets(args)
        return int(args.do(args))
    except BadInput as error:
        for name, problem in error.problems.items():
            print(f"shipway: {name}: {problem}" if name else f"shipway: {problem}", file=sys.stderr)
        return BAD_INPUT
    except (NoSuchTool, NoSuchScript) as error:
        print(f"shipway: {error}", file=sys.stderr)
        return BAD_INPUT
    except ShipwayError as error:
        print(f"shipway: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def parser() -> argparse.ArgumentParser:
    """Give the parser of `shipway`."""
    top = argparse.ArgumentParser(prog="shipway", description="One Python script, every way to ship it.")
    top.add_argument("--version", action="version", version=f"shipway {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _add_read(commands)
    _add_run(commands)
    _add_front_ends(commands)
    doctor = commands.add_parser("doctor", help="what is here, what is missing, how to get it")
    _script(doctor)
    doctor.add_argument("--clean", action="store_true", help="remove the environments that Shipway made")
    doctor.set_defaults(do=_doctor)
    return top


def _add_read(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    read = commands.add_parser("read", help="what a script takes: its tools, findings, and what could not be mapped")
    _script(read)
    read.add_argument("--json", action="store_true", help="as JSON (docs/formats.md)")
    read.add_argument(
        "--schema", action="store_true", help="JSON Schemas: of its tools' inputs; of --json, with no SCRIPT"
    )
    read.set_defaults(do=_read)
    _add_fill(commands)


def _add_fill(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    fill = commands.add_parser(
        "fill",
        help="a command line -> the form's inputs, as JSON, or the same as Python, a shell's line, curl or a link",
        usage="shipway fill SCRIPT [TOOL] [--set NAME=TEXT]... [--values FILE|-] [--line TEXT] "
        "[--as python|shell|curl|link] [--site URL] [--python PATH] [-- ARGS...]",
    )
    _script(fill)
    fill.add_argument("tool", metavar="TOOL", nargs="?")
    _inputs(fill)
    fill.add_argument("--line", metavar="TEXT", help="a command line as it is pasted: “$ python script.py --all”")
    fill.add_argument("--as", dest="as_", choices=["python", "shell", "curl", "link"], help="the same values elsewhere")
    fill.add_argument(
        "--site", metavar="URL", default="http://127.0.0.1:8000", help="where the page is (default: %(default)s)"
    )
    fill.set_defaults(do=_fill, file=[])


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser(
        "run",
        help="run a tool of a script",
        usage="shipway run SCRIPT [TOOL] [--set NAME=TEXT]... [--file NAME=PATH]... [--values FILE|-] "
        "[--answers FILE] [--events] [--profile P] [--contain LEVEL] [--python PATH] [-- ARGS...]",
    )
    _script(run)
    run.add_argument("tool", metavar="TOOL", nargs="?", help="the only one, or the first, when it is left out")
    _inputs(run)
    run.add_argument(
        "--file", metavar="NAME=PATH", action="append", default=[], help="one input from a file; again for several"
    )
    run.add_argument("--answers", metavar="FILE", help="a line for each question that the script asks")
    run.add_argument("--events", action="store_true", help="tell the run as lines of JSON (docs/formats.md)")
    run.add_argument("--profile", choices=["mine", "visitors"], default="mine", help="how far the run is trusted")
    _contain(run)
    run.set_defaults(do=_run)


def _inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set", metavar="NAME=TEXT", action="append", default=[], help="one input; again for several values"
    )
    command.add_argument("--values", metavar="FILE", help="inputs as a JSON object; - is the standard input")


def _add_front_ends(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    gui = commands.add_parser("gui", help="open scripts in a window (the bundled examples when none is named)")
    _script(gui, nargs="*")
    gui.set_defaults(do=_gui)
    web = commands.add_parser("web", help="serve scripts as pages (the bundled examples when none is named)")
    _script(web, nargs="*")
    web.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    web.add_argument(
        "--port", type=int, default=8000, help="port to listen on, 0 for a free one (default: %(default)s)"
    )
    web.add_argument("--workers", type=int, default=2, help="processes that serve pages (default: %(default)s)")
    _contain(web)
    web.set_defaults(do=_web)


def _contain(command: argparse.ArgumentParser) -> None:
    what = "the least that may hold a visitor's run: limits, tree or sealed; where the machine lacks it, nothing runs"
    command.add_argument("--contain", metavar="LEVEL", choices=list(LEVELS), help=what)


def _script(command: argparse.ArgumentParser, nargs: str = "?") -> None:
    what = "a Python file, some.module, a folder with a __main__.py, or, with --entry, a project's folder"
    command.add_argument("script", metavar="SCRIPT", type=Path, nargs=nargs, help=what)
    command.add_argument("--entry", metavar="NAME", help="a console script: of the project, or of what is installed")
    command.add_argument("--python", metavar="PATH", type=Path, help="the interpreter that the script runs with")


def _targets(args: argparse.Namespace) -> None:
    """Put what `--entry` names into the place of the script; a command that needs a script says so."""
    if "script" not in args:
        return
    if args.entry is not None:
        folder = (args.script[0] if args.script else None) if isinstance(args.script, list) else args.script
        named = (folder or Path()) / f"{ENTRY}{args.entry}"
        args.script = [named] if isinstance(args.script, list) else named
    elif args.script is None and args.do in (_read, _fill, _run) and not getattr(args, "schema", False):
        raise BadInput({"": "the script is missing: name a Python file, some.module, a folder, or --entry NAME"})


def _read(args: argparse.Namespace) -> int:
    from shipway.cli.prepare import prepare  # each command imports what it needs: `--help` answers at once
    from shipway.cli.show import describe
    from shipway.read import read
    from shipway.spec import to_json

    if args.schema:
        from shipway.cli.schema import schemas

        return schemas(args.script, args.python)
    prepare(args.script, args.python)
    reading = read(args.script, args.python)
    print(json.dumps(to_json(reading), ensure_ascii=False, indent=2) if args.json else describe(reading))
    return 0


def _fill(args: argparse.Namespace) -> int:
    from shipway.cli.fill import fill  # as above

    return fill(args)


def _run(args: argparse.Namespace) -> int:
    from shipway.cli.run import run  # as above

    return run(args)


def _doctor(args: argparse.Namespace) -> int:
    from shipway.cli.doctor import clean, doctor  # as above

    return clean() if args.clean else doctor(args.script, args.python)


def _gui(args: argparse.Namespace) -> int:
    return _start("gui", ("PySimpleGUI",), args, [])


def _web(args: argparse.Namespace) -> int:
    options = ["--host", args.host, "--port", str(args.port), "--workers", str(args.workers)]
    options += ["--contain", args.contain] if args.contain else []
    return _start("web", ("flask", "gunicorn"), args, options)


def _start(front_end: str, needs: Sequence[str], args: argparse.Namespace, options: list[str]) -> int:
    """Become the front end: the core never imports one."""
    from importlib.util import find_spec

    missing = [name for name in (f"shipway_{front_end}", *needs) if find_spec(name) is None]
    if missing:
        advice = f"{missing[0]} is not installed; get it with: {sys.executable} -m pip install 'shipway[{front_end}]'"
        raise ShipwayError(advice)
    scripts = [os.fspath(script) for script in args.script]
    python = ["--python", os.fspath(args.python)] if args.python else []
    os.execv(sys.executable, [sys.executable, "-m", f"shipway_{front_end}", *options, *python, *scripts])
