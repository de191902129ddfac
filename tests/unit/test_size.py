"""No function over 30 lines, no file over 300: the first sign of trouble is seen when it comes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.soaks import some
from tests.tools.syntax import tree_of

ROOT = Path(__file__).resolve().parents[2]
FUNCTION = 30
FILE = 300


def too_long(path: Path) -> list[str]:
    """The file, and the functions in it, that are over their limit, signature and docstring counted."""
    text = path.read_text("utf-8")
    lines = len(text.splitlines())
    found = [f"{path}: {lines} lines, at most {FILE}"] if lines > FILE else []
    for node in statements(tree_of(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                found.append(f"{path}:{node.lineno}: {node.name} has {lines} lines, at most {FUNCTION}")
    return found


def statements(block: ast.AST) -> Iterator[ast.AST]:
    """Those in a block and in its blocks; the expressions, which are most of a file, are not looked through."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        inner = getattr(block, name, ())
        for one in inner if isinstance(inner, list) else ():
            yield one
            yield from statements(one)


# Every source file but the migrations, which are lists of tables as they once were.
@pytest.mark.parametrize("folder", some(["watcher", "tests", "bench"], every=2))  # `make lint` looks through all
def test_files_and_their_functions_are_short(folder: str) -> None:
    files = sorted(path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)
    assert len(files) > 15
    assert [found for path in files for found in too_long(path)] == []


def test_long_function_and_long_file_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def short():\n" + "    x = 1\n" * 29 + "async def long():\n" + "    x = 1\n" * 30)
    assert too_long(path) == [f"{path}:31: long has 31 lines, at most 30"]
    path.write_text("x = 1\n" * 300)
    assert too_long(path) == []
    path.write_text("x = 1\n" * 301)
    assert too_long(path) == [f"{path}: 301 lines, at most 300"]
