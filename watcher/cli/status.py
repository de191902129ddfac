"""`status`: how sources, queue and worker fare; `--healthy`: one plain line, and whether all is well."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from watcher.config import Environment, Settings, environment, load_settings
from watcher.config.values import some_time
from watcher.core.documents import Change
from watcher.core.errors import ConfigError
from watcher.core.queries import WatcherStatus
from watcher.core.sources import Health, enabled_sources
from watcher.jobs import heartbeat
from watcher.jobs.heartbeat import HealthCheck
from watcher.messages.change_json import as_json, moment
from watcher.store import Store, changes, outbox, status


def gather_status(settings: Settings, environment: Environment) -> WatcherStatus:
    """How the watcher fares. Raises StateError where the state can't be read."""
    with Store(environment.database_url, state=environment.state) as store, store.read() as db:
        return status.watcher_status(db, enabled_sources(settings.sources))


def status_json(found: WatcherStatus) -> str:
    """`status --format json`."""
    sources = [_source_json(health) for _, health in found.sources]
    queue = {"waiting": found.waiting, "failed": found.given_up}
    return as_json({"sources": sources, "queue": queue, "subscribers": found.subscribers})


def _source_json(health: Health) -> dict[str, object]:
    return {
        "id": health.id,
        "state": health.state,
        "reason": health.reason,
        "last_visit": moment(health.last_visit),
        "last_good": moment(health.last_good),
        "failures": health.failures,
        "documents": health.documents,
    }


def logged(settings: Settings, environment: Environment, since: str | None, source: str, now: datetime) -> list[Change]:
    """The log of changes, oldest first. Raises ConfigError for a `since` that is no duration, and for a source that is
    neither in the config nor in the log."""
    start = _start(since, now) if since else None
    with Store(environment.database_url, state=environment.state) as store, store.read() as db:
        found = list(changes.since(db, start, source))
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
    return min((source.every for source in enabled_sources(settings.sources)), default=settings.fetch.every)


def _last_ended(where: Environment, now: datetime) -> tuple[datetime | None, timedelta]:
    """When a run last ended, and for how long Telegram wants no message."""
    with Store(where.database_url, state=where.state) as store, store.read() as db:
        return status.last_run_ended(db), outbox.flood_wait(db, now)
