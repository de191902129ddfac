"""Does one whole run, as cron starts it: answers who wrote, visits what is due, tells people, answers once more,
ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from watcher.bot.peek import nobody_wrote
from watcher.config import Environment, Settings
from watcher.config.cache import read_cached
from watcher.core.errors import LockHeld, SendError
from watcher.core.sources import Source, enabled_sources
from watcher.core.visits import Health, VisitPlan
from watcher.jobs.config_changes import take_over
from watcher.jobs.hang_guard import USUAL, HardEnd, Patience, Watch
from watcher.jobs.idle_marker import write_idle_marker
from watcher.jobs.lock import held
from watcher.jobs.publish import publish_after
from watcher.jobs.run_result import RunResult, finish
from watcher.jobs.setup import fetcher, open_telegram, open_visit_context, render_context, utc_now
from watcher.jobs.shared_config import fingerprints
from watcher.jobs.telegram_when_needed import TelegramWhenNeeded
from watcher.jobs.upkeep import prune, recover
from watcher.rules.due import due_from, due_sources, is_due
from watcher.rules.lanes import by_host, is_slow, longest_ago_first
from watcher.store import Connection, Store, status
from watcher.store import sources as remembered
from watcher.store.leases import TELEGRAM, Leases, join
from watcher.store.robots import StoredRobots

if TYPE_CHECKING:
    from watcher.bot.telegram.client import Telegram
    from watcher.bot.telegram.rate_limiter import RateLimiter
    from watcher.jobs.deliver import OutboxWorker
    from watcher.jobs.visit_all import Clock, Progress, Visits


def run_once(
    settings: Settings,
    environment: Environment,
    *,
    all_sources: bool = False,
    only: Sequence[str] = (),
    progress: Progress = lambda source, result: None,
    clock: Clock = utc_now,
    limiter: RateLimiter | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    patience: Patience = USUAL,
    somebody_wrote: bool = False,
) -> RunResult:
    """Does one whole run, of all enabled sources or those named by `only`. Raises ConfigError, TokenError, LockHeld or
    StateError where nothing could be done. `somebody_wrote`: Telegram need not be asked for that."""
    chosen, by_hand = _chosen(settings, only), all_sources or bool(only)
    result = RunResult(told=bool(environment.token))
    with held(environment.state), HardEnd(environment.state, patience) as end:
        with _alone(settings, environment) as (store, leases), ExitStack() as stack:
            _take_up(store, settings, clock(), result)
            connect = partial(open_telegram, settings, environment, store, clock, limiter)
            if bot := _bot(environment, lambda: stack.enter_context(connect()), somebody_wrote, monotonic):
                _reaching(bot.answer_waiting, result)
            number, plans = _begin(store, clock())  # a wrong token began none
            tools = bot, _outbox(store, settings, clock) if bot else None, result, end.visit, by_hand
            run = _Run(settings, environment, store, leases, clock, monotonic, progress, *tools)
            _visit_and_tell(chosen, plans, run)
            until = _ended(chosen, run, number)
        _leave_word(settings, environment, clock(), until)
    return result


@contextmanager
def _alone(settings: Settings, environment: Environment) -> Iterator[tuple[Store, Leases]]:
    """Opens the database, as the only one that works on it. Raises LockHeld where another worker does, and
    StateError."""
    with Store(environment.database_url, state=environment.state) as store, join(store, sole=True) as leases:
        if not leases.take(TELEGRAM):
            raise LockHeld("a worker that has just begun works on this database; this one did nothing")
        leases.describe(lambda: fingerprints(settings, environment.token))
        yield store, leases


def _take_up(store: Store, settings: Settings, now: datetime, result: RunResult) -> None:
    """Takes up what a killed run was sending, and what an edit of the config means to those who follow something."""
    result.problems += recover(store, now)
    result.unwatched = take_over(store, settings, now)


def _bot(
    environment: Environment, connect: Callable[[], Telegram], somebody_wrote: bool, monotonic: Callable[[], float]
) -> TelegramWhenNeeded | None:
    """Returns the bot, which connects when it is needed; None where there is no token."""
    if not environment.token:
        return None
    return TelegramWhenNeeded(
        connect, lambda: not somebody_wrote and nobody_wrote(environment.token, environment.telegram_url), monotonic
    )


def _ended(chosen: Sequence[Source], run: _Run, number: int) -> datetime | None:
    """Tidies up, saves what the run of this number came to, writes the public pages; returns until when the next may
    rest."""
    run.result.problems += run.post.problems if run.post else []
    prune(run.store, run.clock())
    finish(run.store, number, run.result, run.clock())
    _publish(run)
    return _calm_until(chosen, run)


def _publish(run: _Run) -> None:
    """Writes the public pages, if the config wants any, when all else is done."""
    changed = any(visit.remembered for visit in run.result.visits)
    if wrong := publish_after(run.settings, run.environment, run.store, run.clock(), changed=changed):
        run.result.problems.append(wrong)


def _leave_word(settings: Settings, environment: Environment, now: datetime, until: datetime | None) -> None:
    """Leaves word for the next run that nothing is due until then; unless the config was edited meanwhile."""
    if read_cached(environment.config, environment.state) == settings:
        write_idle_marker(environment, now, until, settings.ping)


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run works with."""

    settings: Settings
    environment: Environment
    store: Store
    leases: Leases
    clock: Clock
    monotonic: Callable[[], float]
    progress: Progress
    telegram: TelegramWhenNeeded | None
    post: OutboxWorker | None
    result: RunResult
    watch: Watch
    by_hand: bool
    """Somebody wants to see how things stand now: robots.txt files are asked for anew."""


