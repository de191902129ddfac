"""Holds what the worker is made of, and how often it does what."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event

from watcher.config import Environment
from watcher.jobs.deliver import OutboxWorker
from watcher.jobs.hang_guard import USUAL as PATIENCE
from watcher.jobs.hang_guard import Patience, Watch, unwatched
from watcher.jobs.visit_all import Clock
from watcher.jobs.worker.speaker import Speaker
from watcher.jobs.worker.term import Term
from watcher.jobs.worker.watchdog import Watchdog
from watcher.store import Store
from watcher.store.leases import Leases


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """What the worker is made of."""

    environment: Environment
    store: Store
    post: OutboxWorker
    speaker: Speaker
    leases: Leases
    ending: Term
    clock: Clock
    intervals: Intervals
    watch: Watch = unwatched
    watchdog: Watchdog = field(default_factory=Watchdog)
    asked: Event = field(default_factory=Event)
    """Set by whoever wants the config read again, edited or not."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """How often each job is done, in seconds. The defaults are those of `watcher run`."""

    visits: float = 30
    """Between two looks for sites with something due."""
    jitter: float = 5
    """Within which the sites that are due at once are begun one after another."""
    config: float = 5
    """Between two looks at the files of the config; an edit is taken when two in a row found the same."""
    beat: float = 60
    ping: float = 300
    """Between two calls of the dead man's switch."""
    site: float = 60
    """Between two looks whether the public pages are to be written."""
    tidying: float = 86_400
    silent: float = 900
    """Without a sign of life, something is reported as stuck."""
    stuck: float = 1_800
    """Without a sign of life, the worker ends with exit code 1, to be started again."""
    patience: Patience = PATIENCE
    """With what lets nobody look whether it is stuck."""
