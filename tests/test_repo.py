"""What holds for the repository as a whole: what is shipped, what is pinned, who imports whom, how long things are."""

from __future__ import annotations

import ast
import importlib
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT
from shipway import events
from shipway.examples import SCRIPTS
from shipway.kinds import KINDS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PACKAGES = ("core/shipway", "gui/shipway_gui", "web/shipway_web")
CARRIED = ("app.yaml", "requirements.txt", ".gcloudignore")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# path, or path:function -> why it may be longer than the rest.
LONGER: dict[str, str] = {}
LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


def files_of(*folders: str, ending: str = "") -> list[Path]:
    """List the files in folders of the repository, without caches."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{ending}"))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def tracked() -> list[Path]:
    """List the files that git knows, or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built).namelist()


def test_the_wheel_holds_the_packages_and_what_they_carry_and_nothing_else(wheel: list[str]) -> None:
    ours = {path.relative_to(ROOT).as_posix().partition("/")[2] for path in files_of(*PACKAGES)}
    ours |= {f"shipway/ship/carried/{name}" for name in CARRIED}
    meta = ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    ours |= {f"shipway-{PROJECT['project']['version']}.dist-info/{name}" for name in meta}
    assert set(wheel) == ours


def test_the_wheel_holds_every_example(wheel: list[str]) -> None:
    assert {f"shipway/examples/{path.name}" for path in SCRIPTS} <= set(wheel)


def test_no_file_tells_of_the_machine_that_it_was_written_on() -> None:
    marks = [str(ROOT), str(Path.home()) + "/", "file:/" + "//"]
    if len(socket.gethostname()) > 5:
        marks.append(socket.gethostname())
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {mark}" for mark in marks if mark in text]
    assert found == []


def pins(name: str) -> list[tuple[str, list[str]]]:
    """Split a requirements file into its entries: the requirement, and its hashes."""
    joined = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [(head.strip(), hashes) for head, *hashes in (re.split(r"\s+--hash=", line.strip()) for line in lines)]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_an_exact_version_with_hashes(name: str) -> None:
    # "." would be installed once by App Engine's pip layer, and stay as it was then.
    assert len(pins(name)) > 5
    for head, hashes in pins(name):
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", head), head
        assert hashes, head
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), head


def wanted(*extras: str, groups: tuple[str, ...] = ()) -> list[Requirement]:
    project = PROJECT["project"]
    texts = project["dependencies"] + [text for extra in extras for text in project["optional-dependencies"][extra]]
    texts += [text for group in groups for text in PROJECT["dependency-groups"][group]]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("requirements.txt", wanted("web")),
        ("requirements-dev.txt", wanted("web", "gui", "dev", groups=("examples", "foreign", "museum"))),
    ],
)
def test_the_pins_are_those_of_pyproject(name: str, requirements: list[Requirement]) -> None:
    pinned: dict[str, list[str]] = {}
    for head, _ in pins(name):
        package, _, rest = head.partition("==")
        pinned.setdefault(canonicalize_name(package), []).append(rest.partition(" ;")[0])
    for requirement in requirements:
        versions = pinned.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement} is not in {name}: run make lock"
        assert all(version in requirement.specifier for version in versions), f"{requirement}: run make lock"


def test_the_page_is_served_by_third_parties_without_a_front_end_of_the_window() -> None:
    names = {canonicalize_name(head.partition("==")[0]) for head, _ in pins("requirements.txt")}
    assert not names & {"pysimplegui", "shipway", "pytest", "matplotlib"}


CONTRACTS = [contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]]

# contract -> a file of ours, and the line that breaks this contract and no other.
PLANTED = {
    "front ends stand above the core, and never know each other": ("web/shipway_web/__init__.py", "import shipway_gui"),
    "inside the core, imports point down": ("core/shipway/errors.py", "import shipway.spec"),
    "inside the reading, dialects do not know each other": (
        "core/shipway/read/live/clicks.py",
        "import shipway.read.prompts",
    ),
    "the core meets no front end's library and no builder": ("core/shipway/bind.py", "import flask"),
    "the far side of a run is the standard library alone": ("core/shipway/kinds.py", "import docstring_parser"),
}


