"""What an edited config changes against the one in force: sources, topics, the chats concerned, what would be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from watcher.cli.backtest import tally
from watcher.cli.concerned import follow
from watcher.cli.status import logged
from watcher.config import Environment, Settings
from watcher.config.cache import in_force
from watcher.core.documents import Change
from watcher.core.errors import ConfigError
from watcher.core.sources import Source
from watcher.core.topics import Topic
from watcher.rules.matching import Matcher
from watcher.store import Store, documents

SINCE = "30d"


def differences(settings: Settings, environment: Environment, now: datetime) -> list[str]:
    """Returns the differences in lines. Raises ConfigError where no run has left what was in force."""
    before = in_force(environment.state)
    if before is None:
        raise ConfigError(
            [f"{environment.state}: no run has left what is in force; after the next run diff can compare"]
        )

    def followed(gone: str) -> str:
        return follow(environment.database_url, gone)

    lines = [
        *told("source", before.sources, settings.sources, followed),
        *told("topic", before.topics, settings.topics, followed),
        *(f"{name} changes" for name in _other_parts(before, settings)),
    ]
    if before.topics != settings.topics or before.places != settings.places or lines:
        read = _log(settings, environment, now)
        lines += would_send(before.topics, settings.topics, sent(read, before), sent(read, settings))
    return lines or ["Nothing changes: the files say what is in force."]


def told(
    what: str,
    old: Sequence[Source] | Sequence[Topic],
    new: Sequence[Source] | Sequence[Topic],
    followed: Callable[[str], str],
) -> Iterator[str]:
    """Yields each source or topic that comes, goes, has another id or reads otherwise, with who follows it
    (`followed`)."""
    before, after = {each.id: each for each in old}, {each.id: each for each in new}
    carried = {was for each in new for was in each.was}
    for each in new:
        origin = next((was for was in each.was if was in before), "")
        if each.id in before:
            if named := _changed(before[each.id], each):
                yield f"{what} {each.id} changes ({', '.join(named)}); {followed(each.id)}"
        elif origin:
            yield f"{what} {origin} becomes {each.id}; {followed(origin)}, and all comes along"
        else:
            yield f"{what} {each.id} comes: {each.name}"
    for each in old:
        if each.id not in after and each.id not in carried:
            yield f"{what} {each.id} goes: {each.name}; {followed(each.id)}, and the next run says so there"


def _changed(entry: Source | Topic, other: Source | Topic) -> list[str]:
    return [field.name for field in fields(entry) if getattr(entry, field.name) != getattr(other, field.name)]


def _other_parts(old: Settings, new: Settings) -> Iterator[str]:
    for field in fields(Settings):
        if field.name not in ("sources", "topics") and getattr(old, field.name) != getattr(new, field.name):
            yield field.name


def _log(settings: Settings, environment: Environment, now: datetime) -> list[tuple[Change, str]]:
    found = logged(settings, environment, SINCE, "", now)
    with Store(environment.database_url, state=environment.state) as store, store.read() as db:
        return [(change, documents.words_of(db, change.source, change.document.key)) for change in found]


def sent(read: Sequence[tuple[Change, str]], settings: Settings) -> dict[str, int]:
    """Returns how many of the logged changes each topic of these settings gets."""
    matcher = Matcher(settings.topics, settings.places)
    found = tally(read, matcher, {source.id: source for source in settings.sources})
    return {topic: sum(map(len, by_source.values())) for topic, by_source in found.hits.items()}


def would_send(
    old: Sequence[Topic], new: Sequence[Topic], before: Mapping[str, int], after: Mapping[str, int]
) -> Iterator[str]:
    """Yields, for each topic that comes, changes or sends otherwise, how much it sends in 30 days, before and with the
    edit."""
    known = {topic.id: topic for topic in old}
    for topic in new:
        was = next((name for name in (topic.id, *topic.was) if name in known), "")
        then, now = before.get(was, 0), after.get(topic.id, 0)
        if not was:
            yield f"topic {topic.id} would have sent {now} in the last 30 days"
        elif known[was] != topic or then != now:
            yield f"topic {topic.id} would have sent {now} in the last 30 days, {then} as it was"
