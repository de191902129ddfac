"""Asks for the pages of one visit with the validators of last time, and keeps what is to be remembered of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from watcher import __version__
from watcher.core.errors import OutOfTime, Stopped
from watcher.core.visits import Page, PageMemory
from watcher.rules.page_origin import PageOrigin, origin_of

if TYPE_CHECKING:
    from watcher.fetch import Fetcher

_TELLING = tuple(name for name in PageMemory.__dataclass_fields__ if name not in ("fetched_at", "full_at"))
"""What of a page tells that it differs from before."""
FULL_READ_EVERY = timedelta(days=1)  # a validator that never changes would hide everything (facts/news.md, "HTTP")


@dataclass(slots=True)
class VisitBudget:
    """Measures the share of a run's time that one visit may take, from its making on; after it a visit ends with the
    page it is at."""

    seconds: float
    clock: Callable[[], float]
    """Seconds that nobody sets."""
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def check(self) -> None:
        """Raises OutOfTime once the time is up."""
        if self.clock() - self._began >= self.seconds:
            raise OutOfTime(f"not finished within {self.seconds / 60:g} min; the next visit goes on from there")


@dataclass(slots=True)
class ConditionalFetcher:
    """Fetches with the validators of last time, and keeps what is to be remembered of each page."""

    fetcher: Fetcher
    recall: Callable[[str], PageMemory | None]
    """What is remembered of the page at a URL."""
    now: datetime
    ended: Callable[[], bool]
    budget: VisitBudget
    own_hosts: tuple[str, ...] = ()
    """The hosts that the source names itself: no other may lie inside a private network."""
    proxy: str | None = field(default=None, repr=False)
    """As of the source."""
    pages: dict[str, PageMemory | None] = field(default_factory=dict)
    """By the URL that was asked for, what was remembered of each."""
    fetched: dict[str, PageMemory] = field(default_factory=dict)
    final: dict[str, str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    """By the URL that was asked for, where the site says that it has moved for good."""
    origins: dict[str, PageOrigin] = field(default_factory=dict)
    """By the URL that was asked for, what the page looked like."""

    def get(self, url: str) -> Page:
        """Fetches a page; it is `unchanged` where the site says so, or where its bytes are those of last time. Raises
        SourceError, OutOfTime once the visit's time is up, and Stopped once the worker ends."""
        if self.ended():
            raise Stopped("the worker ends")
        self.failed.add(url)  # until it is here
        self.budget.check()
        before = self.pages[url] = self.recall(url)
        if before and before.reader != __version__:
            before = None  # what another version of ours understood is read again
        known = before if before and timedelta() <= self.now - before.full_at < FULL_READ_EVERY else None
        page = self._fetch(url, known)
        self.failed.discard(url)
        digest = before.digest if before and page.unchanged else hashlib.sha256(page.body).hexdigest()
        full_at = before.full_at if before and page.unchanged else self.now
        self.fetched[url] = PageMemory(
            url,
            page.etag,
            page.last_modified,
            digest,
            __version__,
            self.now,
            full_at,
            page.url if page.url != url else "",
        )
        self.final[page.url] = url
        self.moved[url] = page.moved_to
        self.origins[url] = origin_of(page)
        return page if page.unchanged or not before or before.digest != digest else replace(page, unchanged=True)

    def _fetch(self, url: str, known: PageMemory | None) -> Page:
        if not known:
            return self.fetcher.get(url, own_hosts=self.own_hosts, proxy=self.proxy)
        return self.fetcher.get(
            url,
            known.etag,
            known.last_modified,
            given_by=known.final_url,
            own_hosts=self.own_hosts,
            proxy=self.proxy,
        )

    def pages_to_remember(self, trouble: Iterable[str]) -> list[PageMemory]:
        """Returns the pages that may be remembered: none of a scope in `trouble`, so that it is read whole next time,
        and none that is as it was."""
        bad = set(trouble)
        urls = {self.final.get(scope, scope) for scope in bad}
        if urls - self.fetched.keys() - self.failed:
            return []  # the trouble can't be traced to a page: every page is read whole next time
        return [page for url, page in self.fetched.items() if url not in urls and _tells(page, self.pages[url])]


def _tells(page: PageMemory, before: PageMemory | None) -> bool:
    """Tells whether a page is to be remembered anew: it differs, or has validators and was read without them. Of most
    pages that are as they were nothing is written."""
    if before is None or any(getattr(page, name) != getattr(before, name) for name in _TELLING):
        return True
    return bool(page.etag or page.last_modified) and page.full_at != before.full_at
