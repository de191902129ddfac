"""`status`: how sources, queue and worker fare; and the log of changes."""

from __future__ import annotations

from datetime import UTC, datetime

from watcher.config import Environment, Settings
from watcher.config.values import some_time
from watcher.core.documents import Change
from watcher.core.errors import ConfigError
from watcher.core.queries import WatcherStatus
from watcher.core.sources import enabled_sources
from watcher.core.visits import Health
from watcher.messages.change_json import as_json, moment
from watcher.store import Store, changes, status


def gather_status(settings: Settings, environment: Environment) -> WatcherStatus:
    """Gathers how the watcher fares. Raises StateError where the state can't be read."""
    with Store(environment.database_url, state=environment.state) as store, store.read() as db:
        return status.watcher_status(db, enabled_sources(settings.sources))


def status_json(found: WatcherStatus) -> str:
    """Returns what `status --format json` prints."""
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
    """Returns the log of changes, oldest first. Raises ConfigError for a `since` that is no duration, and for a source
    that is neither in the config nor in the log."""
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