def test_the_far_side_of_a_run_imports_the_standard_library_alone() -> None:
    # import-linter does not see `_shipway`, the name under which the far side imports itself.
    for path in [*(ROOT / "core/shipway/run/far").rglob("*.py"), ROOT / "core/shipway/kinds.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, path
                names.append(node.module or "")
            for name in names:
                assert name.partition(".")[0] in {*sys.stdlib_module_names, "_shipway"}, f"{path.name}: {name}"


TOP = {
    *(".ci", ".gcloudignore", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md"),
    *("app.yaml", "core", "docs", "gui", "pyproject.toml", "requirements-dev.txt", "requirements.txt", "tests", "web"),
}


def test_nothing_lies_at_the_top_but_what_belongs_there() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} == TOP


def lint(folder: Path) -> dict[str, bool]:
    """Run import-linter over a copy of the repository; tell for each contract whether it is kept."""
    places = os.pathsep.join(str(folder / name) for name in ("core", "gui", "web"))
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": places, "COLUMNS": "300", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    verdicts = {name: re.search(rf"{re.escape(name)} (KEPT|BROKEN)", done.stdout) for name in CONTRACTS}
    assert all(verdicts.values()), done.stdout + done.stderr
    return {name: verdict[1] == "KEPT" for name, verdict in verdicts.items() if verdict}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("core", "gui", "web"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_import_contracts_hold(copy: Path) -> None:
    assert lint(copy) == dict.fromkeys(CONTRACTS, True)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_planted_import_breaks_its_contract_and_no_other(contract: str, copy: Path) -> None:
    name, line = PLANTED[contract]
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert lint(copy) == {other: other != contract for other in CONTRACTS}


@pytest.mark.parametrize("name", ["shipway", "shipway_gui", "shipway_web", "shipway.examples"])
def test_the_public_names_are_listed_sorted_and_there(name: str) -> None:
    module = importlib.import_module(name)
    listed = getattr(module, "__all__", [])
    assert list(listed) == sorted(listed, key=lambda word: (not word.isupper(), not word[0].isupper(), word))
    assert [word for word in listed if not hasattr(module, word)] == []


OURS = [path for path in files_of("core", "gui", "web", "tests", ending=".py") if "scripts" not in path.parts]


def test_files_and_functions_stay_short() -> None:
    long = {}
    for path in OURS:
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if (lines := len(text.splitlines())) > LINES_OF_A_FILE:
            long[name] = lines
        if "examples" in path.parts:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > LINES_OF_A_FUNCTION:
                    long[f"{name}:{node.name}"] = lines
    assert {name: lines for name, lines in long.items() if name not in LONGER} == {}
    assert sorted(LONGER) == sorted(set(LONGER) & set(long)), "an exception that is no longer needed"


def test_no_module_is_a_grab_bag() -> None:
    assert {path.stem for path in OURS} & {"utils", "common", "helpers", "base", "manager"} == set()


def test_no_program_is_started_by_a_shell() -> None:
    by_a_shell = re.compile(r"shell\s*=\s*" + r"True|os\.system\(")
    sources = files_of("core", "gui", "web", ending=".py")
    assert [path for path in sources if by_a_shell.search(path.read_text(encoding="utf-8"))] == []


MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_readme_names_the_commands() -> None:
    assert {"make web", "make gui", "make test"} <= set(re.findall(r"make [a-z]+", (ROOT / "README.md").read_text()))


def test_make_alone_prints_each_target_with_one_line() -> None:
    printed = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in printed.splitlines() if line.startswith("  make ")} == TARGETS
    assert {"setup", "gui", "web", "test", "check", "bench", "clean", "lock", "pictures"} <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_only_targets_and_files_that_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)
    assert [name for name in named if name not in TARGETS] == []
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_row_in_the_documents(kind: str) -> None:
    assert f"| `{kind}` |" in (ROOT / "docs/formats.md").read_text(encoding="utf-8")


def test_every_event_and_its_fields_are_in_the_documents() -> None:
    text = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    for kind in (
        events.Started, events.Output, events.Ask, events.Answered,
        events.Progress, events.Made, events.Result, events.Ended,
    ):  # fmt: skip
        row = re.search(rf"^\| `{kind.__name__.lower()}` \| (.*)$", text, re.MULTILINE)
        assert row, kind
        fields = [name for name in kind.__dataclass_fields__ if name != "data"]
        assert [name for name in fields if f"`{name}`" not in row[1]] == []
