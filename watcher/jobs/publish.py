"""Writes the public pages after what changed, off the way of visits and alerts: what goes wrong here is told, and
costs nobody an alert. The library of templates is loaded only where something is written."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from watcher.config import Environment, Settings
from watcher.config.addresses import EXAMPLE_CONTACT
from watcher.config.environment import refuse_public
from watcher.config.settings import Site
from watcher.core.errors import StateError, WatcherError
from watcher.store import Store
from watcher.store.database import Connection

if TYPE_CHECKING:
    from watcher.site.context import SiteContext
    from watcher.site.writer import WriteResult

log = logging.getLogger(__name__)
UNNAMED = Site("", "", "Havering Watcher")
"""What a site is called that the config does not speak of: `watcher site --out`."""


def publish(
    settings: Settings, environment: Environment, store: Store, folder: Path, now: datetime, *, sure: bool = True
) -> WriteResult | None:
    """Writes what differs into the folder; None where another writes it now, or, unless `sure`, where nothing has
    changed since it was last written. Raises SiteError, StateError, and ConfigError for a folder
    that would show what is private."""
    folder = folder.expanduser().absolute()
    refuse_public(folder, environment)
    with _alone(environment.state) as is_free, _uncollected():
        return _publish(settings, environment, store, folder, now, sure=sure) if is_free else None


def _publish(
    settings: Settings, environment: Environment, store: Store, folder: Path, now: datetime, *, sure: bool
) -> WriteResult | None:
    from watcher.site import manifest
    from watcher.store.site_data import memory_mark

    with store.read() as db:
        context = _context(settings, db, now)
        note = f"{context.today} {memory_mark(db)} {context.edition}"
        if not sure and manifest.note(folder) == note:
            return None
        from watcher.site.markup import kept_compiled
        from watcher.site.outputs import write_outputs

        with kept_compiled(environment.state / "templates"):
            return write_outputs(context, folder, note)


def _context(settings: Settings, db: Connection, now: datetime) -> SiteContext:
    from watcher.site.context import SiteContext
    from watcher.store.site_data import SiteData

    site, contact = settings.site or UNNAMED, settings.fetch.contact
    return SiteContext(
        title=site.title,
        url=site.url,
        now=now,
        timezone=settings.timezone,
        sources={source.id: source for source in settings.sources},
        topics={topic.id: topic for topic in settings.topics},
        data=SiteData(db, [source.id for source in settings.sources]),
        contact="" if contact == EXAMPLE_CONTACT else contact,
    )


def publish_after(
    settings: Settings, environment: Environment, store: Store, now: datetime, *, changed: bool
) -> str | None:
    """Writes the site of the config, if it has one, after a run; `changed`: something is remembered otherwise. Returns
    what went wrong, in one plain line; never raises."""
    if not settings.site:
        return None
    try:
        publish(settings, environment, store, Path(settings.site.folder), now, sure=changed)
    except WatcherError as error:
        return str(error)
    except Exception as error:  # no fault of the pages may cost an alert, nor the run its end
        log.debug("site: where it happened", exc_info=True)
        return f"site: not written: unexpected {type(error).__name__}: {error}; please report this"
    return None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leaves the collector of cycles off for a writing: what it makes are long lists without any, and to look through
    them again and again took 0.23 s of 1.8 s after an ordinary change. A writing of 12,000 files holds 6 MB more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _alone(state: Path) -> Iterator[bool]:
    """Yields whether nobody else writes a site of this state meanwhile. Raises StateError where that can't be told."""
    path = state / "site.lock"
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(path, timeout=0, mode=0o600)
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise StateError(
            f"{path}: {error.strerror}; the user who runs the watcher must be able to write there"
        ) from error
    try:
        yield True
    finally:
        lock.release()
