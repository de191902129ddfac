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
    return heartbeat.of_worker(beat, now) if beat else heartbeat.of_runs(_last_ended(where), _shortest(where), now)


def _shortest(where: Environment) -> timedelta:
    settings = load(where.config)
    return min((source.every for source in settings.sources if source.enabled), default=settings.fetch.every)


def _last_ended(where: Environment) -> datetime | None:
    from watcher.store import Store, runs  # not where a worker works

    with Store(where.database_url) as store, store.read() as db:
        return runs.last_ended(db)
