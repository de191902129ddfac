"""Gets one page: takes turns, asks robots.txt, tries again and follows redirects, in the right order; each is decided
elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from watcher import __version__
from watcher.core.visits import Page
from watcher.fetch.addresses import AddressGuard, Resolve, is_own, system_resolve, web_address
from watcher.fetch.meta_refresh import refresh_target
from watcher.fetch.responses import HttpResponse, TransientError, failure, guard, is_page, may_pass
from watcher.fetch.robots import LARGEST, NAME, Robots, RobotsMemory
from watcher.fetch.throttle import HostThrottle
from watcher.fetch.transport import TimeBudget, Transport

MOST_REDIRECTS = 5
TRIES = 3
"""For one request, where the trouble may be over in seconds. The pause doubles before each further one."""

_PERMANENT = (301, 308)


class Fetcher:
    """Reads pages of several sites, one request at a time for each site. Safe to share between threads."""

    def __init__(
        self,
        *,
        contact: str,
        delay: float,
        timeout: float,
        max_bytes: int,
        own_hosts: Collection[str],
        sleep: Callable[[float], object] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        save: Callable[[Page], None] | None = None,
        resolve: Resolve = system_resolve,
        pace: HostThrottle | None = None,
        robots: RobotsMemory | None = None,
        proxy: str = "",
    ) -> None:
        """`contact` is the page that the User-Agent names. `delay` and `timeout` are seconds: between two requests to a
        host, and for one whole page, pauses not counted; `max_bytes` counts after decompression. `own_hosts` are `host`
        or `host:port`, as the sources' URLs name them: no other may lie inside a private network. `save` is given each
        answer, also one that is no page or a refusal. `sleep` and `monotonic` are the clock of the pauses; what a
        socket waits is real time. `pace` is that of a Fetcher whose place this one takes while it may still be
        asking. `robots` remembers what earlier runs read. What names no other `proxy` goes through this ("": none)."""
        self._delay, self._timeout, self._save = delay, timeout, save
        agent = f"{NAME}/{__version__} (+{contact})"
        addresses = AddressGuard(own_hosts, resolve)
        self._transport = Transport(addresses, user_agent=agent, timeout=timeout, max_bytes=max_bytes)
        self.pace = pace or HostThrottle(sleep=sleep, monotonic=monotonic)
        self._own_hosts, self._proxy = own_hosts, proxy
        self._robots: dict[str, Robots] = {}
        self._memory, self._monotonic = robots, monotonic

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def stop(self) -> None:
        """Stop every `get`, also one that waits for a slow site: from now on each raises Stopped. May be called from
        any thread, or from a signal handler."""
        self._transport.stop()

    def close(self) -> None:
        """End all connections."""
        self._transport.close()

    def get(
        self,
        url: str,
        etag: str = "",
        last_modified: str = "",
        *,
        given_by: str = "",
        own_hosts: Collection[str] | None = None,
        proxy: str | None = None,
    ) -> Page:
        """Fetch a page; it is `unchanged` where the site says so of these validators. `given_by` is the address that
        gave them, at the end of the redirects ("": `url` itself): they say nothing of any other. `own_hosts` are those
        that the source names itself (None: all of this Fetcher's): no other host may lie inside a private network.
        `proxy` is the way of this page and its redirects (None: this Fetcher's).

        Raises Unreachable, Refused, Gone, NotUnderstood where the URL is none, and Stopped after `stop`."""
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in asked.items() if value}
        own = self._own_hosts if own_hosts is None else own_hosts
        reply, moved_to = self._follow(
            url, own, {web_address(given_by or url): conditions}, self._proxy if proxy is None else proxy
        )
        unchanged = reply.status == 304 and bool(conditions)
        page = _page(reply, moved_to, *((etag, last_modified) if unchanged else ("", "")), unchanged=unchanged)
        if self._save:
            self._save(page)
        if not (unchanged or is_page(reply)):
            raise failure(reply)
        return page

    def _robots_txt(self, proxy: str, url: str, own: bool) -> HttpResponse:
        """Fetch a robots.txt, following redirects, whatever another robots.txt says of it."""
        own_hosts = [urlsplit(url).netloc] if own else []
        return self._follow(url, own_hosts, {}, proxy, obeys=False, enough=LARGEST)[0]

    def _robots_through(self, proxy: str) -> Robots:
        """Return the rules that hosts gave by this way: by another they may give others."""
        made = Robots(partial(self._robots_txt, proxy), self._monotonic, self._memory)
        return self._robots.setdefault(proxy, made)

    def _follow(
        self,
        url: str,
        own_hosts: Collection[str],
        conditions: Mapping[str, Mapping[str, str]],
        proxy: str,
        *,
        obeys: bool = True,
        enough: int = 0,
    ) -> tuple[HttpResponse, str]:
        """Follow the redirects; returns the answer at their end, and where the URL has moved to for good ("" where it
        has not).

        `conditions` are the headers to send to each address; `obeys`: to the robots.txt of each host; `enough` as of
        Transport.ask."""
        url, moved_to, for_good = web_address(url), "", True
        allowance, robots = TimeBudget(self._timeout), self._robots_through(proxy)
        for hop in range(MOST_REDIRECTS + 1):
            own = is_own(url, own_hosts)
            pause = max(self._delay, robots.crawl_delay(url, own=own) if obeys else 0.0)
            ask = partial(self._transport.ask, url, conditions.get(url, {}), allowance, own=own)
            reply = self._answer(partial(ask, enough=enough, proxy=proxy), url, pause)
            onward = reply.location or ("" if guard(reply) else refresh_target(reply))
            returns = not reply.location and onward and web_address(onward, url) == url
            if not onward or hop == MOST_REDIRECTS or returns:
                break
            url = web_address(onward, url)
            for_good = for_good and reply.status in _PERMANENT
            moved_to = url if for_good else moved_to
        return reply, moved_to

    def _answer(self, ask: Callable[[], HttpResponse], url: str, pause: float) -> HttpResponse:
        """Ask as often as the trouble needs and may have, and return the answer."""
        host = urlsplit(url).netloc
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            try:
                with self.pace.turn(host, pause * 2**attempt):
                    reply = ask()
                    if reply.wait:
                        self.pace.leave_alone(host, reply.wait, str(failure(reply)))
            except TransientError:
                if last:
                    raise
            else:
                if last or not may_pass(reply):
                    break
        return reply


def _page(reply: HttpResponse, moved_to: str, etag: str, last_modified: str, *, unchanged: bool) -> Page:
    """Make a page of the answer, with the validators of last time where it gives none of its own."""
    return Page(
        url=reply.url,
        body=reply.body,
        content_type=reply.header("Content-Type"),
        etag=reply.header("ETag") or etag,
        last_modified=reply.header("Last-Modified") or last_modified,
        unchanged=unchanged,
        moved_to=moved_to,
    )
