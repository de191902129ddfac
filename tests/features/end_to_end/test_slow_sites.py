"""A slow site holds back nothing but itself: what is found elsewhere is told meanwhile, and a run comes to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Event, current_thread, main_thread
from typing import Any

import pytest

from tests.features.end_to_end.inprocess import LONG, until
from tests.features.end_to_end.town import HOUR, Town
from tests.tools.says import says
from tests.tools.slowportal import SlowClock
from tests.tools.standin import Chat
from tests.tools.web import Answer, Request, Site
from tests.unit.sources.feeds import article, rss
from watcher.bot.telegram.client import GATHERED
from watcher.jobs.run import run_once
from watcher.jobs.run_result import RunResult

ONE, TWO = (article(f"Story {number}", f"http://news.example.org/{number}", f"g{number}") for number in (1, 2))
OTHER = article("Library opens in March", "http://slow.example.org/7", "g7")
SAME = "Parents win fight for school transport"


def news(*articles: str) -> Answer:
    return Answer(rss(*articles), content_type="application/rss+xml")


@pytest.fixture
def slow() -> Iterator[Site]:
    with Site({"/feed.xml": news(ONE)}) as site:
        yield site


@pytest.fixture
def ann(town: Town, slow: Site) -> Chat:
    town.watches("news", "/feed.xml")
    town.watches("more", "/more.xml")  # after the news, in the order of the config
    town.watches("slow", f"{slow.url}/feed.xml")
    town.serves({"/feed.xml": news(ONE), "/more.xml": news(ONE)})
    town.watcher["fetch"]["timeout"] = f"{LONG:.0f}s"
    chat = town.subscriber(42, "news")
    chat.says("/subscribe slow")
    town.once()
    town.told(chat)
    return chat


class Looks:
    """The run's clock, and how often it was looked at by who sends."""

    def __init__(self, town: Town) -> None:
        self.town, self.number = town, 0

    def __call__(self) -> float:
        now = self.town.clock.timestamp()
        self.number += current_thread() is main_thread()
        return now


def run_in_time(town: Town, **options: Any) -> RunResult:
    """A run in which, by the end of the visits of the quick site, what is found was gathered for as long as it ever
    is."""
    looks = Looks(town)

    def answered(request: Request) -> Answer:
        until(lambda: looks.number > 1)  # once before the visits; the news is in, and what is found is being gathered
        town.clock.forward(timedelta(seconds=GATHERED))
        return news(ONE)

    town.serves({"/more.xml": answered})
    return town.once(monotonic=looks, **options)


def test_what_is_found_elsewhere_is_told_while_a_slow_site_is_still_read(town: Town, slow: Site, ann: Chat) -> None:
    told_before = Event()

    def answered_late(request: Request) -> Answer:
        until(lambda: "Story 2" in ann.texts[-1])
        told_before.set()
        return news(OTHER, ONE)

    slow.pages["/feed.xml"] = answered_late
    town.serves({"/feed.xml": news(TWO, ONE)})
    result = run_in_time(town)
    assert told_before.is_set()
    assert [(visit.source.id, len(visit.changes)) for visit in result.visits] == [("news", 1), ("more", 0), ("slow", 1)]
    first, second = town.told(ann)
    assert says(first, "New: ", "The News")
    assert says(second, "New: ", "The Slow"), "and what the slow site has comes in the same run"
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
    assert not run_in_time(town, later=25 * HOUR).failed
    assert len(town.told(ann)) == 1


def test_what_belongs_together_is_told_together_however_late_the_slower_site_answers(
    town: Town, slow: Site, ann: Chat
) -> None:
    """The twin: no time of the run's clock passes meanwhile, though it is looked at when the news is in, and again when
    more comes in."""
    looks = Looks(town)

    def answered(late: int, *articles: str) -> Callable[[Request], Answer]:
        def answer(request: Request) -> Answer:
            until(lambda: looks.number >= late or SAME in ann.texts[-1])
            return news(*articles)

        return answer

    town.serves({"/feed.xml": news(article(SAME, "http://news.example.org/9", "g9"), ONE)})
    town.serves({"/more.xml": answered(2, TWO)})
    slow.pages["/feed.xml"] = answered(3, article(SAME, "http://slow.example.org/4", "p4"), ONE)
    town.once(monotonic=looks)
    (message,) = town.told(ann)
    assert says(message, "New: ", "The News", "New: ", "The Slow")


@pytest.mark.soak  # quicker: what is found elsewhere, above; unit/jobs/test_host_pool.py
def test_a_visit_that_fails_late_is_a_result_of_the_run_all_the_same(town: Town, slow: Site, ann: Chat) -> None:
    def broken_late(request: Request) -> Answer:
        until(lambda: "Story 2" in ann.texts[-1])
        return Answer(status=404)

    slow.pages["/feed.xml"] = broken_late
    town.serves({"/feed.xml": news(TWO, ONE)})
    result = run_in_time(town)
    assert [(visit.source.id, visit.state) for visit in result.visits] == [
        ("news", "ok"),
        ("more", "ok"),
        ("slow", "failing"),
    ]
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


def impatient(town: Town) -> RunResult:
    """A run that waits for a page less than a second, which no config can say."""
    town.clock.forward(HOUR)
    settings, now = town.settings(), town.clock
    fetch, limiter = replace(settings.fetch, timeout=0.2), now.limiter(settings.telegram.rate)
    return run_once(
        replace(settings, fetch=fetch), town.environment, clock=now, limiter=limiter, monotonic=now.timestamp
    )


def test_behind_a_source_that_timed_out_the_rest_of_its_site_is_left_to_the_next_run_and_not_blamed(town: Town) -> None:
    for name in ("one", "two"):
        town.watches(name, f"/{name}.xml")
        town.serves({f"/{name}.xml": Answer(b"x", stall=LONG)})
    first = impatient(town)
    assert [(visit.source.id, visit.state) for visit in first.visits] == [("one", "failing")]
    assert [source.id for source in first.left] == ["two"]
    assert town.site.asked in ([], ["/one.xml"])
    town.serves({"/two.xml": news(ONE)})
    second = town.once(later=timedelta(minutes=10))
    assert [(visit.source.id, visit.state) for visit in second.visits] == [("two", "ok")]
