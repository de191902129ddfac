"""Shows the worker's figures to Prometheus on a port of this machine. The only module that knows prometheus_client
(docs/adr/0010-prometheus-client.md)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from watcher.core.alerts import Message
from watcher.core.errors import SendError, StateError
from watcher.jobs.visit import VisitResult
from watcher.store import Store, changes, outbox
from watcher.store import sources as remembered

log = logging.getLogger(__name__)
disable_created_metrics()  # type: ignore[no-untyped-call]  # not typed there; else each counter comes twice

_SECONDS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
_LONG = (7_200, 21_600, 86_400)


class Metrics:
    """Counts from the start of the worker on; how things stand is looked up when somebody asks."""

    def __init__(self, store: Store, clock: Callable[[], datetime], polled: Callable[[], datetime | None]) -> None:
        self._store, self._clock = store, clock
        self._registry = CollectorRegistry()
        self._visits = Counter(
            "watcher_visits", "Visits, by what the source was found to be", ["source", "state"], registry=self._registry
        )
        self._changes = Counter("watcher_changes", "Changes seen", ["source"], registry=self._registry)
        self._sends = Counter("watcher_sends", "Messages sent, or why not", ["result"], registry=self._registry)
        self._latency = Histogram(
            "watcher_alert_seconds",
            "From seeing a change to Telegram's taking the alert, for who wants to hear at once",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._unseen = Histogram(
            "watcher_unseen_seconds",
            "From the last good visit to the one that saw something new: so long, at most, it had been published",
            buckets=_SECONDS + _LONG,
            registry=self._registry,
        )
        self._registry.register(_StatusCollector(store, polled))
        self._good: dict[str, datetime] = {}

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
        self._sends.labels(type(error).__name__ if error else "sent").inc()
        if error is None:
            now = self._clock()
            with self._store.read() as db:
                for at in changes.noticed(db, message.id):
                    self._latency.observe(max(0.0, (now - at).total_seconds()))

    def show(self, port: int) -> Callable[[], object]:
        """Shows the figures on this port of 127.0.0.1; returns what ends that. A port that is taken is logged: nothing
        else depends on it."""
        try:
            server, thread = start_http_server(port, "127.0.0.1", self._registry)
        except OSError as error:
            log.error("metrics: port %d can't be opened: %s; there are none", port, error.strerror)
            return lambda: None

        def hide() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        return hide


class _StatusCollector(Collector):
    """Looks up how things stand whenever Prometheus asks."""

    def __init__(self, store: Store, polled: Callable[[], datetime | None]) -> None:
        self._store, self._polled = store, polled

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
        good = GaugeMetricFamily("watcher_last_good_seconds", "When a source was last read well", labels=["source"])
        for source in health.values():
            if source.last_good:
                good.add_metric([source.id], source.last_good.timestamp())
        polled = self._polled()
        poll = GaugeMetricFamily("watcher_last_poll_seconds", "When Telegram last answered; 0: never yet")
        poll.add_metric([], polled.timestamp() if polled else 0)
        yield from (waiting, good, poll)