def _visit_and_tell(chosen: Sequence[Source], plans: Mapping[str, VisitPlan], run: _Run) -> None:
    """Visits what is due of these sources, all of it by hand. What is queued goes out while visits go on: no slow site
    holds back what was found elsewhere."""
    due = chosen if run.by_hand else due_sources(chosen, plans, run.clock())
    with ExitStack() as stack:
        visits = _begun(due, plans, run, stack) if due else None
        if run.telegram and run.post:
            _tell(run.telegram, run.post, run, visits.going_on if visits else lambda: False)
        if visits:
            came_to = visits.results()
            run.result.visits = [came_to[source.id] for source in due if source.id in came_to]
            run.result.left = [source for source in due if source.id not in came_to]


def _begun(due: Sequence[Source], plans: Mapping[str, VisitPlan], run: _Run, stack: ExitStack) -> Visits:
    """Begins the visits, which end with the stack."""
    from watcher.jobs.site_leases import SiteLeases  # a run with nothing due does without these
    from watcher.jobs.visit_all import Course, Visits

    ended = Event()
    robots = StoredRobots(run.store, run.clock, asks_anew=run.by_hand)
    leases = SiteLeases(run.leases, ended.wait, ended.is_set)
    web = stack.enter_context(fetcher(run.settings, sleep=ended.wait, pace=leases.throttle(), robots=robots))
    context = replace(
        open_visit_context(run.settings, run.store, web, run.watch, run.environment.state), monotonic=run.monotonic
    )
    heard = run.telegram.wake if run.telegram else lambda: None
    course = Course(context, run.clock, run.progress, heard, leases)
    sites = by_host(enabled_sources(run.settings.sources))
    slow = [host for host, sources in sites.items() if is_slow(sources, plans)]
    return stack.enter_context(Visits(longest_ago_first(due, plans), course, web, ended, slow))


def _calm_until(chosen: Sequence[Source], run: _Run) -> datetime | None:
    """Returns until when the next run may rest; None where it has something to do, or to say again: what fails of the
    sources that were asked for stands in the result from now on."""
    result = run.result
    with run.store.read() as db:
        plans = remembered.visit_plans(db)
        result.asked, result.failing = len(chosen), _failing(db, chosen, plans)
    if result.failing or result.unwatched:
        return None
    moments = [_next_due(_chosen(run.settings, ()), plans, run.clock())]
    if run.post:
        moments.append(run.post.calm_until())
    return min((moment for moment in moments if moment), default=None) if all(moments) else None


def _outbox(store: Store, settings: Settings, clock: Clock) -> OutboxWorker:
    from watcher.jobs.deliver import OutboxWorker  # a run without a token tells nobody

    return OutboxWorker(store, render_context(settings), clock)


def _chosen(settings: Settings, only: Sequence[str]) -> list[Source]:
    """Returns the sources that are named; where none is, the enabled ones. Raises ConfigError for a name that is
    none."""
    return [settings.source(name) for name in only] or list(enabled_sources(settings.sources))


def _tell(telegram: TelegramWhenNeeded, post: OutboxWorker, run: _Run, going_on: Callable[[], bool]) -> None:
    """Delivers until nothing goes on any more, and all that could be told is."""
    result = run.result
    try:
        _reaching(lambda: telegram.deliver(post, going_on, run.monotonic), result)
    finally:
        post.flush()
    if post.delivered:  # that took its time: somebody may have written meanwhile
        _reaching(telegram.answer_meanwhile, result)
    result.delivered = post.delivered


def _reaching(call: Callable[[], object], result: RunResult) -> None:
    """Makes a call to Telegram; where that is out of reach, notes it as a problem: detection must not stop, what waits
    stays in the outbox, and the exit code tells."""
    try:
        call()
    except SendError as error:
        if str(error) not in result.problems:
            result.problems.append(str(error))


def _failing(db: Connection, sources: Iterable[Source], plans: Mapping[str, VisitPlan]) -> list[tuple[Source, Health]]:
    """Returns those of the sources that can't be read, with how they fare."""
    some = [source for source in sources if source.id in plans and plans[source.id].state in ("failing", "blocked")]
    if not some:
        return []
    health = remembered.health_of(db, [source.id for source in some])
    return [(source, health[source.id]) for source in some]


def _next_due(sources: Iterable[Source], plans: Mapping[str, VisitPlan], now: datetime) -> datetime | None:
    """Returns until when none of these sources is due; None where one is now, or there is none."""
    moments = []
    for source in sources:
        known = plans.get(source.id)
        if known is None or known.next_visit is None or is_due(source, known, now):
            return None
        moments.append(due_from(source, known.next_visit, known))
    return min(moments, default=None)


def _begin(store: Store, now: datetime) -> tuple[int, Mapping[str, VisitPlan]]:
    """Notes that a run begins; returns its number, and when every source is visited next."""
    with store.write() as db:
        return status.begin_run(db, now), remembered.visit_plans(db)
