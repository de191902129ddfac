"""`status`: how sources, queue and worker fare; `--healthy`: one plain line, and whether all is well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from watcher.config import Environment, Settings, environment, load_settings
from watcher.config.values import some_time
from watcher.core.documents import Change
from watcher.core.errors import ConfigError
from watcher.core.sources import Health, Source
from watcher.jobs import heartbeat
from watcher.jobs.heartbeat import HealthCheck
from watcher.store import Store, chats, outbox, status
from watcher.store import changes as log
from watcher.store import sources as remembered


@dataclass(frozen=True, slots=True)
class StatusReport:
    """How things stand. The sources are the enabled ones, as the config orders them."""

    sources: tuple[tuple[Source, Health], ...]
    documents: Mapping[str, int]
    queue: Mapping[str, int]
    subscribers: int
    run: status.Run | None


def gather_status(settings: Settings, environment: Environment) -> StatusReport:
    """Raises StateError where the state can't be read."""
    with Store(environment.database_url) as store, store.read() as db:
        known = remembered.health(db)
        enabled = [source for source in settings.sources if source.enabled]
        return StatusReport(
            tuple((one, known.get(one.id) or Health(one.id, one.kind, one.url)) for one in enabled),
            {one.id: one.documents for one in known.values()},
            outbox.queue_counts(db),
            chats.subscribers(db),
            status.last_run(db),
        )


def logged(settings: Settings, environment: Environment, since: str | None, source: str, now: datetime) -> list[Change]:
    """The log of changes, oldest first. Raises ConfigError for a `since` that is no duration, and for a source that is
    neither in the config nor in the log."""
    start = _start(since, now) if since else None
    with Store(environment.database_url) as store, store.read() as db:
        found = list(log.since(db, start, source))
    if source and not found:
        settings.source(source)  # one that never changed is no mistake; one that is not there is
    return found


def _start(since: str, now: datetime) -> datetime:
    try:
        return now - some_time(since)
    except ValueError as error:
        raise ConfigError([f"--since {error}"]) from error
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)  # before all that can have been logged


def told_alive(env: Mapping[str, str], config: Path | None, state: Path | None, now: datetime) -> bool:
    """Prints the line. Raises ConfigError and StateError where nothing can be told."""
    verdict = alive(env, config, state, now)
    print(verdict.words)
    return verdict.well


def alive(env: Mapping[str, str], config: Path | None, state: Path | None, now: datetime) -> HealthCheck:
    """Raises ConfigError and StateError where nothing can be told."""
    where = environment(env, config=config, state=state)
    beat = heartbeat.read(where.state)
    if beat:
        return heartbeat.check_worker(beat, now)
    ended, held = _last_ended(where, now)
    return heartbeat.check_runs(ended, _shortest(where), now, held)


def _shortest(where: Environment) -> timedelta:
    settings = load_settings(where.config)
    return min((source.every for source in settings.sources if source.enabled), default=settings.fetch.every)


def _last_ended(where: Environment, now: datetime) -> tuple[datetime | None, timedelta]:
    """When a run last ended, and for how long Telegram wants no message."""
    from watcher.store import Store, outbox, status  # not where a worker works

    with Store(where.database_url) as store, store.read() as db:
        return status.last_run_ended(db), outbox.flood_wait(db, now)
