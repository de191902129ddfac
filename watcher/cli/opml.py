"""Feeds out of a list of a feed reader into sources.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from watcher.cli.add import free_id, refuse_early
from watcher.cli.preview import source_of
from watcher.config import load_settings
from watcher.config.append import append_source
from watcher.config.values import LONGEST_NAME
from watcher.core.errors import ConfigError, NotUnderstood
from watcher.messages.telegram_html import one_line
from watcher.sources.feed.opml import Outline, read_opml

MOST_BYTES = 5_000_000


def taken_in(folder: Path, file: Path) -> Iterator[tuple[bool, str]]:
    """Add each feed of the list that is not watched yet; yields whether it was added, and a line about it. Visits none.
    Raises ConfigError where the list can't be read."""
    for outline in _read(file):
        try:
            yield True, _added(folder, outline)
        except ConfigError as error:
            yield False, f"Not added: {'; '.join(error.problems)}"


def _read(file: Path) -> list[Outline]:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ConfigError([f"{file} is too big for a list of feeds"])
        return read_opml(file.read_bytes(), str(file))
    except OSError as error:
        raise ConfigError([f"{file} can't be read: {error.strerror}"]) from error
    except NotUnderstood as error:
        raise ConfigError([str(error)]) from error


def _added(folder: Path, outline: Outline) -> str:
    settings = load_settings(folder)
    refuse_early(settings, outline.url, None, None)
    name = one_line(outline.name or source_of(outline.url, "feed").name, LONGEST_NAME)
    identity = free_id(
        name, {source.id for source in settings.sources} | {topic.id for topic in settings.topics} | {"all"}
    )
    append_source(folder, {"id": identity, "name": name, "url": outline.url, "kind": "feed"})
    return f"Added {identity}: {outline.url}"
