"""A bot on the strict stand-in, with our own rate limiter; the clock of both moves only while everybody sleeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from math import inf
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.tools.standin import TEST_TOKEN, BotApi
from watcher.bot.telegram.rate_limiter import RateLimiter
from watcher.cli.demo.clock import HURRY, StoryClock
from watcher.config import Environment, Fetch, Settings, TelegramSettings
from watcher.core.alerts import Message, Subscription
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.setup import open_telegram
from watcher.messages.context import RenderContext
from watcher.store import Store, chats, outbox

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ADMIN = 900
CABINET = Source("cabinet", "Cabinet", "https://democracy.example.gov.uk/ieListMeetings.aspx?CId=1&Year=0", "moderngov")
DAILY = Source("the-daily", "The Example Daily", "https://daily.example.org/feed/", "feed")
CLOSED = Source("closed", "Closed Board", "https://example.org/closed", "page", enabled=False)
SEND = Topic("send", "SEND", "Special educational needs and disabilities", ("SEND", "EHCP"))
CHILDREN = Topic("childrens-services", "Children’s services", "Social care, fostering & adoption", ("fostering",))
SETTINGS = Settings(
    sources=(CABINET, DAILY, CLOSED),
    topics=(SEND, CHILDREN),
    places=Places(),
    timezone=ZoneInfo("Europe/London"),
    fetch=Fetch("https://example.org/us", 1800, 2, 60, 1_000_000),  # type: ignore[arg-type]  # nothing is fetched here
    telegram=TelegramSettings((ADMIN,), 28, time_of_day(7, 30), (4, time_of_day(7, 30))),
)


@dataclass
class Runner:
    """What a run has: the memory, the way to Telegram, the outbox."""

    store: Store
    environment: Environment
    story: StoryClock
    paced: RateLimiter | None = None
    """Another pace than the usual one."""
    ahead: timedelta = timedelta()
    """How far our clock is ahead of Telegram's."""

    def __post_init__(self) -> None:
        self.limiter = self.paced or self.story.limiter()
        self.telegram = open_telegram(SETTINGS, self.environment, self.store, self.clock, self.limiter)
        self.post = OutboxWorker(self.store, RenderContext({}, SETTINGS.timezone), self.clock)

    def clock(self) -> datetime:
        return self.story() + self.ahead

    def answer(self) -> int:
        """As a run of `once` begins."""
        return self.telegram.answer_waiting(patience=inf)

    def queue(self, chat_id: int, html: str, thread_id: int = 0) -> int:
        with self.store.write() as db:
            chats.ensure(db, chat_id, self.clock())
            return outbox.queue(db, Message(chat_id, html, thread_id=thread_id), (), self.clock())

    def deliver(self, patience: float = 300) -> None:
        self.telegram.deliver(self.post, patience)

    def follows(self, chat_id: int) -> dict[str, Subscription]:
        with self.store.read() as db:
            return {one.what or one.words: one for one in chats.subscriptions(db, chat_id)}

    def queued(self) -> dict[str, int]:
        with self.store.read() as db:
            return outbox.queue_counts(db)


@pytest.fixture
def story() -> StoryClock:
    return StoryClock(NOW)


@pytest.fixture
def api(story: StoryClock) -> Iterator[BotApi]:
    with BotApi(clock=story.timestamp, flood=False, hurry=HURRY) as standin:
        yield standin


@pytest.fixture
def environment(api: BotApi, tmp_path: Path) -> Environment:
    return Environment(tmp_path / "config", tmp_path / "state", TEST_TOKEN, api.url)


@pytest.fixture
def runner(store: Store, environment: Environment, story: StoryClock) -> Iterator[Runner]:
    opened = Runner(store, environment, story)
    with opened.telegram:
        yield opened
