"""One source read without touching the state: for a look at what is understood before anybody is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from watcher.cli.progress import waiting
from watcher.config import Settings
from watcher.config.addresses import site
from watcher.core.errors import ConfigError, SourceError
from watcher.core.sources import Source
from watcher.core.text import pluralise
from watcher.core.visits import FailedReading, Page, Reading, Visit
from watcher.fetch import Fetcher
from watcher.jobs.setup import fetcher
from watcher.messages.figures import remarks
from watcher.sources import collect
from watcher.sources.page_marks import marks_of

INDEX = "index.tsv"
_ENDINGS = {"text/html": ".html", "text/plain": ".txt", "application/json": ".json", "application/pdf": ".pdf"}


@dataclass(slots=True)
class Preview:
    """What one reading of a source came to."""

    readings: list[Reading] = field(default_factory=list)
    unread: list[FailedReading] = field(default_factory=list)
    pages: int = 0
    first: Page | None = None
    """The first page that was fetched."""
    led_to: str = ""
    """Where the first redirect ended; "" where every page stands at the address that was asked for."""

    def take(self, reading: Reading | FailedReading) -> None:
        """Note what the source gave, read or not."""
        if isinstance(reading, Reading):
            self.readings.append(reading)
        else:
            self.unread.append(reading)

    def title(self) -> str:
        """Returns what its page calls itself; "" where none was fetched that says so."""
        return marks_of(self.first).title if self.first else ""

    def lines(self) -> Iterator[str]:
        """Yields the outcome in words."""
        number = sum(len(reading.documents) for reading in self.readings)
        read = f"{pluralise(number, 'document')} on {pluralise(self.pages, 'page')}"
        yield f"Understood: {read}." if number else f"Understood, and empty: {read}."
        yield from remarks([document for reading in self.readings for document in reading.documents])
        yield from (
            f"Damaged, but readable: {reading.scope}: {reading.damaged}" for reading in self.readings if reading.damaged
        )
        yield from (f"Not read: {failed.scope}: {failed.error}" for failed in self.unread)


def wanted(settings: Settings, asked: str) -> Source | None:
    """Returns the source of this id or address; None for an address that is not watched.

    Raises ConfigError where it is neither."""
    for source in settings.sources:
        if asked in (source.id, source.url):
            return source
    return settings.source(asked) if "/" not in asked and "." not in asked else None


def address_of(asked: str) -> str:
    """Returns the address as a source may have it. Raises ConfigError where it is none."""
    try:
        return site(asked)
    except ValueError as error:
        raise ConfigError([f"the URL {error}"]) from error


def source_of(url: str, kind: str) -> Source:
    """Returns a source for an address that is not watched; its host stands for its name."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    return Source(host, host, url, kind)


def look(source: Source, settings: Settings, now: datetime, save: Path | None = None, typed: str = "") -> Preview:
    """Visits the source as if for the first time. Raises SourceError where nothing could be read at all.

    `typed`: the address that the administrator gave, where a site's answer led on from it to the source: only what he
    gave himself may be a private address."""
    keep = Pages(save) if save else None
    with waiting(f"Reading {source.url}"), fetcher(settings, typed=typed or source.url, save=keep) as web:
        return read_once(source, web, now)


def read_once(source: Source, fetcher: Fetcher, now: datetime) -> Preview:
    """Reads the source with this fetcher. Raises SourceError where nothing could be read at all."""
    found = Preview()

    def get(url: str) -> Page:
        page = fetcher.get(url, proxy=source.proxy)
        found.pages += 1
        found.first = found.first or page
        found.led_to = found.led_to or (page.url if page.url != url else "")
        return page

    try:
        for reading in collect(Visit(source, now, get)):
            found.take(reading)
    except SourceError as error:
        said = (found.first and marks_of(found.first).obstacle) or error
        raise SourceError(f"{source.id}: {error.state}: {said}") from error
    return found


class Pages:
    """A folder of raw pages, and an index that says where each came from. Nothing that lies there is overwritten."""

    def __init__(self, folder: Path) -> None:
        """Raises ConfigError where the folder can't be made or written."""
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / INDEX).open("a+", encoding="utf-8") as index:
                index.seek(0)
                self._saved = len(index.readlines())
        except OSError as error:
            raise ConfigError([f"--save {folder}: {error.strerror}"]) from error

    def __call__(self, page: Page) -> None:
        self._saved += 1
        name = f"{self._saved:03}-{safe_name(page)}"
        try:
            (self._folder / name).write_bytes(page.body)
            with (self._folder / INDEX).open("a", encoding="utf-8") as index:
                index.write(f"{name}\t{page.url}\t{page.content_type}\t{len(page.body)}\n")
        except OSError as error:
            raise ConfigError([f"--save {self._folder / name}: {error.strerror}"]) from error


def safe_name(page: Page) -> str:
    """Returns a file name that says what the page was, and can't leave the folder."""
    parts = urlsplit(page.url)
    words = re.sub(r"[^A-Za-z0-9]+", "-", f"{parts.hostname}{parts.path}-{parts.query}").strip("-")
    sort = page.content_type.partition(";")[0].strip().lower()
    ending = _ENDINGS.get(sort) or (".xml" if "xml" in sort else ".bin")
    return words[:80].rstrip("-") + ending
