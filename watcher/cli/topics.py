"""Which topics a text, or what stands at an address, gets and by which phrase; and what each topic would have sent
lately, had it been as it is in the config now."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from watcher.cli.backtest import Tally, tally
from watcher.cli.preview import look, source_of, wanted
from watcher.cli.status import logged
from watcher.config import Environment, Settings
from watcher.core.documents import Change
from watcher.core.errors import ConfigError
from watcher.core.sources import Source
from watcher.core.text import pluralise
from watcher.core.topics import Places
from watcher.messages.change import event_label, title_of
from watcher.messages.telegram_html import one_line
from watcher.rules.matching import Matcher, text_of
from watcher.rules.phrases import Text
from watcher.sources import recognise
from watcher.store import Store, documents

EXAMPLES = 3
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")
_NOT_LOCAL = "a source with `local: false`"


def found(asked: str, since: str, settings: Settings, environment: Environment, now: datetime) -> Iterator[str]:
    """Returns the answer in lines. Raises ConfigError where neither or both are asked for, SourceError as `look`
    does."""
    if bool(asked) == bool(since):
        raise ConfigError(["say either a text or an address to look for topics in, or --since 90d"])
    if since:
        return lately(since, settings, environment, now)
    return of_address(asked.strip(), settings, now) if _ADDRESS.fullmatch(asked.strip()) else of_text(asked, settings)


def of_text(text: str, settings: Settings) -> Iterator[str]:
    """Yields what a text (`-`: standard input) gets. Raises ConfigError where there is none."""
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    if not text.strip():
        raise ConfigError(["there is no text to look for topics in"])
    ready = Text(_BLANK_LINE.split(text))
    found = Matcher(settings.topics, settings.places).topics_in(ready, Source("", "", "", ""))
    yield from (f"{topic}: “{phrase}”" for topic, phrase in found.items())
    yield from [] if found else ["No topic."]
    place = _place(ready, settings.places, Source("", "", "", ""))
    if place:
        yield f"It names “{place}”, so it counts for {_NOT_LOCAL}."
    else:
        yield f"It names none of the places under `ours:`, so it does not count for {_NOT_LOCAL}."


def of_address(url: str, settings: Settings, now: datetime) -> Iterator[str]:
    """Yields what each document that is understood there gets. Raises SourceError where nothing could be read."""
    source, matcher = _source(url, settings), Matcher(settings.topics, settings.places)
    seen = look(source, settings, now)
    for document in (document for reading in seen.readings for document in reading.documents):
        text = text_of(document)
        topics = matcher.topics_in(text, replace(source, local=True))
        place = _place(text, settings.places, source)
        about = f"names “{place}”" if place else "names no place of ours"
        told = "" if place or source.local else ", so it does not count"
        yield title_of(document)
        yield f"  {_listed(topics) or 'no topic'}; {about}{told}"
    yield from seen.lines()


def _source(url: str, settings: Settings) -> Source:
    """Returns the configured source of this address, or one of the kind it looks like; any other address is a web
    page."""
    return wanted(settings, url) or source_of(url, recognise(url) or "page")


def _place(text: Text, places: Places, source: Source) -> str:
    """Returns the first of our places that makes the text count for this source if it is not local; empty where none
    does."""
    elsewhere = replace(source, local=False)
    counting = (
        place for place in places.ours if Matcher((), replace(places, ours=(place,))).counts_in(text, elsewhere)
    )
    return next(counting, "")


def _listed(topics: dict[str, str]) -> str:
    return ", ".join(f"{topic}: “{phrase}”" if phrase else topic for topic, phrase in topics.items())


def lately(since: str, settings: Settings, environment: Environment, now: datetime) -> Iterator[str]:
    """Yields what each topic would have sent of the log. Raises ConfigError for a `since` that is no duration."""
    changes = logged(settings, environment, since, "", now)
    with Store(environment.database_url, state=environment.state) as store, store.read() as db:
        read = [(change, documents.words_of(db, change.source, change.document.key)) for change in changes]
    found = tally(read, Matcher(settings.topics, settings.places), {source.id: source for source in settings.sources})
    yield f"{pluralise(len(changes), 'change')} in the log of the last {since}."
    for topic in settings.topics:
        yield from _sent(f"{topic.name} ({topic.id})", topic.id, found)
    yield f"No topic: {found.without}. About other places: {found.elsewhere}. Corrections: {found.corrections}."


def _sent(name: str, topic: str, found: Tally) -> Iterator[str]:
    """Yields the newest examples of each source, the busiest source first."""
    by_source = found.hits.get(topic, {})
    yield f"{name}: {sum(map(len, by_source.values())) or 'nothing'}"
    for source, hits in sorted(by_source.items(), key=lambda pair: -len(pair[1])):
        yield f"  {source}: {len(hits)}"
        for change, phrase in reversed(hits[-EXAMPLES:]):
            yield f"    {_example(change)} ({f'“{one_line(phrase)}”' if phrase else 'by the source'})"


def _example(change: Change) -> str:
    return f"{event_label(change)}: {title_of(change.document)}"
