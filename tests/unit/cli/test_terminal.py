"""What a site writes does nothing to the terminal of whoever looks at it, nor to a script that reads line by line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.tools.examples import every_example
from tests.unit.cli.conftest import Watcher
from tests.unit.cli.test_changes import MEETING, logged
from watcher.cli.exit import say
from watcher.cli.summary import outcome
from watcher.cli.table import Column, Grid
from watcher.cli.terminal import harmless
from watcher.core.documents import Change
from watcher.core.sources import Source
from watcher.jobs.visit import VisitResult

pytestmark = pytest.mark.usefixtures("config", "database")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
EVIL = ["\x9b31m", "\x1b[2J", "\u202e", "\u2067", "\u2028", "\x85", "\u200b", "\ufeff", "\U000e0041", "\x07", "\u2060"]


@pytest.mark.parametrize("evil", EVIL, ids=ascii)
def test_jsonl_says_it_in_letters_that_do_nothing_and_loses_none_of_it(watcher: Watcher, evil: str) -> None:
    title = f"Cab{evil}inet – “Children’s”"
    logged(Change("new", replace(MEETING, title=title, details={evil: evil}), source="a", at=NOON))
    out = watcher("changes", "--format", "jsonl").out
    assert "–" in out  # what does no harm stays readable
    assert not set(evil) & set(out) - set("31m[2J")
    assert len(out.splitlines()) == 1
    assert json.loads(out)["document"]["title"] == title
    assert json.loads(out)["document"]["details"] == {evil: evil}


@pytest.mark.parametrize("evil", EVIL, ids=ascii)
def test_tables_show_the_title_without_it(watcher: Watcher, evil: str) -> None:
    logged(Change("new", replace(MEETING, title=f"Cab{evil}inet"), source="a", at=NOON))
    out = watcher("changes").out
    assert "Cab" in out
    assert "inet" in out
    assert not set(evil) & set(out) - set("31m[2J")


def test_an_address_stands_in_a_table_as_it_can_be_copied(watcher: Watcher) -> None:
    logged(Change("new", replace(MEETING, details={"venue": "see example.com"}), source="a", at=NOON))
    assert "see example.com" in watcher("changes").out


@every_example("evil", EVIL, ids=ascii)
def test_reasons_problems_and_cells_lose_it_too(evil: str, capsys: pytest.CaptureFixture[str]) -> None:
    source = Source("a", "A", "https://example.org/", "page")
    grid = Grid((Column("Key"),))
    grid.add(f"k{evil}ey", [(f"k{evil}ey", "dim")])
    say(f"pro{evil}blem")
    shown = (
        outcome(VisitResult(source, "failing", f"rea{evil}son")) + "".join(grid.rows[0][0][0]) + capsys.readouterr().err
    )
    assert not set(evil) & set(shown) - set("31m[2J")


def test_lines_tabs_and_letters_of_any_language_stay() -> None:
    words = "one\n\ttwo – é पार्क 日本 👍 “x”"
    assert harmless(words) == words
