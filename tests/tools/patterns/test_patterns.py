"""Nothing that a site, a file or a subscriber writes costs a pattern of ours more than time in proportion to its
length. The patterns are found, not listed: a new one is timed from its first day."""

from __future__ import annotations

import ast
import inspect
import random
import re
from collections.abc import Callable, Sequence, Sized
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import TypeAlias

import pytest

from tests.tools.examples import every_example
from tests.tools.patterns.finding import Built, Package, Pattern
from tests.tools.patterns.timing import GAUGE, Attack, Spent, attacks, slow, slow_on
from tests.tools.soaks import some
from watcher import sources
from watcher.bot.commands import history
from watcher.rules.phrases import Phrase
from watcher.rules.plan_columns import Columns
from watcher.rules.plan_patterns import run_of_cells
from watcher.sources import KINDS, dates, urls
from watcher.sources.ofsted import grade_tables, search_listing

PACKAGE = Path(sources.__file__).parents[1]
RUNS = (("due", "rag"), ("state", "due"), ("due before", "due now", "rag before", "rag"))
PHRASES = ("SEND", "name", "name name", "name and name", "a & b & c", "name name name name", "and", "c-d, e & f")


def signs_of_frameworks() -> Sequence[Pattern]:
    """All that _signs looks for: each word or pattern that stands in it."""
    assert isinstance(grade_tables._signs, FunctionType)
    tree = ast.parse(inspect.getsource(grade_tables._signs))
    said = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [re.compile(one, re.IGNORECASE) for one in (*said, *(shape for _, shape in grade_tables._LABELS))]


def grades_in_reports() -> Sequence[Pattern]:
    """Of each table the first area, and those that are more than words."""
    shapes = [
        (table, shape)
        for table in grade_tables.TABLES.values()
        for place, (_, shape) in enumerate(table.areas)
        if not place or "(" in shape
    ]
    headed = [table.printed(shape, grade_tables.HEADED) for table, shape in shapes[:2]]
    return [table.printed(shape, grade_tables.BETWEEN) for table, shape in shapes] + headed


def checked_only() -> Sequence[Pattern]:
    """An administrator's own: here it is only seen whether it is one; it is matched in a process with a limit."""
    return [re.compile("")]


