"""The modules of the package and what each of them imports, read from the source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.tools.syntax import tree_of


@dataclass(frozen=True)
class Module:
    """One file of the package; `name` is dotted and without the package's own name, "" for the package itself."""

    name: str
    path: Path
    text: str
    tree: ast.Module
    imports: tuple[tuple[int, str], ...]
    """Line and full dotted name of each module that it loads, in functions too, but not for a type checker alone."""

    @property
    def part(self) -> str:
        return self.name.partition(".")[0]

    def ours(self) -> Iterator[tuple[int, str]]:
        """The imports of our own modules, by their name in the package."""
        mine = ((line, target) for line, target in self.imports if target.startswith("watcher."))
        return ((line, target.removeprefix("watcher.")) for line, target in mine)

    @cached_property
    def others(self) -> list[tuple[int, str]]:
        """The imports of everybody else's modules."""
        return [(line, target) for line, target in self.imports if top(target) not in ("watcher", "__future__")]

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All of the tree."""
        return list(ast.walk(self.tree))

    def says(self, words: Iterable[str]) -> bool:
        """Whether one of them stands in the source: otherwise its tree need not be searched for them."""
        return any(word in self.text for word in words)

    def at(self, line: int) -> str:
        return f"watcher/{self.path}:{line}"

    def within(self, places: set[str]) -> bool:
        return any(f"{self.name}.".startswith(f"{place}.") for place in places)


def top(dotted: str) -> str:
    return dotted.partition(".")[0]


def read(package: Path) -> dict[str, Module]:
    """The modules of the package by name, without those that only a symbolic link brings in."""
    paths = [path.relative_to(package) for path in sorted(package.rglob("*.py"))]
    paths = [path for path in paths if not any((package / folder).is_symlink() for folder in path.parents)]
    names = {".".join(path.with_suffix("").parts).removesuffix("__init__").rstrip("."): path for path in paths}
    texts = {name: (package / path).read_text("utf-8") for name, path in names.items()}
    return {
        name: Module(name, names[name], text, tree_of(text), tuple(imported(tree_of(text), names[name], names.keys())))
        for name, text in texts.items()
    }


def imported(tree: ast.Module, path: Path, names: Set[str]) -> Iterator[tuple[int, str]]:
    for node in running(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ["watcher", *path.parts[: -node.level]] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield node.lineno, full if full.removeprefix("watcher.") in names else base


_BODIES = ("body", "orelse", "handlers", "finalbody", "cases")
"""Where statements stand in others. Imports are statements, and stand in no expression."""


def running(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement inside it that can run: what only a type checker reads is left out."""
    for child in (child for body in _BODIES for child in getattr(node, body, ())):
        if isinstance(child, ast.If) and _asks_who_reads(child.test):
            yield from running(ast.Module(child.orelse, []))
        else:
            yield child
            yield from running(child)


def _asks_who_reads(test: ast.expr) -> bool:
    names = (getattr(node, "id", "") or getattr(node, "attr", "") for node in ast.walk(test))
    return "TYPE_CHECKING" in names
