"""Counts the worker's figures for Prometheus. Only this module and metrics_server.py know prometheus_client
(docs/adr/0010-prometheus-client.md). Each series is there from the start, so that a rule on it never waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from watcher.core.alerts import Message
from watcher.core.errors import SendError, StateError
from watcher.core.sources import Source, enabled_sources
from watcher.jobs.visit import VisitResult
from watcher.store import Store, changes, outbox
from watcher.store import sources as remembered

log = logging.getLogger(__name__)
disable_created_metrics()  # type: ignore[no-untyped-call]  # not typed there; else each counter comes twice

_SECONDS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
_LONG = (7_200, 21_600, 86_400)
_SENT = "sent"
_STATES = ("ok", "failing", "blocked", "suspect")


class Metrics:
    """Counts from the start of the worker on; how things stand is looked up when somebody asks."""

    def __init__(self, store: Store, clock: Callable[[], datetime], polled: Callable[[], datetime | None]) -> None:
        self._store, self._clock = store, clock
        self.registry = CollectorRegistry()
        self._visits = Counter(
            "watcher_visits", "Visits, by what the source was found to be", ["source", "state"], registry=self.registry
        )
        self._changes = Counter("watcher_changes", "Changes seen", ["source"], registry=self.registry)
        self._sends = Counter("watcher_sends", "Messages sent, or why not", ["result"], registry=self.registry)
        self._latency = Histogram(
            "watcher_alert_seconds",
            "From seeing a change to Telegram's taking the alert, for who wants to hear at once",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._unseen = Histogram(
            "watcher_unseen_seconds",
            "From the last good visit to the one that saw something new: so long, at most, it had been published",
            buckets=_SECONDS + _LONG,
            registry=self.registry,
        )
        self._status = _StatusCollector(store, polled)
        self.registry.register(self._status)
        self._good: dict[str, datetime] = {}
        for result in (_SENT, *(error.__name__ for error in SendError.__subclasses__())):
            self._sends.labels(result)

    def expect(self, sources: Iterable[Source]) -> None:
        """Shows the series of these sources from now on, at 0 where nothing is known."""
        enabled = [source.id for source in enabled_sources(sources)]
        self._status.expected = enabled
        for source in enabled:
            self._changes.labels(source)
            for state in _STATES:
                self._visits.labels(source, state)

    def visited(self, result: VisitResult) -> None:
        """Counts a visit, its changes, and how long before it what is new may have been published."""
        source, now = result.source.id, self._clock()
        self._visits.labels(source, result.state).inc()
        self._changes.labels(source).inc(len(result.changes))
        if result.changes and source in self._good:
            self._unseen.observe(max(0.0, (now - self._good[source]).total_seconds()))
        if result.state == "ok":
            self._good[source] = now

    def told(self, message: Message, error: SendError | None) -> None:
        """Counts a call to Telegram, and how long its alerts took. Raises StateError."""
        self._sends.labels(type(error).__name__ if error else _SENT).inc()
        if error is None:
            now = self._clock()
            with self._store.read() as db:
                for at in changes.noticed(db, message.id):
                    self._latency.observe(max(0.0, (now - at).total_seconds()))


class _StatusCollector(Collector):
    """Looks up how things stand whenever Prometheus asks."""

    def __init__(self, store: Store, polled: Callable[[], datetime | None]) -> None:
        self._store, self._polled = store, polled
        self.expected: list[str] = []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yields how many alerts and messages wait, when each source was last read well, and when Telegram last
        answered; nothing, and a line in the log, where the database can't be read."""
        try:
            with self._store.read() as db:
                queue, health = outbox.queue_counts(db), remembered.health(db)
        except StateError as error:
            log.error("metrics: %s", error)
            return
        waiting = GaugeMetricFamily("watcher_queue", "Alerts and messages, by how they stand", labels=["state"])
        for state, number in queue.items():
            waiting.add_metric([state], number)
        said = "When a source was last read well; 0: never yet"
        good = GaugeMetricFamily("watcher_last_good_seconds", said, labels=["source"])
        for source in dict.fromkeys([*self.expected, *health]):
            last = health[source].last_good if source in health else None
            good.add_metric([source], last.timestamp() if last else 0)
        polled = self._polled()
        poll = GaugeMetricFamily("watcher_last_poll_seconds", "When Telegram last answered; 0: never yet")
        poll.add_metric([], polled.timestamp() if polled else 0)
        yield from (waiting, good, poll)
