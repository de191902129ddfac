"""A newspaper, a subscriber, and a watcher between them whose clock stands where it is put."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

from tests.tools.postgres import address
from tests.tools.standin import TEST_TOKEN, BotApi, StillClock
from tests.tools.subscribing import carry_out
from tests.tools.web import Answer, Site
from watcher.bot.telegram import Telegram
from watcher.cli.demo.clock import StoryClock
from watcher.config import Environment, Settings, load_settings
from watcher.jobs.run import run_once
from watcher.jobs.run_result import RunResult
from watcher.jobs.setup import bot_settings, open_telegram
from watcher.store import Store

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DATABASE = Path("state/watcher.sqlite3")
ANN = 42


def feed(*titles: str) -> str:
    listed = "".join(f"<item><title>{title}</title><guid>{title}</guid></item>" for title in titles)
    head = "<title>n</title><link>http://news.example.org/</link><description>d</description>"
    return f'<rss version="2.0"><channel>{head}{listed}</channel></rss>'


@dataclass
class Paper:
    """`titles` are what the newspaper has in its feed, newest first. Ann follows all of it."""

    site: Site
    api: BotApi
    telegrams_clock: StillClock
    now: datetime = NOW
    titles: list[str] = field(default_factory=lambda: ["An old story"])

    def __post_init__(self) -> None:
        Path("config").mkdir()
        source = f"{{id: news, name: News, url: {self.site.url}/feed.xml, every: 30m}}"
        Path("config/sources.yaml").write_text(f"sources: [{source}]\n")
        Path("config/topics.yaml").write_text("topics: [{id: send, name: SEND, phrases: [SEND]}]\n")
        Path("config/watcher.yaml").write_text("fetch: {delay: 0s}\n")
        self.settings: Settings = load_settings(Path("config"))
        self.environment = Environment(Path("config"), DATABASE.parent, TEST_TOKEN, self.api.url, address())
        self.api.private(ANN)

    def read_once(self) -> Paper:
        """After its first visit, and with Ann as somebody who follows it."""
        with self.store() as store:
            carry_out(store, bot_settings(self.settings).catalogue, ANN, "/subscribe all", self.now)
        self.run()
        return self

    def run(self, later: timedelta = timedelta(minutes=31)) -> RunResult:
        """One whole run, so much later by our clock, and an hour later by Telegram's, which is right."""
        self.now += later
        self.telegrams_clock.advance(3600)
        self.publish()
        story = StoryClock(self.now)
        limiter, monotonic = story.limiter(), story.timestamp
        return run_once(self.settings, self.environment, clock=lambda: self.now, limiter=limiter, monotonic=monotonic)

    def publish(self) -> None:
        body = feed(*self.titles).encode()
        self.site.pages["/feed.xml"] = Answer(body, etag=f'"{crc32(body)}"')

    def told(self) -> list[str]:
        """The stories that Ann was told, each as often as she was."""
        texts = self.api.chat(ANN).texts
        return [title for text in texts for title in reversed(self.titles) if f"New: {title}\n" in text]

    def store(self, busy_seconds: float = 0.05) -> Store:
        return Store(self.environment.database_url, busy_seconds)

    def telegram(self, store: Store) -> Telegram:
        return open_telegram(self.settings, self.environment, store, lambda: self.now, StoryClock(self.now).limiter())


class Held:
    """A database that another program holds while the block runs."""

    def __enter__(self) -> Held:
        self._db = sqlite3.connect(DATABASE, isolation_level=None)
        self._db.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, *_: object) -> None:
        self._db.rollback()
        self._db.close()
