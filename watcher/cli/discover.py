"""What can be watched at an address, found out by a look at its page: a kind's own page, or the feed that one names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from watcher.cli.preview import address_of, source_of
from watcher.cli.progress import waiting
from watcher.config import Settings
from watcher.config.options import given_options
from watcher.core.errors import ConfigError, SourceError
from watcher.core.sources import Source
from watcher.core.visits import Page
from watcher.jobs.setup import fetcher
from watcher.sources import KINDS, recognise
from watcher.sources.figures.files import files_on
from watcher.sources.kinds import unread
from watcher.sources.page_marks import NamedFeed, PageMarks, marks_of

NOT_A_FEED = "is a web page that names no feed; its own text can be watched: say --kind page"
OF_FIGURES = "; the council's figure in the files that it names: say --kind figures"


def source_at(asked: str, settings: Settings, kind: str = "", feed: int | None = None) -> Source:
    """Returns a source for what stands at an address, its name as the page has it; `kind` overrules, `feed` is the
    number of one of several. Raises ConfigError where there is nothing to watch or a choice to make, SourceError where
    nothing could be fetched."""
    url = address_of(asked)
    if kind and kind not in KINDS:
        raise ConfigError([f"--kind must be one of {', '.join(sorted(KINDS))}, not {kind!r}"])
    sure = kind or recognise(url)
    if sure and sure != "feed":
        if said := unread(sure, url):
            raise ConfigError([f"{url} {said}"])
        return source_of(url, sure)
    page = _fetched(url, settings)
    marks = _marks(page)
    if marks.obstacle:
        raise ConfigError([marks.obstacle])
    if kind == "feed" != marks.kind:
        return _of_feeds(page, marks, feed, is_like_a_feed=True)
    if marks.kind:
        return _named(_where(url, page, marks), marks)
    by_address = recognise(page.url)
    if by_address and by_address != "feed":  # a redirect led to one of a kind's pages
        return _named(source_of(page.url, by_address), marks)
    return _of_feeds(page, marks, feed, is_like_a_feed=sure == "feed")


def typed_options(typed: Sequence[str]) -> dict[str, str]:
    """Returns what is said by --set KEY=VALUE. Raises ConfigError for anything else."""
    pairs = [each.partition("=") for each in typed]
    wrong = [f"--set must be KEY=VALUE, not {''.join(pair)!r}" for pair in pairs if not (pair[0].strip() and pair[2])]
    if wrong:
        raise ConfigError(wrong)
    return {name.strip(): value.strip() for name, _, value in pairs}


def with_options(source: Source, settings: Settings, given: Mapping[str, str]) -> Source:
    """Returns the source with the options that are given, and those that the config has for its kind. Raises
    ConfigError where one is wrong."""
    return replace(source, options=given_options(source.kind, source.url, given, settings.places.ours))


def _fetched(url: str, settings: Settings) -> Page:
    source = source_of(url, "")
    try:
        with waiting(f"Looking at {url}"), fetcher(settings, typed=url) as web:
            return web.get(url)
    except SourceError as error:
        raise SourceError(f"{source.id}: {error.state}: {error}") from error


def _marks(page: Page) -> PageMarks:
    try:
        return marks_of(page)
    except SourceError as error:
        raise SourceError(f"{source_of(page.url, '').id}: {error.state}: {error}") from error


def _where(url: str, page: Page, marks: PageMarks) -> Source:
    """Returns the address to remember: of a feed where it has moved for good, of another page where the redirects end,
    since its kind is read by its address."""
    if marks.kind == "feed":
        return source_of(page.moved_to or url, "feed")
    return source_of(page.url if recognise(page.url) == marks.kind else marks.url or page.url, marks.kind)


def _of_feeds(page: Page, marks: PageMarks, number: int | None, *, is_like_a_feed: bool) -> Source:
    feeds = marks.feeds
    if not feeds and is_like_a_feed:
        return source_of(page.url, "feed")  # what is wrong with it is said when it is read
    if not feeds:
        raise ConfigError([f"{page.url} {NOT_A_FEED}{OF_FIGURES if files_on(page, '') else ''}"])
    if number is None and len(feeds) > 1:
        raise ConfigError([f"{page.url} names {len(feeds)} feeds; choose one with --feed N:", *_listed(feeds)])
    if not 1 <= (number or 1) <= len(feeds):
        raise ConfigError([f"--feed must be a number from 1 to {len(feeds)}:", *_listed(feeds)])
    return source_of(feeds[(number or 1) - 1].url, "feed")


def _listed(feeds: tuple[NamedFeed, ...]) -> list[str]:
    return [
        f"  {number}  {feed.url}{f'  ({feed.title})' if feed.title else ''}" for number, feed in enumerate(feeds, 1)
    ]


def _named(source: Source, marks: PageMarks) -> Source:
    return replace(source, name=marks.title or source.name)
