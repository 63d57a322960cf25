"""The outer figures of how large a piece may be; beyond them it wants to be two. Migrations and vendor aside."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from exportready.local.addresses import project_root

ROOT = project_root()
LINES_OF_A_FILE, LINES_OF_A_FUNCTION, LINES_OF_A_VIEW, LINES_OF_A_MODEL, LINES_OF_A_TEMPLATE = 300, 40, 25, 150, 130
NOT_OURS = {"migrations", "vendor", ".venv", ".local", "node_modules", "build"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(suffix: str) -> list[Path]:
    """The project's files as git knows them, those not yet added included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", f"*{suffix}"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    paths = [Path(name) for name in listed if not NOT_OURS & set(Path(name).parts)]
    return [path for path in paths if (ROOT / path).exists()]


def length(path: Path) -> int:
    return len((ROOT / path).read_text().splitlines())


def extent(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def definitions() -> Iterator[tuple[Path, Function | ast.ClassDef]]:
    for path in files(".py"):
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, Function | ast.ClassDef):
                yield path, node


def too_long(path: Path, node: Function | ast.ClassDef) -> int | None:
    """The figure that the definition exceeds."""
    if isinstance(node, ast.ClassDef):
        limit = LINES_OF_A_MODEL if "models" in path.parts else LINES_OF_A_FILE
    else:
        limit = LINES_OF_A_VIEW if is_view(path, node) else LINES_OF_A_FUNCTION
    return limit if extent(node) > limit else None


def is_view(path: Path, node: Function) -> bool:
    return (
        path.parts[0] != "tests"
        and "views" in path.with_suffix("").parts
        and bool(node.args.args)
        and (node.args.args[0].arg == "request")
    )


def test_there_is_something_to_measure() -> None:
    assert len(files(".py")) > 50
    assert len(files(".html")) > 10


def test_python_files() -> None:
    assert {str(path): length(path) for path in files(".py") if length(path) > LINES_OF_A_FILE} == {}


def test_templates() -> None:
    assert {str(path): length(path) for path in files(".html") if length(path) > LINES_OF_A_TEMPLATE} == {}


def test_functions_views_and_models() -> None:
    found = [
        f"{path}:{node.lineno} {node.name}: {extent(node)} lines, {limit} at most"
        for path, node in definitions()
        if (limit := too_long(path, node))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("path", "source", "limit"),
    [
        ("smes/domain/products.py", "def f():\n" + "    pass\n" * 40, LINES_OF_A_FUNCTION),
        ("smes/views/products.py", "def f(request):\n" + "    pass\n" * 25, LINES_OF_A_VIEW),
        ("smes/models/product.py", "class P:\n" + "    a = 1\n" * 150, LINES_OF_A_MODEL),
        ("smes/models/product.py", "class P:\n" + "    a = 1\n" * 149, None),
    ],
)
def test_the_measure_bites(path: str, source: str, limit: int | None) -> None:
    node = ast.parse(source).body[0]
    assert isinstance(node, Function | ast.ClassDef)
    assert too_long(Path(path), node) == limit
