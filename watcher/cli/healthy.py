"""`status --healthy`: one plain line, and whether all is well. Somebody asks every minute, for ever: what is heavy is
loaded only where the verdict hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from watcher.config import Environment, environment, load_settings
from watcher.config.cache import read_cached
from watcher.core.flood_wait import flood_wait_left
from watcher.core.sources import enabled_sources
from watcher.jobs import heartbeat
from watcher.jobs.heartbeat import HealthCheck
from watcher.jobs.read_only import last_run


def told_alive(env: Mapping[str, str], config: Path | None, state: Path | None, now: datetime) -> bool:
    """Prints the line. Raises ConfigError and StateError where nothing can be told."""
    verdict = alive(env, config, state, now)
    print(verdict.words)
    return verdict.well


def alive(env: Mapping[str, str], config: Path | None, state: Path | None, now: datetime) -> HealthCheck:
    """Judges the worker by its sign of life; without one, the runs. Raises ConfigError and StateError where nothing can
    be told."""
    where = environment(env, config=config, state=state)
    beat = heartbeat.read(where.state)
    if beat:
        return heartbeat.check_worker(beat, now)
    ended, held = _last_ended(where, now)
    if ended is None or now - ended <= heartbeat.LATEST_RUN:
        return heartbeat.check_runs(ended, timedelta(), now, held)  # whatever the config says
    return heartbeat.check_runs(ended, _shortest(where), now, held)


def _shortest(where: Environment) -> timedelta:
    """Returns the shortest pause between two visits to a source."""
    settings = read_cached(where.config, where.state) or load_settings(where.config)
    return min((source.every for source in enabled_sources(settings.sources)), default=settings.fetch.every)


def _last_ended(where: Environment, now: datetime) -> tuple[datetime | None, timedelta]:
    """Returns when a run last ended, and for how long Telegram wants no message."""
    if last := last_run(where.database_url):
        return last.ended, flood_wait_left(last.flood_until, now)
    from watcher.store import Store, outbox, status

    with Store(where.database_url, state=where.state) as store, store.read() as db:
        return status.last_run_ended(db), outbox.flood_wait(db, now)
