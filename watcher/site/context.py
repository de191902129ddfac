"""Holds what everything that is made for the public site is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from watcher.core.alerts import Topic
from watcher.core.sources import Source
from watcher.messages.context import RenderContext
from watcher.store.site_data import SiteData, stamp_of


@dataclass(frozen=True)
class SiteContext:
    """One writing of the site: what the config says of it, the moment, and what is remembered at that moment."""

    title: str
    url: str
    """Where the site can be read, with a slash at its end; empty where that is not known (`watcher site --out`)."""
    now: datetime
    timezone: ZoneInfo
    sources: Mapping[str, Source]
    """By id, as the config orders them, disabled ones included."""
    topics: Mapping[str, Topic]
    data: SiteData
    contact: str = ""
    """The page of whoever runs this."""
    bot: str = ""
    """The bot's name at Telegram; empty where it is not known."""

    @property
    def today(self) -> date:
        """Returns the day in the config's zone."""
        return self.now.astimezone(self.timezone).date()

    @cached_property
    def render(self) -> RenderContext:
        """Returns what the words of messages/ need."""
        return RenderContext(self.sources, self.timezone, now=self.now)

    @cached_property
    def edition(self) -> str:
        """Returns a fingerprint of what every page depends on beside what is remembered: the config's part in it."""
        return stamp_of(self.title, self.url, str(self.timezone), self.contact, self.bot, self._named)

    @property
    def _named(self) -> object:
        sources = [(source.id, source.name, source.public_url, source.enabled) for source in self.sources.values()]
        return sources, [(topic.id, topic.name, topic.description) for topic in self.topics.values()]

    def absolute(self, path: str) -> str:
        """Returns the whole address of a path of the site; empty where the site has none."""
        return urljoin(self.url, path) if self.url else ""
