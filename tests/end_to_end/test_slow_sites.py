"""A slow site holds back nothing but itself: what is found elsewhere is told meanwhile, and a run comes to its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest

from tests.end_to_end.inprocess import LONG, until
from tests.end_to_end.town import HOUR, Town
from tests.slowportal import SlowClock
from tests.sources.feeds import article, rss
from tests.standin import Chat
from tests.web import Answer, Request, Site

ONE, TWO = (article(f"Story {number}", f"http://news.example.org/{number}", f"g{number}") for number in (1, 2))


def news(*articles: str) -> Answer:
    return Answer(rss(*articles), content_type="application/rss+xml")


@pytest.fixture
def slow() -> Iterator[Site]:
    with Site({"/feed.xml": news(ONE)}) as site:
        yield site


@pytest.fixture
def ann(town: Town, slow: Site) -> Chat:
    town.watches("news", "/feed.xml")
    town.watches("slow", f"{slow.url}/feed.xml")
    town.serves({"/feed.xml": news(ONE)})
    town.watcher["fetch"]["timeout"] = f"{LONG:.0f}s"
    chat = town.subscriber(42, "news")
    chat.says("/subscribe slow")
    town.once()
    town.told(chat)
    return chat


def test_what_is_found_elsewhere_is_told_while_a_slow_site_is_still_read(town: Town, slow: Site, ann: Chat) -> None:
    told_before = Event()

    def answered_late(request: Request) -> Answer:
        until(lambda: "Story 2" in ann.texts[-1])
        told_before.set()
        return news(TWO, ONE)

    slow.pages["/feed.xml"] = answered_late
    town.serves({"/feed.xml": news(TWO, ONE)})
    result = town.once()
    assert told_before.is_set()
    assert [(visit.source.id, len(visit.changes)) for visit in result.visits] == [("news", 1), ("slow", 1)]
    assert [message.partition("\n")[0] for message in town.told(ann)] == [
        "New article: The News",
        "New article: The Slow",
    ], "and what the slow site has comes in the same run"
    assert (result.delivered, result.problems, town.api.doubles()) == (2, [], {})


def test_what_waited_from_before_is_told_while_a_slow_site_is_still_read(town: Town, slow: Site, ann: Chat) -> None:
    ann.says("/pause 1d")
    town.serves({"/feed.xml": news(TWO, ONE)})
    town.once()
    town.told(ann)

    def answered_late(request: Request) -> Answer:
        until(lambda: "Story 2" in ann.texts[-1])
        return news(ONE)

    slow.pages["/feed.xml"] = answered_late
    assert not town.once(later=25 * HOUR).failed
    assert len(town.told(ann)) == 1


def test_a_visit_that_fails_late_is_a_result_of_the_run_all_the_same(town: Town, slow: Site, ann: Chat) -> None:
    def broken_late(request: Request) -> Answer:
        until(lambda: "Story 2" in ann.texts[-1])
        return Answer(status=404)

    slow.pages["/feed.xml"] = broken_late
    town.serves({"/feed.xml": news(TWO, ONE)})
    result = town.once()
    assert [(visit.source.id, visit.state) for visit in result.visits] == [("news", "ok"), ("slow", "failing")]
    assert result.failed


def test_one_site_takes_a_share_of_a_run_and_what_is_left_is_first_in_the_next(town: Town) -> None:
    clock = SlowClock()

    def taking_long(request: Request) -> Answer:
        clock.sleep(100)
        return news(ONE)

    for name in ("one", "two", "three", "four", "five"):
        town.watches(name, f"/{name}.xml")
        town.serves({f"/{name}.xml": taking_long})
    first = town.once(monotonic=clock)
    assert [visit.source.id for visit in first.visits] == ["one", "two", "three"]
    assert [source.id for source in first.left] == ["four", "five"]
    assert not first.failed
    second = town.once(later=timedelta(minutes=31), monotonic=clock)
    assert {visit.source.id for visit in second.visits} == {"four", "five", "one"}
    assert town.site.asked[3:5] == ["/four.xml", "/five.xml"]
