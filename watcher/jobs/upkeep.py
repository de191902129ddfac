"""Sets right what a killed run left behind, and forgets what is too old: what every run does, whomever it can tell."""

from __future__ import annotations

from datetime import datetime

from watcher.core.text import pluralise
from watcher.store import Store, erase, retention
from watcher.store.delivery_window import anything_waits


def recover(store: Store, now: datetime) -> list[str]:
    """Queues again what a killed run was sending, delivered or not, and repairs times; to be called once when a run
    starts. Returns what is given up, as two runs were killed over it: a problem of this run."""
    with store.write() as db:
        if not anything_waits(db):
            return []
        from watcher.bot.settle import UNSURE_PAUSE  # most runs find nothing that waits
        from watcher.store import outbox

        outbox.repair_times(db, now)
        given_up = outbox.requeue_interrupted(db, now + UNSURE_PAUSE)
    return [f"{pluralise(given_up, 'message')} given up: {outbox.STOPPED_TWICE}"] if given_up else []


def prune(store: Store, now: datetime) -> None:
    """Forgets what is too old (store/retention.py), and chats that blocked us 30 days ago."""
    with store.write() as db:
        retention.forget_old(db, now)
    erase.catch_up(store, now)
