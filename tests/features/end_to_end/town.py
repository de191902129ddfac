"""A town to test on: its sites, the people on Telegram, a folder of config, and whole runs of the product, in-process.

town.watches("news", "/feed.xml")
town.serves({"/feed.xml": feed(PARKING)})
ann = town.subscriber(42, "send")          # makes the first run: the baseline
town.serves({"/feed.xml": feed(WAIT, PARKING)})
town.once()                                # an hour later
assert town.told(ann) == ["New: Parents wait for EHC plans <http://news.example.org/3>…"]
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.tools.says import without_buttons
from tests.tools.standin import BotApi, Chat
from tests.tools.subscribing import carry_out
from tests.tools.web import Served, Site
from watcher.cli.demo import as_shown
from watcher.cli.demo.clock import HURRY, StoryClock
from watcher.config import Environment, Settings, environment, load_settings
from watcher.core.documents import Change
from watcher.jobs.run import run_once
from watcher.jobs.run_result import RunResult
from watcher.jobs.setup import bot_settings
from watcher.store import Store, changes, outbox

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOPICS: dict[str, Any] = {
    "topics": [
        {"id": "send", "name": "SEND", "description": "Special needs", "phrases": ["SEND", "EHC plans"]},
        {"id": "roads", "name": "Roads", "description": "Roads and parking", "phrases": ["parking", "road"]},
    ]
}
WATCHER: dict[str, Any] = {"fetch": {"delay": "0s", "timeout": "60s", "contact": "http://127.0.0.1/us"}}


@dataclass
class Town:
    """What there is at one moment; `folder` holds config and state."""

    folder: Path
    site: Site
    api: BotApi
    clock: StoryClock
    token: bool = True
    """Whether a token is set."""
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    topics: dict[str, Any] = field(default_factory=lambda: json.loads(json.dumps(TOPICS)))
    watcher: dict[str, Any] = field(default_factory=lambda: json.loads(json.dumps(WATCHER)))
    _read: dict[tuple[int, int], str] = field(default_factory=dict)
    _settings: tuple[str, Settings] | None = None

    def watches(self, id: str, address: str, **more: Any) -> None:  # noqa: A002 - the config's own word
        """Adds a source of the config; an address without a host is one on the town's own site."""
        url = address if "//" in address else self.site.url + address
        self.sources[id] = {"id": id, "name": f"The {id.title()}", "url": url, **more}

    def serves(self, pages: Mapping[str, Served]) -> None:
        self.site.pages |= pages

    @property
    def variables(self) -> dict[str, str]:
        """What somebody who starts the program here sets."""
        database = {name: url for name, url in os.environ.items() if name == "DATABASE_URL"}
        token = {"TELEGRAM_BOT_TOKEN": self.api.token} if self.token else {}
        return {"TELEGRAM_API_URL": self.api.url} | token | database

    @property
    def environment(self) -> Environment:
        return environment(self.variables, config=self.folder / "config", state=self.folder / "state")

    def settings(self) -> Settings:
        """What the files say as the town has them now, written and read again only where they differ; JSON is YAML."""
        files = {"sources": {"sources": list(self.sources.values())}, "topics": self.topics, "watcher": self.watcher}
        content = json.dumps(files)
        if not self._settings or self._settings[0] != content:
            self._settings = content, load_settings(write_config(self.folder / "config", files))
        return self._settings[1]

    def once(self, *, later: timedelta = HOUR, **options: Any) -> RunResult:
        """One whole run, so much later; its clocks stand still while visits go on."""
        self.clock.forward(later)
        settings = self.settings()
        limiter = self.clock.limiter(settings.telegram.rate)
        options = {"monotonic": self.clock.timestamp, **options}
        return run_once(settings, self.environment, clock=self.clock, limiter=limiter, **options)

    def subscriber(self, chat_id: int, *wishes: str) -> Chat:
        """Someone who follows these (`send`, `news daily`) from the run on that this makes; what is due is visited."""
        return self.subscribers({chat_id: wishes})[0]

    def subscribers(self, wishes: Mapping[int, Iterable[str]]) -> list[Chat]:
        """The same for several at once, by chat."""
        self.clock.forward(HOUR)
        catalogue = bot_settings(self.settings()).catalogue
        with Store(self.environment.database_url) as store:
            for chat_id in wishes:
                for wish in wishes[chat_id]:
                    carry_out(store, catalogue, chat_id, f"/subscribe {wish}", self.clock())
        self.once(later=timedelta())
        return [self.api.private(chat_id) for chat_id in wishes]

    def told(self, *chats: Chat) -> list[str]:
        """What came into these chats since this was last asked, each message as it is shown, links in brackets, without
        the buttons that every alert has."""
        new = [one for chat in chats for one in chat.messages if self._read.get((chat.id, one.message_id)) != one.text]
        self._read |= {(one.chat_id, one.message_id): one.text for one in new}
        shown = (as_shown(one) for one in new)  # type: ignore[arg-type]  # one class, two names
        return [without_buttons(one.replace(self.site.url, "")) for one in shown]

    def log(self) -> list[Change]:
        """Every change the store holds, oldest first."""
        with Store(self.environment.database_url) as store, store.read() as db:
            return list(changes.since(db))

    def queue(self) -> dict[str, int]:
        with Store(self.environment.database_url) as store, store.read() as db:
            return outbox.queue_counts(db)


def replaced(file: Path, text: str) -> None:
    """The file holds this from one moment to the next: a worker that looks never sees half of it."""
    new = file.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def write_config(folder: Path, files: Mapping[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        replaced(folder / f"{name}.yaml", json.dumps(content))
    return folder


@contextmanager
def founded(folder: Path, begins: datetime = SUNDAY, *, stands_still: bool = True) -> Iterator[Town]:
    """A town whose servers run as long as the block. Telegram's clock stands still with the story's, or goes on beside
    it: else it would never let a program that knows the real time alone send a fourth message to one chat."""
    clock, began = StoryClock(begins), time.monotonic()

    def telegrams() -> float:
        return clock.timestamp() + (0 if stands_still else time.monotonic() - began)

    with Site() as site, BotApi(clock=telegrams, hurry=HURRY) as api:
        yield Town(folder, site, api, clock)
