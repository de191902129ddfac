"""The import rules of the design, read from the source: one direction, no circle, each library in its one place."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from watcher.sources import NOTING_OF_SITE

PACKAGE = Path(__file__).resolve().parents[1] / "watcher"

# From the outside in. A part imports its own layer and those below it. A new part needs a place here.
LAYERS = (
    {"cli", "__main__"},
    {"once", "visits", "schedule", "demo", "lock", "rest", "heartbeat", "config_changes", "read_only"},
    {
        "telegram",
        "visit",
        "deliver",
        "settle",
        "composing",
        "pacing",
        "config",
        "asking",
        "weekly",
        "private",
        "hard_end",
        "hangs",
    },
    {"fetch", "store", "sources", "papers"},
    {"sandbox"},
    {"compare", "matching", "messages", "commands", "assess", "digest", "health", "styled", "telling", "stories"}
    | {
        "inspections",
        "publications",
        "council",
        "likeness",
        "phrases",
        "spellings",
        "quoting",
        "grades",
        "setting",
        "alarms",
        "muting",
        "texts",
        "headline",
        "committees",
        "unwatched",
        "flapping",
    },
    {"model", "errors", "recall", "wording", "workdays", "prolog"},
)
PURE = LAYERS[-2] | LAYERS[-1]
DEPTH = {part: depth for depth, layer in enumerate(LAYERS) for part in layer}

# Library -> the parts, or modules of a part, that may know it. What is absent here may not be used at all.
PLACES = {
    "requests": {"fetch"},
    "urllib3": {"fetch"},
    "protego": {"fetch"},
    "bs4": {"sources", "papers"},
    "lxml": {"sources", "papers"},
    "feedparser": {"sources.feed"},
    "dateutil": {"sources", "papers", "workdays"},
    "pypdfium2": {"papers"},
    "pydantic": {"config"},
    "pydantic_core": {"config"},
    "ruamel": {"config"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "filelock": {"once", "lock"},
    "apscheduler": {"schedule.jobs"},
    "prometheus_client": {"schedule.metrics"},
    "telegram": {"telegram"},
    "asyncio": {"telegram"},
    "typer": {"cli"},
    "rich": {"cli"},
}
OUTSIDE_WORLD = {"asyncio", "http", "io", "logging", "os", "pathlib", "random", "shutil", "socket", "sqlite3", "ssl"}
OUTSIDE_WORLD |= {"subprocess", "sys", "tempfile", "threading", "time", "urllib.request"}
CLOCKS = {"now", "today", "utcnow"}
HEAVY = {"alembic", "apscheduler", "bs4", "feedparser", "lxml", "pypdfium2", "requests", "sqlalchemy", "telegram"}
HEAVY |= {"prometheus_client"}


@dataclass(frozen=True)
class Module:
    """One file of the package; `name` is dotted and without the package's own name, "" for the package itself."""

    name: str
    path: Path
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

    def others(self) -> Iterator[tuple[int, str]]:
        """The imports of everybody else's modules."""
        return ((line, target) for line, target in self.imports if top(target) not in ("watcher", "__future__"))

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
    trees = {name: ast.parse((package / path).read_text("utf-8")) for name, path in names.items()}
    return {
        name: Module(name, names[name], tree, tuple(imported(tree, names[name], names.keys())))
        for name, tree in trees.items()
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


def running(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that can run: what only a type checker reads is left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield other
                yield from running(other)
        else:
            yield child
            yield from running(child)


def going_up(modules: dict[str, Module]) -> list[str]:
    return [
        f"{module.at(line)}: {module.part} must not import {target}"
        for module in modules.values()
        for line, target in module.ours()
        if DEPTH.get(module.part, 0) > DEPTH.get(top(target), len(LAYERS))
    ]


def circle(modules: dict[str, Module]) -> list[str]:
    """One circle of imports, as the names along it; empty where there is none."""
    graph = {name: {target for _, target in module.ours()} for name, module in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def misplaced(modules: dict[str, Module], library: str) -> list[str]:
    return [
        f"{module.at(line)}: {library} belongs in {', '.join(sorted(PLACES[library]))}"
        for module in modules.values()
        for line, target in module.others()
        if top(target) == library and not module.within(PLACES[library])
    ]


def unplaced(modules: dict[str, Module]) -> list[str]:
    return [
        f"{module.at(line)}: no place is named for {target}"
        for module in modules.values()
        for line, target in module.others()
        if top(target) not in sys.stdlib_module_names | PLACES.keys()
    ]


def impure(modules: dict[str, Module]) -> list[str]:
    """Where a module that only decides reaches for the world or the clock."""
    found = []
    for module in (module for module in modules.values() if module.part in PURE):
        for line, target in module.others():
            if {target, top(target)} & OUTSIDE_WORLD:
                found.append(f"{module.at(line)}: {module.part} must be given what it reads from {target}")
        found += [f"{module.at(line)}: the time must be an argument" for line in clocks(module.tree)]
    return found


def clocks(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name, value=owner) if name in CLOCKS:
                if ast.unparse(owner).rpartition(".")[2] in ("datetime", "date"):
                    yield node.lineno


def printing(modules: dict[str, Module]) -> list[str]:
    found = []
    for module in (module for module in modules.values() if module.part not in ("cli", "__main__")):
        for node in ast.walk(module.tree):
            match node:
                case ast.Name(id="print") | ast.Attribute(value=ast.Name(id="sys"), attr="stdout"):
                    found.append(f"{module.at(node.lineno)}: only cli prints")
    return found


def names(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.fixture(scope="module")
def ours() -> dict[str, Module]:
    return read(PACKAGE)


def test_every_part_has_its_layer(ours: dict[str, Module]) -> None:
    assert {module.part for module in ours.values()} - {""} - DEPTH.keys() == set()


def test_imports_run_one_way(ours: dict[str, Module]) -> None:
    assert going_up(ours) == []


def test_imports_make_no_circle(ours: dict[str, Module]) -> None:
    assert circle(ours) == []


@pytest.mark.parametrize("library", PLACES)
def test_library_stays_in_its_place(ours: dict[str, Module], library: str) -> None:
    assert misplaced(ours, library) == []


def test_no_library_is_used_that_has_no_place(ours: dict[str, Module]) -> None:
    assert unplaced(ours) == []


def test_what_decides_reads_neither_the_world_nor_the_clock(ours: dict[str, Module]) -> None:
    assert impure(ours) == []


def test_only_the_command_line_prints(ours: dict[str, Module]) -> None:
    assert printing(ours) == []


def test_the_kinds_that_note_of_a_whole_site_are_named_for_the_memory(ours: dict[str, Module]) -> None:
    kinds = [module for module in ours.values() if module.part == "sources"]
    noting = {module.name.split(".")[1] for module in kinds if "OF_SITE" in names(module.tree)}
    assert noting == NOTING_OF_SITE


def test_starting_the_command_line_loads_nothing_heavy() -> None:
    if not [*PACKAGE.glob("cli.py"), *PACKAGE.glob("cli/__init__.py")]:
        pytest.skip("there is no command line yet")
    listing = "import sys, watcher.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", listing], cwd=PACKAGE.parent, capture_output=True, check=True)
    assert set(loaded.stdout.decode().split()) & HEAVY == set()


BROKEN = {
    "__init__.py": "",
    "store/__init__.py": "def later():\n    from watcher import visit\n",
    "visit.py": "from watcher.store import Store\nimport requests, numpy\nprint('x')\n",
    "compare.py": "import os\nfrom datetime import datetime\nWHEN = datetime.now\n",
    "matching.py": "import typing\nif typing.TYPE_CHECKING:\n    import os\n    from watcher import visit\n",
    "sources/feed/__init__.py": "from . import drafts\nimport feedparser, urllib.parse\n",
    "sources/feed/drafts.py": "from ..dates import LONDON\nfrom ...store import Store\n",
    "sources/dates.py": "LONDON = 1\n",
}


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, Module]:
    """A small package that breaks every rule once, beside lines that break none."""
    for name, text in BROKEN.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "linked").symlink_to(tmp_path / "sources")
    return read(tmp_path)


def test_each_breach_is_seen_and_nothing_else(broken: dict[str, Module]) -> None:
    assert going_up(broken) == ["watcher/store/__init__.py:2: store must not import visit"]
    assert sorted(set(circle(broken))) == ["store", "visit"]
    assert misplaced(broken, "requests") == ["watcher/visit.py:2: requests belongs in fetch"]
    assert misplaced(broken, "feedparser") == []
    assert unplaced(broken) == ["watcher/visit.py:2: no place is named for numpy"]
    assert printing(broken) == ["watcher/visit.py:3: only cli prints"]
    assert impure(broken) == [
        "watcher/compare.py:1: compare must be given what it reads from os",
        "watcher/compare.py:3: the time must be an argument",
    ]
    assert "linked.dates" not in broken
    assert [target for _, target in broken["sources.feed.drafts"].ours()] == ["sources.dates", "store"]
