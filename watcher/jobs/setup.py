"""Makes what a run needs from the config: the fetcher, the bot, what visits and messages share."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from watcher.config import Environment, Settings

if TYPE_CHECKING:
    from watcher.bot.bot_settings import BotSettings
    from watcher.bot.telegram.client import Telegram
    from watcher.bot.telegram.rate_limiter import RateLimiter
    from watcher.core.visits import Page
    from watcher.fetch import Fetcher
    from watcher.fetch.robots import RobotsMemory
    from watcher.fetch.throttle import HostThrottle
    from watcher.jobs.hang_guard import Watch
    from watcher.jobs.visit_all import Clock
    from watcher.jobs.visit_context import VisitContext
    from watcher.messages.context import RenderContext
    from watcher.papers.kept_files import PaperFiles
    from watcher.rules.matching import Matcher
    from watcher.store import Store


PAPERS = "papers"
"""The folder inside that of the state."""


def utc_now() -> datetime:
    """Returns the present moment, in UTC."""
    return datetime.now(UTC)


def open_telegram(
    settings: Settings, environment: Environment, store: Store, clock: Clock, limiter: RateLimiter | None = None
) -> Telegram:
    """Returns the bot of this token; the caller closes it. Messages go at the config's pace where no `limiter` is
    given."""
    from watcher.bot.telegram.client import Telegram  # a run without a token does without it

    files, known = paper_files(settings, environment.state), bot_settings(settings)
    return Telegram(environment.token, environment.telegram_url, known, store, clock, limiter, files.folder)


def bot_settings(settings: Settings) -> BotSettings:
    """Returns what the bot needs of the config: what there is to follow, the administrators, how fast messages go."""
    from watcher.bot.bot_settings import BotSettings  # a run that nobody writes to does without them
    from watcher.core.chats import Catalogue

    telegram = settings.telegram
    catalogue = Catalogue(
        settings.topics,
        tuple(source for source in settings.sources if source.enabled),
        settings.places,
        telegram.daily,
        telegram.weekly,
        settings.timezone,
        settings.fetch.contact,
        disabled=tuple(source for source in settings.sources if not source.enabled),
        site=settings.site.url if settings.site else "",
    )
    return BotSettings(catalogue, telegram.admins, telegram.rate)


def fetcher(
    settings: Settings,
    sleep: Callable[[float], object] = time.sleep,
    pace: HostThrottle | None = None,
    robots: RobotsMemory | None = None,
    *,
    typed: str = "",
    save: Callable[[Page], None] | None = None,
) -> Fetcher:
    """Returns the way to the web that the config describes, to be used in a `with`. Only the hosts of its sources, and
    that of the address an administrator has `typed`, may be private addresses. `pace` is that of one whose place it
    takes, `robots` what earlier runs read of robots.txt files; `save` is given each page."""
    from watcher.fetch import Fetcher  # a run with nothing due does without it

    fetch = settings.fetch
    return Fetcher(
        contact=fetch.contact,
        delay=fetch.delay,
        timeout=fetch.timeout,
        max_bytes=fetch.max_bytes,
        own_hosts={urlsplit(url).netloc for url in (*(source.url for source in settings.sources), typed) if url},
        sleep=sleep,
        save=save,
        pace=pace,
        robots=robots,
        proxy=fetch.proxy,
    )


def paper_files(settings: Settings, state: Path) -> PaperFiles:
    """Returns the place where the files of papers are kept in this state folder."""
    from watcher.papers.kept_files import PaperFiles  # a run with nothing due does without it

    return PaperFiles(state / PAPERS, settings.papers.keep)


def open_visit_context(settings: Settings, store: Store, web: Fetcher, watch: Watch, state: Path) -> VisitContext:
    """Returns what the visits of this run share; files of papers go into the folder of the state."""
    from watcher.jobs.visit_context import VisitContext  # a run with nothing due does without them
    from watcher.rules.digests import Timetable

    telegram = settings.telegram
    return VisitContext(
        store=store,
        fetcher=web,
        make_matcher=cache(partial(_matcher, settings)),
        timetable=Timetable(settings.timezone, telegram.daily, telegram.weekly),
        admins=telegram.admins,
        watch=watch,
        papers=paper_files(settings, state),
        outlets={source.id: source.name for source in settings.sources},
        local=frozenset(source.id for source in settings.sources if source.local),
    )


def _matcher(settings: Settings) -> Matcher:
    from watcher.rules.matching import Matcher

    return Matcher(settings.topics, settings.places)


def render_context(settings: Settings) -> RenderContext:
    """Returns what messages need of the config: the sources, the time zone, the administrators, when weekly reports
    go, where the public pages are."""
    from watcher.messages.context import RenderContext  # a run without a token does without it

    sources, telegram = {source.id: source for source in settings.sources}, settings.telegram
    site = settings.site.url if settings.site else ""
    return RenderContext(sources, settings.timezone, telegram.admins, telegram.weekly, site=site)
