"""What is public says what it is for, a function with a verb first, and no variable is called `one`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tools.syntax import tree_of

ROOT = Path(__file__).resolve().parents[2]
ONE = re.compile(r"\bone\b")
SAID = re.compile(r'"""(?s:.*?)"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#.*')
"""What a source says to people, in which `one` is a word."""
HEAD = re.compile(r"( *)(?:async def|def|class) (?!_)")
DOCSTRING = ('"""', 'r"""')
NO_VERB = frozenset(
    ("A", "An", "The", "What", "Whether", "Of", "On", "How", "When", "Which", "Its", "All", "Each", "Every", "One")
)
"""With these a riddle begins: of a function it is said what it does or returns, and that comes first."""
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


def without_verb(tree: ast.Module) -> list[str]:
    """Returns the names of public functions and methods whose docstring does not begin with what they do; those of the
    command line's verbs are their help."""
    return [
        name
        for name, node in _public(tree)
        if isinstance(node, FUNCTIONS) and not any("command" in ast.unparse(mark) for mark in node.decorator_list)
        if (ast.get_docstring(node) or "-").split()[0].rstrip(",:") in NO_VERB
    ]


def called_one(tree: ast.Module) -> list[int]:
    """Returns the lines on which a variable or a parameter is called `one`."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name | ast.arg))
    return [node.lineno for node in names if (node.id if isinstance(node, ast.Name) else node.arg) == "one"]


def may_lack_docstring(text: str) -> bool:
    """Returns False where each head of a public class or function, as our formatter writes it, is followed by a
    docstring, of a function with a verb first: so no tree is needed of most files, which takes longer than all of this
    test."""
    lines = iter([*text.splitlines(), ""])
    if not text.startswith(DOCSTRING):
        return True
    for line in lines:
        if head := HEAD.match(line):
            if line.endswith("("):  # a signature of many lines ends at its beginning's indent
                line = next((each for each in lines if each.startswith(head[1] + ")")), "")
            said = next(lines, "").lstrip()
            if not line.endswith(":") or not said.startswith(DOCSTRING):
                return True
            if "class" not in head[0] and said.partition('"""')[2].split(" ")[0].rstrip(",:") in NO_VERB:
                return True
    return False


def may_call_one(text: str) -> bool:
    """Returns whether it stands anywhere but in what is said."""
    return bool(ONE.search(SAID.sub("", text)))


def test_what_is_public_says_what_it_does_and_nothing_is_called_one() -> None:
    found = []
    for path in sorted(path for folder in ("watcher", "bench") for path in (ROOT / folder).rglob("*.py")):
        if "versions" not in path.parts:  # migrations are named by their files
            text = path.read_text("utf-8")
            if may_lack_docstring(text):
                found += [f"{path}: {name} has no docstring" for name in undocumented(tree_of(text))]
                found += [f"{path}: say first what {name} does or returns" for name in without_verb(tree_of(text))]
            if may_call_one(text):
                found += [f"{path}:{line}: a variable is called `one`" for line in called_one(tree_of(text))]
    assert found == []


def test_missing_docstring_is_seen_in_a_module_a_class_and_a_method() -> None:
    text = "class Role:\n    def act(self): ...\ndef do(): ...\n"
    assert undocumented(ast.parse(text)) == ["module", "Role", "Role.act", "do"]
    assert may_lack_docstring(text)


def test_quick_look_takes_no_file_for_documented_in_which_one_is_missing() -> None:
    whole = (
        '"""Says."""\nclass Role:\n    """Is."""\n\n    def act(\n        self,\n    ) -> None:\n        """Acts."""\n'
    )
    assert not may_lack_docstring(whole)
    assert not undocumented(ast.parse(whole))
    for docstring in re.findall('"""[^"]*"""', whole):
        assert may_lack_docstring(whole.replace(docstring, "pass" if docstring != '"""Says."""' else "")), docstring


def test_function_that_begins_with_a_riddle_is_seen_and_a_class_may() -> None:
    text = '"""Does."""\ndef find(a: int) -> int:\n    """The one."""\ndef make():\n    """Makes it."""\n'
    assert without_verb(ast.parse(text)) == ["find"]
    assert may_lack_docstring(text)
    assert without_verb(ast.parse(text.replace("The one", "Returns it"))) == []
    assert not may_lack_docstring('"""Does."""\nclass Part:\n    """A part."""\n')


def test_private_function_may_go_without_a_docstring() -> None:
    assert undocumented(ast.parse('"""Does."""\ndef _help(): ...\nclass _Part:\n    def act(self): ...\n')) == []


def test_variable_called_one_is_seen_wherever_it_is_bound() -> None:
    text = "a = [\n    one\n    for one in ()\n]\nf = lambda one: 1\ng = 'one', b.one\n"
    assert sorted(called_one(ast.parse(text))) == [2, 3, 5]
    assert may_call_one(text)
    assert not may_call_one('"""No one."""\na = "one", \'one\'  # one\n')
