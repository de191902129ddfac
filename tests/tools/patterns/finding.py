"""Finds every call of `re` in a package, and the pattern that it compiles: a literal, a name of its module, or what the
function around it builds at run time, for which BUILT must name examples."""

from __future__ import annotations

import ast
import importlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

from tests.tools.syntax import tree_of

CALLS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
FLAGS_AT = {"compile": 1, "split": 3, "sub": 4, "subn": 4}
"""Where the flags stand among the arguments; elsewhere they are the third."""
OTHERS = {"regex", "re2", "fnmatch", "sre_compile"}
"""Other ways to a pattern, which this search would not see."""
_NAMED = re.compile(rf"\b(?:re|{'|'.join(sorted(OTHERS))})\b")
"""A source in which none of these words stands imports none of them, and need not be parsed."""
Pattern: TypeAlias = "re.Pattern[str] | re.Pattern[bytes]"
Built: TypeAlias = Mapping[str, Callable[[], Sequence[Pattern]]]
"""`module:function` -> examples of the patterns that the function builds."""


@dataclass(frozen=True)
class Found:
    """One pattern, and where it stands ("watcher/rules/matching.py:34")."""

    where: str
    pattern: Pattern


class Package:
    """The patterns of the modules below `folder`, and what is wrong: calls of `re` whose pattern nobody knows."""

    def __init__(self, folder: Path, built: Built) -> None:
        self.found: list[Found] = []
        self.unknown: list[str] = []
        self._built, self._used = built, set[str]()
        for path in sorted(folder.rglob("*.py")):
            if not any(parent.is_symlink() for parent in path.parents):
                self._look(path, path.relative_to(folder.parent))
        self.unused = sorted(set(built) - self._used)

    def _look(self, path: Path, shown: Path) -> None:
        text = path.read_text("utf-8")
        if not _NAMED.search(text):
            return
        tree = tree_of(text)
        name = ".".join(shown.with_suffix("").parts).removesuffix(".__init__")
        seen = list(_calls_and_imports(tree))
        imports = [node for node, _ in seen if isinstance(node, ast.Import | ast.ImportFrom)]
        for line in imports:
            names = [alias.name for alias in line.names] if isinstance(line, ast.Import) else [line.module or ""]
            self.unknown += [f"{shown}: {one} is no way to a pattern here" for one in names if one in OTHERS]
        direct = _imported(imports)
        if not direct:
            return
        calls = [(node, around) for node, around in seen if isinstance(node, ast.Call) and _called(node, direct)]
        module = importlib.import_module(name) if calls else None
        for node, around in calls:
            where = f"{shown}:{node.lineno}"
            patterns = list(self._patterns(node, _called(node, direct), around, name, module))
            self.found += [Found(where, pattern) for pattern in patterns]
            if not patterns:
                self.unknown.append(f"{where}: name examples of this pattern, as `{name}:{around}`")

    def _patterns(
        self, node: ast.Call, call: str, around: str, name: str, module: ModuleType | None
    ) -> Iterator[Pattern]:
        if f"{name}:{around}" in self._built:
            self._used.add(f"{name}:{around}")
            yield from self._built[f"{name}:{around}"]()
            return
        at = FLAGS_AT.get(call, 2)
        flags = [word.value for word in node.keywords if word.arg == "flags"] + node.args[at : at + 1]
        try:
            known = vars(module)
            pattern, flag = _value(node.args[0], known), _value(flags[0], known) if flags else 0
        except Exception:  # whatever it needs, it is not known at import
            return
        if isinstance(pattern, str | bytes | re.Pattern):
            yield pattern if isinstance(pattern, re.Pattern) else re.compile(pattern, flag)


def _value(expression: ast.expr, known: Mapping[str, object]) -> Any:
    return eval(compile(ast.Expression(expression), "pattern", "eval"), dict(known))


def _imported(imports: Iterable[ast.Import | ast.ImportFrom]) -> dict[str, str]:
    """Names of this module that are functions of `re`, or `re` itself."""
    known: dict[str, str] = {}
    for node in imports:
        if isinstance(node, ast.Import):
            known |= {alias.asname or alias.name: "re" for alias in node.names if alias.name == "re"}
        if isinstance(node, ast.ImportFrom) and node.module == "re":
            known |= {alias.asname or alias.name: alias.name for alias in node.names}
    return known


def _called(node: ast.Call, direct: Mapping[str, str]) -> str:
    """The function of `re` that is called; "" where none is."""
    match node.func:
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if direct.get(owner) == "re" and name in CALLS:
            return name
        case ast.Name(id=name) if direct.get(name, "") in CALLS:
            return direct[name]
    return ""


def _calls_and_imports(tree: ast.AST) -> Iterator[tuple[ast.Call | ast.Import | ast.ImportFrom, str]]:
    """Each with the dotted name of what it stands in: its function, else the name it is assigned to."""
    ahead = deque([(tree, "")])
    while ahead:
        node, around = ahead.popleft()
        if isinstance(node, ast.Call | ast.Import | ast.ImportFrom):
            yield node, around
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            around = f"{around}.{node.name}".lstrip(".")
        elif isinstance(node, ast.Assign) and not around and isinstance(node.targets[0], ast.Name):
            around = node.targets[0].id
        for value in vars(node).values():  # a quarter of the time of ast.iter_child_nodes
            for inside in value if isinstance(value, list) else [value]:
                if isinstance(inside, ast.AST):
                    ahead.append((inside, around))
