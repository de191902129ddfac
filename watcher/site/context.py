"""Holds what everything that is made for the public site is made from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from watcher import __version__
from watcher.core.sources import Source
from watcher.core.topics import Topic
from watcher.messages.context import RenderContext
from watcher.store.site_data import SiteData, stamp_of

_ROOMS = ("core", "rules", "messages", "site")
_MAKES_PAGES = (".py", ".html", ".css", ".js", ".svg")


@dataclass(frozen=True, eq=False)
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
        """Returns a fingerprint of what every page depends on beside what is remembered: the config, the program."""
        return stamp_of(program_print(), self.title, self.url, str(self.timezone), self.contact, self._named)

    @property
    def _named(self) -> object:
        sources = [
            (source.id, source.name, source.public_url, source.enabled, source.options.get("questions"))
            for source in self.sources.values()
        ]
        return sources, [(topic.id, topic.name, topic.description) for topic in self.topics.values()]

    def absolute(self, path: str) -> str:
        """Returns the whole address of a path of the site; empty where the site has none."""
        return f"{self.url}{path}" if self.url else ""


@cache  # what is loaded stays as it is
def program_print() -> str:
    """Returns a fingerprint of the program itself: another version may make other pages of the same."""
    package = Path(__file__).resolve().parents[1]
    return stamp_of(__version__, sorted(each for room in _ROOMS for each in _files_below(f"{package}", room)))


def _files_below(package: str, room: str) -> Iterator[tuple[str, int, int]]:
    """Yields name, size and time of each file. By os.scandir: pathlib takes 30 ms for 400 files, of each run."""
    with os.scandir(f"{package}/{room}") as found:
        for file in found:
            name = f"{room}/{file.name}"
            if file.is_dir():
                yield from _files_below(package, name)
            elif file.name.endswith(_MAKES_PAGES):
                seen = file.stat()
                yield name, seen.st_size, seen.st_mtime_ns
