"""One conversation from the alert to the looking back, answered by runs of `once` and by the worker alike; and what an
administrator decides, run by run."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tests.end_to_end.processes import working
from tests.end_to_end.town import HOUR, Town
from tests.sources.feeds import article, rss
from tests.standin import Chat
from tests.web import Answer

BOSS = 900
OLD = article("Parking in the market place", "http://news.example.org/1", "g1")
NEW = article("Parents wait for EHC plans", "http://news.example.org/2", "g2")

Until = Callable[[Callable[[], object]], None]
"""Goes on until something has happened."""


def feed(*articles: str) -> Answer:
    return Answer(rss(*articles), content_type="application/rss+xml")


@pytest.fixture
def town(yesterday: Town) -> Town:
    yesterday.watches("news", "/feed.xml")
    yesterday.watcher["telegram"] = {"admins": [BOSS]}
    yesterday.serves({"/feed.xml": feed(OLD)})
    return yesterday


@contextmanager
def by_runs(town: Town) -> Iterator[Until]:
    """Somebody's cron starts `once` every hour."""

    def until(happened: Callable[[], object]) -> None:
        town.once()
        assert happened()

    yield until


@contextmanager
def by_worker(town: Town) -> Iterator[Until]:
    """`run`, in a process of its own."""
    with working(town.folder, **town.variables) as worker:
        yield worker.until
        assert worker.ends(signal.SIGTERM).code == 0


def taps(ann: Chat, label: str, until: Until, shows: str) -> None:
    ann.taps(label)
    until(lambda: any(shows in (*message.button_texts, message.text) for message in ann.messages))


def says(ann: Chat, text: str, until: Until) -> str:
    """What is answered."""
    before = len(ann.texts)
    ann.says(text)
    until(lambda: len(ann.texts) > before)
    return ann.texts[-1]


@pytest.mark.parametrize("answered", [by_runs, by_worker])
def test_everything_that_can_be_asked_about_an_alert_is_answered(
    town: Town, answered: Callable[[Town], AbstractContextManager[Until]]
) -> None:
    ann = town.subscriber(42, "send")
    town.serves({"/feed.xml": feed(NEW, OLD)})
    with answered(town) as until:
        until(lambda: "New: Parents wait for EHC plans" in ann.texts[-1])
        taps(ann, "Why this?", until, "Change SEND")
        assert "• SEND: “EHC plans”" in ann.texts[-1]
        taps(ann, "Mute for 30 days …", until, "Mute The News")
        taps(ann, "Mute The News", until, "Unmute The News")
        assert "Muted until" in says(ann, "/mine", until)
        assert "New: Parents wait for EHC plans – The News" in says(ann, "/latest", until)
        assert "Parking in the market place – The News" in says(ann, "/search parking market", until)
        assert says(ann, "/meetings", until) == "No coming meeting is known."
        assert says(ann, "/ofsted", until) == "No inspection is known yet."
        assert "The News" in says(ann, "/mydata", until)
    said = [
        call
        for method in ("sendMessage", "editMessageText", "editMessageReplyMarkup")
        for call in town.api.calls_to(method)
    ]
    assert {call.status for call in said} == {200}


def test_administrator_lets_through_what_was_held_back(town: Town) -> None:
    boss = town.subscriber(BOSS, "news")
    town.serves({"/feed.xml": feed()})
    town.once()
    assert boss.texts[-1].startswith("Is this true of The News?")
    boss.taps("Approve The News")
    result = town.once(later=0 * HOUR)
    assert [(one.source.id, one.state) for one in result.visits] == [("news", "ok")]
    assert boss.texts[-2].startswith("The News: approved.")
    assert boss.texts[-1].startswith("The News is read again")


def test_what_an_administrator_rejected_stays_held_until_it_is_whole_again(town: Town) -> None:
    boss = town.subscriber(BOSS, "news")
    town.serves({"/feed.xml": feed()})
    town.once()
    boss.taps("Reject The News")
    assert [town.once().visits[0].state for _ in range(5)] == ["suspect"] * 5
    town.serves({"/feed.xml": feed(NEW, OLD)})
    assert town.once().visits[0].state == "ok"
    assert "New: Parents wait for EHC plans" in "".join(boss.texts)
