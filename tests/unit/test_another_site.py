"""A source whose own site sends on to another one, which is held back until it is believed; the web is an argument
here, for of two hosts on this machine the one that the source does not name is refused (docs/adr/0027)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from tests.unit.sources.feeds import article, rss
from watcher.core.sources import Source
from watcher.core.topics import Places
from watcher.core.visits import Page
from watcher.fetch import Fetcher
from watcher.jobs.visit import VisitResult, visit
from watcher.jobs.visit_context import VisitContext
from watcher.rules.digests import Timetable
from watcher.rules.matching import Matcher
from watcher.store import Store

NEWS = Source("news", "The News", "https://news.example/feed.xml", "feed", every=timedelta(hours=1))
HERE, PARKED = NEWS.url, "https://parked.example/feed.xml"
LONDON = ZoneInfo("Europe/London")


@dataclass
class Scene:
    """Acts as the web, too: `ends_at` is the address at the end of the redirects."""

    store: Store
    now: datetime = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    ends_at: str = HERE
    titles: tuple[str, ...] = ("One", "Two")

    def get(self, url: str, *_: str, **given: object) -> Page:
        return Page(self.ends_at, rss(*(article(title, f"{HERE}/{title}", title) for title in self.titles)))

    def visit(self, ends_at: str, *titles: str) -> VisitResult:
        self.ends_at, self.titles = ends_at, titles
        self.now += timedelta(hours=1)
        timetable = Timetable(LONDON, time(7, 30), (4, time(7, 30)))
        return visit(
            NEWS, VisitContext(self.store, cast(Fetcher, self), lambda: Matcher((), Places()), timetable), self.now
        )


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    """After two visits at which all was as usual."""
    with Store(database_url) as store:
        one = Scene(store)
        assert [one.visit(HERE, "One", "Two").state for _ in range(2)] == ["ok", "ok"]
        yield one


def test_what_comes_from_another_site_is_held_back_and_says_why(scene: Scene) -> None:
    result = scene.visit(PARKED, "Three", "One", "Two")
    assert (result.state, result.changes) == ("suspect", ())
    assert "it comes from parked.example now, no longer from news.example" in (result.reason or "")


def test_what_comes_from_the_sites_other_name_is_not(scene: Scene) -> None:
    result = scene.visit("https://www.news.example/feed.xml", "Three", "One", "Two")
    assert (result.state, [change.document.title for change in result.changes]) == ("ok", ["Three"])


def test_back_on_its_own_site_it_is_believed_at_once_and_nothing_of_the_other_is_remembered(scene: Scene) -> None:
    scene.visit(PARKED, "Three", "One", "Two")
    result = scene.visit(HERE, "One", "Two")
    assert (result.state, result.changes, result.documents) == ("ok", (), 2)


def test_what_three_visits_agree_on_is_believed_and_that_site_is_not_doubted_again(scene: Scene) -> None:
    told = [scene.visit(PARKED, "Three", "One", "Two") for _ in range(3)]
    assert [result.state for result in told] == ["suspect", "suspect", "ok"]
    assert [change.document.title for change in told[2].changes] == ["Three"]
    assert scene.visit(HERE, "Three", "One", "Two").state == "ok"
    result = scene.visit(PARKED, "Four", "Three", "One", "Two")
    assert (result.state, [change.document.title for change in result.changes]) == ("ok", ["Four"])
