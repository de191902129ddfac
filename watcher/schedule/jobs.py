"""Calls what is to be done again and again, each thing in its own time, one call of it at a time. The only module that
knows APScheduler."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from watcher.errors import Stopped, WatcherError
from watcher.once import MOST_HOSTS

log = logging.getLogger(__name__)
# It warns of each look at a site whose last one still lasts: as it should be.
logging.getLogger("apscheduler").setLevel(logging.ERROR)

_CHORES = 4


class Jobs:
    """A call that is late, or would overlap with the last one, is made once and later. Visits never hold up chores.

    To be used in a `with`: at its end no new call is made, and those under way have ended.
    """

    def __init__(self) -> None:
        executors = {"visits": ThreadPoolExecutor(MOST_HOSTS), "chores": ThreadPoolExecutor(_CHORES)}
        late_is_fine = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = BackgroundScheduler(executors=executors, job_defaults=late_is_fine, timezone=UTC)
        self._sites: set[str] = set()

    def chore(self, call: Callable[[], object], seconds: float) -> None:
        """Calls it now, and then so often."""
        self._add(call.__name__, call, "chores", seconds, 0)

    def visit(self, sites: Iterable[str], call: Callable[[str], object], seconds: float, jitter: float) -> None:
        """Calls it with each of these sites, now and then so often, and with no other site any more."""
        wanted = set(sites)
        for site in self._sites - wanted:
            self._scheduler.remove_job(f"visit {site}")
        for site in wanted - self._sites:
            self._add(f"visit {site}", partial(call, site), "visits", seconds, jitter)
        self._sites = wanted

    def _add(self, name: str, call: Callable[[], object], executor: str, seconds: float, jitter: float) -> None:
        self._scheduler.add_job(
            _plainly,
            "interval",
            args=[name, call],
            id=name,
            executor=executor,
            seconds=seconds,
            jitter=jitter or None,
            next_run_time=datetime.now(UTC),
        )

    def __enter__(self) -> Jobs:
        self._scheduler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._scheduler.shutdown(wait=True)


def _plainly(name: str, call: Callable[[], object]) -> None:
    """Trouble is logged: the next time tries again."""
    try:
        call()
    except Stopped:
        log.info("end %s: broken off; nothing of it was saved", name)
    except WatcherError as error:
        log.error("%s: %s", name, error)
    except Exception as error:
        log.error("%s: unexpected %s: %s; please report this", name, type(error).__name__, error)
        log.debug("Where it happened", exc_info=True)
