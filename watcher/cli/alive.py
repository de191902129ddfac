"""`status --healthy`: one plain line, and whether all is well. Where a worker works nothing but its sign of life is
read: neither the config, which somebody may be editing, nor the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from watcher import heartbeat
from watcher.config import Environment, environment, load
from watcher.heartbeat import Verdict


def told_alive(env: Mapping[str, str], config: Path | None, state: Path | None, now: datetime) -> bool:
    """Prints the line. Raises ConfigError and StateError where nothing can be told."""
    verdict = alive(env, config, state, now)
    print(verdict.words)
    return verdict.well


def alive(env: Mapping[str, str], config: Path | None, state: Path | None, now: datetime) -> Verdict:
    """Raises ConfigError and StateError where nothing can be told."""
    where = environment(env, config=config, state=state)
    beat = heartbeat.read(where.state)
    if beat:
        return heartbeat.of_worker(beat, now)
    ended, held = _last_ended(where, now)
    return heartbeat.of_runs(ended, _shortest(where), now, held)


def _shortest(where: Environment) -> timedelta:
    settings = load(where.config)
    return min((source.every for source in settings.sources if source.enabled), default=settings.fetch.every)


def _last_ended(where: Environment, now: datetime) -> tuple[datetime | None, timedelta]:
    """When a run last ended, and for how long Telegram wants no message."""
    from watcher.store import Store, outbox, runs  # not where a worker works

    with Store(where.database_url) as store, store.read() as db:
        return runs.last_ended(db), outbox.held_back(db, now)
