"""Visits the sources of one site that are due, by the config that is in force at that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from watcher.config import Settings
from watcher.core.sources import Source, enabled_sources
from watcher.core.visits import Health
from watcher.jobs.hang_guard import Watch, unwatched
from watcher.jobs.setup import fetcher, open_visit_context
from watcher.jobs.site_leases import SiteLeases
from watcher.jobs.visit import VisitResult, visit
from watcher.jobs.visit_all import Clock
from watcher.jobs.visit_context import VisitContext
from watcher.jobs.worker.shutdown import Shutdown
from watcher.jobs.worker.term import Term
from watcher.jobs.worker.watchdog import Watchdog
from watcher.rules.due import due_sources
from watcher.rules.lanes import by_host, is_slow, longest_ago_first
from watcher.rules.source_health import left_alone_until
from watcher.store import Store
from watcher.store import sources as remembered
from watcher.store.leases import Leases
from watcher.store.robots import StoredRobots

if TYPE_CHECKING:
    from watcher.fetch import Fetcher

Heard: TypeAlias = Callable[[Source, VisitResult | None], object]
"""Told of each visit when it begins (None) and when it ends; by several threads at a time."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one config makes: who is visited, and what the visits share."""

    settings: Settings
    context: VisitContext
    enabled: dict[str, Source]
    sites: dict[str, list[Source]]


class SiteVisitor:
    """Visits the sites of the config in force. The settings may be replaced while visits are under way: they end by the
    old ones."""

    def __init__(
        self,
        settings: Settings,
        state: Path,
        store: Store,
        clock: Clock,
        heard: Heard,
        ending: Shutdown | Term,
        watchdog: Watchdog,
        watch: Watch = unwatched,
        leases: Leases | None = None,
    ) -> None:
        self._leases = SiteLeases(leases or Leases(), ending.sleep, ending.has_begun)
        self._pace = self._leases.throttle()
        self._state, self._store, self._clock, self._heard = state, store, clock, heard
        self._ending, self._watchdog, self._watch = ending, watchdog, watch
        self._webs: list[Fetcher] = []  # each may still be asking
        self._plan = self._planned(settings, self._new_web(settings))
        self._may_begin = True
        ending.calls(self._stop)

    def follow(self, settings: Settings) -> None:
        """Puts these settings in force; nothing is visited by them before `resume`: what hangs on ids that have gone is
        carried over first."""
        old, self._may_begin = self._plan, False
        same = (old.settings.fetch, _addresses(old.settings)) == (settings.fetch, _addresses(settings))
        self._plan = self._planned(settings, old.context.fetcher if same else self._new_web(settings))

    def resume(self) -> None:
        """Lets visits begin again."""
        self._may_begin = True

    def _new_web(self, settings: Settings) -> Fetcher:
        robots = StoredRobots(self._store, self._clock)
        self._webs.append(fetcher(settings, sleep=self._ending.sleep, pace=self._pace, robots=robots))
        return self._webs[-1]

    def _planned(self, settings: Settings, web: Fetcher) -> _Plan:
        enabled = {source.id: source for source in enabled_sources(settings.sources)}
        context = replace(
            open_visit_context(settings, self._store, web, self._watch, self._state), wanted=self._is_enabled
        )
        return _Plan(settings, context, enabled, by_host(enabled.values()))

    def _is_enabled(self, source: Source) -> bool:
        """Tells whether the config that is in force now has the source enabled."""
        return source.id in self._plan.enabled

    @property
    def settings(self) -> Settings:
        """Returns the settings in force."""
        return self._plan.settings

    def due_sites(self) -> dict[str, bool]:
        """Returns the hosts of the sources that are due, in their turn, each with whether it kept us waiting in vain
        when it was asked last; by one question for all. Raises StateError."""
        self._leases.tidy()
        if not self._may_begin:
            return {}
        plan = self._plan
        with self._store.read() as db:
            plans = remembered.visit_plans(db)
        due = longest_ago_first(due_sources(plan.enabled.values(), plans, self._clock()), plans)
        return {host: is_slow(plan.sites[host], plans) for host in by_host(due)}

    def visit_due(self, site: str) -> None:
        """Visits the sources of one site that are due; nothing while another worker does. Raises StateError, and
        Stopped when the worker ends."""
        with self._leases.visiting(site) as is_ours:
            if is_ours:
                self._visit_what_is_due(site)

    def _visit_what_is_due(self, site: str) -> None:
        """Visits what is due there by now: another worker may have been there since the look. What is behind a source
        that timed out is left to the next look."""
        plan = self._plan  # before it is asked whether visits by it may begin
        there = plan.sites.get(site, ()) if self._may_begin else ()
        with self._store.read() as db:
            known = remembered.health_of(db, [source.id for source in there])
        self._leave_alone(site, known.values())
        for source in longest_ago_first(due_sources(there, known, self._clock()), known):
            if self._plan is not plan:
                return  # the config was edited: the next look goes by the new one
            if self._visit(source, plan.context).timed_out:
                return

    def _leave_alone(self, site: str, known: Iterable[Health]) -> None:
        """Asks the site nothing as long as it said that it wants that, whichever worker it said so to."""
        now = self._clock()
        for health in known:
            until = left_alone_until(health)
            if until and until > now and urlsplit(health.url).netloc == site:
                self._pace.leave_alone(site, (until - now).total_seconds(), health.reason or "")

    def _visit(self, source: Source, context: VisitContext) -> VisitResult:
        name = f"the visit of {source.id}"

        def ended() -> bool:  # asked before each page
            self._watchdog.sign(name)
            return self._ending.has_begun()

        self._watchdog.sign(name)
        try:
            self._heard(source, None)
            result = visit(source, context, self._clock(), ended=ended)
            self._heard(source, result)
            return result
        finally:
            self._watchdog.done(name)

    def _stop(self) -> None:
        for web in self._webs:
            web.stop()

    def close(self) -> None:
        """Ends all connections."""
        for web in self._webs:
            web.close()


def _addresses(settings: Settings) -> list[str]:
    return [source.url for source in settings.sources]
