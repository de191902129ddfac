"""The import rules of the design, read from the source: one direction, no circle, each library in its one place."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.tools.examples import every_example
from tests.tools.imports import Module, read, top
from watcher.sources import KINDS

PACKAGE = Path(__file__).resolve().parents[2] / "watcher"


# The rooms, a line of them for each floor. A module imports its own room and those on the floors below.
FLOORS = (
    {"core"},
    {"fetch", "rules"},
    {"papers"},
    {"sources", "messages", "store"},
    {"config", "bot", "site"},
    {"jobs"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
PURE = {"core", "rules", "messages", "bot.commands", "sources.moderngov.parse"}
"""They decide or put into words: no input or output, no clock, and nothing of a room that has any."""
SHARED = {"sources.charset", "sources.dates", "sources.html", "sources.soup_builder", "sources.urls"}
"""What parsers share, beside what is not pure: held to the same, so that pure rooms may use it."""
DOES_IO = {"core.files"}
"""In a pure room, and pure in nothing: it writes a file that only its owner can read. No pure room uses it."""
READS_ITS_OWN_TABLE = {"sources.urls": {"pathlib"}}
"""A file of the package that never changes is read once, as if it stood in the code: sites.toml."""


# Library -> the parts, or modules of a part, that may know it. What is absent here may not be used at all.
PLACES = {
    "requests": {"fetch"},
    "urllib3": {"fetch"},
    "protego": {"fetch"},
    "bs4": {"papers", "sources"},
    "lxml": {"papers", "sources"},
    "cssselect2": {"sources"},
    "webencodings": {"sources"},
    "feedparser": {"sources.feed"},
    "dateutil": {"core.dates", "papers", "sources"},
    "pypdfium2": {"papers"},
    "python_calamine": {"papers.workbook_process"},
    "pydantic": {"config"},
    "pydantic_core": {"config"},
    "ruamel": {"config"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "filelock": {"jobs.lock", "jobs.publish"},
    "apscheduler": {"jobs.worker.scheduler"},
    "prometheus_client": {"jobs.worker.metrics", "jobs.worker.metrics_server"},
    "telegram": {"bot.telegram"},
    "asyncio": {"bot.telegram"},
    "PIL": {"bot.pictures"},
    "jinja2": {"site"},
    "markupsafe": {"site"},
    "feedgenerator": {"site.feeds"},
    "icalendar": {"site.calendars"},
    "drawsvg": {"site.charts.canvas"},
    "typer": {"cli"},
    "rich": {"cli"},
}


# Python's own modules that only reckon. A pure room imports no other of them, and no library that is not placed there.
THINKING = {"__future__", "bisect", "calendar", "collections", "contextlib", "dataclasses", "datetime", "difflib"}

THINKING |= {"enum", "functools", "hashlib", "heapq", "html", "itertools", "json", "math", "operator", "re", "string"}

THINKING |= {"tomllib", "types", "typing", "unicodedata", "urllib.parse", "warnings", "zoneinfo"}

CLOCKS = {"now", "today", "utcnow"}

DOORS = {"__import__", "breakpoint", "eval", "exec", "input", "open"}
"""Builtins that let the world in."""

HEAVY = {"alembic", "apscheduler", "bs4", "feedparser", "lxml", "pypdfium2", "requests", "sqlalchemy", "telegram"}

HEAVY |= {"PIL", "drawsvg", "feedgenerator", "icalendar", "jinja2", "prometheus_client"}


def going_up(modules: dict[str, Module]) -> list[str]:
    return [
        f"{module.name} -> {target}"
        for module in modules.values()
        for target in sorted({target for _, target in module.ours()})
        if module.name
        and top(target) != module.part
        and FLOOR.get(module.part, -1) <= FLOOR.get(top(target), len(FLOORS))
    ]


def into_own_package(modules: dict[str, Module]) -> list[str]:
    """Modules that import the `__init__` of a package they lie in: it imports them in turn, or soon will."""
    return [
        f"{module.name} -> {target}"
        for module in modules.values()
        for target in sorted({target for _, target in module.ours()})
        if module.name.startswith(f"{target}.")
    ]


def reaching_out(modules: dict[str, Module]) -> list[str]:
    """Where a pure module imports one that reads, writes or asks."""
    return [
        f"{module.name} -> {target}"
        for module in pure(modules)
        for target in sorted({target for _, target in module.ours()})
        if target in DOES_IO or not (any(f"{target}.".startswith(f"{room}.") for room in PURE) or target in SHARED)
    ]


def pure(modules: dict[str, Module]) -> list[Module]:
    """The modules that only decide or put into words."""
    return [module for name, module in modules.items() if module.within(PURE | SHARED) and name not in DOES_IO]


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
        for line, target in module.others
        if top(target) == library and not module.within(PLACES[library])
    ]


def unplaced(modules: dict[str, Module]) -> list[str]:
    return [
        f"{module.at(line)}: no place is named for {target}"
        for module in modules.values()
        for line, target in module.others
        if top(target) not in sys.stdlib_module_names | PLACES.keys()
    ]


def impure(modules: dict[str, Module]) -> list[str]:
    """Where a module that only decides reaches for the world or the clock."""
    found = []
    for module in pure(modules):
        allowed = THINKING | PLACES.keys() | READS_ITS_OWN_TABLE.get(module.name, set())
        for line, target in module.others:
            if not {target, top(target)} & allowed:
                found.append(f"{module.at(line)}: {module.part} must be given what it reads from {target}")
        found += [f"{module.at(line)}: {module.part} must be given what it reads" for line in doors(module)]
        found += [f"{module.at(line)}: the time must be an argument" for line in sorted(set(clocks(module)))]
    return found


def doors(module: Module) -> Iterator[int]:
    for node in module.nodes if module.says(DOORS) else ():
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in DOORS:
                yield node.lineno


def clocks(module: Module) -> Iterator[int]:
    for node in module.nodes if module.says(CLOCKS) else ():
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
                yield node.lineno
            case ast.Attribute(attr=name, value=owner) if name in CLOCKS:
                if ast.unparse(owner).rpartition(".")[2] in ("datetime", "date"):
                    yield node.lineno


def printing(modules: dict[str, Module]) -> list[str]:
    found = []
    for module in (module for module in modules.values() if module.part not in ("cli", "__main__")):
        for node in module.nodes if module.says(("print", "stdout")) else ():
            match node:
                case ast.Name(id="print") | ast.Attribute(value=ast.Name(id="sys"), attr="stdout"):
                    found.append(f"{module.at(node.lineno)}: only cli prints")
    return found


def names(module: Module) -> set[str]:
    return {node.id for node in module.nodes if isinstance(node, ast.Name)}


@pytest.fixture(scope="module")
def ours() -> dict[str, Module]:
    return read(PACKAGE)


def test_every_module_has_its_room(ours: dict[str, Module]) -> None:
    assert {module.part for module in ours.values()} - {""} - FLOOR.keys() == set()


def test_imports_run_one_way(ours: dict[str, Module]) -> None:
    assert going_up(ours) == []


def test_no_module_imports_its_own_package(ours: dict[str, Module]) -> None:
    assert into_own_package(ours) == []


def test_the_package_above_all_imports_nothing(ours: dict[str, Module]) -> None:
    assert list(ours[""].others) + list(ours[""].ours()) == [], "all may import it, for the version"


def test_what_decides_imports_nothing_that_reads_or_writes(ours: dict[str, Module]) -> None:
    assert reaching_out(ours) == []


def test_imports_make_no_circle(ours: dict[str, Module]) -> None:
    assert circle(ours) == []


@every_example("library", PLACES)
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
    noting = {module.name.split(".")[1] for module in kinds if module.says({"OF_SITE"}) and "OF_SITE" in names(module)}
    assert noting == {name for name, kind in KINDS.items() if kind.notes_of_site}


def test_starting_the_command_line_loads_nothing_heavy() -> None:
    if not [*PACKAGE.glob("cli.py"), *PACKAGE.glob("cli/__init__.py")]:
        pytest.skip("there is no command line yet")
    listing = "import sys, watcher.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", listing], cwd=PACKAGE.parent, capture_output=True, check=True)
    assert set(loaded.stdout.decode().split()) & HEAVY == set()
