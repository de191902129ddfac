"""A site with one feed, a memory and a clock, for what needs no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.tools.web import Answer, Site
from watcher.core.alerts import Reason
from watcher.core.chats import Request, Subscribe
from watcher.core.documents import Change
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.core.visits import Health
from watcher.fetch import Fetcher
from watcher.jobs.visit import VisitResult, visit
from watcher.jobs.visit_context import VisitContext
from watcher.rules.digests import Timetable
from watcher.rules.matching import Matcher
from watcher.store import Store, alerts, changes, subscriptions
from watcher.store import sources as remembered

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
SEND = Topic("send", "SEND", "Special educational needs", ("SEND", "EHC plans"))


def story(number: int, title: str) -> str:
    link = f"http://news.example.org/{number}"
    told = f"<title>{title}</title><link>{link}</link><guid>{link}</guid><description>Story {number}</description>"
    return f"<item>{told}</item>"


def feed(*stories: str) -> Answer:
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{"".join(stories)}</channel></rss>'
    return Answer(body.encode(), content_type="application/rss+xml")


@dataclass
class World:
    """A site, a memory and a clock; `visit` reads the feed an hour later each time."""

    site: Site
    store: Store
    context: VisitContext
    source: Source
    at: datetime = NOW
    results: list[VisitResult] = field(default_factory=list)

    def visit(self, answer: Answer | None = None) -> VisitResult:
        if answer:
            self.site.pages["/feed"] = answer
        result = visit(self.source, self.context, self.at)
        self.at += HOUR
        return result

    def subscribe(self, chat_id: int, what: str, **more: str) -> None:
        with self.store.write() as db:
            subscriptions.carry_out(db, Request(chat_id, "private"), [Subscribe(what, **more)], self.at)  # type: ignore[arg-type]

    def alerts(self, at: datetime | None = None) -> list[tuple[int, str, tuple[Reason, ...]]]:
        with self.store.read() as db:
            waiting = alerts.due(db, at or self.at)
        return [(one.chat_id, one.change.document.title, one.reasons) for one in waiting]

    def health(self) -> Health:
        with self.store.read() as db:
            return remembered.health(db)["news"]

    def log(self) -> list[Change]:
        with self.store.read() as db:
            return list(changes.since(db))


def fetcher_for(site: Site) -> Fetcher:
    own = [urlsplit(site.url).netloc]
    contact = "http://127.0.0.1/us"
    return Fetcher(contact=contact, delay=0, timeout=60, max_bytes=10**6, own_hosts=own, sleep=lambda _: None)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with Site({}) as site, Store(database_url) as store, fetcher_for(site) as fetcher:
        times = Timetable(ZoneInfo("Europe/London"), time(7, 30), (4, time(7, 30)))
        context = VisitContext(store, fetcher, lambda: Matcher([SEND], Places()), times, admins=(7,))
        yield World(site, store, context, Source("news", "The News", f"{site.url}/feed", "feed"))


FIRST = feed(story(1, "Parking"), story(2, "Bins"))
SECOND = feed(story(3, "Parents wait for EHC plans"), story(1, "Parking"), story(2, "Bins"))
