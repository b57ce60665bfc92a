"""The bundled examples are ordinary scripts, and each does what it says."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from shipway.examples import SCRIPTS

NAMES = [path.stem for path in SCRIPTS]
each_script = pytest.mark.parametrize("path", SCRIPTS, ids=NAMES)


def run(name: str, *arguments: str, given: str = "", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run an example as its author would, in a terminal."""
    path = next(path for path in SCRIPTS if path.stem == name)
    return subprocess.run(
        [sys.executable, str(path), *arguments], input=given, cwd=folder, capture_output=True, text=True, timeout=60
    )


def call(name: str, expression: str, folder: Path) -> str:
    """Evaluate an expression with the names of an example at hand, in a process of its own."""
    path = next(path for path in SCRIPTS if path.stem == name)
    code = f"import runpy; print(eval({expression!r}, runpy.run_path({str(path)!r})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def modules(tree: ast.Module) -> set[str]:
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | froms}


def test_there_are_at_least_seven_and_all_are_listed() -> None:
    beside = {path for path in SCRIPTS[0].parent.glob("*.py") if path.stem != "__init__"}
    assert set(SCRIPTS) == beside
    assert len(SCRIPTS) >= 7
    assert SCRIPTS[0].stem == "celsius"


@each_script
def test_an_example_knows_nothing_of_shipway(path: Path) -> None:
    assert "shipway" not in path.read_text(encoding="utf-8").lower()


@each_script
def test_an_example_is_python_3_10_and_begins_with_a_title(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10))
    title = (ast.get_docstring(tree) or "").split("\n")[0]
    assert 4 < len(title) < 40
    assert not title.endswith(".")


@each_script
def test_an_example_names_the_packages_that_it_needs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = {"pillow": "PIL"}
    header = [line for line in text.splitlines() if line.startswith("# dependencies = ")]
    packages = ast.literal_eval(header[0].partition(" = ")[2]) if header else []
    brought = {named.get(package.partition("[")[0], package.partition("[")[0]) for package in packages}
    brought |= {"PIL" for package in packages if "[pil]" in package}
    assert modules(ast.parse(text)) - set(sys.stdlib_module_names) == brought


def test_celsius_asks_and_answers() -> None:
    assert run("celsius", given="37\n").stdout == "Degrees Celsius: 37 °C is 98.6 °F\n"
    assert "freezes" in run("celsius", given="-3\n").stdout
    assert "could not convert string to float: 'abc'" in run("celsius", given="abc\n").stderr


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("celsius_to_fahrenheit(37)", "98.6"),
        ("length(1)", "1.609344"),
        ("length(3, 'foot', 'inch')", "36.0"),
        ("weight(1, Weight.STONE, Weight.POUND)", "14.0"),
        ("fuel(Trip(100, 5))['litres per 100 km']", "5.0"),
        ("days_later(date(2026, 11, 22), 30)", "2026-12-22"),
        ("days_later(date(2026, 11, 20), 1, True)", "2026-11-23"),
        ("days_later(date(2026, 11, 23), -1, working_days_only=True)", "2026-11-20"),
        ("split_bill(Decimal('100'), 3)", "36.67"),
    ],
)
def test_units_convert(expression: str, expected: str, tmp_path: Path) -> None:
    assert call("units", expression, tmp_path) == expected