BUILT: Built = {
    "watcher.bot.commands.history:_loosely": lambda: [history._loosely(Phrase(words)) for words in PHRASES],
    "watcher.config.values:pattern": checked_only,
    "watcher.sources.page.ignore:patterns": checked_only,
    "watcher.sources.page.ignore_process:compiled": checked_only,
    "watcher.sources.kinds:recognise": lambda: [re.compile(kind.looks, re.IGNORECASE) for kind in KINDS.values()],
    "watcher.sources.kinds:unread": lambda: [re.compile(kind.reads, re.IGNORECASE) for kind in KINDS.values()],
    "watcher.rules.plan_patterns:run_of_cells": lambda: list(
        filter(None, (run_of_cells(Columns(run)) for run in RUNS))
    ),
    "watcher.sources.dates:_DATES": lambda: list(dates._DATES),
    "watcher.sources.urls:sites": lambda: [site.looks for site in urls.sites()],
    "watcher.sources.ofsted.grade_tables:Table.printed": grades_in_reports,
    "watcher.sources.ofsted.grade_tables:_signs.on": signs_of_frameworks,
    "watcher.sources.ofsted.search_listing:_shape": lambda: [
        search_listing._shape(name) for name in ("URN", "Category", "Rating", "Latest report")
    ],
}
"""What builds a pattern at run time, with examples of all that it builds."""
ROOMS = sorted(path.name for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


@cache
def patterns() -> Package:
    return Package(PACKAGE, BUILT)


def test_every_pattern_is_known_to_this_test() -> None:
    assert patterns().unknown == []
    assert patterns().unused == []
    assert len(patterns().found) > 150
    assert {found.where.split("/")[1].partition(":")[0] for found in patterns().found} <= set(ROOMS)


def test_no_pattern_takes_more_than_time_in_proportion() -> None:
    where = {found.pattern: found.where for found in patterns().found}
    assert {where[pattern]: said for pattern in where if (said := slow(pattern))} == {}


def patterns_of(room: str) -> dict[Pattern, str]:
    within = (f"{PACKAGE.name}/{room}/", f"{PACKAGE.name}/{room}:")
    return {found.pattern: found.where for found in patterns().found if found.where.startswith(within)}


@pytest.mark.soak
@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_takes_more_than_time_in_proportion_on_the_whole_grid(room: str) -> None:
    found = patterns_of(room)
    assert {where: said for pattern, where in found.items() if (said := slow(pattern, every=True))} == {}


SLOW = (
    rb"lang\s*=\s*[\"']?\s*[a-z]",
    r"<title[^>]*>x",
    rb"\s*(<!--.*?-->\s*)*<html",  # twice the time for each comment
    r"(\w+\s?)*!",
    r"\s+$",
    r"[a-z() ]+\bpublished\b",
    r"a[\s,]*(?:at)?\s*\d",
    r"name\w*[\W_]+name\w*[\W_]+x",
    r"(?:[\W_]+and[\W_]+|[\W_]*&[\W_]*)x",
    r"^(?P<label>[A-Z][^:]{1,70}?)\s*\??\s*:",
)


@pytest.mark.parametrize("written", some(SLOW, every=len(SLOW)))
def test_slow_pattern_is_seen(written: str | bytes) -> None:
    pattern: Pattern = re.compile(written, re.DOTALL)
    assert slow(pattern)


def test_the_quick_grid_tries_a_beginning_that_is_repeated_and_a_run_behind_one() -> None:
    """The two that are hardest to meet: the pattern's own start again and again, and what it repeats after that."""
    assert Attack("", "<title") in attacks(re.compile(r"<title[^>]*>x"))
    assert Attack("lang=", " ") in attacks(re.compile(SLOW[0], re.DOTALL))


QUICK = (
    r"(?<!\s)\s+$",
    r"\d{1,20}:[\w-]{30,}",
    rb"<html[^<>]*>",
    r"(?:a|b)+c?",
    r"(?<![^\W_])x[^\W_]*[\W_]+y",
    r".*",
    r"^\s*\d+",
)


@every_example("written", QUICK)
def test_quick_pattern_is_left_in_peace(written: str | bytes) -> None:
    pattern: Pattern = re.compile(written)
    assert slow(pattern) == ""


Steps: TypeAlias = Callable[[int], float]


def machine(steps: Steps, speed: float, seed: int) -> Spent:
    """One that takes a nanosecond for a step where `speed` is 1, and every other time up to ten times as long. `steps`:
    what its only pattern takes for a text of some length."""
    chance = random.Random(seed)

    def spent(pattern: object, text: Sized) -> float:
        done = 250_000 if pattern is GAUGE else 1_000 + steps(len(text))
        return done / speed / 1e9 * chance.choice((1, chance.uniform(1, 10)))

    return spent


def verdicts(steps: Steps) -> set[bool]:
    """Whether it is slow, on machines slow and quick."""
    machines = [machine(steps, speed, seed) for speed in (0.01, 0.3, 1, 3, 100) for seed in range(40)]
    return {bool(slow_on(re.compile("a"), Attack("", "a"), spent)) for spent in machines}


@pytest.mark.parametrize(
    "steps",
    [
        lambda length: 20 * length,
        lambda length: 800 * length,  # six milliseconds for 8,000 signs
        lambda length: length * min(length, 300),  # looks as far as {1,300} may
    ],
    ids=["scan", "much for each sign", "bounded"],
)
def test_quick_pattern_is_quick_on_every_machine(steps: Steps) -> None:
    assert verdicts(steps) == {False}


@pytest.mark.parametrize(
    "steps",
    [
        lambda length: length**2,
        lambda length: 10 * length + length**2 / 14,  # five milliseconds for 8,000 signs: <title[^>]*>x
        lambda length: length**3 / 6,
        lambda length: 2.0 ** min(length, 60),
        lambda length: 6_000 * length,
    ],
    ids=["square", "weak square", "cube", "doubles", "far too much for each sign"],
)
def test_slow_pattern_is_slow_on_every_machine(steps: Steps) -> None:
    assert verdicts(steps) == {True}


SLIPS = {
    "built.py": "import re\ndef shape(word):\n    return re.compile(word + '+')\n",
    "named.py": "import re\nONE = r'\\s+'\nTWO = re.compile(ONE + '$', flags=re.M)\nrow = re.sub(ONE, '', 'a')\n",
    "other.py": "from re import compile, sub as cut\nX = compile('x')\ndef f(t):\n    return cut('y+', '', t)\n",
    "foreign.py": "import fnmatch\n",
}


def test_pattern_that_nobody_knows_cannot_slip_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "slipping"
    package.mkdir()
    for name, text in {"__init__.py": "", **SLIPS}.items():
        (package / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = Package(package, {"slipping.gone:shape": checked_only})
    assert [one.removeprefix("slipping/") for one in found.unknown] == [
        "built.py:3: name examples of this pattern, as `slipping.built:shape`",
        "foreign.py: fnmatch is no way to a pattern here",
    ]
    assert found.unused == ["slipping.gone:shape"]
    patterns = {one.where.removeprefix("slipping/"): one.pattern for one in found.found}
    assert patterns == {
        "named.py:3": re.compile(r"\s+$", re.MULTILINE),
        "named.py:4": re.compile(r"\s+"),
        "other.py:2": re.compile("x"),
        "other.py:4": re.compile("y+"),
    }
