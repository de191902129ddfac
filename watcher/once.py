"""One whole run, as cron starts it: answer who wrote, visit what is due, tell people, answer once more, end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Lock
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from watcher.config import Environment, Settings
from watcher.config.kept import recall
from watcher.deliver import Post
from watcher.digest import Timetable
from watcher.errors import SendError, Stopped
from watcher.hard_end import USUAL, HardEnd, Patience, Watch
from watcher.health import due_from, is_due
from watcher.lock import held
from watcher.matching import Matcher
from watcher.model import Source
from watcher.rest import leave_word
from watcher.setting import Setting
from watcher.store import Store, outbox, runs
from watcher.store import sources as remembered
from watcher.visit import Office, VisitResult, visit

if TYPE_CHECKING:
    from watcher.fetch import Fetcher
    from watcher.fetch.pace import Pace
    from watcher.telegram.bot import Telegram
    from watcher.telegram.pacer import Pacer

MOST_HOSTS = 8  # how many sites are read side by side; each of them gets one request at a time
Progress: TypeAlias = Callable[[Source, VisitResult | None], None]
"""Told of each source when its visit begins (None) and when it ends; never by two threads at a time."""
Clock: TypeAlias = Callable[[], datetime]


@dataclass(slots=True)
class RunResult:
    """What a run came to. `told` is False where there is no token, so that nobody could be told."""

    visits: list[VisitResult] = field(default_factory=list)
    delivered: int = 0
    problems: list[str] = field(default_factory=list)
    told: bool = True

    @property
    def failed(self) -> bool:
        """Whether a source that was visited fares badly, or a delivery went wrong: exit code 1."""
        return bool(self.problems) or any(one.state != "ok" for one in self.visits)


def utc_now() -> datetime:
    return datetime.now(UTC)


def run_once(
    settings: Settings,
    environment: Environment,
    *,
    all_sources: bool = False,
    only: Sequence[str] = (),
    progress: Progress = lambda source, result: None,
    clock: Clock = utc_now,
    pacer: Pacer | None = None,
    patience: Patience = USUAL,
) -> RunResult:
    """One whole run. Raises ConfigError, TokenError, LockHeld or StateError where nothing could be done."""
    chosen, result = _chosen(settings, only), RunResult(told=bool(environment.token))
    with held(environment.state), HardEnd(environment.state, patience) as hard_end:
        with Store(environment.database_url) as store, ExitStack() as stack:
            post = Post(store, message_setting(settings), clock)
            post.open()
            telegram = None
            if environment.token:
                telegram = stack.enter_context(open_telegram(settings, environment, store, clock, pacer))
                _reaching(telegram.answer_waiting, result)
            number = begin(store, clock())  # a wrong token began none
            due = chosen if all_sources or only else due_sources(store, chosen, clock())
            result.visits = _visit_all(due, settings, store, progress, clock, hard_end.visit)
            _tell(telegram, post, result)
            post.tidy()
            finish(store, number, result, clock())
            until = next_due(store, _chosen(settings, ()), clock())
        _leave_word(settings, environment, clock(), until)
    return result


def _leave_word(settings: Settings, environment: Environment, now: datetime, until: datetime | None) -> None:
    """For the next run, that nothing is due until then; unless the config was edited meanwhile."""
    if recall(environment.config, environment.state) == settings:
        leave_word(environment, now, until)


def _chosen(settings: Settings, only: Sequence[str]) -> list[Source]:
    """The enabled sources, or those named. Raises ConfigError for a name that is none."""
    return [settings.source(name) for name in only] or [source for source in settings.sources if source.enabled]


def open_telegram(
    settings: Settings, environment: Environment, store: Store, clock: Clock, pacer: Pacer | None = None
) -> Telegram:
    """The bot of this token; to be closed. Messages go at the config's pace where no `pacer` is given, and not before
    a pause is over that Telegram asked of an earlier run."""
    from watcher.telegram.bot import Telegram  # a run without a token does without it

    telegram = Telegram(settings, environment, store, clock, pacer)
    with store.read() as db:
        telegram.hold(outbox.held_back(db, clock()))
    return telegram


def _tell(telegram: Telegram | None, post: Post, result: RunResult) -> None:
    if telegram is None:
        return
    try:
        _reaching(lambda: telegram.deliver(post), result)
    finally:
        post.settle()
    if post.delivered:  # that took its time: somebody may have written meanwhile
        _reaching(telegram.answer_waiting, result)
    result.delivered = post.delivered
    result.problems += post.problems


def _reaching(call: Callable[[], object], result: RunResult) -> None:
    """Telegram out of reach must not stop detection: what waits stays in the outbox, and the exit code tells."""
    try:
        call()
    except SendError as error:
        result.problems.append(str(error))


def due_sources(store: Store, chosen: Iterable[Source], now: datetime) -> list[Source]:
    with store.read() as db:
        health = remembered.health(db)
    return [source for source in chosen if is_due(source, health.get(source.id), now)]


def next_due(store: Store, sources: Iterable[Source], now: datetime) -> datetime | None:
    """Until when none of these sources is due; None where one is now."""
    with store.read() as db:
        health = remembered.health(db)
    moments = []
    for source in sources:
        known = health.get(source.id)
        if known is None or known.next_visit is None or is_due(source, known, now):
            return None
        moments.append(due_from(source, known.next_visit, known))
    return min(moments, default=None)


def _visit_all(
    due: Sequence[Source], settings: Settings, store: Store, progress: Progress, clock: Clock, watch: Watch
) -> list[VisitResult]:
    """Every due source, several sites side by side, the sources of one site one after another."""
    hosts = by_host(due)
    if not hosts:
        return []
    turn = Lock()

    def tell(source: Source, result: VisitResult | None) -> None:
        with turn:
            progress(source, result)

    ended = Event()
    with (
        fetcher(settings, sleep=ended.wait) as web,
        ThreadPoolExecutor(min(MOST_HOSTS, len(hosts))) as pool,
        _broken_off(ended, web, pool),
    ):
        office = open_office(settings, store, web, watch)
        read = pool.map(lambda group: [_visit_one(one, office, tell, clock, ended) for one in group], hosts.values())
        visits = {one.source.id: one for group in read for one in group}
    return [visits[source.id] for source in due]


@contextmanager
def _broken_off(ended: Event, web: Fetcher, pool: ThreadPoolExecutor) -> Iterator[None]:
    """Ctrl-C ends every visit at once, and those that wait never begin."""
    try:
        yield
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        ended.set()
        web.stop()
        raise


def _visit_one(source: Source, office: Office, progress: Progress, clock: Clock, ended: Event) -> VisitResult:
    if ended.is_set():
        raise Stopped("the run was broken off")
    progress(source, None)
    result = visit(source, office, clock(), ended=ended.is_set)
    progress(source, result)
    return result


def by_host(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """The sources of each site, in the order of the config."""
    hosts: dict[str, list[Source]] = {}
    for source in sources:
        hosts.setdefault(urlsplit(source.url).netloc, []).append(source)
    return hosts


def fetcher(settings: Settings, sleep: Callable[[float], object], pace: Pace | None = None) -> Fetcher:
    """The way to the web that the config describes; only the administrator's own hosts may be private addresses.
    `pace` is that of one whose place it takes."""
    from watcher.fetch import Fetcher  # a run with nothing due does without it

    fetch = settings.fetch
    return Fetcher(
        contact=fetch.contact,
        delay=fetch.delay,
        timeout=fetch.timeout,
        max_bytes=fetch.max_bytes,
        own_hosts={urlsplit(source.url).netloc for source in settings.sources},
        sleep=sleep,
        pace=pace,
    )


def open_office(settings: Settings, store: Store, web: Fetcher, watch: Watch) -> Office:
    """What the visits of this run share."""
    telegram = settings.telegram
    return Office(
        store=store,
        fetcher=web,
        matcher=Matcher(settings.topics, settings.places),
        timetable=Timetable(settings.timezone, telegram.daily, telegram.weekly),
        admins=telegram.admins,
        watch=watch,
    )


def message_setting(settings: Settings) -> Setting:
    sources, telegram = {source.id: source for source in settings.sources}, settings.telegram
    return Setting(sources, settings.timezone, telegram.admins, telegram.weekly)


def begin(store: Store, now: datetime) -> int:
    with store.write() as db:
        return runs.begin(db, now)


def finish(store: Store, number: int, result: RunResult, now: datetime) -> None:
    found = sum(len(one.changes) for one in result.visits)
    bad = sum(one.state != "ok" for one in result.visits) + len(result.problems)
    with store.write() as db:
        runs.finish(db, number, now, visited=len(result.visits), changes=found, sent=result.delivered, problems=bad)