def test_csv_summary_gives_a_line_for_each_column_and_a_chart(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name;age;city\nAnn;31;Rome\nBob;29;\nCyd;40;Rome\n", encoding="utf-8-sig")
    rows = "[(line['column'], line['filled'], line['mean'], line['most frequent']) for line in found[0]]"
    answer = call(
        "csv_summary", f"[({rows}, type(found[1]).__name__) for found in [summarise(Path('people.csv'))]]", tmp_path
    )
    lines, chart = ast.literal_eval(answer)[0]
    assert lines == [("name", 3, None, "Ann"), ("age", 3, 33.333, None), ("city", 2, None, "Rome")]
    assert chart == "Figure"


def test_csv_summary_draws_the_column_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,b\n2,b\n")
    assert call("csv_summary", "summarise(Path('a.csv'), 'y')[1].axes[0].get_title()", tmp_path) == "y"
    assert call("csv_summary", "summarise(Path('a.csv'))[1].axes[0].get_title()", tmp_path) == "x"


def test_resize_images_packs_smaller_pictures(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGBA", (400, 200), (255, 0, 0, 128)).save(tmp_path / "a.png")
    Image.new("RGB", (100, 300), "blue").save(tmp_path / "a.jpg")
    call("resize_images", "resize([Path('a.png'), Path('a.jpg')], 200, save_as='JPEG')", tmp_path)
    with zipfile.ZipFile(tmp_path / "resized.zip") as packed:
        sizes = {name: Image.open(packed.open(name)).size for name in packed.namelist()}
    assert sizes == {"a.jpg": (200, 100), "a-2.jpg": (100, 300)}


def test_qr_code_is_an_image_in_its_colours(tmp_path: Path) -> None:
    answer = call(
        "qr_code", "(lambda made: (made.size, made.getcolors()))(make_code('Hi', '#ff0000', dot=5))", tmp_path
    )
    (width, height), colours = ast.literal_eval(answer)
    assert width == height == 5 * (21 + 2 * 4)
    assert {colour for _, colour in colours} == {(255, 0, 0), (255, 255, 255)}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["count"], "       2        4        9 -\n"),
        (["count", "--what", "words", "--top", "1"], "       4 -\n       2 b\n"),
        (["sort", "--by", "length"], "b\nb a 10\n"),
        (["replace", "b", r"\1"], "\\1 a 10\n\\1\n"),
        (["replace", "-e", "(a)", r"<\1>"], "b <a> 10\nb\n"),
        (["find", "-p", "a", "-p", "1", "--no-line-numbers"], "b a 10\n"),
        (["find", "-p", "a"], "-:1: b a 10\n"),
        (["wrap", "--width", "10"], "b a 10 b\n\n"),
    ],
)
def test_text_tool_does_each_of_its_commands(arguments: list[str], expected: str) -> None:
    done = run("text_tool", *arguments, given="b a 10\nb\n")
    assert (done.stdout, done.returncode) == (expected, 0)


def test_text_tool_complains_like_argparse() -> None:
    done = run("text_tool", "wrap", "--width", "5")
    assert done.returncode == 2
    assert "argument -w/--width: 5 is not between 10 and 500" in done.stderr
    assert run("text_tool", "count", "not there.txt").returncode == 2
    assert run("text_tool", "find", "-p", "x", given="a\n").returncode == 1


def test_slow_job_shows_a_bar_and_finds_pi() -> None:
    done = run("slow_job", "--steps", "40", "--delay", "0", "--seed", "1")
    assert done.stdout.splitlines()[-1].startswith("π is about 3.14")
    assert "100%" in done.stderr


def test_invoice_adds_up_and_writes_a_page(tmp_path: Path) -> None:
    lines = "invoice('Ann & Co', [{'item': 'Tea', 'quantity': '3', 'price': '1.10'}])[0]"
    assert call("invoice", f"[str(line['sum']) for line in {lines}]", tmp_path) == "['3.30', '3.30', '0.66', '3.96']"
    assert "Ann &amp; Co" in (tmp_path / "invoice.html").read_text(encoding="utf-8")


def test_passwords_hold_one_of_each_group(tmp_path: Path) -> None:
    made = ast.literal_eval(call("passwords", "passwords(4, 50)", tmp_path))
    assert len(set(made)) == 50
    for word in made:
        assert len(word) == 4
        assert any(mark.isdigit() for mark in word)
        assert any(not mark.isalnum() for mark in word)


def test_quiz_asks_as_often_as_it_was_told_to() -> None:
    done = run("quiz", given="Ann\nmany\n2\n1\n1\n")
    assert done.returncode == 0
    assert done.stdout.count("How much is") == 2
    assert "Ann" in done.stdout.splitlines()[-1]
