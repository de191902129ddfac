"""What the state knows, read for people and scripts: how the sources fare, what waits, what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from watcher.config import Environment, Settings
from watcher.config.values import some_time
from watcher.errors import ConfigError
from watcher.model import Change, Health, Source
from watcher.store import Store, chats, outbox, runs
from watcher.store import changes as log
from watcher.store import sources as remembered


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand. The sources are the enabled ones, as the config orders them."""

    sources: tuple[tuple[Source, Health], ...]
    documents: Mapping[str, int]
    queue: Mapping[str, int]
    subscribers: int
    run: runs.Run | None


def standing(settings: Settings, environment: Environment) -> Standing:
    """Raises StateError where the state can't be read."""
    with Store(environment.database_url) as store, store.read() as db:
        known = remembered.health(db)
        enabled = [source for source in settings.sources if source.enabled]
        return Standing(
            tuple((one, known.get(one.id) or Health(one.id, one.kind, one.url)) for one in enabled),
            {one.id: one.documents for one in known.values()},
            outbox.queue(db),
            chats.subscribers(db),
            runs.last(db),
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
