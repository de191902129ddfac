"""Asks each host for its robots.txt, once a day or so, and obeys it (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from protego import Protego

from watcher.core.errors import Refused, SourceError, Unreachable
from watcher.fetch.responses import PAGE_STATUSES, HttpResponse, failure

NAME = "HaveringWatcher"
"""What a robots.txt calls us."""

LONGEST_DELAY = 30.0
"""Seconds; a Crawl-delay that asks for more gets this much."""

LARGEST = 512 * 1024
"""Bytes that are read; RFC 9309, 2.5 wants at least 500 KiB. What lies beyond is ignored, what stands before counts."""
KEPT = 24 * 3600.0
"""Seconds that rules are believed; RFC 9309, 2.4 allows a day."""
_FAILURE_KEPT = 600.0


class RobotsMemory(Protocol):
    """What was read of robots.txt files by earlier runs. Safe to share between threads."""

    def recall(self, where: str, *, own: bool) -> tuple[str, float] | None:
        """Return the rules (empty: everything is allowed) and how many seconds ago they were read; None where they must
        be asked for."""

    def remember(self, where: str, rules: str, *, own: bool) -> None:
        """Keeps the rules that were read just now."""


class NoRobotsMemory:
    """Of somebody who asks for each robots.txt anew: a look at one page, a run by hand."""

    def recall(self, where: str, *, own: bool) -> tuple[str, float] | None:
        """Return nothing: each run asks anew."""
        return None

    def remember(self, where: str, rules: str, *, own: bool) -> None:
        """Keep nothing."""


@dataclass(slots=True)
class _Rules:
    """What a host has told, and until when that holds."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    until: float = float("-inf")
    told: Protego | SourceError = field(default_factory=Protego)


class Robots:
    """Knows what each host allows us. Safe to share between threads."""

    def __init__(
        self,
        read: Callable[[str, bool], HttpResponse],
        monotonic: Callable[[], float],
        memory: RobotsMemory | None = None,
    ) -> None:
        """`read` fetches a URL (`own` as of Transport.ask), following redirects, whatever robots.txt says; LARGEST
        bytes of it are enough. `memory` is that of earlier runs."""
        self._read = read
        self._monotonic = monotonic
        self._memory = memory or NoRobotsMemory()
        self._hosts: dict[tuple[str, bool], _Rules] = {}
        self._lock = threading.Lock()

    def crawl_delay(self, url: str, *, own: bool = True) -> float:
        """Return the pause in seconds that the host wants between two requests. `own` as of Transport.ask: what one
        source may not ask of a host says nothing of another's.

        Raises Refused where the URL is forbidden, Unreachable where the host can't say: RFC 9309, 2.3.1.4 has us ask
        nothing then, and what can't serve its robots.txt is hardly ready for more."""
        rules = self._rules(url, own=own)
        if not rules.can_fetch(url, NAME):
            where = urlsplit(url)
            raise Refused(f"robots.txt of {where.netloc} forbids us {where.path}")
        return min(float(rules.crawl_delay(NAME) or 0), LONGEST_DELAY)

    def _rules(self, url: str, *, own: bool) -> Protego:
        parts = urlsplit(url)
        where = f"{parts.scheme}://{parts.netloc}/robots.txt"
        with self._lock:
            entry = self._hosts.setdefault((where, own), _Rules())
        with entry.lock:
            if self._monotonic() >= entry.until:
                entry.told, kept = self._recalled(where, own=own) or self._asked(where, own=own)
                entry.until = self._monotonic() + kept
            if isinstance(entry.told, Protego):
                return entry.told
            raise entry.told.with_traceback(None)

    def _recalled(self, where: str, *, own: bool) -> tuple[Protego, float] | None:
        """Return what an earlier run read. What was read after now, by a clock that was set back, is not believed."""
        rules, age = self._memory.recall(where, own=own) or ("", KEPT)
        return (Protego.parse(rules), KEPT - age) if 0 <= age < KEPT else None

    def _asked(self, where: str, *, own: bool) -> tuple[Protego | SourceError, float]:
        """Return what the host says now, and for how many seconds that holds. Rules are remembered, a trouble is
        not."""
        try:
            rules = self._ask(where, own=own)
        except SourceError as error:
            return error, _FAILURE_KEPT
        self._memory.remember(where, rules, own=own)
        return Protego.parse(rules), KEPT

    def _ask(self, where: str, *, own: bool) -> str:
        """Return the rules; empty where there are none (RFC 9309, 2.3.1.3), or no end of redirects: everything is
        allowed."""
        reply = self._read(where, own)
        if reply.status in PAGE_STATUSES:
            return _lines(reply.body).decode("utf-8-sig", "replace")
        if reply.status == 429 or reply.status >= 500:
            raise Unreachable(f"{failure(reply)} when asked for its robots.txt", reply.wait)
        return ""


def _lines(body: bytes) -> bytes:
    """Return the lines that hold rules; one that LARGEST cuts in two is left out."""
    return body if len(body) < LARGEST else body[:LARGEST].rpartition(b"\n")[0]
