"""Makes settings of the three files of the config: reads them, checks them with one another, and tells every problem at
once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from watcher.config.models import FetchEntry, SiteEntry, SourcesFile, TopicsFile, WatcherFile
from watcher.config.options import options_of
from watcher.config.problems import (
    tell_doubles,
    tell_earlier_ids,
    tell_example_contact,
    tell_one_address_twice,
    tell_one_name_for_two,
    tell_unknown_topics,
    tell_unread_addresses,
    validate,
)
from watcher.config.settings import Fetch, Papers, Settings, Site, TelegramSettings
from watcher.config.topics import tell_wrong_phrases, topics_of
from watcher.config.yamlfile import YamlFile, read
from watcher.core.errors import ConfigError
from watcher.core.sources import Source
from watcher.core.topics import Places
from watcher.sources.public_page import public_page


def read_files(folder: Path) -> tuple[YamlFile, YamlFile, YamlFile]:
    """Read sources.yaml, topics.yaml and watcher.yaml of this folder, as far as they can be read."""
    return read(folder / "sources.yaml"), read(folder / "topics.yaml"), read(folder / "watcher.yaml")


def settings(sources: YamlFile, topics: YamlFile, watcher: YamlFile) -> Settings:
    """Make the settings of these files. Raises ConfigError with every problem of all files, by file and line."""
    watched, followed = validate(sources, SourcesFile), validate(topics, TopicsFile)
    how = validate(watcher, WatcherFile)
    tell_doubles(sources, "sources")
    tell_doubles(topics, "topics")
    tell_unknown_topics(sources, topics)
    tell_wrong_phrases(topics, followed)
    tell_earlier_ids(sources, topics)
    tell_one_name_for_two(sources, topics)
    tell_one_address_twice(sources)
    tell_unread_addresses(sources)
    problems = [line for file in (sources, topics, watcher) for line in file.problem_lines()]
    if problems or not (watched and followed and how):
        raise ConfigError(problems)
    return Settings(
        sources=_sources(watched, how, followed.places.ours),
        topics=topics_of(followed),
        places=Places(followed.places.ours, followed.places.others),
        timezone=how.timezone,
        fetch=_fetch(how.fetch),
        telegram=TelegramSettings(how.telegram.admins, how.telegram.rate, how.telegram.daily, how.telegram.weekly),
        papers=Papers(how.papers.keep),
        site=_site(how.site),
        metrics=how.metrics,
        ping=how.ping or "",
    )


def refuse_what_is_left_to_do(folder: Path, said: Settings) -> None:
    """Refuse what a trial run may do without and a watcher that serves people may not: a contact. Raises
    ConfigError."""
    watcher = read(folder / "watcher.yaml")
    tell_example_contact(watcher, said)
    if watcher.problems:
        raise ConfigError(watcher.problem_lines())


def _sources(file: SourcesFile, how: WatcherFile, ours: Sequence[str]) -> tuple[Source, ...]:
    return tuple(
        Source(
            id=entry.id,
            name=entry.name,
            url=entry.url,
            kind=entry.kind,
            every=entry.every or how.fetch.every,
            topics=entry.topics,
            local=entry.local,
            enabled=entry.enabled,
            options=options_of(entry, ours),
            was=entry.was,
            site=entry.site or public_page(entry.kind, entry.url),
            proxy=entry.proxy,
        )
        for entry in file.sources
    )


def _fetch(how: FetchEntry) -> Fetch:
    return Fetch(
        how.contact, how.every, how.delay.total_seconds(), how.timeout.total_seconds(), how.max_bytes, how.proxy
    )


def _site(how: SiteEntry | None) -> Site | None:
    return Site(how.folder, how.url, how.title) if how else None
