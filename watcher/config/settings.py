"""The config as the rest of the program sees it: frozen, complete, every default filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from watcher.config.values import meant, shown
from watcher.core.defaults import KEPT_BYTES
from watcher.core.errors import ConfigError
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic


@dataclass(frozen=True, slots=True)
class Fetch:
    """How sites are visited."""

    contact: str
    every: timedelta
    delay: float
    """Seconds between two requests to one host."""
    timeout: float
    """Seconds a page may take."""
    max_bytes: int
    proxy: str = field(default="", repr=False)
    """What sites are asked through; empty: nothing."""


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How people are told."""

    admins: tuple[int, ...]
    rate: float
    """Messages a second, over all chats."""
    daily: time
    """In the settings' time zone, as is `weekly`."""
    weekly: tuple[int, time]
    """The day of the week (Monday is 0) and the time."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What is kept of the papers that were read."""

    keep: int = KEPT_BYTES
    """Bytes that their files may take together; 0: none is kept."""


@dataclass(frozen=True, slots=True)
class Site:
    """The public pages."""

    folder: str
    """As it was written: from the folder in which the watcher is started where it begins with no slash."""
    url: str
    """Where they are read, with a slash at its end."""
    title: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the files of the config say."""

    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    places: Places
    timezone: ZoneInfo
    fetch: Fetch
    telegram: TelegramSettings
    papers: Papers = field(default_factory=Papers)
    site: Site | None = None
    """Where the public pages are written; None: nowhere."""
    metrics: str | None = None
    """The `HOST:PORT` where figures are shown to Prometheus."""
    ping: str = field(default="", repr=False)
    """The address that is called when a run ended; whoever knows it can say that all is well. Empty: none."""

    def source(self, wanted: str) -> Source:
        """Return the source of this id. Raises ConfigError, with what may be meant, where there is none."""
        by_id = {source.id: source for source in self.sources}
        if wanted not in by_id:
            hint = meant(wanted, by_id) or f"; the sources are {', '.join(by_id)}"
            raise ConfigError([f"there is no source {shown(wanted)}{hint}"])
        return by_id[wanted]
