"""Calls what is to be done again and again, each thing in its own time, one call of it at a time. The only module that
knows APScheduler."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from threading import Event, Thread

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from watcher.core.errors import LeaseLost, Stopped, WatcherError
from watcher.jobs.host_pool import HostPool

log = logging.getLogger(__name__)
# It warns of each call whose last one still lasts: as it should be.
logging.getLogger("apscheduler").setLevel(logging.ERROR)

_CHORES = 4
_LOOK = "look for visits"
_SET_BACK = 30.0  # seconds; by less, nothing is late enough to matter


class Scheduler:
    """Makes calls at intervals. A call that is late, or would overlap with the last one, is made once and later. Visits
    never hold up chores.

    To be used in a `with`: at its end no new call is made, and those under way have ended.
    """

    def __init__(self, wall: Callable[[], float] = time.time, look: float = 10.0) -> None:
        """Starts nothing yet. `wall` is the clock that somebody may set, looked at every `look` seconds."""
        executors = {"chores": ThreadPoolExecutor(_CHORES), "looks": ThreadPoolExecutor(1)}
        late_is_fine = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = BackgroundScheduler(executors=executors, job_defaults=late_is_fine, timezone=UTC)
        self._visits = HostPool[None]()
        self._wall, self._look, self._ended = wall, look, Event()
        self._clock_watch = Thread(target=self._fix_clock_jump, name="clock", daemon=True)

    def chore(self, call: Callable[[], object], seconds: float) -> None:
        """Makes this call now, and then every so many seconds."""
        self._add(call.__name__, call, "chores", seconds)

    def visits(
        self, due: Callable[[], Mapping[str, bool]], call: Callable[[str], object], seconds: float, jitter: float
    ) -> None:
        """Asks now and then every so many seconds which sites are `due`, each with whether it is slow, and makes this
        call with each of them, within `jitter` seconds: not with all at once. One look for all: with a thousand sites
        a job for each costs more than their visits."""

        def look() -> None:
            found = due()
            for number, (site, is_slow) in enumerate(found.items()):
                if number and self._ended.wait(jitter / len(found)):
                    return
                self._visits.hand(site, partial(_plainly, f"visit {site}", partial(call, site)), is_slow=is_slow)

        self._add(_LOOK, look, "looks", seconds)

    def look_now(self) -> None:
        """Asks at once which sites are due, and then as before."""
        self._scheduler.modify_job(_LOOK, next_run_time=datetime.now(UTC))

    def _add(self, name: str, call: Callable[[], object], executor: str, seconds: float) -> None:
        self._scheduler.add_job(
            _plainly,
            "interval",
            args=[name, call],
            id=name,
            executor=executor,
            seconds=seconds,
            next_run_time=datetime.now(UTC),
        )

    def _fix_clock_jump(self) -> None:
        """Calls all at once where the clock on the wall is set back: all is planned by it, and would wait until it has
        caught up."""
        ahead = self._wall() - time.monotonic()
        while not self._ended.wait(self._look):
            before, ahead = ahead, self._wall() - time.monotonic()
            if ahead < before - _SET_BACK:
                log.warning("clock set back by %.0f s: everything is looked at now, and then as before", before - ahead)
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=datetime.now(UTC))

    def __enter__(self) -> Scheduler:
        self._scheduler.start()
        self._clock_watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._visits.drop()  # a thousand sites may wait for a thread: none of them is begun
        self._clock_watch.join()
        self._scheduler.shutdown(wait=True)
        self._visits.close()


def _plainly(name: str, call: Callable[[], object]) -> None:
    """Makes a call and logs its trouble: the next time tries again."""
    try:
        call()
    except (Stopped, LeaseLost):
        log.info("end %s: broken off; nothing of it was saved", name)
    except WatcherError as error:
        log.error("%s: %s", name, error)
    except Exception as error:
        log.error("%s: unexpected %s: %s; please report this", name, type(error).__name__, error)
        log.debug("Where it happened", exc_info=True)
