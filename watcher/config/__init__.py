"""The files in config/, checked: every problem at once, with file and line (INTERFACE.md, "Config")."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from watcher.config.environment import Environment, config_folder, environment
from watcher.config.models import FetchEntry, SourcesFile, TopicsFile, WatcherFile
from watcher.config.problems import tell_doubles, tell_unknown_topics, validate
from watcher.config.settings import Fetch, Settings, Telegram
from watcher.config.yamlfile import YamlFile, read
from watcher.errors import ConfigError
from watcher.model import Places, Source, Topic

__all__ = ["Environment", "Fetch", "Settings", "Telegram", "environment", "load", "load_all"]


def load_all(
    env: Mapping[str, str], *, config: Path | None = None, state: Path | None = None
) -> tuple[Settings, Environment]:
    """The settings and the environment. Raises ConfigError with the problems of both."""
    problems: list[str] = []
    surroundings = said = None
    try:
        surroundings = environment(env, config=config, state=state)
    except ConfigError as error:
        problems += error.problems
    try:
        said = load(config_folder(env, config))
    except ConfigError as error:
        problems += error.problems
    if problems or not (said and surroundings):
        raise ConfigError(problems)
    return said, surroundings


def load(folder: Path) -> Settings:
    """The settings in this folder. Raises ConfigError with every problem of all files, by file and line."""
    if not folder.is_dir():
        raise ConfigError([f"{folder}: no such folder; name the one of the config with --config or WATCHER_CONFIG"])
    return settings(*read_files(folder))


def read_files(folder: Path) -> tuple[YamlFile, YamlFile, YamlFile]:
    """sources.yaml, topics.yaml and watcher.yaml of this folder, as far as they can be read."""
    return read(folder / "sources.yaml"), read(folder / "topics.yaml"), read(folder / "watcher.yaml")


def settings(sources: YamlFile, topics: YamlFile, watcher: YamlFile) -> Settings:
    """The settings that these files make. Raises ConfigError as `load` does."""
    watched, followed = validate(sources, SourcesFile), validate(topics, TopicsFile)
    how = validate(watcher, WatcherFile)
    tell_doubles(sources, "sources")
    tell_doubles(topics, "topics")
    tell_unknown_topics(sources, topics)
    problems = [line for file in (sources, topics, watcher) for line in file.problem_lines()]
    if problems or not (watched and followed and how):
        raise ConfigError(problems)
    return Settings(
        sources=_sources(watched, how),
        topics=_topics(followed),
        places=Places(followed.places.ours, followed.places.others),
        timezone=how.timezone,
        fetch=_fetch(how.fetch),
        telegram=Telegram(how.telegram.admins, how.telegram.rate, how.telegram.daily, how.telegram.weekly),
        metrics=how.metrics,
    )


def _sources(file: SourcesFile, how: WatcherFile) -> tuple[Source, ...]:
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
            options=entry.options(),
        )
        for entry in file.sources
    )


def _topics(file: TopicsFile) -> tuple[Topic, ...]:
    return tuple(Topic(entry.id, entry.name, entry.description, entry.phrases, entry.unless) for entry in file.topics)


def _fetch(how: FetchEntry) -> Fetch:
    return Fetch(how.contact, how.every, how.delay.total_seconds(), how.timeout.total_seconds(), how.max_bytes)
