"""What is public says what it is for, and no variable is called `one`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tools.syntax import tree_of

ROOT = Path(__file__).resolve().parents[2]
ONE = re.compile(r"\bone\b")
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def undocumented(tree: ast.Module) -> list[str]:
    """Returns the names of public modules (`module`), classes, functions and methods without a docstring."""
    return [name for name, node in _public(tree) if ast.get_docstring(node, clean=False) is None]


def _public(node: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ast.Module | ast.ClassDef | FUNCTIONS]]:
    if isinstance(node, ast.Module):
        yield "module", node
    for inner in node.body:
        if isinstance(inner, ast.ClassDef | FUNCTIONS) and not inner.name.startswith("_"):
            yield inner.name, inner
            if isinstance(inner, ast.ClassDef):
                yield from ((f"{inner.name}.{name}", method) for name, method in _public(inner))


def called_one(tree: ast.Module) -> list[int]:
    """Returns the lines on which a variable or a parameter is called `one`."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name | ast.arg))
    return [node.lineno for node in names if (node.id if isinstance(node, ast.Name) else node.arg) == "one"]


def test_what_is_public_has_a_docstring_and_nothing_is_called_one() -> None:
    found = []
    for path in sorted((ROOT / "watcher").rglob("*.py")):
        if "versions" not in path.parts:  # migrations are named by their files
            text = path.read_text("utf-8")
            tree = tree_of(text)
            found += [f"{path}: {name} has no docstring" for name in undocumented(tree)]
            if ONE.search(text):  # in few files even as a word
                found += [f"{path}:{line}: a variable is called `one`" for line in called_one(tree)]
    assert found == []


def test_missing_docstring_is_seen_in_a_module_a_class_and_a_method() -> None:
    tree = ast.parse("class Role:\n    def act(self): ...\ndef do(): ...\n")
    assert undocumented(tree) == ["module", "Role", "Role.act", "do"]


def test_private_function_may_go_without_a_docstring() -> None:
    assert undocumented(ast.parse('"""Does."""\ndef _help(): ...\nclass _Part:\n    def act(self): ...\n')) == []


def test_variable_called_one_is_seen_wherever_it_is_bound() -> None:
    tree = ast.parse("a = [\n    one\n    for one in ()\n]\nf = lambda one: 1\ng = 'one', b.one\n")
    assert sorted(called_one(tree)) == [2, 3, 5]
